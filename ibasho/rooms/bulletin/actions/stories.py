"""活動だより: written by a group or typed in at the desk, looked at once by the city, shown; withdrawn at any time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.actions import codes, story_letters, story_photos
from ibasho.rooms.bulletin.models import Story
from ibasho.rooms.bulletin.queries import stories as queries
from ibasho.rooms.bulletin.rules import stories as rules
from ibasho.rooms.bulletin.rules.kinds import Paper, Purpose, StoryState
from ibasho.rooms.bulletin.rules.stories import Told
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Event, Place

NOUN = "bulletin.Story"
WHY = "どこを なおしてほしいかを 書いてください。そのまま 団体に とどきます。"


@transaction.atomic
def write(
    *, organisation: Organisation, told: Told, photo: bytes | None = None, place: Place | None = None,
    event: Event | None = None, by: Actor, at: datetime,
) -> Story:  # fmt: skip
    """A draft. `photo` is the file as it came: it is drawn anew. Raises Invalid."""
    policies.require_of(by, Permission.BULLETIN_OWN, organisation.pk, at=at)
    _check_group(organisation)
    row = Story(organisation=organisation, made_at=at, made_by_id=people.person_of(by), changed_at=at)
    _fill(row, told, photo, (place, event), at)
    row.save(force_insert=True)
    _note("write", row, by, at)
    return row


@transaction.atomic
def change(
    *, story: Story, told: Told, photo: bytes | None = None, without_photo: bool = False, place: Place | None = None,
    event: Event | None = None, by: Actor, at: datetime,
) -> Story:  # fmt: skip
    """`photo` None: the one that is there stays, unless `without_photo`. What was shown is hidden until it has been looked
    at anew. Raises Invalid, Conflict where it was withdrawn."""
    row = _own(story, by, at)
    rules.check_change(row.state)
    if without_photo or photo is not None:
        story_photos.forget(row)
    _fill(row, told, photo, (place, event), at)
    row.state = rules.after_change(row.state).value
    row.changed_at = at
    row.save()
    _note("change", row, by, at)
    return row


@transaction.atomic
def send(*, story: Story, by: Actor, at: datetime) -> Story:
    """To the city, which looks at it before anybody reads it."""
    row = _own(story, by, at)
    rules.check_send(row.state, row.words)
    _check_group(row.organisation)
    row.state, row.back_words, row.changed_at = StoryState.WAITING.value, "", at
    row.save(update_fields=["state", "back_words", "changed_at"])
    _note("send", row, by, at)
    return row


@transaction.atomic
def show(*, story: Story, seen: str, by: Actor, at: datetime) -> Story:
    """Everybody may see it from now on. `seen`: the mark of what was read. Raises Conflict where it is another by now, or
    where a way to reach somebody stands in it."""
    row = _looked_at(story, by, at)
    rules.check_seen(seen, queries.mark(row))
    rules.check_words(queries.shown_words(row))
    row.state, row.back_words = StoryState.SHOWN.value, ""
    row.shown_at, row.shown_by_id = at, by.person_id
    row.save(update_fields=["state", "back_words", "shown_at", "shown_by"])
    codes.give(purpose=Purpose.STORY, paper=Paper.STORY, path=queries.path(row), by=by, at=at)
    _note("show", row, by, at)
    return row


@transaction.atomic
def send_back(*, story: Story, why: str, by: Actor, at: datetime) -> Story:
    """To the group, with what to mend."""
    row = _looked_at(story, by, at)
    row.back_words = reason(why, code="bulletin.story_why", sentence=WHY)
    row.state = StoryState.RETURNED.value
    row.save(update_fields=["state", "back_words"])
    _note("send_back", row, by, at)
    story_letters.sent_back(row, by=by, at=at)
    return row


@transaction.atomic
def withdraw(*, story: Story, by: Actor, at: datetime) -> Story:
    """By the group or the city, at any time: gone from every page at once. The file follows in the night."""
    row = _own(story, by, at)
    rules.check_withdraw(row.state)
    row.state, row.changed_at = StoryState.WITHDRAWN.value, at
    row.save(update_fields=["state", "changed_at"])
    _note("withdraw", row, by, at)
    return row


@transaction.atomic
def take_up(*, story: Story, by: Actor, at: datetime) -> Story:
    """A draft again: it is sent and looked at anew. The photo is there as long as its file was."""
    row = _own(story, by, at)
    rules.check_take_up(row.state)
    row.state, row.changed_at = StoryState.DRAFT.value, at
    row.save(update_fields=["state", "changed_at"])
    _note("take_up", row, by, at)
    return row


def _fill(
    row: Story, told: Told, photo: bytes | None, of: tuple[Place | None, Event | None], at: datetime
) -> None:
    place, event = of
    for thing in of:
        if thing is not None and thing.organisation_id != row.organisation_id:
            raise NotFound(
                "bulletin.story_not_theirs",
                "その場所・もよおしは この団体の ものでは ありません。一覧から えらびなおしてください。",
            )
    with_photo = photo is not None or bool(row.photo)
    told = told.tidy(with_photo=with_photo)
    rules.check(told, clock.day(at), with_photo=with_photo)
    row.title, row.words, row.happened_on = told.title, told.words, told.happened_on
    row.photo_words, row.consent_on, row.nobody_shown = told.photo_words, told.consent_on, told.nobody_shown
    row.place, row.event = place or (event.place if event else None), event
    if photo is not None:
        story_photos.draw(row, photo)


def _check_group(organisation: Organisation) -> None:
    if not organisation.is_active:
        raise Conflict(
            "bulletin.group_ended", "この団体は もう 活動していません。ほかの団体を えらんでください。"
        )


def _own(story: Story, by: Actor, at: datetime) -> Story:
    policies.require_of(by, Permission.BULLETIN_OWN, story.organisation_id, at=at)
    return queries.locked(story.pk)


def _looked_at(story: Story, by: Actor, at: datetime) -> Story:
    policies.require(by, Permission.BULLETIN_MANAGE, at=at)
    row = queries.locked(story.pk)
    rules.check_look(row.state)
    return row


def _note(verb: str, row: Story, by: Actor, at: datetime) -> None:
    data = {"state": row.state, "photo": bool(row.photo)}
    journal.record(f"bulletin.story.{verb}", noun=NOUN, object_id=row.public_id, by=by, at=at, data=data)

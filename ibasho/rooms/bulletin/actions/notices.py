"""Writing a notice: a draft, mended, dropped, taken up again, corrected by one that follows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.models import Broadcast, Notice
from ibasho.rooms.bulletin.queries import pages
from ibasho.rooms.bulletin.rules import drafts, telling
from ibasho.rooms.bulletin.rules.drafts import Draft
from ibasho.rooms.bulletin.rules.kinds import NoticeState
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published

NOUN = "bulletin.Notice"


@transaction.atomic
def write(*, draft: Draft, key: UUID, by: Actor, at: datetime) -> Notice:
    """A draft that nobody has been told. `key` is the form's own: sent twice, it is one."""
    policies.require(by, Permission.BULLETIN_WRITE, at=at)
    values = _values(draft)
    row, fresh = Notice.objects.get_or_create(
        event_key=f"written:{key.hex}", defaults={**values, "made_at": at, "made_by_id": by.person_id}
    )
    if fresh:
        record("write", row, by, at)
    return row


@transaction.atomic
def change(*, notice: Notice, draft: Draft, by: Actor, at: datetime) -> Notice:
    """A draft wholly; of one that is out only the words of its page, by who may send: what was sent stays as it was sent."""
    policies.require(by, Permission.BULLETIN_WRITE, at=at)
    row = locked(notice)
    drafts.step("change", row.state)
    values = _values(draft)
    if row.state != NoticeState.DRAFT:
        policies.require(by, Permission.BULLETIN_MANAGE, at=at)
        values = {name: values[name] for name in ("title", "words")}
    for name, value in values.items():
        setattr(row, name, value)
    row.changed_at = at
    row.save()
    record("change", row, by, at)
    return row


@transaction.atomic
def restore(*, notice: Notice, by: Actor, at: datetime) -> Notice:
    """A draft that was dropped is one again."""
    policies.require(by, Permission.BULLETIN_WRITE, at=at)
    row = locked(notice)
    was_sent = Broadcast.objects.filter(notice=row).exists()
    drafts.step("restore", NoticeState.SENT if was_sent else row.state)
    row.state = NoticeState.DRAFT
    row.save(update_fields=["state"])
    record("restore", row, by, at)
    return row


@transaction.atomic
def again(*, notice: Notice, by: Actor, at: datetime) -> Notice:
    """「なおして もう一度 知らせる」: a new draft with the same words that follows the old one; there is one for each."""
    policies.require(by, Permission.BULLETIN_WRITE, at=at)
    old = locked(notice)
    drafts.step("again", old.state)
    same = ("kind", "title", "words", "path", "place_id", "districts", "stages", "wishes", "urgent")
    row, fresh = Notice.objects.get_or_create(
        event_key=f"again:{old.public_id}",
        defaults={
            **{name: getattr(old, name) for name in same}, "follows": old, "made_at": at, "made_by_id": by.person_id,
        },
    )  # fmt: skip
    if fresh:
        record("again", row, by, at)
    return row


def locked(notice: Notice) -> Notice:
    return Notice.objects.select_for_update().get(pk=notice.pk)


def record(verb: str, row: Notice, by: Actor, at: datetime) -> None:
    journal.record(
        f"bulletin.notice.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data={"kind": row.kind}
    )


def _values(draft: Draft) -> dict[str, Any]:
    """The columns. Raises Invalid for words that say too much, a page that is not ours, a place not everybody may go to."""
    place = published.open_to_all().filter(pk=draft.place).first() if draft.place else None
    if draft.place and place is None:
        raise _wrong("place", "この居場所は だれでも 行ける ところでは ないので、知らせられません。")
    if place is None and not pages.is_ours(draft.path):
        raise _wrong("path", "ひらくページは、ならんでいる中から えらんでください。")
    title, words = telling.checked(draft.title, draft.words, known=pages.known_contacts(place))
    return {
        "kind": draft.kind, "title": title, "words": words, "path": _path(draft, place), "place": place,
        "districts": sorted(draft.districts), "stages": sorted(draft.stages), "wishes": sorted(draft.wishes),
        "urgent": draft.urgent,
    }  # fmt: skip


def _path(draft: Draft, place: Place | None) -> str:
    return pages.of_place(place) if place is not None else draft.path


def _wrong(field: str, sentence: str) -> Invalid:
    return Invalid(f"bulletin.notice.{field}", sentence, fields={field: sentence})

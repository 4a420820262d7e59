"""求めている・提供できる: posted by an organisation or typed in at the desk, looked at before anybody outside reads it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions.supporting_letters import tell
from ibasho.rooms.network.models import Notice
from ibasho.rooms.network.queries.supporting import shown_words, words_of
from ibasho.rooms.network.rules import notices as rules
from ibasho.rooms.network.rules.kinds import NoticeState
from ibasho.rooms.network.rules.notices import Words
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.places.rules import moderation

NOUN = "network.Notice"
WHY = "どこを 直してほしいかを 書いてください。そのまま 団体に とどきます。"


@transaction.atomic
def post(*, organisation: Organisation, told: Words, agrees: bool = False, by: Actor, at: datetime) -> Notice:
    """Shown at once where somebody who may look typed it in, else after the city looked; never before the organisation said
    that it may be: by posting it itself, or `agrees`, as the desk heard it. Raises Invalid."""
    policies.require_of(by, Permission.NETWORK_OWN, organisation.pk, at=at)
    if not organisation.is_active:
        raise Conflict(
            "network.group_ended", "この団体は もう 活動していません。ほかの団体を えらんでください。"
        )
    told = told.tidy()
    rules.check(told, clock.day(at))
    row = Notice(organisation=organisation, made_at=at, made_by_id=people.person_of(by), **_fields(told))
    _settle(row, agrees, by, at)
    row.save(force_insert=True)
    _note("post", row, by, at)
    return row


@transaction.atomic
def change(*, notice: Notice, told: Words, agrees: bool = False, by: Actor, at: datetime) -> Notice:
    """The new words are looked at anew. `agrees` as in `post`."""
    row = _own(notice, by, at)
    rules.check_change(row.state)
    told = told.tidy()
    rules.check(told, clock.day(at))
    for name, value in _fields(told).items():
        setattr(row, name, value)
    row.state, row.back_words, row.looked_at, row.looked_by = NoticeState.WAITING.value, "", None, None
    _settle(row, agrees, by, at)
    row.save()
    _note("change", row, by, at)
    return row


@transaction.atomic
def look(*, notice: Notice, seen: str, by: Actor, at: datetime) -> Notice:
    """Everybody may read it from now on. `seen`: the mark of the words that were read. Raises Conflict where they are
    others by now, where a way to reach somebody stands in them, or without the organisation's yes."""
    row = _looked_at(notice, by, at)
    rules.check_seen(seen, words_of(row).mark)
    rules.check_yes(row.agreed_on)
    if not moderation.may_be_shown(shown_words(row)):
        words = "電話番号・メール・アドレスが 書かれています。だれでも 読めるページなので、団体に 返して 消してもらってください。"
        raise Conflict("network.notice_contact", words)
    row.state, row.looked_at, row.looked_by_id, row.back_words = NoticeState.OPEN.value, at, by.person_id, ""
    row.save(update_fields=["state", "looked_at", "looked_by", "back_words"])
    _note("look", row, by, at)
    return row


@transaction.atomic
def back(*, notice: Notice, why: str, by: Actor, at: datetime) -> Notice:
    """To the group, with what to mend."""
    row = _looked_at(notice, by, at)
    row.back_words = reason(why, code="network.notice_why", sentence=WHY)
    row.looked_at, row.looked_by_id = at, by.person_id
    row.save(update_fields=["back_words", "looked_at", "looked_by"])
    _note("back", row, by, at)
    tell(
        row.organisation, key=f"network.notice.back:{row.public_id}:{clock.jst(at):%Y%m%d%H%M}",
        subject="「求めている・提供できる」を 直してください", page=reverse("network:ops_supporting"), by=by, at=at,
        words=f"「{row.title}」を のせる前に、直してほしいところが あります。\n\n{row.back_words}",
    )  # fmt: skip
    return row


@transaction.atomic
def close(*, notice: Notice, by: Actor, at: datetime) -> Notice:
    row = _own(notice, by, at)
    rules.check_close(row.state)
    row.state = NoticeState.CLOSED.value
    row.save(update_fields=["state"])
    _note("close", row, by, at)
    return row


@transaction.atomic
def reopen(*, notice: Notice, by: Actor, at: datetime) -> Notice:
    """As it stood: what was looked at before is shown again at once."""
    row = _own(notice, by, at)
    rules.check_reopen(row.state, row.until, clock.day(at))
    seen = row.looked_at is not None and not row.back_words
    row.state = (NoticeState.OPEN if seen else NoticeState.WAITING).value
    row.save(update_fields=["state"])
    _note("reopen", row, by, at)
    return row


@transaction.atomic
def expire(*, by: Actor, at: datetime) -> int:
    """Those whose last day is over. Gives how many."""
    policies.require_server(by)
    past = Notice.objects.exclude(state=NoticeState.CLOSED).filter(until__lt=clock.day(at))
    rows = list(past.select_for_update().order_by("pk"))
    for row in rows:
        row.state = NoticeState.CLOSED.value
        row.save(update_fields=["state"])
        _note("expire", row, by, at)
    return len(rows)


def _fields(told: Words) -> dict[str, object]:
    names = ("direction", "resource", "district_code", "until", *rules.TEXTS)
    return {name: getattr(told, name) for name in names}


def _settle(row: Notice, agrees: bool, by: Actor, at: datetime) -> None:
    """Who may look has looked while typing; words with a way to reach somebody wait all the same."""
    of_it = policies.is_of(by, Permission.NETWORK_OWN, row.organisation_id, at=at)
    row.agreed_on = (row.agreed_on or clock.day(at)) if agrees or of_it else None
    looked = policies.may(by, Permission.NETWORK_MANAGE, at=at) and moderation.may_be_shown(shown_words(row))
    if looked and row.agreed_on is not None:
        row.state, row.looked_at, row.looked_by_id = NoticeState.OPEN.value, at, by.person_id


def _own(notice: Notice, by: Actor, at: datetime) -> Notice:
    policies.require_of(by, Permission.NETWORK_OWN, notice.organisation_id, at=at)
    return Notice.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=notice.pk)


def _looked_at(notice: Notice, by: Actor, at: datetime) -> Notice:
    policies.require(by, Permission.NETWORK_MANAGE, at=at)
    row = Notice.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=notice.pk)
    rules.check_look(row.state)
    return row


def _note(verb: str, row: Notice, by: Actor, at: datetime) -> None:
    data = {"direction": row.direction, "resource": row.resource, "state": row.state}
    journal.record(f"network.notice.{verb}", noun=NOUN, object_id=row.public_id, by=by, at=at, data=data)

"""Signing up for a day of an event, without an account: a seat, a place on the list, or a clear no."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.actions import letters, seats
from ibasho.town.places.models import Event, Session, SessionReport, Signup, SpotNotice
from ibasho.town.places.queries import signups as queries
from ibasho.town.places.rules import signup as rules

NOUN = "places.Signup"
State = Signup.State
SHOWN = (Event.State.PUBLISHED, Event.State.CANCELLED)
TYPED = frozenset({Via.PHONE, Via.PAPER, Via.COUNTER, Via.FAX})  # staff write down what somebody told them


@dataclass(frozen=True, slots=True)
class Ticket:
    """`token` opens the ticket page; only its hash is kept. `fresh` is False when the same form came twice."""

    signup: Signup
    token: str
    fresh: bool = True


@transaction.atomic
def sign_up(
    *,
    session: Session,
    nickname: str,
    heads: Mapping[str, int | None],
    email: str = "",
    phone: str = "",
    note: str = "",
    public_id: str = "",
    by: Actor,
    at: datetime,
) -> Ticket:
    """`heads` maps a class of rules.signup.CLASSES to a number. A nickname is enough; mail and phone are for news.

    `public_id` is the form's own: the same form sent twice gives the same ticket. Staff typing for somebody pass
    their actor (Via.PHONE, Via.PAPER) and need SESSIONS_RUN. Raises Invalid, Conflict, NotFound.
    """
    name, counted, told = (
        rules.checked_nickname(nickname),
        rules.checked_heads(heads),
        rules.checked_note(note),
    )
    locked = _lock(session.pk, by, at)
    token = rules.ticket_token(settings.SECRET_KEY, public_id := public_id or new_code())
    twice = locked.signups.filter(public_id=public_id).first()
    if twice is not None:
        return Ticket(twice, token, fresh=False)
    _check_open(locked, by, at)
    party = sum(counted.values())
    signup = Signup.objects.create(
        session=locked, public_id=public_id, token_hash=rules.token_hash(token), code=_free_number(locked),
        state=rules.answer(party, queries.seats(locked)).value, nickname=name, heads=counted, party=party,
        email=email.strip(), phone=phone.strip(), note=told, made_at=at,
    )  # fmt: skip
    letters.tell(signup=signup, news=signup.state, by=by, at=at)
    _record("make", signup, by, at)
    return Ticket(signup, token)


@transaction.atomic
def cancel(*, token: str, by: Actor, at: datetime) -> Signup:
    """By whoever holds the ticket. The seats go to who waits. Raises NotFound, Conflict."""
    found = queries.by_token(token)
    if found is None:
        raise _gone()
    return _cancel(_lock(found.session_id, by, at), found, by, at)


@transaction.atomic
def cancel_for(*, signup: Signup, by: Actor, at: datetime) -> Signup:
    """By staff of the day, for somebody who rang up or told them."""
    locked = _lock(signup.session_id, by, at)
    policies.require(by, Permission.SESSIONS_RUN, policies.owner(locked), at=at)
    return _cancel(locked, signup, by, at)


def _cancel(locked: Session, signup: Signup, by: Actor, at: datetime) -> Signup:
    row = _row(locked, signup)
    if row.state == State.CANCELLED:
        return row
    if row.arrived_at is not None:
        raise Conflict("places.signup_arrived", _("もう 受付が すんでいます。受付の人に 話してください。"))
    row.state, row.cancelled_at, row.call_needed = State.CANCELLED, at, False
    row.save(update_fields=["state", "cancelled_at", "call_needed"])
    letters.tell(signup=row, news="cancelled", by=by, at=at)
    _record("cancel", row, by, at)
    seats.fill(session=locked, by=by, at=at)
    return row


@transaction.atomic
def ask_when_free(*, session: Session, email: str, by: Actor, at: datetime) -> SpotNotice:
    """「空いたら おしえて」: one mail when a seat is free, then the address is gone."""
    locked = _lock(session.pk, by, at)
    _check_open(locked, by, at)
    if queries.seats(locked).free != 0:
        raise Conflict("places.spot_is_free", _("いま 空いています。すぐに 申しこめます。"))
    notice, fresh = SpotNotice.objects.get_or_create(
        session=locked, email=email.strip().lower(), defaults={"asked_at": at}
    )
    if fresh:
        journal.record(
            "places.spot_notice.ask", noun="places.SpotNotice", object_id=notice.pk, by=by, at=at,
            data={"session": locked.pk},
        )  # fmt: skip
    return notice


@transaction.atomic
def called(*, signup: Signup, by: Actor, at: datetime) -> Signup:
    """Staff rang up somebody without mail: the news has arrived."""
    locked = _lock(signup.session_id, by, at)
    policies.require(by, Permission.PLACES_EDIT, policies.owner(locked), at=at)
    row = _row(locked, signup)
    row.call_needed = False
    row.save(update_fields=["call_needed"])
    _record("call", row, by, at)
    return row


@transaction.atomic
def erase(*, by: Actor, at: datetime) -> int:
    """The nightly job: sign-ups go SIGNUP_KEEP_DAYS after their day, requests for a free spot after it. How many came
    stays as heads by class. Returns how many sign-ups went."""
    today = clock.day(at)
    old = Signup.objects.filter(session__day__lt=today - timedelta(days=settings.SIGNUP_KEEP_DAYS))
    count = old.count()
    old.delete()
    SpotNotice.objects.filter(session__day__lt=today).delete()
    if count:
        journal.record("places.signup.erase", noun=NOUN, object_id="", by=by, at=at, data={"count": count})
    return count


def _lock(session_id: int, by: Actor, at: datetime) -> Session:
    """The day, locked: everybody who wants a seat queues here. NotFound unless the event is public or one's own."""
    found = (
        Session.objects.select_for_update(no_key=True, of=("self",))
        .select_related("event__organisation", "place")
        .filter(pk=session_id, event__isnull=False)
        .first()
    )
    if found is None or found.event is None:
        raise NotFound("places.session_gone", _("この日は もう ありません。一覧から さがしてください。"))
    if by.via in TYPED or found.event.state not in SHOWN:
        policies.require(by, Permission.SESSIONS_RUN, found.event, at=at)
    return found


def _row(locked: Session, signup: Signup) -> Signup:
    row = (
        locked.signups.select_for_update(of=("self",))
        .select_related("session__event", "session__place")
        .filter(pk=signup.pk)
        .first()
    )
    if row is None:
        raise _gone()
    return row


def _gone() -> NotFound:
    return NotFound(
        "places.signup_gone", _("この申しこみは もう ありません。番号や リンクを たしかめてください。")
    )


def _check_open(session: Session, by: Actor, at: datetime) -> None:
    """Staff may still write down who rings up after the closing, until the day is summed up."""
    event = session.event
    if event is None or not event.signup:
        raise Invalid(
            "places.signup_not_needed", _("このもよおしは 申しこみが いりません。そのまま 来てください。")
        )
    if session.state == Session.State.CANCELLED or event.state == Event.State.CANCELLED:
        raise Conflict(
            "places.signup_called_off", _("この日は お休みに なりました。ほかの日を えらんでください。")
        )
    closes = rules.closes_at(session.day, session.starts, event.signup_closes_hours)
    if (at >= closes and by.via not in TYPED) or SessionReport.objects.filter(session=session).exists():
        raise Conflict(
            "places.signup_closed",
            _("申しこみは おわりました。電話で きいてみるか、ほかの日を えらんでください。"),
        )


def _free_number(session: Session) -> str:
    """A number of four digits that nobody has on this day; drawn, so that it doesn't tell who came first."""
    used = set(session.signups.values_list("code", flat=True))
    free = [code for code in map(str, range(1000, 10000)) if code not in used]
    if not free:
        raise Conflict(
            "places.signup_full", _("この日は いっぱいに なりました。ほかの日を えらんでください。")
        )
    return secrets.choice(free)


def _record(verb: str, row: Signup, by: Actor, at: datetime) -> None:
    journal.record(
        f"places.signup.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at,
        data={"session": row.session_id, "state": row.state, "party": row.party},
    )  # fmt: skip

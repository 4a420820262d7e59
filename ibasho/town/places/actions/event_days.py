"""The days of an event: parts of the actions on events, and calling one day off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.actions import letters, seats
from ibasho.town.places.models import Event, Session, Signup
from ibasho.town.places.rules import event as rules
from ibasho.town.places.rules.event import EventDay


def write(*, event: Event, days: Sequence[EventDay], by: Actor, at: datetime) -> bool:
    """Brings the sessions in line with `days` and says if anything changed. Who signed up for a day that moves is
    told; a day somebody signed up for or came to is never dropped, it is called off."""
    rules.check_days(days)
    standing = {row.pk: row for row in _locked(event)}
    kept = {one.session_id for one in days if one.session_id in standing}
    dropped = [row for key, row in standing.items() if key not in kept]
    _drop(dropped)
    moved = [
        _move(standing[one.session_id], one, event, by, at) for one in days if one.session_id in standing
    ]
    fresh = [one for one in days if one.session_id not in standing]
    Session.objects.bulk_create(
        Session(
            event=event, place_id=event.place_id, by_hand=True, day=one.day, starts=one.starts, ends=one.ends
        )
        for one in fresh
    )
    return bool(dropped or fresh or any(moved))


def _locked(event: Event) -> list[Session]:
    return list(event.sessions.select_for_update(no_key=True).order_by("pk"))


def _drop(sessions: Sequence[Session]) -> None:
    keys = [row.pk for row in sessions]
    used = Session.objects.filter(pk__in=keys).filter(
        Q(signups__isnull=False) | Q(headcounts__isnull=False) | Q(report__isnull=False)
    )
    if used.exists():
        raise Conflict(
            "places.event_day_used",
            _("申しこみや 人数がある日は 消せません。その日を お休みに してください。"),
        )
    Session.objects.filter(pk__in=keys).delete()


def _move(row: Session, wanted: EventDay, event: Event, by: Actor, at: datetime) -> bool:
    place_moved, row.place_id = row.place_id != event.place_id, event.place_id
    moved = (row.day, row.starts, row.ends) != (wanted.day, wanted.starts, wanted.ends)
    if moved or place_moved:
        row.day, row.starts, row.ends = wanted.day, wanted.starts, wanted.ends
        row.save(update_fields=["day", "starts", "ends", "place"])
    if moved:
        letters.tell_all(session=row, news="moved", by=by, at=at)
    return moved


def check_capacity(event: Event) -> None:
    """Conflict if more people have a seat on some day than the event now holds."""
    if event.capacity is None:
        return
    _locked(event)
    confirmed = Q(signups__state=Signup.State.CONFIRMED)
    taken = event.sessions.annotate(taken=Sum("signups__party", filter=confirmed)).values_list(
        "taken", flat=True
    )
    most = max((number or 0 for number in taken), default=0)
    if most > event.capacity:
        raise Conflict(
            "places.event_capacity_below",
            _("もう %(n)s人の 申しこみが あります。定員は %(n)s人より 少なく できません。") % {"n": most},
        )


def fill_seats(*, event: Event, by: Actor, at: datetime) -> None:
    """A larger capacity lets people move up from the waiting lists."""
    for row in event.sessions.order_by("pk"):
        seats.fill(session=row, by=by, at=at)


def call_off_all(*, event: Event, reason: str, by: Actor, at: datetime) -> None:
    for row in _locked(event):
        if row.day >= clock.day(at) and row.state == Session.State.PLANNED:
            _call_off(row, reason, by, at)


@transaction.atomic
def call_off(*, session: Session, reason: str, by: Actor, at: datetime) -> Session:
    """One day of an event is off; everyone who signed up for it is told once."""
    locked = lock(session.pk, by, at)
    if locked.state == Session.State.PLANNED:
        _call_off(locked, reason, by, at)
        _note("call_off", locked, by, at)
    return locked


@transaction.atomic
def restore(*, session: Session, by: Actor, at: datetime) -> Session:
    """Takes a mistaken call-off back; whoever was told is told again."""
    locked = lock(session.pk, by, at)
    if locked.event is not None and locked.event.state == Event.State.CANCELLED:
        raise Conflict("places.event_cancelled", _("もよおし全体が 中止です。新しく つくってください。"))
    if locked.state == Session.State.CANCELLED:
        locked.state, locked.reason = Session.State.PLANNED, ""
        locked.save(update_fields=["state", "reason"])
        letters.tell_all(session=locked, news="restored", by=by, at=at)
        _note("restore", locked, by, at)
    return locked


def lock(session_id: int, by: Actor, at: datetime) -> Session:
    """A day of an event, locked, for one who may change the event. Raises NotFound."""
    found = (
        Session.objects.select_for_update(no_key=True, of=("self",))
        .select_related("event__organisation", "place")
        .filter(pk=session_id, event__isnull=False)
        .first()
    )
    if found is None:
        raise NotFound("places.session_gone", _("この日は もう ありません。一覧から さがしてください。"))
    policies.require(by, Permission.PLACES_EDIT, policies.owner(found), at=at)
    return found


def _call_off(locked: Session, reason: str, by: Actor, at: datetime) -> None:
    locked.state, locked.reason = Session.State.CANCELLED, refuse_my_number(reason.strip())[:200]
    locked.save(update_fields=["state", "reason"])
    letters.tell_all(session=locked, news="called_off", by=by, at=at)


def _note(verb: str, session: Session, by: Actor, at: datetime) -> None:
    journal.record(f"places.session.{verb}", noun="places.Session", object_id=session.pk, by=by, at=at)

"""Seats that became free: given to those who wait, and told to those who asked. Parts of other actions."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.places.actions import letters
from ibasho.town.places.models import Session, Signup
from ibasho.town.places.queries import signups as queries
from ibasho.town.places.rules import signup as rules


def fill(*, session: Session, by: Actor, at: datetime) -> None:
    """Whoever waits and fits moves up, oldest first; if seats are left, those who asked are told."""
    locked = (
        Session.objects.select_for_update(no_key=True, of=("self",))
        .select_related("event")
        .get(pk=session.pk)
    )
    if locked.state == Session.State.CANCELLED or locked.day < clock.day(at):
        return
    waiting = {row.pk: row for row in _waiting(locked)}
    free = queries.seats(locked).free
    for key in rules.moving_up(free, [(row.pk, row.party) for row in waiting.values()]):
        _move_up(waiting[key], by, at)
    _tell_those_who_asked(locked, by, at)


def _waiting(locked: Session) -> QuerySet[Signup]:
    return (
        locked.signups.select_for_update(of=("self",))
        .filter(state=Signup.State.WAITING)
        .select_related("session__event", "session__place")
        .order_by("pk")
    )


def _move_up(row: Signup, by: Actor, at: datetime) -> None:
    row.state = Signup.State.CONFIRMED
    row.save(update_fields=["state"])
    letters.tell(signup=row, news="moved_up", by=by, at=at)
    journal.record(
        "places.signup.move_up", noun="places.Signup", object_id=row.pk, by=by, at=at,
        data={"session": row.session_id, "party": row.party},
    )  # fmt: skip


def _tell_those_who_asked(session: Session, by: Actor, at: datetime) -> None:
    """There are seats: everyone who asked is told once, and forgotten."""
    if queries.seats(session).free == 0:
        return
    asked = session.spot_notices.select_for_update(of=("self",))
    for notice in asked.select_related("session__event", "session__place"):
        letters.tell_free(notice=notice, by=by, at=at)
        notice.delete()

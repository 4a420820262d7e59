"""The promise: what a place's sessions say follows from who is there, in the transaction that changed it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.roster.actions import holes
from ibasho.rooms.roster.models import Roster
from ibasho.rooms.roster.queries import coverage
from ibasho.rooms.roster.queries.coverage import Weighed
from ibasho.rooms.roster.rules.words import NOT_ENOUGH
from ibasho.town.places.actions import sessions
from ibasho.town.places.models import Place, Session

AHEAD = timedelta(days=settings.SESSIONS_AHEAD_DAYS)
State, Staffing = Session.State, Session.Staffing


@transaction.atomic
def settle(*, place: Place, days: Collection[date], by: Actor, at: datetime) -> None:
    """Part of every action that changes who is there: each session of `days` still to come is promised or not. One that
    was called off for want of grown-ups comes back at once; one that falls short behind the cut-off is called off.

    Locks the place's roster, so that two who take the last two shifts at one moment see each other. Callers that lock
    shifts do so before. `by` is who caused it and stands in the caller's own entry; here the roster itself speaks,
    because a helper with a link has no right to a session.
    """
    roster = _locked(place)
    if roster is None or not days:
        return
    there = [one for one in coverage.weighed(roster, min(days), max(days), at) if one.session.day in days]
    ours = [one for one in there if one.session.state == State.PLANNED or one.session.reason == NOT_ENOUGH]
    for one in ours:
        _say(roster, one, at)
    if roster.is_on:
        holes.tell(roster, [one for one in ours if one.judged.short], at=at)


@transaction.atomic
def settle_all(*, place: Place, by: Actor, at: datetime) -> None:
    """The same for every session that stands, as far ahead as sessions are made."""
    today = clock.day(at)
    ahead = range((AHEAD + timedelta(days=1)).days)
    settle(place=place, days={today + timedelta(days=day) for day in ahead}, by=by, at=at)


def _locked(place: Place) -> Roster | None:
    rows = Roster.objects.select_for_update(of=("self",)).select_related("place")
    return rows.filter(place=place).first()


def _say(roster: Roster, one: Weighed, at: datetime) -> None:
    _mark(roster, one, at)
    session, voice = one.session, Actor.of_job("roster.settle")
    is_off = session.state == State.CANCELLED
    holds = not roster.is_on or not one.judged.short
    if is_off and holds:
        sessions.call_back(session=session, reason=NOT_ENOUGH, by=voice, at=at)
    elif not is_off and not holds and at >= one.cut_off(roster, at):
        sessions.call_off(session=session, reason=NOT_ENOUGH, by=voice, at=at)


def _mark(roster: Roster, one: Weighed, at: datetime) -> None:
    """Writes only what has changed: a job that comes by every ten minutes leaves no trace."""
    session, judged = one.session, one.judged
    if not roster.is_on:
        wanted: tuple[str, int | None, int | None] = (Staffing.NOT_NEEDED, None, None)
    else:
        wanted = (Staffing.SHORT if judged.short else Staffing.OK, judged.needed, judged.here)
    if (session.staffing, session.adults_min, session.adults_here) != wanted:
        staffing, needed, here = wanted
        sessions.mark_staffed(
            session=session, staffing=staffing, adults_min=needed, adults_here=here,
            by=Actor.of_job("roster.settle"), at=at,
        )  # fmt: skip

"""Seats and sign-ups of one day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet, Sum

from ibasho.base.kernel.kana import search_key
from ibasho.town.places.models import Session, Signup
from ibasho.town.places.rules import signup as rules
from ibasho.town.places.rules.signup import Seats


def seats(session: Session) -> Seats:
    """How many heads have a seat and how many wait; `session.event` gives the capacity."""
    state = Signup.State
    sums = session.signups.aggregate(
        taken=Sum("party", filter=Q(state=state.CONFIRMED)),
        waiting=Sum("party", filter=Q(state=state.WAITING)),
    )
    event = session.event
    return Seats(
        capacity=event.capacity if event else None,
        taken=sums["taken"] or 0,
        waiting=sums["waiting"] or 0,
        waiting_max=event.waiting_max if event else 0,
    )


def by_token(token: str) -> Signup | None:
    """The sign-up a ticket's token opens."""
    return _whole().filter(token_hash=rules.token_hash(token)).first()


def by_number(code: str, nickname: str, today: date) -> Signup | None:
    """The sign-up for today or later that has this number and this name, whatever kana it was written in. None also
    where two days share both: guessing which would show one party's ticket to another."""
    state = Signup.State
    known = _whole().filter(code=code, session__day__gte=today, state__in=(state.CONFIRMED, state.WAITING))
    found = [one for one in known if search_key(one.nickname) == search_key(nickname)]
    return found[0] if len(found) == 1 else None


def _whole() -> QuerySet[Signup]:
    return Signup.objects.select_related(
        "session__event__organisation", "session__event__place", "session__place"
    )

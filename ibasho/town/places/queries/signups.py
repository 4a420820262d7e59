"""Seats and sign-ups of one day."""

from __future__ import annotations

from django.db.models import Q, Sum

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
    return (
        Signup.objects.filter(token_hash=rules.token_hash(token))
        .select_related("session__event__organisation", "session__event__place", "session__place")
        .first()
    )

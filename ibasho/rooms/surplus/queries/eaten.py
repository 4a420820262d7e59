"""What was eaten at a place out of what somebody gave: what everybody may read of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Q, QuerySet

from ibasho.rooms.surplus.models import Use
from ibasho.rooms.surplus.rules.kinds import WordsState
from ibasho.town.places.models import Place
from ibasho.town.places.rules import moderation

BACK = timedelta(days=35)
DAYS_MAX = 3


@dataclass(frozen=True, slots=True)
class From:
    """`giver` "" where it was given without an account: such a name is nobody's to read."""

    food: str
    giver: str


@dataclass(frozen=True, slots=True)
class Meal:
    """One day of a place. `thanks`: words of children that somebody of the city has read."""

    day: date
    dishes: tuple[str, ...]
    out_of: tuple[From, ...]
    thanks: tuple[str, ...]


def lately(place: Place, today: date) -> list[Meal]:
    """The newest days first, at most three; one statement."""
    found = _told(place).filter(day__range=(today - BACK, today))
    return _meals(found)[:DAYS_MAX]


def on(place: Place, day: date) -> Meal | None:
    found = _meals(_told(place).filter(day=day))
    return found[0] if found else None


def _told(place: Place) -> QuerySet[Use]:
    """Dishes of what was not recalled."""
    rows = Use.objects.filter(~Q(dish=""), share__receiver__place=place, share__proposal__offer__recall=None)
    return rows.select_related("share__proposal__offer__organisation").order_by("-day", "pk")


def _meals(rows: QuerySet[Use]) -> list[Meal]:
    shown = (one for one in rows if moderation.may_be_shown(one.dish))
    return [_meal(day, list(found)) for day, found in groupby(shown, key=lambda one: one.day)]


def _meal(day: date, found: list[Use]) -> Meal:
    offers = [one.share.proposal.offer for one in found]
    out_of = [From(one.name, one.organisation.name if one.organisation else "") for one in offers]
    thanks = (one.thanks for one in found if one.thanks and one.thanks_state == WordsState.SHOWN)
    return Meal(
        day, tuple(dict.fromkeys(one.dish for one in found)), tuple(dict.fromkeys(out_of)), tuple(thanks)
    )

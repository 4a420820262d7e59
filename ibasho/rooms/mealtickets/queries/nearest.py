"""Where a child can eat now, when this shop has nothing more today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from ibasho.base.kernel.geo import Position
from ibasho.rooms.mealtickets.models import Shop
from ibasho.rooms.mealtickets.queries.shops_today import shops_today
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published
from ibasho.town.places.queries.answers import Answer, tell
from ibasho.town.places.queries.criteria import Criteria
from ibasho.town.places.rules.answers import Group

NEAR_MAX = 3
PLACES_LOOKED_AT = 40
OPEN = (Group.NOW, Group.LATER)


@dataclass(frozen=True, slots=True)
class Near:
    """`minutes` on foot, None where a position is not known."""

    name: str
    minutes: int | None
    url: str


def nearest(shop: Shop, *, at: datetime) -> list[Near]:
    """At most three: shops that still have meals, then free places with food; open ones alone, the nearest first."""
    start = shop.place.position
    shops = [
        (one.answer, one.shop.place)
        for one in shops_today(Criteria(), at, start)
        if one.shop.pk != shop.pk and one.left > 0 and one.answer.group in OPEN
    ]
    near = _near(shops)
    if len(near) < NEAR_MAX:
        near += _near(_free_places(at, start))
    return near[:NEAR_MAX]


def _free_places(at: datetime, start: Position | None) -> list[tuple[Answer, Place]]:
    free = Q(fee_elementary_yen=0) | Q(fee_note__contains="無料")
    rows = list(
        published.listed()
        .filter(free, features__contains=["meal"], restricted=False)
        .order_by("pk")[:PLACES_LOOKED_AT]
    )
    told = zip(tell(rows, at, Criteria(), start), rows, strict=True)
    return [(answer, place) for answer, place in told if answer.group in OPEN]


def _near(found: list[tuple[Answer, Place]]) -> list[Near]:
    ranked = sorted(found, key=lambda pair: (pair[0].group.rank, _minutes(pair[0]), pair[1].pk))
    return [
        Near(place.name, None if answer.minutes is None else answer.minutes.value, _url(place))
        for answer, place in ranked
    ]


def _minutes(answer: Answer) -> float:
    return float("inf") if answer.minutes is None else answer.minutes.value


def _url(place: Place) -> str:
    return reverse("places:place", args=[place.public_id])

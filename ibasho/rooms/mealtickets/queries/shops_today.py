"""「ごはんの お店」: every shop that takes cards or ribbons, as a child sees it today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.geo import Position
from ibasho.rooms.mealtickets.models import Shop
from ibasho.rooms.mealtickets.queries import shops
from ibasho.rooms.mealtickets.queries.remaining import NOTHING, Remaining, remaining_many
from ibasho.rooms.mealtickets.queries.shops import Board
from ibasho.rooms.mealtickets.rules.shop_words import Today, today
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published
from ibasho.town.places.queries.answers import Answer, tell
from ibasho.town.places.queries.criteria import Criteria
from ibasho.town.places.rules.answers import Group

BEGUN = (Shop.State.STARTED, Shop.State.PAUSED)
MAYBE = (Group.NOW, Group.LATER, Group.UNSURE, Group.UNKNOWN)  # somebody may be there today


@dataclass(frozen=True, slots=True)
class ShopToday:
    """`answer` is what places says of it: open or not, alone or not, minutes from the chosen start."""

    shop: Shop
    answer: Answer
    remaining: Remaining
    board: Board
    today: Today

    @property
    def left(self) -> int:
        return self.remaining.meals


def begun() -> bool:
    """Whether the city has a shop where a card is good for something: before that, nobody is led to the list."""
    return Shop.objects.filter(state__in=BEGUN).exists()


def shops_today(criteria: Criteria, at: datetime, start: Position | None = None) -> list[ShopToday]:
    """Open now first, then later today, then the rest; among them those with meals, then the nearest."""
    rows = list(
        Shop.objects.filter(state__in=BEGUN, place__in=published.fitting(published.listed(), criteria))
        .select_related("place__organisation")
        .order_by("place__kana", "place__name", "pk")
    )
    return sorted(_told(rows, criteria, at, start), key=_order)


def of_place(place: Place, at: datetime) -> ShopToday | None:
    """None where the place has no contract that has begun."""
    rows = list(Shop.objects.filter(state__in=BEGUN, place=place).select_related("place__organisation"))
    return next(iter(_told(rows, Criteria(), at, None)), None)


def _told(rows: Sequence[Shop], criteria: Criteria, at: datetime, start: Position | None) -> list[ShopToday]:
    if not rows:
        return []
    left = remaining_many(rows, day=clock.day(at))
    walls = shops.boards([shop for shop in rows if shop.ribbon])
    answers = tell([shop.place for shop in rows], at, criteria, start)
    return [
        _one(shop, answer, left.get(shop.pk, NOTHING), walls.get(shop.pk, Board(0, None)))
        for shop, answer in zip(rows, answers, strict=True)
    ]


def _one(shop: Shop, answer: Answer, left: Remaining, board: Board) -> ShopToday:
    said = today(
        state=shop.state, cards=shop.cards, closed=answer.group not in MAYBE, meals=left.meals,
        reserve=left.reserve,
    )  # fmt: skip
    return ShopToday(shop, answer, left, board, said)


_SAYS = (Today.LEFT, Today.STILL, Today.RIBBON, Today.OVER, Today.RESTING)


def _order(one: ShopToday) -> tuple[int, int, float]:
    minutes = one.answer.minutes.value if one.answer.minutes else float("inf")
    return one.answer.group.rank, _SAYS.index(one.today), minutes

"""小学校区 and what they hold: 充足率."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet

from ibasho.base.kernel.facts import Fact
from ibasho.base.kernel.geo import Position
from ibasho.town.areas import queries as areas
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.areas.rules import contains
from ibasho.town.places.facts.made import HERE, share
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published
from ibasho.town.places.rules.kinds import PlaceKind

MEALS = (PlaceKind.KODOMO_SHOKUDO, PlaceKind.PARTNER_SHOP)


def districts_with_kodomo_shokudo(today: date) -> Fact:
    """充足率: of the city's 小学校区, how many hold at least one こども食堂.

    The definition is that of むすびえ's nationwide survey (こども食堂が1か所以上ある小学校区 ÷ 全小学校区), counted over
    this directory; places that are paused, restricted or outside the city do not count.
    """
    source = f"{HERE}と小学校区。こども食堂が1か所以上ある小学校区 ÷ 全小学校区（むすびえ全国箇所数調査の充足率の定義）"
    districts = list(areas.districts(today))
    held = _held(districts, _serving(PlaceKind.KODOMO_SHOKUDO))
    return share(len(held), len(districts), source, today, f"{__name__}.districts_with_kodomo_shokudo")


def districts_with_meals(today: date) -> Fact:
    """The same with the 協力飲食店, where a child eats on a ticket: wherever a child finds a meal."""
    source = f"{HERE}と小学校区。こども食堂か協力飲食店が1か所以上ある小学校区 ÷ 全小学校区"
    districts = list(areas.districts(today))
    held = _held(districts, _serving(*MEALS))
    return share(len(held), len(districts), source, today, f"{__name__}.districts_with_meals")


def kodomo_shokudo_districts(today: date) -> frozenset[str]:
    """The codes of the 小学校区 that hold at least one こども食堂: what 充足率 counts."""
    return frozenset(_held(list(areas.districts(today)), _serving(PlaceKind.KODOMO_SHOKUDO)))


def _serving(*kinds: PlaceKind) -> QuerySet[Place]:
    return published.open_to_all().filter(kind__in=kinds, outside_city=False)


def _held(districts: list[SchoolDistrict], places: QuerySet[Place]) -> set[str]:
    """The codes of districts that hold one of the places: by the code written on it, else by its position."""
    known = {district.code for district in districts}
    rows = list(places.values_list("district_code", "lat", "lng"))
    held = {code for code, _, _ in rows if code in known}
    loose = [
        Position(lat, lng)
        for code, lat, lng in rows
        if code not in known and lat is not None and lng is not None
    ]
    for district in districts:
        shape = district.geometry
        if district.code not in held and shape and any(contains(shape, one) for one in loose):
            held.add(district.code)
    return held


FACTS: dict[str, Callable[[date], Fact]] = {
    "districts_with_kodomo_shokudo": districts_with_kodomo_shokudo,
    "districts_with_meals": districts_with_meals,
}

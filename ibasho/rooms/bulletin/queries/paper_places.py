"""Which places a child of a school district can reach on foot, for its papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel.geo import Position
from ibasho.town.areas import queries as areas
from ibasho.town.areas import travel
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.areas.rules import Minutes
from ibasho.town.areas.stages import Stage
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published

PLACES_MIN = 3
WALKER = Stage.UPPER  # a paper is for a whole school: as far as its elder children go alone


@dataclass(frozen=True, slots=True)
class Near:
    """`minutes` None: the way is not known, the place only lies in the district."""

    place: Place
    minutes: Minutes | None


@dataclass(frozen=True, slots=True)
class Reach:
    """`near` is walked to; `further` are the nearest of the rest, where that is fewer than three. `by_way` False: nothing is
    known of where the district's school stands."""

    district: SchoolDistrict
    near: tuple[Near, ...]
    by_way: bool
    further: tuple[Near, ...] = ()

    @property
    def keys(self) -> frozenset[int]:
        return frozenset(one.place.pk for one in self.near)


def everywhere() -> list[Place]:
    """Once for all districts: the places anybody may go to."""
    return list(published.open_to_all().defer("original", "search_text").order_by("kana", "name", "pk"))


def reach(district: SchoolDistrict, places: Sequence[Place]) -> Reach:
    """The places within the minutes a WALKER goes alone, the nearest first. A place without a position
    counts where it lies in the district."""
    start = areas.district_start(district)
    if start is None:
        return Reach(
            district,
            tuple(Near(one, None) for one in places if one.district_code == district.code),
            by_way=False,
        )
    spots = [(one, one.position) for one in places]
    there = [(one, spot) for one, spot in spots if spot is not None]
    most = travel.paces()[WALKER].minutes_max
    ways = travel.minutes(start, [spot for _, spot in there], WALKER)
    every = sorted(
        zip(ways, (one for one, _ in there), strict=True),
        key=lambda pair: (pair[0].value, pair[1].kana, pair[1].pk),
    )
    walked = [Near(one, way) for way, one in every if way.value <= most]
    lying = [Near(one, None) for one, spot in spots if spot is None and one.district_code == district.code]
    left = max(0, PLACES_MIN - len(walked) - len(lying))
    further = [Near(one, way) for way, one in every if way.value > most][:left]
    return Reach(district, (*walked, *lying), by_way=True, further=tuple(further))


def reaches(day: date) -> list[Reach]:
    """All districts of the day, in the order of their reading."""
    places = everywhere()
    return [reach(one, places) for one in areas.districts(day)]


def within(district: SchoolDistrict, spots: Mapping[int, Position]) -> frozenset[int]:
    """Keys of the spots to which a child of the district walks."""
    start = areas.district_start(district)
    if start is None or not spots:
        return frozenset()
    most, ways = travel.paces()[WALKER].minutes_max, travel.minutes(start, list(spots.values()), WALKER)
    return frozenset(key for key, way in zip(spots, ways, strict=True) if way.value <= most)

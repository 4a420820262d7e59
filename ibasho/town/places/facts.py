"""Numbers about places that can be defended: read by reports, each with its source and what it does not say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Audience, Fact, Mark
from ibasho.base.kernel.geo import Position
from ibasho.town.areas import queries as areas
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.areas.rules import contains
from ibasho.town.places.models import Place, Session
from ibasho.town.places.queries import published, slots
from ibasho.town.places.queries.answers import admission_of
from ibasho.town.places.queries.criteria import Criteria
from ibasho.town.places.rules.answers import WEEK
from ibasho.town.places.rules.kinds import PlaceKind

HERE = "この目録に公開されている居場所"


def facts(at: datetime) -> dict[str, Fact]:
    """Every fact of this room by its short name, as of the day of `at`."""
    return {name: make(clock.day(at)) for name, make in FACTS.items()}


def published_places(today: date) -> Fact:
    """Places anybody may go to: published, not paused, not restricted, inside the city and outside."""
    return _counted(published.open_to_all(), "か所", HERE, today, "published_places")


def alone_places(today: date) -> Fact:
    """Places that say a school child may come alone. Those that do not say are not counted."""
    places = published.open_to_all()
    count = published.fitting(places, Criteria(alone=True)).count()
    silent = sum(1 for place in places.only(*_ADMISSION) if _says_nothing(place))
    return _fact(
        count, "か所", f"{HERE}のうち、ひとりで来てよいと書いてあるもの", today, "alone_places",
        marks=frozenset({Mark.AT_LEAST}) if silent else frozenset(),
    )  # fmt: skip


def verified_places(today: date) -> Fact:
    """Share of places that somebody confirmed within the fresh days."""
    places = published.open_to_all()
    since = today - timedelta(days=settings.FRESH_DAYS)
    total = places.count()
    known = places.filter(verified_on__gt=since).count()
    source = f"{HERE}のうち、この{settings.FRESH_DAYS}日に確かめたもの"
    return _share(known, total, source, today, "verified_places")


def sessions_this_week(today: date) -> Fact:
    """Openings of today and the six days behind it that are not called off; one still short of grown-ups does not
    count. Irregular places make no sessions, so the true number may be higher."""
    rows = slots.of_days(published.open_to_all(), today, today + WEEK)
    count = sum(1 for sessions in rows.values() for one in sessions if one.promised and not one.cancelled)
    marks = frozenset({Mark.AT_LEAST})
    return _fact(count, "回", f"{HERE}のあく日（今日から7日間）", today, "sessions_this_week", marks=marks)


def districts_with_kodomo_shokudo(today: date) -> Fact:
    """充足率: of the city's 小学校区, how many hold at least one こども食堂.

    The definition is that of むすびえ's nationwide survey (こども食堂が1か所以上ある小学校区 ÷ 全小学校区), counted over
    this directory; places that are paused, restricted or outside the city do not count.
    """
    districts = list(areas.districts(today))
    held = _held(districts, published.open_to_all().filter(kind=PlaceKind.KODOMO_SHOKUDO, outside_city=False))
    source = f"{HERE}と小学校区。こども食堂が1か所以上ある小学校区 ÷ 全小学校区（むすびえ全国箇所数調査の充足率の定義）"
    return _share(len(held), len(districts), source, today, "districts_with_kodomo_shokudo")


def kodomo_shokudo_districts(today: date) -> frozenset[str]:
    """The codes of the 小学校区 that hold at least one こども食堂: what 充足率 counts."""
    places = published.open_to_all().filter(kind=PlaceKind.KODOMO_SHOKUDO, outside_city=False)
    return frozenset(_held(list(areas.districts(today)), places))


_ADMISSION = ("everyone", "stages", "alone_from", "adult_needed", "restricted", "restricted_to")


def _says_nothing(place: Place) -> bool:
    admission = admission_of(place)
    return admission.alone_from is None and admission.adult_needed is None


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


def _counted(
    rows: QuerySet[Place] | QuerySet[Session], unit: str, source: str, today: date, query: str
) -> Fact:
    return _fact(rows.count(), unit, source, today, query)


def _share(part: int, whole: int, source: str, today: date, query: str) -> Fact:
    """Percent of `whole`; not known where there is nothing to be a part of."""
    return _fact(100 * part / whole if whole else None, "%", source, today, query, n=whole)


def _fact(
    value: float | None, unit: str, source: str, today: date, query: str, *,
    n: int | None = None, marks: frozenset[Mark] = frozenset(),
) -> Fact:  # fmt: skip
    return Fact(
        value=value, unit=unit, source=source, as_of=today, query=f"{__name__}.{query}", n=n, marks=marks,
        audience=Audience.PUBLIC,
    )  # fmt: skip


FACTS: dict[str, Callable[[date], Fact]] = {
    "published_places": published_places,
    "alone_places": alone_places,
    "verified_places": verified_places,
    "sessions_this_week": sessions_this_week,
    "districts_with_kodomo_shokudo": districts_with_kodomo_shokudo,
}

"""Taking areas in: once, by the city or the server, and without leftovers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed
from ibasho.town.areas import actions, queries
from ibasho.town.areas.models import SchoolDistrict, Town
from tests import make
from tests.people import cast
from tests.town.areas.shapes import square

pytestmark = pytest.mark.django_db
SERVER = Actor.of_job("test")


def district(code: str = "A", west: float = 138.0, **more: Any) -> dict[str, Any]:
    return {"code": code, "name": code, "geometry": square(west, 34.7), "source": "みほん", **more}


def town(name: str, lng: float, source: str = "みほん") -> dict[str, Any]:
    return {"name": name, "kana": "", "lat": 34.705, "lng": lng, "district_code": "", "source": source}


@pytest.mark.parametrize(
    ("who", "may"), [("fumi", True), ("aoi", False), ("hana", False), ("tamotsu", False)]
)
def test_only_the_citys_administrator_and_the_server_change_areas(who: str, may: bool) -> None:
    people = cast()
    by = people.by(getattr(people, who))
    if may:
        assert actions.set_districts(rows=[district()], by=by, at=make.AT) == 1
    else:
        with pytest.raises(NotAllowed):
            actions.set_districts(rows=[district()], by=by, at=make.AT)


def test_the_public_changes_no_area() -> None:
    with pytest.raises(NotAllowed):
        actions.set_towns(rows=[town("葵町", 138.0)], by=Actor.public(), at=make.AT)


def test_the_same_districts_twice_are_there_once() -> None:
    for _ in range(2):
        actions.set_districts(rows=[district()], by=SERVER, at=make.AT)
    assert SchoolDistrict.objects.count() == 1


def test_districts_of_a_new_school_year_end_the_older_ones() -> None:
    actions.set_districts(rows=[district("A"), district("B", 138.01)], by=SERVER, at=make.AT)
    april = date(2027, 4, 1)
    for _ in range(2):
        actions.set_districts(rows=[district("AB")], starts_on=april, by=SERVER, at=make.AT)
    assert [row.code for row in queries.districts(date(2027, 3, 31))] == ["A", "B"]
    assert [row.code for row in queries.districts(april)] == ["AB"]


def test_a_town_that_moved_is_not_there_twice() -> None:
    actions.set_towns(rows=[town("葵町", 138.001), town("原子", 138.002)], by=SERVER, at=make.AT)
    assert actions.set_towns(rows=[town("葵町", 138.003)], by=SERVER, at=make.AT) == 1
    assert list(Town.objects.values_list("name", "lng")) == [("葵町", 138.003)]


def test_towns_of_another_source_stay() -> None:
    actions.set_towns(rows=[town("葵町", 138.001)], by=SERVER, at=make.AT)
    actions.set_towns(rows=[town("原子", 138.002, "市の表")], by=SERVER, at=make.AT)
    assert Town.objects.count() == 2


def test_towns_learn_their_district_from_the_shapes() -> None:
    rows = [town("葵町", 138.005), town("原子", 138.015), {**town("海", 139.0), "district_code": "C"}]
    actions.set_towns(rows=rows, by=SERVER, at=make.AT)
    actions.set_districts(rows=[district("A"), district("B", 138.01)], by=SERVER, at=make.AT)
    assert actions.place_towns(by=SERVER, at=make.AT) == 2
    assert dict(Town.objects.values_list("name", "district_code")) == {"葵町": "A", "原子": "B", "海": "C"}
    assert actions.place_towns(by=SERVER, at=make.AT) == 0

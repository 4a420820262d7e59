"""候補の場所: written, taken in, brought up to date, switched off."""

from __future__ import annotations

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed
from ibasho.rooms.reach.actions import candidates
from ibasho.rooms.reach.datasets.candidates import Kind, Row
from ibasho.rooms.reach.models import Candidate
from ibasho.town.areas.models import Boundary
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
HALL = {"name": "星見会館", "kind": "hall", "lat": 34.16, "lng": 138.16}
ROWS = [
    Row("虹橋会館", Kind.HALL, 34.15, 138.15, capacity=50),
    Row("星見公園", Kind.OTHER, 34.16, 138.16, outdoor=True),
]


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def aoi(people: Cast) -> Actor:
    return people.by(people.aoi)


def test_a_building_is_written_down_once_and_the_journal_knows(aoi: Actor) -> None:
    row = candidates.add(values=HALL, by=aoi, at=make.AT)
    assert row.usable
    assert Entry.objects.filter(verb="reach.candidate.add", object_id=str(row.pk)).exists()
    with pytest.raises(Conflict):
        candidates.add(values=HALL, by=aoi, at=make.AT)


def test_a_building_in_the_sea_abroad_is_refused(aoi: Actor) -> None:
    with pytest.raises(Invalid, match="日本の中"):
        candidates.add(values={**HALL, "lat": 0.0, "lng": 0.0}, by=aoi, at=make.AT)


def test_a_list_is_taken_in_and_again_without_doubling(aoi: Actor) -> None:
    first = candidates.take_in(rows=ROWS, source="P20", by=aoi, at=make.AT)
    again = candidates.take_in(rows=ROWS, source="P20", by=aoi, at=make.AT)
    assert (first.new, first.off, again.new, again.same) == (2, 1, 0, 2)
    assert not Candidate.objects.get(name="星見公園").usable


def test_a_newer_list_changes_the_position_and_leaves_what_people_wrote(aoi: Actor) -> None:
    candidates.take_in(rows=ROWS, source="P20", by=aoi, at=make.AT)
    row = Candidate.objects.get(name="虹橋会館")
    candidates.change(
        candidate=row, values={"capacity": 30, "note": "2階", "usable": False}, by=aoi, at=make.AT
    )
    moved = [Row("虹橋会館", Kind.HALL, 34.2, 138.2, capacity=50)]
    assert candidates.take_in(rows=moved, source="P20", by=aoi, at=make.AT).changed == 1
    row.refresh_from_db()
    assert (row.lat, row.capacity, row.note, row.usable) == (34.2, 30, "2階", False)


def test_what_stands_outside_the_city_is_left_out_and_counted(aoi: Actor) -> None:
    square = [[138.1, 34.1], [138.155, 34.1], [138.155, 34.155], [138.1, 34.155], [138.1, 34.1]]
    Boundary.objects.create(
        name="みほん市",
        geometry={"type": "Polygon", "coordinates": [square]},
        source="みほん",
        as_of=make.MONDAY,
    )
    taken = candidates.take_in(rows=ROWS, source="P20", by=aoi, at=make.AT)
    assert (taken.new, taken.outside) == (1, 1)


def test_a_list_without_a_source_is_refused(aoi: Actor) -> None:
    with pytest.raises(Invalid, match="出典"):
        candidates.take_in(rows=ROWS, source=" ", by=aoi, at=make.AT)


def test_the_server_itself_may_take_a_list_in() -> None:
    assert candidates.take_in(rows=ROWS, source="P20", by=Actor.of_job("reach.import"), at=make.AT).new == 2


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "tamotsu"])
def test_only_who_plans_may_write(who: str, people: Cast) -> None:
    by = people.by(getattr(people, who))
    row = make.candidate()
    for deed in (
        lambda: candidates.add(values=HALL, by=by, at=make.AT),
        lambda: candidates.change(candidate=row, values={"note": "x"}, by=by, at=make.AT),
        lambda: candidates.switch(candidate=row, usable=False, by=by, at=make.AT),
        lambda: candidates.take_in(rows=ROWS, source="P20", by=by, at=make.AT),
    ):
        with pytest.raises(NotAllowed):
            deed()
    row.refresh_from_db()
    assert row.usable
    assert Candidate.objects.count() == 1

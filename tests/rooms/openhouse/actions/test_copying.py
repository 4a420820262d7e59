"""カケショク's week and its things go to a district hall: as a draft that is seen by nobody until it is published there."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.openhouse.actions import copying, versions
from ibasho.rooms.openhouse.models import Equipment, RuleVersion, Space
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast
from tests.rooms.openhouse import ground

pytestmark = pytest.mark.django_db
AT = make.AT


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def kakeshoku(people: Cast) -> ground.Ground:
    return ground.ground(people)


@pytest.fixture
def hall(people: Cast) -> Place:
    return make.place("みなみ集会所", state="draft", organisation=people.aozora)


def test_the_week_becomes_a_draft_of_a_room_of_the_same_name(
    people: Cast, kakeshoku: ground.Ground, hall: Place
) -> None:
    aoi = people.by(people.aoi)
    made = copying.copy_rules(from_space=kakeshoku.space, to_place=hall, by=aoi, at=AT)
    assert (made.space.name, made.space.place, made.space.groups_apply) == ("ホール", hall, False)
    assert made.version.published_at is None
    assert made.version.stage == "trial"
    assert made.faces == kakeshoku.version.faces.count() > 0
    with pytest.raises(Conflict, match="もう あります"):
        copying.copy_rules(from_space=kakeshoku.space, to_place=hall, by=aoi, at=AT)
    versions.discard(version=made.version, by=aoi, at=AT)
    copying.copy_rules(from_space=kakeshoku.space, to_place=hall, by=aoi, at=AT)
    assert Space.objects.filter(place=hall).count() == 1


def test_a_smaller_room_takes_no_more_heads_than_it_holds(
    people: Cast, kakeshoku: ground.Ground, hall: Place
) -> None:
    kakeshoku.version.faces.update(heads_max=30)
    ground.space(hall, heads_max=12, seats=4)
    made = copying.copy_rules(from_space=kakeshoku.space, to_place=hall, by=people.by(people.aoi), at=AT)
    assert set(made.version.faces.values_list("heads_max", flat=True)) == {12}


def test_what_it_lends_becomes_a_list_and_what_is_there_stays(
    people: Cast, kakeshoku: ground.Ground, hall: Place
) -> None:
    for name, count in (("長机", 6), ("なべ", 2)):
        Equipment.objects.create(space=kakeshoku.space, name=name, count=count)
    Equipment.objects.create(space=kakeshoku.space, name="こわれた いす", count=1, is_active=False)
    own = ground.space(hall, groups_apply=False)
    Equipment.objects.create(space=own, name="なべ", count=1)
    made = copying.copy_kit(from_space=kakeshoku.space, to_place=hall, by=people.by(people.aoi), at=AT)
    assert [one.name for one in made] == ["長机"]
    assert own.equipment.get(name="なべ").count == 1


def test_a_room_that_lends_already_is_not_filled_with_what_is_not_there(
    people: Cast, kakeshoku: ground.Ground, hall: Place
) -> None:
    ground.space(hall, groups_apply=True)
    Equipment.objects.create(space=kakeshoku.space, name="長机", count=6)
    with pytest.raises(Conflict, match="もう 団体に"):
        copying.copy_kit(from_space=kakeshoku.space, to_place=hall, by=people.by(people.aoi), at=AT)


def test_nothing_to_copy_the_same_place_and_strangers(
    people: Cast, kakeshoku: ground.Ground, hall: Place
) -> None:
    aoi, empty = people.by(people.aoi), ground.space(make.place("空き"), "空き")
    with pytest.raises(Invalid, match="まだ ありません"):
        copying.copy_rules(from_space=empty, to_place=hall, by=aoi, at=AT)
    with pytest.raises(Invalid, match="同じです"):
        copying.copy_rules(from_space=kakeshoku.space, to_place=kakeshoku.place, by=aoi, at=AT)
    for who in (people.hana, people.ken, people.tsubaki, people.tamotsu):
        with pytest.raises(NotFound):
            copying.copy_rules(from_space=kakeshoku.space, to_place=hall, by=people.by(who), at=AT)
    assert not RuleVersion.objects.filter(space__place=hall).exists()

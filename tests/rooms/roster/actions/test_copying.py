"""The weekly wishes of カケショク's roster go to a district hall; nobody who helps goes along."""

from __future__ import annotations

from datetime import time

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.roster.actions import copying, rosters
from ibasho.rooms.roster.models import Pattern, Roster
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster import ground

pytestmark = pytest.mark.django_db
AT = make.AT


@pytest.fixture
def people() -> Cast:
    return cast()


def test_the_wishes_go_and_the_new_roster_is_off(people: Cast) -> None:
    stands, hall = (
        ground.ground(people),
        make.place("みなみ集会所", state="draft", organisation=people.aozora),
    )
    Pattern.objects.create(
        roster=stands.roster, weekday=2, starts=time(16), ends=time(19), wanted=3, skill="受付"
    )
    aoi = people.by(people.aoi)
    (made,) = copying.copy_patterns(from_place=stands.place, to_place=hall, by=aoi, at=AT)
    assert (made.weekday, made.starts, made.wanted, made.skill) == (2, time(16), 3, "受付")
    assert not Roster.objects.get(place=hall).is_on
    with pytest.raises(Conflict, match="もう 枠が"):
        copying.copy_patterns(from_place=stands.place, to_place=hall, by=aoi, at=AT)


def test_a_roster_that_is_on_takes_nothing_over(people: Cast) -> None:
    """Else its sessions would be short of people from one minute to the next."""
    stands, hall = ground.ground(people), make.place("みなみ集会所", organisation=people.aozora)
    Pattern.objects.create(roster=stands.roster, weekday=2, starts=time(16), ends=time(19), wanted=3)
    there = Roster.objects.create(place=hall)
    aoi = people.by(people.aoi)
    rosters.switch(roster=there, on=True, by=aoi, at=AT)
    with pytest.raises(Conflict, match="もう 名簿を 使っています"):
        copying.copy_patterns(from_place=stands.place, to_place=hall, by=aoi, at=AT)
    assert not there.patterns.exists()


def test_nothing_to_copy_no_group_and_strangers(people: Cast) -> None:
    stands, hall = ground.ground(people), make.place("みなみ集会所", organisation=people.aozora)
    aoi = people.by(people.aoi)
    with pytest.raises(Invalid, match="枠が ありません"):
        copying.copy_patterns(from_place=stands.place, to_place=hall, by=aoi, at=AT)
    Pattern.objects.create(roster=stands.roster, weekday=2, starts=time(16), ends=time(19), wanted=3)
    with pytest.raises(Invalid, match="運営する団体"):
        copying.copy_patterns(
            from_place=stands.place, to_place=make.place("だれの ものでも ない"), by=aoi, at=AT
        )
    for who in (people.hana, people.ken, people.tsubaki):
        with pytest.raises(NotFound):
            copying.copy_patterns(from_place=stands.place, to_place=hall, by=people.by(who), at=AT)
    assert not Roster.objects.filter(place=hall).exists()

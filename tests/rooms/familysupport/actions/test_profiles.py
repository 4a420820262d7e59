"""千代 says what she can and when, by her link or to 恵 on the telephone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotFound
from ibasho.rooms.familysupport.actions import profiles
from ibasho.rooms.familysupport.actions.profiles import Can
from ibasho.rooms.familysupport.models import Availability, Away, Provider
from ibasho.rooms.familysupport.rules.hours import Stretch
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground

pytestmark = pytest.mark.django_db
LINK = Actor.public(Via.LINK)
CAN = Can(
    ("walk",), (), ("allergy",), ("provider_home", "way"), 25, 2, 1, 1, 1, 9, True, "午前中は むずかしいです"
)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return ground.ground(people)


def test_her_own_words_are_kept_and_the_journal_has_none_of_them(world: Ground) -> None:
    profiles.write(member=world.chiyo, can=CAN, by=LINK, at=make.AT)
    kept = Provider.objects.get(member=world.chiyo)
    assert (kept.wheres, kept.minutes_away_max, kept.child_age_max) == (["provider_home", "way"], 25, 9)
    assert "午前中" not in str(list(Entry.objects.filter(verb="familysupport.provider.write").values()))


def test_ill_children_are_for_the_adviser_to_say(world: Ground, people: Cast) -> None:
    sick = replace(CAN, skills=("allergy", "sick"))
    assert profiles.write(member=world.chiyo, can=sick, by=LINK, at=make.AT).skills == ["allergy"]
    profiles.write(member=world.chiyo, can=sick, by=people.by(people.megumi), at=make.AT)
    kept = profiles.write(member=world.chiyo, can=CAN, by=LINK, at=make.AT)
    assert kept.skills == ["allergy", "sick"]  # her own form does not show it, so it does not take it away


def test_wednesday_girls_and_ways_only_is_one_row(world: Ground) -> None:
    Availability.objects.filter(provider__member=world.chiyo).delete()
    wish = Stretch(2, time(15), time(17), ("school_way",), "girl")
    profiles.add_hours(member=world.chiyo, stretches=[wish], by=LINK, at=make.AT)
    row = Availability.objects.get(provider__member=world.chiyo)
    assert (row.weekday, row.contents, row.sex) == (2, ["school_way"], "girl")
    gone = profiles.drop_hours(member=world.chiyo, key=row.pk, by=LINK, at=make.AT)
    assert gone == wish
    profiles.add_hours(member=world.chiyo, stretches=[gone], by=LINK, at=make.AT)  # undone
    assert profiles.stretch(Availability.objects.get(provider__member=world.chiyo)) == wish


def test_nobody_drops_what_is_another_ones(world: Ground) -> None:
    row = Availability.objects.filter(provider__member=world.goro).first()
    assert row is not None
    with pytest.raises(NotFound):
        profiles.drop_hours(member=world.chiyo, key=row.pk, by=LINK, at=make.AT)


def test_days_off_come_and_go(world: Ground) -> None:
    day = clock.day(make.AT) + timedelta(days=3)
    row = profiles.add_away(member=world.chiyo, from_on=day, until_on=day, by=LINK, at=make.AT)
    again = profiles.add_away(member=world.chiyo, from_on=day, until_on=day, by=LINK, at=make.AT)
    assert again == row
    profiles.drop_away(member=world.chiyo, key=row.pk, by=LINK, at=make.AT)
    assert not Away.objects.exists()


@pytest.mark.parametrize(
    ("from_on", "until_on"),
    [
        (date(2026, 12, 5), date(2026, 12, 4)),
        (date(2026, 11, 1), date(2026, 11, 23)),
        (date(2026, 12, 1), date(2028, 1, 1)),
    ],
)
def test_days_off_that_are_none_are_refused_beside_the_field(
    world: Ground, from_on: date, until_on: date
) -> None:
    with pytest.raises(Invalid) as refused:
        profiles.add_away(member=world.chiyo, from_on=from_on, until_on=until_on, by=LINK, at=make.AT)
    assert "until_on" in refused.value.fields


def test_ages_the_wrong_way_round_and_my_numbers_are_refused(world: Ground) -> None:
    with pytest.raises(Invalid) as refused:
        profiles.write(
            member=world.chiyo, can=replace(CAN, child_age_min=9, child_age_max=3), by=LINK, at=make.AT
        )
    assert "child_age_max" in refused.value.fields
    with pytest.raises(DomainError):
        profiles.write(member=world.chiyo, can=replace(CAN, words="番号は 123456789018"), by=LINK, at=make.AT)


def test_who_only_asks_has_no_hours(world: Ground, people: Cast) -> None:
    with pytest.raises(Conflict):
        profiles.write(member=world.tamotsu, can=CAN, by=people.by(people.megumi), at=make.AT)


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "hana", "ken", "tamotsu"])
def test_strangers_change_nothing(world: Ground, people: Cast, who: str) -> None:
    with pytest.raises(NotFound):
        profiles.write(member=world.chiyo, can=CAN, by=people.by(getattr(people, who)), at=make.AT)

"""Rosters, patterns and single shifts by hand."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotFound
from ibasho.rooms.roster.actions import making, patterns, rosters, shifts
from ibasho.rooms.roster.actions.rosters import Settings
from ibasho.rooms.roster.models import Pattern, Roster, Shift, Taken
from ibasho.rooms.roster.rules.making import Weekly
from ibasho.town.outbox.models import Message
from ibasho.town.places.actions import adults
from ibasho.town.places.actions.adults import Needed
from ibasho.town.places.models import Session
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster.ground import ground, shift, taken

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=JST)
THURSDAY = date(2026, 11, 26)
EVENING = Weekly(3, time(17, 15), time(20), 2)


@pytest.fixture
def people() -> Cast:
    return cast()


def thursdays(place_id: int, count: int = 3) -> None:
    for week in range(count):
        Session.objects.create(
            place_id=place_id,
            day=THURSDAY + timedelta(weeks=week),
            starts=time(15, 30),
            ends=time(20),
            by_hand=True,
        )


def test_a_roster_begins_once_and_off(people: Cast) -> None:
    place = make.place(organisation=people.midori)
    by = people.by(people.hana)
    first = rosters.begin(place=place, by=by, at=NOW)
    assert (first.is_on, rosters.begin(place=place, by=by, at=NOW)) == (False, first)
    assert Entry.objects.filter(verb="roster.roster.begin").count() == 1
    with pytest.raises(Invalid):
        rosters.begin(place=make.place("だれのでもない"), by=people.by(people.aoi), at=NOW)


def test_switching_twice_is_told(people: Cast) -> None:
    here, by = ground(people, is_on=False), people.by(people.hana)
    on = rosters.switch(roster=here.roster, on=True, by=by, at=NOW)
    assert (on.switched_at, on.switched_by) == (NOW, people.hana)
    with pytest.raises(Conflict):
        rosters.switch(roster=here.roster, on=True, by=by, at=NOW)


def test_shifts_follow_the_patterns_and_the_days_that_are_open(people: Cast) -> None:
    here, by = ground(people), people.by(people.hana)
    thursdays(here.place.pk)
    one = patterns.add(roster=here.roster, wish=EVENING, by=by, at=NOW)
    days = list(Shift.objects.values_list("day", flat=True))
    assert days == [THURSDAY + timedelta(weeks=week) for week in range(3)]
    making.make(roster=here.roster, at=NOW)
    assert Shift.objects.count() == 3
    kept = Shift.objects.earliest("day")
    taken(kept, here.helpers[0])
    patterns.remove(pattern=one, by=by, at=NOW)
    assert list(Shift.objects.all()) == [kept]


def test_the_first_patterns_come_from_the_hours_and_what_they_need(people: Cast) -> None:
    here, by = ground(people), people.by(people.hana)
    adults.write(place=here.place, needed=[Needed(1, time(17, 15), time(20), 3, date(2026, 4, 1))])
    made = patterns.from_hours(roster=here.roster, by=by, at=NOW)
    assert [(one.weekday, one.starts, one.ends, one.wanted) for one in made] == [
        (1, time(15, 30), time(17, 15), 2), (1, time(17, 15), time(20), 3),
    ]  # fmt: skip
    with pytest.raises(Conflict):
        patterns.from_hours(roster=here.roster, by=by, at=NOW)
    empty = rosters.begin(place=make.place("から", organisation=people.midori), by=by, at=NOW)
    with pytest.raises(Invalid):
        patterns.from_hours(roster=empty, by=by, at=NOW)


def test_fewer_days_ahead_leave_no_shift_behind_them(people: Cast) -> None:
    here, by = ground(people), people.by(people.hana)
    thursdays(here.place.pk)
    patterns.add(roster=here.roster, wish=EVENING, by=by, at=NOW)
    wanted = Settings(ahead_days=7, cut_off_minutes=120, warn_hours=48, remind_hours=20, shows_names=True)
    rosters.change(roster=here.roster, wanted=wanted, by=by, at=NOW)
    assert Shift.objects.filter(day__gt=THURSDAY).count() == 2  # made already: they stay, no new ones come
    with pytest.raises(Invalid):
        rosters.change(roster=here.roster, wanted=Settings(0, 120, 48, 20, shows_names=True), by=by, at=NOW)


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        ((make.TUESDAY - timedelta(days=1), time(15), time(16), ""), 2),
        ((make.TUESDAY, time(8), time(9), ""), 2),
        ((THURSDAY, time(16), time(16), ""), 2),
        ((THURSDAY, time(15), time(16), ""), 0),
        ((THURSDAY, time(15), time(16), ""), 31),
    ],
)
def test_what_cannot_be_is_refused(people: Cast, when: tuple[date, time, time, str], wanted: int) -> None:
    here = ground(people)
    with pytest.raises(DomainError):
        shifts.add(roster=here.roster, when=when, wanted=wanted, by=people.by(people.hana), at=NOW)
    assert not Shift.objects.exists()


def test_a_double_press_adds_one_shift(people: Cast) -> None:
    here, by = ground(people), people.by(people.hana)
    when = (THURSDAY, time(15), time(16), "")
    shifts.add(roster=here.roster, when=when, wanted=1, by=by, at=NOW)
    with pytest.raises(Conflict):
        shifts.add(roster=here.roster, when=when, wanted=1, by=by, at=NOW)
    assert Shift.objects.get().by_hand


def test_what_a_person_cancelled_no_job_brings_back(people: Cast) -> None:
    here, by = ground(people), people.by(people.hana)
    thursdays(here.place.pk, 1)
    patterns.add(roster=here.roster, wish=EVENING, by=by, at=NOW)
    shifts.cancel(shift=Shift.objects.get(), by=by, at=NOW)
    making.make(roster=here.roster, at=NOW)
    assert Shift.objects.filter(cancelled_at__isnull=True).count() == 0


def test_who_loses_a_shift_is_told_and_gets_it_back_unless_busy(people: Cast) -> None:
    here, by = ground(people), people.by(people.hana)
    wish = shift(here.roster, THURSDAY)
    first, second = taken(wish, here.helpers[0], 1), taken(wish, here.helpers[1], 2)
    here.helpers[0].email = "minoru@example.test"
    here.helpers[0].save()
    shifts.cancel(shift=wish, by=by, at=NOW)
    letter = Message.objects.get(address="minoru@example.test")
    assert "なしに なりました" in letter.subject
    assert "山口" not in letter.subject
    with pytest.raises(Conflict):
        shifts.cancel(shift=wish, by=by, at=NOW)
    taken(shift(here.roster, THURSDAY, ends=time(17)), here.helpers[1])
    shifts.restore(shift=wish, by=by, at=NOW + timedelta(minutes=1))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("taken", "given_up")
    assert Message.objects.filter(address="minoru@example.test").count() == 2


def test_never_fewer_than_have_taken_it_and_slots_close_ranks(people: Cast) -> None:
    here, by = ground(people), people.by(people.hana)
    wish = shift(here.roster, THURSDAY, wanted=3)
    taken(wish, here.helpers[0], 1)
    taken(wish, here.helpers[1], 3)
    with pytest.raises(Conflict):
        shifts.change(shift=wish, wanted=1, note="", by=by, at=NOW)
    shifts.change(shift=wish, wanted=2, note="うら口から", by=by, at=NOW)
    assert sorted(Taken.objects.values_list("slot", flat=True)) == [1, 2]


def test_what_is_over_is_not_changed(people: Cast) -> None:
    here = ground(people)
    wish = shift(here.roster)
    late = datetime(2026, 11, 24, 20, 0, tzinfo=JST)
    with pytest.raises(Conflict):
        shifts.cancel(shift=wish, by=people.by(people.hana), at=late)


@pytest.mark.parametrize("who", ["ken", "tamotsu", "mado", "tsubaki"])
def test_only_who_runs_the_place_or_the_citys_officers_write(people: Cast, who: str) -> None:
    here, by = ground(people), people.by(getattr(people, who))
    wish = shift(here.roster, THURSDAY)
    known = Settings(ahead_days=7, cut_off_minutes=120, warn_hours=48, remind_hours=20, shows_names=True)
    pattern = Pattern.objects.create(roster=here.roster, weekday=1, starts=time(15), ends=time(16))
    deeds = (
        lambda: rosters.begin(place=here.place, by=by, at=NOW),
        lambda: rosters.switch(roster=here.roster, on=False, by=by, at=NOW),
        lambda: rosters.change(roster=here.roster, wanted=known, by=by, at=NOW),
        lambda: patterns.add(roster=here.roster, wish=EVENING, by=by, at=NOW),
        lambda: patterns.remove(pattern=pattern, by=by, at=NOW),
        lambda: patterns.from_hours(roster=here.roster, by=by, at=NOW),
        lambda: shifts.add(
            roster=here.roster, when=(THURSDAY, time(9), time(10), ""), wanted=1, by=by, at=NOW
        ),
        lambda: shifts.change(shift=wish, wanted=1, note="", by=by, at=NOW),
        lambda: shifts.cancel(shift=wish, by=by, at=NOW),
        lambda: shifts.restore(shift=wish, by=by, at=NOW),
    )
    for deed in deeds:
        with pytest.raises(NotFound):
            deed()
    assert Roster.objects.get().is_on


@pytest.mark.parametrize("who", ["hana", "aoi", "fumi"])
def test_who_may_write_does(people: Cast, who: str) -> None:
    here, by = ground(people), people.by(getattr(people, who))
    shifts.cancel(shift=shift(here.roster, THURSDAY), by=by, at=NOW)
    assert rosters.switch(roster=here.roster, on=False, by=by, at=NOW).is_on is False

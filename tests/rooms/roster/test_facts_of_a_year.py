"""A 年度 of the rosters: what was kept, what could not open, hours by the Japanese day; and the older generation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ibasho.base.kernel import clock
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.facts import Audience, Mark, Span, text, value_text
from ibasho.rooms.roster import facts
from ibasho.rooms.roster.models import Attendance, Helper, Roster
from ibasho.rooms.roster.rules.words import NOT_ENOUGH
from ibasho.town.places.models import Place, Session
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster.ground import helper, shift, taken

pytestmark = pytest.mark.django_db
R7, R8 = Span.of(2025, make.TUESDAY), Span.of(2026, make.TUESDAY)
DAY = timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return cast()


def session(place: Place, day: date, *, off: str = "", staffing: str = "ok") -> Session:
    return Session.objects.create(
        place=place, day=day, starts=time(15, 30), ends=time(20), state="cancelled" if off else "planned",
        reason=off, staffing=staffing,
    )  # fmt: skip


def worked(people: Cast, roster: Roster, who: Helper, came_at: datetime, hours: int = 2) -> Attendance:
    day = clock.day(came_at)
    number = roster.shifts.count()
    one = shift(roster, day, time(9), time(10 + number % 12), skill=str(number))
    held = {"held_from": came_at, "held_until": came_at + timedelta(hours=hours)}
    return Attendance.objects.create(
        taken=taken(one, who, **held), came_at=came_at, left_at=came_at + timedelta(hours=hours), written_at=make.AT,
        approved_at=make.AT, approved_by=people.hana,
    )  # fmt: skip


def crew(people: Cast, count: int) -> list[Helper]:
    return [helper(people.midori, f"手伝い {number}") for number in range(count)]


def test_a_year_of_promises_kept_and_broken(people: Cast) -> None:
    place = make.place(organisation=people.midori)
    session(place, date(2026, 3, 31), off=NOT_ENOUGH, staffing="short")
    for day in (date(2026, 4, 1), make.TUESDAY):
        session(place, day)
    session(place, date(2026, 5, 1), off=NOT_ENOUGH, staffing="short")
    session(place, date(2026, 5, 2), off="台風のため")
    session(place, date(2026, 5, 3), staffing="short")  # nobody was promised anything
    session(place, date(2026, 5, 4), staffing="not_needed")  # no roster that day
    session(place, make.TUESDAY + DAY)
    kept = facts.YEAR["kept"](R8)
    assert (text(kept), kept.audience) == ("40.0%（めやす、5件中）", Audience.PUBLIC)
    assert text(facts.YEAR["called_off"](R8)) == "1回"
    assert (facts.YEAR["kept"](R7).value, facts.YEAR["called_off"](R7).value) == (0, 1)
    assert facts.BY_PLACE["kept"](R8)[place.pk].value == 40
    assert facts.BY_PLACE["called_off"](R8)[place.pk].value == 1


def test_a_year_without_a_roster_is_not_known(people: Cast) -> None:
    make.session(make.place(), make.TUESDAY)
    assert [value_text(made(R8)) for made in facts.YEAR.values()] == ["記録なし"] * 3
    assert [made(R8) for made in facts.BY_PLACE.values()] == [{}, {}, {}]


def test_a_place_that_has_ended_keeps_its_year(people: Cast) -> None:
    place = make.place(organisation=people.midori, state="ended")
    session(place, date(2026, 5, 1))
    assert facts.BY_PLACE["kept"](R8)[place.pk].value == 100
    assert facts.YEAR["kept"](R8).n == 1


def test_hours_belong_to_the_japanese_day_somebody_came(people: Cast) -> None:
    roster = Roster.objects.create(place=make.place(organisation=people.midori), is_on=True)
    for one in crew(people, 10):
        worked(people, roster, one, datetime(2026, 4, 1, 0, 0, tzinfo=JST))
        worked(people, roster, one, datetime(2026, 3, 31, 21, 59, tzinfo=JST))
    told = facts.YEAR["hours"](R8)
    assert (text(told), told.audience) == ("20.0時間", Audience.PUBLIC)
    assert facts.YEAR["hours"](R7).value == 20
    assert facts.YEAR["hours"](Span.of(2024, make.TUESDAY)).value is None
    Attendance.objects.update(approved_at=None, approved_by=None)
    assert facts.YEAR["hours"](R8).value is None


def test_hours_of_few_people_are_nobodys_to_read(people: Cast) -> None:
    places = [make.place(organisation=people.midori) for _ in range(3)]
    for place, count in zip(places, (1, 11, 12), strict=True):
        roster = Roster.objects.create(place=place, is_on=True)
        for one in crew(people, count):
            worked(people, roster, one, datetime(2026, 5, 1, 9, tzinfo=JST))
    told = facts.BY_PLACE["hours"](R8)
    assert [value_text(told[place.pk]) for place in places] == ["秘匿", "秘匿", "24.0時間"]
    assert facts.YEAR["hours"](R8).value == 48
    Attendance.objects.exclude(taken__shift__roster__place=places[0]).delete()
    assert value_text(facts.YEAR["hours"](R8)) == "秘匿"


def test_more_places_ask_no_more_of_the_database(people: Cast) -> None:
    def fill(count: int) -> list[int]:
        for _ in range(count):
            place = make.place(organisation=people.midori)
            session(place, make.TUESDAY)
            roster = Roster.objects.create(place=place, is_on=True)
            worked(people, roster, helper(people.midori), datetime(2026, 5, 1, 9, tzinfo=JST))
        return [statements(one) for one in (*facts.YEAR.values(), *facts.BY_PLACE.values())]

    assert fill(1) == fill(4)
    assert max(statements(one) for one in facts.BY_PLACE.values()) == 1


def test_the_older_generation_by_what_they_wrote_themselves(people: Cast) -> None:
    for number in range(9):
        helper(people.midori, f"年上 {number}", age_band="from_65")
    assert value_text(facts.FACTS["helpers_older"](make.TUESDAY)) == "秘匿"
    helper(people.midori, "年上 さいご", age_band="from_65")
    helper(people.midori, "まだ 登録まえ", age_band="from_65", state="applied", registered_on=None)
    told = facts.FACTS["helpers_older"](make.TUESDAY)
    assert (text(told), told.audience) == ("10人", Audience.PUBLIC)
    helper(people.midori, "年を 書かない人")
    assert facts.FACTS["helpers_older"](make.TUESDAY).marks == {Mark.AT_LEAST}


def statements(make_it: Callable[[Span], Any]) -> int:
    with CaptureQueriesContext(connection) as found:
        make_it(R8)
    return len(found)

"""When a report is due, with which month it is paid, and which hours cannot be."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.familysupport.rules import reporting as rules
from ibasho.rooms.familysupport.rules.reporting import Arranged, Told

DAY = date(2026, 11, 25)
DECIDED = clock.at(date(2026, 11, 24), time(15))
EVENING = clock.at(DAY, time(20))


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return clock.at(day, time(hour, minute))


def arranged(state: str = "agreed", decided: datetime | None = DECIDED) -> Arranged:
    return Arranged(state, DAY, decided)


def told(begins: datetime, ends: datetime, **fields: int | str) -> Told:
    return Told(begins, ends, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "written", "late", "month"),
    [
        (date(2026, 11, 25), date(2026, 11, 25), False, date(2026, 11, 1)),
        (date(2026, 11, 25), date(2026, 12, 10), False, date(2026, 11, 1)),
        (date(2026, 11, 25), date(2026, 12, 11), True, date(2026, 12, 1)),
        (date(2026, 11, 25), date(2027, 1, 10), True, date(2026, 12, 1)),
        (date(2026, 11, 25), date(2027, 1, 11), True, date(2027, 1, 1)),
        (date(2026, 12, 31), date(2027, 1, 10), False, date(2026, 12, 1)),
        (date(2026, 3, 31), date(2026, 4, 11), True, date(2026, 4, 1)),
    ],
)
def test_due_by_the_tenth_else_paid_with_the_next_month(
    day: date, written: date, late: bool, month: date
) -> None:
    assert rules.is_late(day, written, 10) is late
    assert rules.goes_with(day, written, 10) == month


@pytest.mark.parametrize(
    ("visit", "given"),
    [
        (arranged("open"), told(at(15), at(17))),
        (arranged("cancelled"), told(at(15), at(17))),
        (arranged(decided=None), told(at(15), at(17))),
        (arranged(decided=at(14, 59)), told(at(14, 50), at(17))),
    ],
)
def test_what_the_centre_did_not_arrange_before_it_began_is_not_insured(visit: Arranged, given: Told) -> None:
    with pytest.raises(Invalid) as refused:
        rules.check(visit, given, EVENING)
    assert refused.value.code == "support.not_arranged"
    assert "センターが 決めた活動だけが 保険の対象" in refused.value.message


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (told(at(17), at(15)), "ended"),
        (told(at(15), at(15)), "ended"),
        (told(at(19), at(21)), "ended"),
        (told(at(15, day=date(2026, 11, 26)), at(17)), "began"),
        (told(at(15), at(17), travel_yen=20_001), "travel_yen"),
        (told(at(15), at(17), cost_yen=-1), "cost_yen"),
        (told(at(15), at(17), words="あ" * 401), "words"),
    ],
)
def test_hours_and_yen_that_cannot_be_are_said_beside_their_field(given: Told, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.check(arranged(), given, EVENING)
    assert field in refused.value.fields


def test_a_my_number_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        rules.check(arranged(), told(at(15), at(17), words="番号 123456789018"), EVENING)
    assert refused.value.code == "text.my_number"


def test_one_may_begin_as_the_other_ends() -> None:
    assert not rules.overlaps(told(at(15), at(17)), at(17), at(18))
    assert rules.overlaps(told(at(15), at(17)), at(16, 59), at(18))


@pytest.mark.parametrize(("minutes", "words"), [(0, "0分"), (45, "45分"), (120, "2時間"), (150, "2時間30分")])
def test_minutes_in_words(minutes: int, words: str) -> None:
    assert rules.label(minutes) == words


@pytest.mark.parametrize(
    ("first", "pay_on", "nendo"),
    [
        (date(2027, 3, 1), date(2027, 4, 26), 2026),
        (date(2027, 3, 1), date(2027, 5, 31), 2026),
        (date(2027, 3, 1), date(2027, 6, 1), 2027),
        (date(2027, 4, 1), date(2027, 6, 1), 2027),
        (date(2026, 11, 1), date(2028, 4, 3), 2028),
    ],
)
def test_which_year_pays(first: date, pay_on: date, nendo: int) -> None:
    assert rules.accounts(first, pay_on) == nendo

"""What everybody may read of a 年度 of family support: of the whole centre, and nothing of few."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Audience, Fact, Mark, Span
from ibasho.rooms.familysupport import facts
from ibasho.rooms.familysupport.models import Member, Report, Visit
from tests import make
from tests.people import cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground

pytestmark = pytest.mark.django_db
R8 = Span.of(2026, make.TUESDAY)
R7 = Span.of(2025, make.TUESDAY)
DECIDED = clock.at(date(2026, 3, 1), time(9))


@pytest.fixture
def made() -> Ground:
    return ground.ground(cast())


def visits(made: Ground, count: int, day: date, **changed: Any) -> list[Visit]:
    """So many on one day, one after the other."""
    asked = [ground.request(made, day, starts=time(hour), ends=time(hour, 59)) for hour in range(count)]
    return [ground.visit(one, **changed) for one in asked]


def reported(made: Ground, visit: Visit, minutes: int) -> None:
    Report.objects.create(
        visit=visit, tariff=made.tariff, began_at=visit.starts_at, ended_at=visit.starts_at + timedelta(minutes=minutes),
        user_yen=0, city_yen=0, written_at=make.AT, written_via="link",
    )  # fmt: skip


def year(span: Span) -> dict[str, Fact]:
    return {name: make_one(span) for name, make_one in facts.YEAR.items()}


def values(span: Span) -> dict[str, object]:
    return {name: one.value for name, one in year(span).items()}


def test_before_there_is_a_centre_nothing_is_known() -> None:
    assert values(R8) == {"served": None, "unmet": None, "hours_helped": None}
    assert facts.FACTS["providers_active"](make.TUESDAY).value is None


def test_without_a_request_nothing_was_asked(made: Ground) -> None:
    assert values(R8) == {"served": None, "unmet": 0, "hours_helped": 0}


def test_the_year_counts_what_lies_in_it(made: Ground) -> None:
    for visit in visits(made, 12, date(2026, 4, 1), state="done", provider=made.chiyo, decided_at=DECIDED):
        reported(made, visit, 90)
    visits(made, 12, R8.last, state="unmet", unmet_reason="no_car", unmet_at=make.AT)
    visits(made, 12, date(2026, 3, 31), state="unmet", unmet_reason="no_car", unmet_at=make.AT)
    visits(made, 12, R8.last + timedelta(days=1))  # ahead
    visits(made, 12, R8.last, state="cancelled", cancel_kind="before", cancelled_at=make.AT)
    assert values(R8) == {"served": 50.0, "unmet": 12, "hours_helped": 18.0}
    assert year(R8)["served"].n == 24
    assert values(R7) == {"served": 0.0, "unmet": 12, "hours_helped": 0}
    assert values(Span.of(2024, make.TUESDAY)) == {"served": None, "unmet": None, "hours_helped": None}
    assert {one.audience for one in year(R8).values()} == {Audience.PUBLIC}
    assert all("令和8年度" in one.source for one in year(R8).values())


def test_few_are_hidden_with_all_that_would_give_them_away(made: Ground) -> None:
    """From the share and how many asked, the three that nobody came for could be worked out."""
    visits(made, 12, date(2026, 5, 1), state="agreed", provider=made.chiyo, decided_at=DECIDED)
    visits(made, 3, date(2026, 5, 2), state="unmet", unmet_reason="no_car", unmet_at=make.AT)
    found = year(R8)
    assert (found["served"].value, found["served"].n, found["unmet"].value) == (None, None, None)
    assert Mark.SUPPRESSED in found["served"].marks & found["unmet"].marks
    assert found["hours_helped"].value == 0, "nothing reported is no secret"


def test_of_a_year_whose_requests_went_only_a_part_is_left(made: Ground) -> None:
    visits(made, 12, date(2020, 5, 1), state="unmet", unmet_reason="no_car", unmet_at=make.AT)
    visits(made, 1, date(2026, 5, 1))
    assert Mark.PARTIAL in facts.YEAR["unmet"](Span.of(2020, make.TUESDAY)).marks
    visits(made, 12, date(2021, 5, 1), state="unmet", unmet_reason="no_car", unmet_at=make.AT)
    assert Mark.PARTIAL not in facts.YEAR["unmet"](Span.of(2021, make.TUESDAY)).marks


def test_who_can_be_asked_are_providers_of_both_kinds_who_do_not_pause(made: Ground) -> None:
    for n in range(8):
        ground.member(made.centre, 10 + n, f"会員{n}", kind="both" if n % 2 else "provider")
    assert facts.FACTS["providers_active"](make.TUESDAY).value == 10
    Member.objects.filter(number=10).update(state="paused", paused_from=make.TUESDAY)
    found = facts.FACTS["providers_active"](make.TUESDAY)
    assert found.value is None and Mark.SUPPRESSED in found.marks, "nine are few"
    assert found.audience is Audience.PUBLIC


def test_many_visits_ask_as_often_as_one(
    made: Ground, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    visits(
        made,
        15,
        date(2026, 5, 1),
        state="agreed",
        provider=made.chiyo,
        decided_at=DECIDED,
    )
    with django_assert_max_num_queries(9):
        facts.YEAR["served"](R8)


def test_the_months_hide_what_their_sums_would_tell(made: Ground) -> None:
    assert facts.TABLES["by_month"](R8).rows == ()
    visits(made, 12, date(2026, 4, 1), state="agreed", provider=made.chiyo, decided_at=DECIDED)
    visits(made, 11, date(2026, 4, 2), state="unmet", unmet_reason="no_car", unmet_at=make.AT)
    visits(made, 2, date(2026, 5, 1), state="unmet", unmet_reason="no_car", unmet_at=make.AT)
    visits(made, 12, date(2026, 3, 31), state="unmet", unmet_reason="no_car", unmet_at=make.AT)
    told = facts.TABLES["by_month"](R8)
    assert [one.label for one in told.rows] == ["2026年4月", "2026年5月", "合計"]
    cells = [[fact.value for fact in one.facts] for one in told.rows]
    assert cells[1][1] is None and cells[1].count(None) > 1, "two in May are few"
    assert sum(row[1] is None for row in cells) > 1, "nor can they be taken from the sum"
    assert all(fact.open_to(Audience.PUBLIC) for one in told.rows for fact in one.facts)

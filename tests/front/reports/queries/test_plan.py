"""The plan is read in few statements, however many lines there are, and gives the public nothing of the inside."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ibasho.front.reports.models import Goal, Line
from ibasho.front.reports.queries import plan as queries
from tests import make
from tests.front.reports.ground import deck
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)


@pytest.fixture
def people() -> Cast:
    return cast()


def test_the_span_holds_this_year_and_the_next_even_without_a_line(people: Cast) -> None:
    assert queries.span(TODAY) == (2026, 2027)
    deck(people)
    assert queries.span(TODAY) == (2023, 2027)
    Line.objects.filter(code="R7-6-8").update(nendo=2030)
    assert queries.span(TODAY) == (2023, 2030)


def test_the_map_of_the_deck_in_five_statements(people: Cast, django_assert_max_num_queries: Any) -> None:
    deck(people)
    with django_assert_max_num_queries(5):
        drawn = queries.year_map(2023, 2027)
    assert len(drawn.steps) == Line.objects.count()
    longest = drawn.chain_of("R7-6-3")
    assert [one.code for one in longest.steps] == ["R5-3-2", "R5-3-3", "R6-4-3", "R7-6-2", "R7-6-3"]


def test_goals_with_what_serves_them_in_three_statements(
    people: Cast, django_assert_max_num_queries: Any
) -> None:
    deck(people)
    with django_assert_max_num_queries(3):
        kinds = queries.goal_rows(TODAY)
        held = {row.goal.code: row for _kind, rows in kinds for row in rows}
    assert [kind.value for kind, _ in kinds] == ["aim", "policy", "vision", "effect"]
    assert {one.code for one in held["h2"].lines} == {"R6-4-3", "R7-6-2"}
    assert not any(row.lacks_indicator for row in held.values())
    assert [one.code for one in queries.goals()] == list(Goal.objects.values_list("code", flat=True))


def test_an_indicator_the_city_does_not_use_serves_nobody(people: Cast) -> None:
    deck(people)
    goal = Goal.objects.get(code="k3")
    goal.indicators.update(is_used=False)
    rows = {row.goal.code: row for _kind, rows in queries.goal_rows(TODAY) for row in rows}
    assert rows["k3"].lacks_indicator


def test_an_idea_is_kept_inside(people: Cast) -> None:
    before = deck(people)["R7-6-5"]
    Line.objects.create(
        code="R8-9",
        nendo=2026,
        title="考え",
        state="idea",
        follows=before,
        made_at=make.AT,
        changed_at=make.AT,
    )
    assert "R8-9" in {one.code for one in queries.year_map(2023, 2027).steps}
    assert "R8-9" not in {one.code for one in queries.year_map(2023, 2027, public=True).steps}
    assert queries.find("R8-9", public=True) is None and queries.find("R8-9") is not None
    line = queries.find("R7-6-5", public=True)
    assert line is not None and list(line.followed_by.all()) == []


def test_sections_that_carry_stay_in_the_list_when_they_rest(people: Cast) -> None:
    deck(people)
    people.council.is_active = False
    people.council.save()
    assert people.council in queries.sections()
    assert people.midori not in queries.sections()

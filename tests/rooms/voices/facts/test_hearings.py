"""Hearings of a 年度 and the children heard in them, as far as anything is out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from ibasho.base.kernel.disclosure.disclosure import Shown
from ibasho.base.kernel.facts import Audience, Fact, Mark, Span
from ibasho.rooms.voices import facts
from ibasho.rooms.voices.models import Hearing
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground, heard_ground

pytestmark = pytest.mark.django_db
R8 = Span.of(2026, make.TUESDAY)
R7 = Span.of(2025, make.TUESDAY)
R9_DAY = date(2027, 11, 24)
DAY = timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return cast()


def year(name: str, span: Span) -> Fact:
    made = facts.YEAR[name](span)
    assert made.audience is Audience.PUBLIC and span.words in made.source
    return made


def heads(children: int | None, parents: int | None = None) -> Shown:
    """Who was heard, as a released table of one dim."""
    return Shown(
        name="heads", dims=(("who", "child.upper", "parent"),), counts=((children,), (parents,)), rows=(), columns=(), total=None
    )  # fmt: skip


def over_years(people: Cast, opens: date) -> Hearing:
    return ground.hearing(people, title="いつでも いえる 箱", methods=["box"], opens_on=opens, closes_on=None)


def test_without_any_hearing_nothing_was_held(people: Cast) -> None:
    assert (year("hearings", R8).value, year("children", R8).value) == (0, 0)
    assert year("districts_unheard", R8).value is None, "no district is known"
    ground.hearing(people)
    for name in ("hearings", "children", "districts_unheard"):
        assert year(name, R7).value is None, "nobody wrote down what was before"


@pytest.mark.parametrize(
    ("opens", "in_r7", "in_r8"),
    [(date(2026, 3, 31), 1, 0), (date(2026, 4, 1), None, 1), (R8.last, None, 1), (R8.last + DAY, None, None)],
)
def test_a_hearing_lies_in_the_year_it_opened(
    people: Cast, opens: date, in_r7: int | None, in_r8: int | None
) -> None:
    ground.hearing(people, opens_on=opens, closes_on=opens)
    ground.hearing(people, state="draft", opens_on=opens, closes_on=opens)
    assert (year("hearings", R7).value, year("hearings", R8).value) == (in_r7, in_r8)


def test_children_count_when_their_table_is_out(people: Cast) -> None:
    made = ground.ground(people)
    heard_ground.answers(made, 30, district="M01")
    assert year("children", R8).value is None, "heard, and nothing is out"
    heard_ground.release(made.hearing, heard_ground.heads_table())
    found = year("children", R8)
    assert found.value == 40 and found.marks == {Mark.AT_LEAST}, "the 中学生 are hidden"
    heard_ground.deck(people)
    found = year("children", R8)
    assert found.value == 77 and found.marks == {Mark.AT_LEAST, Mark.PUBLISHED}
    assert year("hearings", R8).marks == {Mark.PUBLISHED}


def test_the_deck_s_children_alone(people: Cast) -> None:
    heard_ground.deck(people)
    found = year("children", R8)
    assert found.value == 37 and found.marks == {Mark.PUBLISHED}


def test_few_children_are_no_number(people: Cast) -> None:
    heard_ground.release(ground.hearing(people), heads(9))
    found = year("children", R8)
    assert found.value is None and Mark.SUPPRESSED in found.marks


def test_tables_that_came_out_after_march_belong_to_their_hearing(people: Cast) -> None:
    late = ground.hearing(people, opens_on=date(2026, 3, 1), closes_on=date(2026, 3, 31))
    heard_ground.release(late, heads(20), released_on=date(2026, 4, 20))
    assert (year("children", R7).value, year("children", R8).value) == (20, 0)


def test_of_a_box_each_year_counts_what_came_out_in_it(people: Cast) -> None:
    box = over_years(people, date(2025, 10, 1))
    heard_ground.release(box, heads(20), released_on=date(2026, 3, 31))
    heard_ground.release(box, heads(35), released_on=date(2026, 4, 1))
    heard_ground.release(box, heads(60), released_on=R8.last + DAY)
    assert (year("children", R7).value, year("children", R8).value) == (20, 15)
    assert year("children", Span.of(2026, R9_DAY)).value == 40


def test_what_only_parents_were_asked_lacks_no_children(people: Cast) -> None:
    ground.hearing(people, respondents=["parent"])
    found = year("children", R8)
    assert found.value == 0 and not found.marks


def test_districts_without_a_voice(people: Cast) -> None:
    """空野 has no children; 虹橋 was heard a year ago, 月見 this year."""
    heard_ground.town()
    made = ground.ground(people)
    assert (year("districts_unheard", R8).value, year("districts_unheard", R8).n) == (2, 2)
    heard_ground.answers(made, 1, district="M01", day=date(2026, 3, 31))
    heard_ground.answers(made, 1, district="M01", day=R8.last + DAY)
    heard_ground.answers(made, 1, district="M01", respondent="parent", stage="")
    assert year("districts_unheard", R8).value == 2
    heard_ground.heads(made, 3, district="M02")
    heard_ground.answers(made, 1, district="M01", day=date(2026, 4, 1))
    assert year("districts_unheard", R8).value == 0


def test_many_hearings_ask_as_often_as_one(
    people: Cast, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    heard_ground.town()
    for n in range(6):
        heard_ground.release(ground.hearing(people, title=str(n)), heads(10 + n))
    heard_ground.deck(people)
    for name, statements in (("hearings", 1), ("children", 3), ("districts_unheard", 8)):
        with django_assert_max_num_queries(statements):
            facts.YEAR[name](R8)

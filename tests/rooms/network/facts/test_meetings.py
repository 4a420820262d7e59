"""交流会 of a 年度: what was held, which groups came, what was done of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.facts import Audience, Fact, Mark, Span, value_text
from ibasho.rooms.network import facts
from ibasho.rooms.network.models import Meeting
from tests import make
from tests.people import Cast, cast
from tests.rooms.network import ground

pytestmark = pytest.mark.django_db
R8 = Span.of(2026, make.TUESDAY)
R7 = Span.of(2025, make.TUESDAY)
SOURCE = "市の資料（R6.8.21）"


@pytest.fixture
def people() -> Cast:
    return cast()


def held(people: Cast, day: date, number: int = 1, **changed: Any) -> Meeting:
    nendo = day.year if day.month > 3 else day.year - 1
    return ground.meeting(
        people, day=day, nendo=nendo, round=number, **{"state": "held", "ended_at": make.AT, **changed}
    )


def year(name: str, span: Span) -> Fact:
    made = facts.YEAR[name](span)
    assert made.audience is Audience.PUBLIC and made.as_of == span.last and span.words in made.source
    return made


def test_before_the_first_round_nothing_is_known_and_without_any_nothing_happened(people: Cast) -> None:
    for name in ("meetings_held", "groups_met", "todos_done"):
        assert year(name, R8).value == 0
    held(people, date(2026, 6, 1))
    ground.todo(people, people.midori, Meeting.objects.get(), made_at=make.AT)
    for name in ("meetings_held", "groups_met", "todos_done"):
        assert year(name, R7).value is None, name


def test_rounds_and_groups_lie_in_their_own_year(people: Cast) -> None:
    old = held(people, date(2026, 3, 31))
    ground.invitation(old, people.council, came_heads=1)
    first, second = held(people, date(2026, 4, 1)), held(people, date(2026, 9, 1), 2, state="closed")
    for one in (first, second):
        ground.invitation(one, people.midori, came_heads=2)
    ground.invitation(second, people.council, came_heads=0)
    held(people, R8.last + timedelta(days=1), 3, state="invited")
    assert (year("meetings_held", R8).value, year("groups_met", R8).value) == (2, 1)
    assert (year("meetings_held", R7).value, year("groups_met", R7).value) == (1, 1)
    assert not year("groups_met", R8).marks


def test_of_a_published_round_it_is_known_how_many_came_not_which(people: Cast) -> None:
    held(people, date(2026, 6, 21), groups_told=6, source=SOURCE)
    made = year("groups_met", R8)
    assert made.value == 6 and made.marks == {Mark.PUBLISHED}
    assert year("meetings_held", R8).marks == {Mark.PUBLISHED}
    ground.invitation(held(people, date(2026, 9, 1), 2), people.midori, came_heads=2)
    made = year("groups_met", R8)
    assert made.value == 6 and Mark.AT_LEAST in made.marks, "who came in September may have come in June"
    held(people, date(2025, 6, 21))
    assert year("groups_met", R7).value is None, "held, and nobody wrote down who came"


@pytest.mark.parametrize(
    ("done_at", "in_r8"),
    [
        (datetime(2026, 3, 31, 23, 59, tzinfo=JST), 0), (datetime(2026, 4, 1, 0, 0, tzinfo=JST), 1),
        (datetime(2026, 11, 24, 23, 59, tzinfo=JST), 1), (datetime(2026, 11, 25, 0, 0, tzinfo=JST), 0),
    ],
)  # fmt: skip
def test_what_was_taken_on_counts_on_the_day_it_was_done(people: Cast, done_at: datetime, in_r8: int) -> None:
    of = held(people, date(2026, 2, 1))
    told = {"made_at": datetime(2026, 2, 1, 9, 0, tzinfo=JST), "done_at": done_at, "done_by": people.hana}
    ground.todo(people, people.midori, of, **told)
    ground.todo(people, people.midori, None, **told)  # of no meeting
    ground.todo(people, people.midori, of)  # open still
    assert year("todos_done", R8).value == in_r8


def test_the_deck_s_rounds_stand_as_they_were_published(people: Cast) -> None:
    held(people, date(2024, 6, 21), title="市内こども食堂交流会", groups_told=6, source=SOURCE)
    for number, about in ((2, "10月頃"), (3, "1月頃")):
        ground.meeting(
            people, nendo=2024, round=number, day=None, month_words=about, state="draft", source=SOURCE
        )
    ground.meeting(people, nendo=2024, round=4, day=None, state="draft", title="まだ ひみつの 回")
    ground.meeting(people, nendo=2024, round=5, state="off", title="やめた回")
    told = facts.TABLES["meetings"](Span.of(2024, make.TUESDAY))
    assert [(one.label.split()[0], [value_text(fact) for fact in one.facts]) for one in told.rows] == [
        ("第1回", ["令和6年6月21日", "6団体", "おこなった"]), ("第2回", ["10月頃", "記録なし", "予定"]),
        ("第3回", ["1月頃", "記録なし", "予定"]),
    ]  # fmt: skip
    assert told.audience is Audience.PUBLIC and SOURCE in told.source
    assert Mark.PLANNED in told.rows[1].facts[0].marks and Mark.PUBLISHED in told.rows[0].facts[1].marks
    assert facts.TABLES["meetings"](R7).rows == ()


def test_many_rounds_ask_as_often_as_one(
    people: Cast, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for number in range(1, 6):
        ground.invitation(held(people, date(2026, 4, number), number), people.midori, came_heads=1)
    for make_one, statements in (
        (lambda: facts.TABLES["meetings"](R8), 2), (lambda: facts.YEAR["groups_met"](R8), 2),
        (lambda: facts.YEAR["meetings_held"](R8), 1), (lambda: facts.YEAR["todos_done"](R8), 1),
    ):  # fmt: skip
        with django_assert_num_queries(statements):
            make_one()

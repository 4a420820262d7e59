from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ibasho.base.kernel.facts import Audience, Fact, Mark, Span, shielded_each, text, value_text


def a_fact(value: int | float | str | None, unit: str = "人", **more: Any) -> Fact:
    papers: dict[str, Any] = {
        "source": "受付の記録",
        "as_of": date(2026, 11, 23),
        "query": "ibasho.town.places.facts.visits",
    }
    return Fact(value=value, unit=unit, **papers | more)


@pytest.mark.parametrize(
    ("fact", "shown"),
    [
        (a_fact(0), "0人"),
        (a_fact(1234), "1,234人"),
        (a_fact(33.333, "%"), "33.3%"),
        (a_fact(12, "回", marks=frozenset({Mark.AT_LEAST})), "最低でも12回"),
        (a_fact(33.3, "%", n=45, marks=frozenset({Mark.ESTIMATED})), "33.3%（推計、45件中）"),
        (a_fact(5, marks=frozenset({Mark.ROUGH, Mark.PUBLISHED})), "5人（公表値、めやす）"),
        (a_fact(None, marks=frozenset({Mark.SUPPRESSED})), "秘匿"),
        (a_fact(None), "記録なし"),
        (a_fact(None, n=0, marks=frozenset({Mark.PARTIAL})), "記録なし（一部のみ）"),
        (a_fact("実施", ""), "実施"),
    ],
)
def test_a_number_never_travels_without_its_marks(fact: Fact, shown: str) -> None:
    assert text(fact) == shown


def test_digits_can_be_chosen() -> None:
    assert value_text(a_fact(1234.5678, "分"), digits=0) == "1,235分"


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": True},
        {"value": float("nan")},
        {"value": 3, "marks": frozenset({Mark.SUPPRESSED})},
        {"value": 3, "source": ""},
        {"value": 3, "query": ""},
        {"value": 3, "n": -1},
    ],
)
def test_a_fact_that_contradicts_itself_cannot_be_made(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="."):
        a_fact(**wrong)


def test_each_audience_sees_what_the_wider_one_sees() -> None:
    desk = a_fact(3, audience=Audience.DESK)
    assert [desk.open_to(reader) for reader in Audience] == [False, True, True]
    assert a_fact(3).audience is Audience.DESK


def _heads(*values: int | None) -> dict[int, Fact]:
    return {
        at: Fact(value=value, unit="人", source="名簿", as_of=date(2026, 11, 24), query="test")
        for at, value in enumerate(values)
    }


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ((50, 4, 30, 12), [50, None, 30, None]),  # one hidden alone is the total less the others
        ((50, 4, 3, 30), [50, None, None, None]),  # two that are few together: a third goes with them
        ((50, 9, 8, 30), [50, None, None, 30]),
        ((50, 0, 10), [50, 0, 10]),
        ((4, 0, None), [None, 0, None]),  # nobody is no company
        ((), []),
    ],
)
def test_what_is_hidden_is_not_the_rest_of_the_total(
    values: tuple[int | None, ...], shown: list[int | None]
) -> None:
    told = shielded_each(_heads(*values), minimum=10)
    assert [one.value for one in told.values()] == shown
    hidden = {at for at, one in told.items() if Mark.SUPPRESSED in one.marks}
    assert hidden == {at for at, value in enumerate(values) if value is not None and shown[at] is None}


def test_heads_behind_a_number_decide_where_it_counts_something_else() -> None:
    told = shielded_each(_heads(100, 200, 300), minimum=10, heads={0: 3, 1: 12, 2: 40})
    assert [one.value for one in told.values()] == [None, None, 300]


@pytest.mark.parametrize(
    ("recorded", "unknown"),
    [(None, False), (date(2026, 3, 31), False), (date(2026, 4, 1), True), (date(2025, 3, 31), False)],
)
def test_a_year_before_anything_was_recorded_is_not_known(recorded: date | None, *, unknown: bool) -> None:
    assert Span.of(2025, date(2026, 11, 23)).precedes(recorded) is unknown

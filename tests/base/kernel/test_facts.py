from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ibasho.base.kernel.facts import Audience, Fact, Mark, text, value_text


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

"""消費期限 and 賞味期限 are two things: what is refused, and what a missing day becomes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.surplus.rules import dates
from ibasho.rooms.surplus.rules.kinds import DateKind

AT = datetime(2026, 11, 26, 10, tzinfo=clock.JST)
TODAY = clock.day(AT)


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def told(
    kind: str = "none", expires: int | None = None, until: int | None = None, **changed: Any
) -> dates.Dates:
    """Days from today; ready from now until tomorrow noon."""
    return dates.Dates(
        **{
            "date_kind": DateKind(kind), "expires_on": None if expires is None else on(expires),
            "use_until": None if until is None else on(until), "ready_from": AT,
            "ready_until": AT + timedelta(hours=26), **changed,
        }
    )  # fmt: skip


def refused(of: dates.Dates, food: str = "bread") -> tuple[str, set[str]]:
    with pytest.raises(Invalid) as found:
        dates.checked(of, food=food, at=AT)
    assert found.value.message
    return found.value.code, set(found.value.fields)


@pytest.mark.parametrize(
    ("of", "food", "until"),
    [
        (told("use_by", 2), "bread", 2),
        (told("use_by", 0), "bread", 0),
        (told("use_by", 2, 1), "bread", 1),
        (told("best_by", 30), "processed", 30),
        (told("best_by", 3, 10), "processed", 10),
        (told("best_by", -3, 5), "processed", 5),
        (told("best_by", 1, 15), "processed", 15),
        (told(until=7), "bread", 7),
        (told(), "vegetable", 5),
        (told(), "rice", 60),
        (told(), "other", 7),
        (told(until=10), "vegetable", 10),
    ],
)
def test_a_day_nobody_said_is_the_printed_one_or_as_long_as_grown_things_keep(
    of: dates.Dates, food: str, until: int
) -> None:
    assert dates.checked(of, food=food, at=AT).use_until == on(until)


def test_in_the_fridge_vegetables_keep_longer() -> None:
    assert dates.checked(told(), food="vegetable", at=AT, band="chilled").use_until == on(7)


@pytest.mark.parametrize(
    ("of", "food", "code", "field"),
    [
        (told("use_by", -1), "bread", "use_by_past", "expires_on"),
        (told("use_by", -1, 3), "bread", "use_by_past", "expires_on"),
        (told("use_by", 2, 3), "bread", "after_use_by", "use_until"),
        (told("best_by", -1), "processed", "best_by_past", "expires_on"),
        (told("best_by", -1, -1), "processed", "best_by_past", "expires_on"),
        (told("best_by", -30, 1), "processed", "best_by_long_past", "use_until"),
        (told("best_by", 1, 300), "processed", "best_by_long_past", "use_until"),
        (told("best_by", 0, 15), "processed", "best_by_long_past", "use_until"),
        (told(until=8), "bread", "undated_long", "use_until"),
        (told(until=300), "other", "undated_long", "use_until"),
        (told(until=3), "dairy", "date_needed", "date_kind"),
        (told("use_by"), "bread", "date_missing", "expires_on"),
        (told("none", 3), "bread", "date_kind", "date_kind"),
        (told(), "dish", "date_needed", "date_kind"),
        (told(), "meat", "date_needed", "date_kind"),
        (told("best_by", 4_000), "processed", "date_far", "expires_on"),
        (told(until=4_000), "rice", "date_far", "use_until"),
        (told(until=-1), "vegetable", "use_until_past", "use_until"),
        (told(ready_until=AT), "vegetable", "ready_order", "ready_until"),
        (told(ready_from=AT - timedelta(days=2), ready_until=AT), "vegetable", "ready_past", "ready_until"),
        (
            told(until=90, ready_from=AT + timedelta(days=61), ready_until=AT + timedelta(days=62)),
            "rice", "ready_far", "ready_from",
        ),
        (
            told("use_by", 2, ready_from=AT + timedelta(days=3), ready_until=AT + timedelta(days=4)),
            "bread", "ready_after_use", "ready_from",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(of: dates.Dates, food: str, code: str, field: str) -> None:
    assert refused(of, food) == (f"surplus.{code}", {field})


def test_a_use_by_day_gone_by_is_named_with_its_year_where_it_is_another() -> None:
    with pytest.raises(Invalid, match="令和7年11月20日"):
        dates.checked(told("use_by", (date(2025, 11, 20) - TODAY).days), food="bread", at=AT)

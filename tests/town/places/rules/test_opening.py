"""What an opening rule refuses, and says kindly."""

from __future__ import annotations

from datetime import date, time

import pytest

from ibasho.base.kernel.clock import END_OF_DAY
from ibasho.base.kernel.errors import Invalid
from ibasho.town.places.rules.opening import (
    Closure,
    Extra,
    IrregularCount,
    Opening,
    Pattern,
)

SATURDAY = frozenset({5})


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("weekdays", {"pattern": Pattern.WEEKLY}),
        ("weekdays", {"pattern": Pattern.WEEKLY, "weekdays": frozenset({7})}),
        ("weekdays", {"pattern": Pattern.MONTHLY_NTH, "nth": (2,)}),
        ("nth", {"pattern": Pattern.MONTHLY_NTH, "weekdays": SATURDAY}),
        ("nth", {"pattern": Pattern.MONTHLY_NTH, "weekdays": SATURDAY, "nth": (6,)}),
        ("nth", {"pattern": Pattern.MONTHLY_NTH, "weekdays": SATURDAY, "nth": (0,)}),
        ("anchor", {"pattern": Pattern.FORTNIGHTLY, "weekdays": SATURDAY}),
        ("days_of_month", {"pattern": Pattern.MONTHLY_DAY}),
        ("days_of_month", {"pattern": Pattern.MONTHLY_DAY, "days_of_month": (32,)}),
        ("dates", {"pattern": Pattern.DATES}),
        ("months", {"pattern": Pattern.WEEKLY, "weekdays": SATURDAY, "months": frozenset({13})}),
        ("times", {"pattern": Pattern.IRREGULAR, "times": 0, "per": IrregularCount.PER_MONTH}),
        ("times", {"pattern": Pattern.WEEKLY, "weekdays": SATURDAY, "per": IrregularCount.PER_MONTH}),
        ("per", {"pattern": Pattern.IRREGULAR, "times": 2}),
        ("ends", {"pattern": Pattern.IRREGULAR, "starts": time(17), "ends": time(16)}),
        ("ends", {"pattern": Pattern.IRREGULAR, "starts": time(17), "ends": time(17)}),
        ("ends", {"pattern": Pattern.IRREGULAR, "starts": time(22), "ends": time(2)}),
        ("starts", {"pattern": Pattern.IRREGULAR, "starts": END_OF_DAY}),
        ("starts", {"pattern": Pattern.IRREGULAR, "starts": time(9, 0, 30)}),
        (
            "valid_until",
            {
                "pattern": Pattern.IRREGULAR,
                "valid_from": date(2027, 4, 1),
                "valid_until": date(2027, 3, 31),
            },
        ),
    ],
)
def test_a_rule_that_cannot_be_right_is_refused_at_its_field(field: str, given: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refusal:
        Opening(**given)  # type: ignore[arg-type]
    assert refusal.value.code == f"opening.{field}"
    assert refusal.value.fields[field].endswith("。")


def test_a_place_may_close_at_midnight() -> None:
    rule = Opening(Pattern.WEEKLY, SATURDAY, starts=time(20), ends=END_OF_DAY)
    assert rule.ends == END_OF_DAY


def test_the_order_in_which_days_were_typed_does_not_matter() -> None:
    one = Opening(Pattern.MONTHLY_NTH, SATURDAY, nth=(-1, 2, 2))
    assert one == Opening(Pattern.MONTHLY_NTH, SATURDAY, nth=(2, -1))
    assert one.nth == (2, -1)


def test_a_closure_cannot_end_before_it_begins() -> None:
    with pytest.raises(Invalid, match="休みの終わり"):
        Closure(date(2026, 12, 29), date(2026, 12, 28))


def test_an_extra_day_has_hours_in_order_too() -> None:
    with pytest.raises(Invalid):
        Extra(date(2026, 12, 28), time(12), time(11))

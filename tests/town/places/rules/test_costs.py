"""What a visit costs: not known is not free."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from ibasho.town.places.rules.costs import Cost, cost
from ibasho.town.places.rules.stages import Stage


@dataclass
class Fees:
    fee_infant_yen: int | None = None
    fee_elementary_yen: int | None = None
    fee_junior_yen: int | None = None
    fee_high_yen: int | None = None
    fee_adult_yen: int | None = None
    stages: list[str] = field(default_factory=list)


FREE_FOR_PUPILS = Fees(fee_elementary_yen=0, fee_junior_yen=0, fee_high_yen=0, fee_adult_yen=300)


@pytest.mark.parametrize(
    ("fees", "stage", "told", "free"),
    [
        (Fees(), None, Cost(None, None, complete=False), False),
        (Fees(), Stage.LOWER, Cost(None, None, complete=False), False),
        (FREE_FOR_PUPILS, None, Cost(0, 0, complete=True), True),
        (FREE_FOR_PUPILS, Stage.UPPER, Cost(0, 0, complete=True), True),
        (FREE_FOR_PUPILS, Stage.ADULT, Cost(300, 300, complete=True), False),
        (FREE_FOR_PUPILS, Stage.INFANT, Cost(None, None, complete=False), False),
        (Fees(fee_elementary_yen=0), None, Cost(0, 0, complete=False), False),
        (Fees(fee_elementary_yen=0, stages=["lower", "upper"]), None, Cost(0, 0, complete=True), True),
        (
            Fees(fee_elementary_yen=0, fee_junior_yen=100, fee_high_yen=200),
            None,
            Cost(0, 200, complete=True),
            False,
        ),
        (Fees(fee_infant_yen=0, stages=["infant"]), None, Cost(0, 0, complete=True), True),
        (Fees(fee_adult_yen=300, stages=["adult"]), None, Cost(300, 300, complete=True), False),
    ],
)
def test_cost(fees: Fees, stage: Stage | None, told: Cost, free: bool) -> None:
    assert cost(fees, stage) == told
    assert told.free is free

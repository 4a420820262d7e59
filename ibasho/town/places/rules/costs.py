"""What a visit costs a child. A fee that is not written is not known, which is not the same as free."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from ibasho.town.places.rules.stages import Stage

FEE_FIELD = {
    Stage.INFANT: "fee_infant_yen",
    Stage.LOWER: "fee_elementary_yen",
    Stage.UPPER: "fee_elementary_yen",
    Stage.JUNIOR: "fee_junior_yen",
    Stage.HIGH: "fee_high_yen",
    Stage.ADULT: "fee_adult_yen",
}
SCHOOL_STAGES = (Stage.LOWER, Stage.UPPER, Stage.JUNIOR, Stage.HIGH)


class Charging(Protocol):
    """The fees of a place, in yen; None is not known."""

    fee_infant_yen: int | None
    fee_elementary_yen: int | None
    fee_junior_yen: int | None
    fee_high_yen: int | None
    fee_adult_yen: int | None
    stages: list[str]


@dataclass(frozen=True, slots=True)
class Cost:
    """From `low` to `high` yen. `complete` False: a fee of somebody who may come is missing; both None: none known."""

    low: int | None
    high: int | None
    complete: bool

    @property
    def free(self) -> bool:
        return self.complete and self.high == 0


def cost(place: Charging, stage: Stage | None) -> Cost:
    """For one stage; without a stage for every school child who may come."""
    fees = [getattr(place, FEE_FIELD[one]) for one in ([stage] if stage else _who(place.stages))]
    known = [fee for fee in fees if fee is not None]
    if not known:
        return Cost(None, None, complete=False)
    return Cost(min(known), max(known), complete=len(known) == len(fees))


def _who(stages: Collection[str]) -> list[Stage]:
    """The stages a page speaks to when it does not know who reads it."""
    named = [stage for stage in SCHOOL_STAGES if stage.value in stages]
    if named or not stages:
        return named or list(SCHOOL_STAGES)
    return [Stage.INFANT] if Stage.INFANT.value in stages else [Stage.ADULT]

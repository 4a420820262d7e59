"""How each stage goes in each layer, and what a place must say to it. Pure: one city's study and that of many share it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ibasho.rooms.reach.engine.hours import allowed
from ibasho.rooms.reach.engine.inputs import Profile, Verdict, Way
from ibasho.rooms.reach.rules import scenarios
from ibasho.rooms.reach.rules.layers import Layer, Purpose
from ibasho.rooms.reach.rules.scenarios import Day, Free
from ibasho.town.areas.engine.network import Pairs
from ibasho.town.areas.rules import Pace
from ibasho.town.areas.stages import CHILD_STAGES, Stage
from ibasho.town.places.rules.eligibility import Verdict as Said

CAR_METRES_PER_MINUTE, CAR_MINUTES_MAX = 400, 15  # 24 km/h door to door in a town: めやす
BUS_MINUTES_MAX = 30  # from door to door with the mean wait: めやす
VERDICTS = {
    Said.NO: Verdict.NO,
    Said.ASK: Verdict.ASK,
    Said.WITH_ADULT: Verdict.WITH_ADULT,
    Said.ALONE: Verdict.ALONE,
}
_ALONE = tuple(stage for stage in CHILD_STAGES if stage is not Stage.INFANT)
STAGES_OF: Mapping[Layer, tuple[Stage, ...]] = {
    Layer.USUAL: CHILD_STAGES,
    Layer.ADULT: CHILD_STAGES,
    Layer.CAR: CHILD_STAGES,
    Layer.MORNING: _ALONE,
    Layer.BUS: (Stage.UPPER, Stage.JUNIOR, Stage.HIGH),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """One way of going before its pairs are known: `metres` a minute, at most so many `minutes`."""

    metres: int
    minutes: int
    inside: bool = False
    bus: bool = False

    @property
    def mm_max(self) -> int:
        return self.metres * 1000 * self.minutes


def wishes_of(layer: Layer, stage: Stage, paces: Mapping[Stage, Pace]) -> list[Wish]:
    """On foot, and by bicycle where the city lets this stage ride; a grown-up walks at the child's pace. Who may not
    leave its 小学校区 does not take a bus out of it."""
    pace = paces[stage]
    if layer is Layer.CAR:
        return [Wish(CAR_METRES_PER_MINUTE, CAR_MINUTES_MAX)]
    if layer is Layer.ADULT:
        return [Wish(pace.metres_per_minute, max(pace.minutes_max, paces[Stage.ADULT].minutes_max))]
    found = [Wish(pace.metres_per_minute, pace.minutes_max, pace.stay_in_district)]
    if pace.cycle_metres_per_minute and pace.cycle_minutes_max:
        inside = pace.cycle_in_district or pace.stay_in_district
        found.append(Wish(pace.cycle_metres_per_minute, pace.cycle_minutes_max, inside))
    if layer is Layer.BUS:
        minutes = max(pace.minutes_max, BUS_MINUTES_MAX)
        found.append(Wish(pace.metres_per_minute, minutes, pace.stay_in_district, bus=True))
    return found


def profile_of(
    layer: Layer,
    stage: Stage,
    wishes: Sequence[Wish],
    within: Callable[[Wish], Pairs],
    days: Sequence[Day],
    free: Free,
    home_by: Mapping[int, int],
) -> Profile:
    """`within` finds the pairs of one way of going; `home_by` is by month, in minutes from midnight."""
    begins, ends = scenarios.hours(days, free, home_by, layer)
    return Profile(
        stage=CHILD_STAGES.index(stage),
        ways=tuple(Way(within(wish), wish.metres * 1000, wish.minutes, wish.inside) for wish in wishes),
        allowed=allowed(begins, ends, max(wish.minutes for wish in wishes)),
        least=least(layer, stage),
        school_hours_only=layer is Layer.MORNING,
    )


def least(layer: Layer, stage: Stage) -> Verdict:
    """What a place must say at least: small children and those who are brought need no 「ひとりで」."""
    brought = layer in (Layer.ADULT, Layer.CAR) or stage is Stage.INFANT
    return Verdict.WITH_ADULT if brought else Verdict.ALONE


def farthest_mm(paces: Mapping[Stage, Pace], layers: Sequence[Layer]) -> int:
    """The longest way any stage takes in these layers."""
    return max(
        wish.mm_max
        for layer in layers
        for stage in STAGES_OF[layer]
        for wish in wishes_of(layer, stage, paces)
    )


def purposes_for(stage: Stage) -> tuple[Purpose, ...]:
    """A 0～3歳 place is asked for by small children alone, a place to study by all but them."""
    return tuple(
        purpose
        for purpose in Purpose
        if not (purpose is Purpose.INFANTS and stage is not Stage.INFANT)
        and not (purpose is Purpose.STUDY and stage is Stage.INFANT)
    )

"""How each stage goes in each layer, and what a place must say to it. Pure: shared by one city's study and by many."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ibasho.rooms.reach.engine.hours import allowed
from ibasho.rooms.reach.engine.inputs import Profile, Verdict, Way
from ibasho.rooms.reach.rules import scenarios
from ibasho.rooms.reach.rules.layers import Layer, Purpose
from ibasho.rooms.reach.rules.scenarios import Day, Free
from ibasho.town.areas.engine.network import Pairs
from ibasho.town.areas.rules import Pace
from ibasho.town.areas.stages import CHILD_STAGES, Stage
from ibasho.town.places.rules.eligibility import Verdict as Said

VERDICTS = {
    Said.NO: Verdict.NO,
    Said.ASK: Verdict.ASK,
    Said.WITH_ADULT: Verdict.WITH_ADULT,
    Said.ALONE: Verdict.ALONE,
}
ALONE = tuple(stage for stage in CHILD_STAGES if stage is not Stage.INFANT)
STAGES_OF: Mapping[Layer, tuple[Stage, ...]] = {
    Layer.USUAL: CHILD_STAGES,
    Layer.ADULT: CHILD_STAGES,
    Layer.CAR: CHILD_STAGES,
    Layer.MORNING: ALONE,
    Layer.BUS: (Stage.UPPER, Stage.JUNIOR, Stage.HIGH),
}
Within = Callable[[int], Pairs]  # millimetres → who lies within them


def profile_of(
    layer: Layer,
    stage: Stage,
    ways: tuple[Way, ...],
    days: Sequence[Day],
    free: Free,
    home_by: Mapping[int, int],
) -> Profile:
    """`home_by` is by month, in minutes from midnight."""
    begins, ends = scenarios.hours(days, free, home_by, layer)
    return Profile(
        stage=CHILD_STAGES.index(stage),
        ways=ways,
        allowed=allowed(begins, ends, max(way.minutes_max for way in ways)),
        least=least(layer, stage),
        school_hours_only=layer is Layer.MORNING,
    )


def least(layer: Layer, stage: Stage) -> Verdict:
    brought = layer in (Layer.ADULT, Layer.CAR) or stage is Stage.INFANT
    return Verdict.WITH_ADULT if brought else Verdict.ALONE


def on_foot_or_by_bicycle(pace: Pace, within: Within) -> tuple[Way, ...]:
    """On foot, and by bicycle where the city lets this stage ride."""
    ways = [way(pace.metres_per_minute, pace.minutes_max, within, inside=pace.stay_in_district)]
    if pace.cycle_metres_per_minute and pace.cycle_minutes_max:
        inside = pace.cycle_in_district or pace.stay_in_district
        ways.append(way(pace.cycle_metres_per_minute, pace.cycle_minutes_max, within, inside=inside))
    return tuple(ways)


def with_a_grown_up(pace: Pace, grown: Pace, within: Within) -> tuple[Way, ...]:
    """At the child's pace, as long as a grown-up would walk, out of the 小学校区 too."""
    return (way(pace.metres_per_minute, max(pace.minutes_max, grown.minutes_max), within),)


def way(metres: int, minutes: int, within: Within, *, inside: bool = False) -> Way:
    return Way(within(metres * 1000 * minutes), metres * 1000, minutes, inside)


def farthest_mm(paces: Mapping[Stage, Pace]) -> int:
    """The longest way any stage takes alone or with a grown-up, on foot or by bicycle."""
    grown = paces[Stage.ADULT].minutes_max
    walked = [pace.metres_per_minute * max(pace.minutes_max, grown) for pace in paces.values()]
    ridden = [(pace.cycle_metres_per_minute or 0) * (pace.cycle_minutes_max or 0) for pace in paces.values()]
    return max(walked + ridden) * 1000


def purposes_for(stage: Stage) -> tuple[Purpose, ...]:
    """A 0～3歳 place is asked for by small children alone, a place to study by all but them."""
    return tuple(
        purpose
        for purpose in Purpose
        if not (purpose is Purpose.INFANTS and stage is not Stage.INFANT)
        and not (purpose is Purpose.STUDY and stage is Stage.INFANT)
    )

"""Winter in figures: children who can still come to one place, and child-hours of the whole city, month by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from ibasho.rooms.reach.engine import study
from ibasho.rooms.reach.engine.hours import allowed
from ibasho.rooms.reach.engine.inputs import Profile
from ibasho.rooms.reach.queries.ground import Ground
from ibasho.rooms.reach.rules import scenarios
from ibasho.rooms.reach.rules.layers import Layer
from ibasho.rooms.reach.rules.winter import MONTHS, STAY_MIN, Stay, stay_minutes, year
from ibasho.town.areas import queries as areas
from ibasho.town.areas import travel
from ibasho.town.areas.stages import CHILD_STAGES, Stage

ALONE = tuple(stage for stage in CHILD_STAGES if stage is not Stage.INFANT)


@dataclass(frozen=True, slots=True)
class StageYear:
    """One stage at a place with given hours, twelve months from April."""

    stage: Stage
    months: tuple[Stay, ...]
    source: str
    default: bool


@dataclass(frozen=True, slots=True)
class StageHours:
    """Child-hours a week that a stage reaches in the whole city if every day were of this month, by month."""

    stage: Stage
    by_month: Mapping[int, float]

    @property
    def summer(self) -> float:
        return self.by_month[7]

    @property
    def winter(self) -> float:
        return self.by_month[12]

    @property
    def lost(self) -> float:
        return self.summer - self.winter

    @property
    def lost_percent(self) -> int | None:
        return round(100 * self.lost / self.summer) if self.summer > 0 else None


def years(opens: int, closes: int) -> list[StageYear]:
    """Every stage that goes alone, on a school day, on foot."""
    free, home, paces = areas.free_times(), areas.home_hours(), travel.paces()
    return [
        StageYear(
            stage,
            year(
                opens, closes, scenarios.minute(free[stage].school_day_from),
                scenarios.by_month(home[stage].by_month), paces[stage].metres_per_minute, paces[stage].minutes_max,
            ),
            home[stage].source, home[stage].default,
        )
        for stage in ALONE
    ]  # fmt: skip


def coming(found: Ground, public_id: str, opens: int, closes: int) -> list[tuple[Stage, list[float]]] | None:
    """Children within reach of the place who can stay half an hour on a school day, by stage and month (from April),
    if it were open at these hours and let them in; None where the place is not on the ground."""
    index = next((at for at, spot in enumerate(found.spots) if spot.public_id == public_id), None)
    if index is None:
        return None
    free, home = areas.free_times(), areas.home_times()
    told: list[tuple[Stage, list[float]]] = []
    for stage in ALONE:
        meetings = study.meet(found.demand, found.places, found.profiles[Layer.USUAL, stage])
        here = slice(int(meetings.first[index]), int(meetings.first[index + 1]))
        point, way = meetings.point[here], meetings.minutes[here]
        children = np.bincount(way, found.demand.children[CHILD_STAGES.index(stage)][point]).tolist()
        starts, by = scenarios.minute(free[stage].school_day_from), scenarios.by_month(home[stage])
        told.append((stage, [_fitting(children, opens, closes, starts, by[month]) for month in MONTHS]))
    return told


def _fitting(children: Iterable[float], opens: int, closes: int, free: int, home: int) -> float:
    return float(
        sum(
            count
            for way, count in enumerate(children)
            if stay_minutes(opens, closes, free, home, way) >= STAY_MIN
        )
    )


def hours(found: Ground) -> list[StageHours]:
    """The same places, days and children; only the hour of being home changes with the month."""
    days = scenarios.days_of(found.span, areas.long_holidays(found.span.first, found.span.last))
    free, home = areas.free_times(), areas.home_times()
    out = []
    for stage in ALONE:
        profile = found.profiles[Layer.USUAL, stage]
        meetings = study.meet(found.demand, found.places, profile)
        when = scenarios.free_of(free[stage].school_day_from, free[stage].other_day_from)
        by = scenarios.by_month(home[stage])
        known: dict[int, float] = {}
        for until in set(by.values()):
            begins, ends = scenarios.hours(days, when, dict.fromkeys(range(1, 13), until), Layer.USUAL)
            table = allowed(begins, ends, len(profile.allowed) - 1)
            changed = Profile(profile.stage, profile.ways, table, profile.least)
            result = study.run(found.demand, found.places, changed, weeks=found.span.weeks, meetings=meetings)
            children = found.demand.children[profile.stage].astype(np.float64)
            known[until] = float((children * result.slots).sum()) / found.span.weeks / 2
        out.append(StageHours(stage, {month: known[by[month]] for month in range(1, 13)}))
    return out

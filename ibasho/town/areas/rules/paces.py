"""Walking, pure: paces per stage of age, minutes in a straight line.

Default paces are settings a city may change. Sources: 66–69 m/min for children of 5½ (physiotherapy study),
80 m/min for adults (property advertisements' rule), and the suggested profiles of the reach study.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from ibasho.base.kernel.geo import Position, haversine_m
from ibasho.town.areas.stages import Stage

DETOUR = 1.3  # streets are about this much longer than the straight line


@dataclass(frozen=True, slots=True)
class Pace:
    """`cycle_…` None: this stage rides no bicycle alone. `cycle_in_district`: it rides only inside its own 小学校区;
    `stay_in_district`: it does not leave it on foot either."""

    metres_per_minute: int
    minutes_max: int
    source: str
    cycle_metres_per_minute: int | None = None
    cycle_minutes_max: int | None = None
    cycle_in_district: bool = False
    stay_in_district: bool = False


DEFAULT_PACES: dict[Stage, Pace] = {
    Stage.INFANT: Pace(50, 15, "ベビーカーと保護者の めやす"),
    Stage.LOWER: Pace(60, 10, "小学1～2年生の めやす"),
    Stage.UPPER: Pace(70, 20, "小学5～6年生の めやす"),
    Stage.JUNIOR: Pace(80, 20, "おとなと同じ速さの めやす"),
    Stage.HIGH: Pace(80, 25, "おとなと同じ速さの めやす"),
    Stage.ADULT: Pace(80, 25, "不動産広告の 分速80m"),
}


@dataclass(frozen=True, slots=True)
class Minutes:
    """Whole minutes, rounded up. `estimate` is True while no streets are loaded: shown with めやす."""

    value: int
    metres: int
    estimate: bool


def straight_minutes(start: Position, end: Position, pace: Pace) -> Minutes:
    """Minutes along the straight line × 1.3 at the stage's pace."""
    metres = haversine_m(start.lat, start.lng, end.lat, end.lng) * DETOUR
    return Minutes(max(1, ceil(metres / pace.metres_per_minute)), round(metres), estimate=True)

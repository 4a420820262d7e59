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

    @property
    def metres_max(self) -> int:
        """The longest way of a child of this stage by itself: on foot, or by bicycle where it may ride."""
        cycled = (self.cycle_metres_per_minute or 0) * (self.cycle_minutes_max or 0)
        return max(self.metres_per_minute * self.minutes_max, cycled)


_CYCLE = "自転車は 分速"
DEFAULT_PACES: dict[Stage, Pace] = {
    Stage.INFANT: Pace(50, 15, "ベビーカーと保護者の めやす"),
    Stage.LOWER: Pace(60, 10, "小学1～2年生の めやす（5歳半で 分速66～69m）。自転車は 公園だけの学校が 多い"),
    Stage.UPPER: Pace(
        70, 20, f"小学5～6年生の めやす。{_CYCLE}150m、学区の中だけ（自転車教室のあと。学校ごとに ちがう）",
        cycle_metres_per_minute=150, cycle_minutes_max=20, cycle_in_district=True,
    ),
    Stage.JUNIOR: Pace(
        80, 20, f"おとなと同じ速さの めやす。{_CYCLE}200m（15～20分の めやす）",
        cycle_metres_per_minute=200, cycle_minutes_max=20,
    ),
    Stage.HIGH: Pace(
        80, 25, f"おとなと同じ速さの めやす。{_CYCLE}200m", cycle_metres_per_minute=200, cycle_minutes_max=25
    ),
    Stage.ADULT: Pace(80, 25, "不動産広告の 分速80m"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Minutes:
    """Whole minutes, rounded up. `estimate` is True where the streets do not tell the way (none are loaded, or
    an end stands at none): then it comes from the straight line and is shown with めやす."""

    value: int
    metres: int
    estimate: bool


def straight_minutes(start: Position, end: Position, pace: Pace) -> Minutes:
    """Minutes along the straight line × 1.3 at the stage's pace."""
    metres = haversine_m(start.lat, start.lng, end.lat, end.lng) * DETOUR
    return Minutes(max(1, ceil(metres / pace.metres_per_minute)), round(metres), estimate=True)

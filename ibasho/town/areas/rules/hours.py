"""When a child is free and by when it is home, pure. All of it settings of the city; these are the defaults.

Home by: one school's handout (11–2月 16:30, 3–4月 17:00, 5–8月 18:00, 9–10月 17:00); other towns ring their chime at
18:00 from April to September and at 17:00 from October to March. Nothing published covers older stages: theirs are
only a beginning, marked so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from ibasho.town.areas.stages import Stage

HANDOUT = "小学校の「くらしの きまり」の例（grrwoman.com/3490）。市で きめるまでの めやす"
OURS = "めやす（公表された きまりが ないため。市で きめてください）"


@dataclass(frozen=True, slots=True)
class HomeHours:
    """`by_month` has twelve times, January first: by when this stage is at home, JST."""

    by_month: tuple[time, ...]
    source: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class FreeHours:
    """From when this stage can leave its home: after school on school days, and on all others. JST."""

    school_day_from: time
    other_day_from: time
    source: str
    default: bool = False


def by_season(winter: time, spring: time, summer: time, autumn: time) -> tuple[time, ...]:
    """Twelve times, January first: 11–2月, 3–4月, 5–8月, 9–10月."""
    return (winter,) * 2 + (spring,) * 2 + (summer,) * 4 + (autumn,) * 2 + (winter,) * 2


_PRIMARY = by_season(time(16, 30), time(17), time(18), time(17))
DEFAULT_HOME_TIMES: dict[Stage, HomeHours] = {
    Stage.INFANT: HomeHours(
        by_season(time(17), time(17, 30), time(18), time(17, 30)), f"保護者と いっしょの {OURS}", True
    ),
    Stage.LOWER: HomeHours(_PRIMARY, HANDOUT, True),
    Stage.UPPER: HomeHours(_PRIMARY, HANDOUT, True),
    Stage.JUNIOR: HomeHours(
        by_season(time(18), time(18, 30), time(19), time(18, 30)), f"中学生の {OURS}", True
    ),
    Stage.HIGH: HomeHours((time(20, 30),) * 12, f"高校生の {OURS}", True),
}
DEFAULT_FREE_TIMES: dict[Stage, FreeHours] = {
    Stage.INFANT: FreeHours(
        time(9), time(9), "保護者と いっしょの めやす（平日の 午前も 出かけられる）", True
    ),
    Stage.LOWER: FreeHours(time(15), time(9), f"5時間目が おわって 家に ついてから。{OURS}", True),
    Stage.UPPER: FreeHours(time(15, 30), time(9), f"6時間目が おわって 家に ついてから。{OURS}", True),
    Stage.JUNIOR: FreeHours(time(16, 30), time(9), f"部活動の ない日に 家に ついてから。{OURS}", True),
    Stage.HIGH: FreeHours(time(17), time(9), f"部活動の ない日に 家に ついてから。{OURS}", True),
}

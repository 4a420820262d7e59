"""What a setting means for a child, in one sentence each: shown beside the setting while it is made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from ibasho.town.areas.rules.hours import FreeHours
from ibasho.town.areas.rules.paces import Pace
from ibasho.town.areas.stages import Stage

WINTER, SUMMER = 12, 7
EXAMPLE_MINUTES = 15


def clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def minutes_of(at: time) -> int:
    return at.hour * 60 + at.minute


def example_way(pace: Pace) -> int:
    """A way to speak of: a quarter of an hour, or as far as the stage goes where that is less."""
    return min(EXAMPLE_MINUTES, pace.minutes_max)


def months_words(by_month: Sequence[time]) -> str:
    """「11～2月 16:30・3～4月 17:00・…」: months in a row with the same time stand together, over the new year too."""
    starts = [month for month in range(12) if by_month[month] != by_month[month - 1]]
    if not starts:
        return f"いつも {clock(minutes_of(by_month[0]))}"
    ends = [*starts[1:], starts[0] + 12]
    runs = [
        (f"{first + 1}月" if end - first == 1 else f"{first + 1}～{(end - 1) % 12 + 1}月", by_month[first])
        for first, end in zip(starts, ends, strict=True)
    ]
    return "・".join(f"{months} {clock(minutes_of(at))}" for months, at in runs)


def stays_until(home_by: time, way: int) -> str:
    """The clock at which a child leaves to be home in time."""
    return clock(max(0, minutes_of(home_by) - way))


def home_words(stage: Stage, by_month: Sequence[time], pace: Pace, month: int = WINTER) -> str:
    """「12月の 小学1～3年生は 16:30に 家。10分の道なら 16:20まで いられます。」"""
    home, way = by_month[month - 1], example_way(pace)
    return f"{month}月の {stage.label}は {clock(minutes_of(home))}に 家。{way}分の道なら {stays_until(home, way)}まで いられます。"


def window_words(stage: Stage, by_month: Sequence[time], free: FreeHours, pace: Pace, month: int) -> str:
    """How long a school day leaves between coming home and being home again, both ways walked."""
    way, start = example_way(pace), minutes_of(free.school_day_from)
    left = minutes_of(by_month[month - 1]) - start - 2 * way
    if left <= 0:
        return f"{month}月の 学校のある日は、{way}分の道だと 行って帰るだけで 時間に なります。もっと 近い場所が いります。"
    begins = clock(start + way)
    return f"{month}月の 学校のある日に {way}分の場所に いられるのは {begins}から {_long(left)}です。"


def _long(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours}時間{f'{rest}分' if rest else ''}" if hours else f"{rest}分"


def pace_words(stage: Stage, pace: Pace) -> str:
    """How far this goes, in metres anybody can imagine."""
    words = [
        f"{stage.label}は {pace.minutes_max}分で {_far(pace.metres_per_minute * pace.minutes_max)}まで 歩きます"
        + ("（校区の中だけ）" if pace.stay_in_district else "")
    ]
    if pace.cycle_metres_per_minute and pace.cycle_minutes_max:
        words.append(
            f"自転車なら {pace.cycle_minutes_max}分で {_far(pace.cycle_metres_per_minute * pace.cycle_minutes_max)}"
            + ("（校区の中だけ）" if pace.cycle_in_district else "")
        )
    elif stage is not Stage.ADULT:
        words.append("自転車は 使いません")
    return "。".join(words) + "。"


def _far(metres: int) -> str:
    return f"{metres / 1000:.1f}km" if metres >= 1000 else f"{metres}m"

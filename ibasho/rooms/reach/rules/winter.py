"""What the hour of being home means for a place: until when a child can stay, month by month. Pure; minutes of a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)  # a school year
WINTER = (11, 12, 1, 2)
NEAR_MINUTES = 5  # a child who lives near, for the words 「…までいられる」
STAY_MIN = 30  # minutes: a shorter visit is no visit


@dataclass(frozen=True, slots=True)
class Stay:
    """One stage in one month on a school day, at a place open from `opens` to `closes`.

    `since`/`until`: a child who lives five minutes away is there (None: it could not stay half an hour).
    `minutes_max`: the longest way from which half an hour is left; `metres_max` the same on foot.
    """

    month: int
    home_by: int
    since: int | None
    until: int | None
    minutes_max: int
    metres_max: int

    @property
    def length(self) -> int:
        return 0 if self.since is None or self.until is None else self.until - self.since

    @property
    def until_words(self) -> str:
        return "－" if self.until is None else clock(self.until)

    @property
    def winter(self) -> bool:
        return self.month in WINTER


def stay_minutes(opens: int, closes: int, free_from: int, home_by: int, way: int) -> int:
    """How long a child with a way of so many minutes can be there; 0 where there is no time."""
    return max(0, min(closes, home_by - way) - max(opens, free_from + way))


def longest_way(opens: int, closes: int, free_from: int, home_by: int, limit: int) -> int:
    """The longest way, in whole minutes up to `limit`, that leaves half an hour; -1 where not even a neighbour can."""
    fitting = [
        way for way in range(limit + 1) if stay_minutes(opens, closes, free_from, home_by, way) >= STAY_MIN
    ]
    return max(fitting, default=-1)


def year(
    opens: int, closes: int, free_from: int, home_by: Mapping[int, int], metres_per_minute: int, limit: int
) -> tuple[Stay, ...]:
    """Twelve months from April."""
    return tuple(
        _month(month, opens, closes, free_from, home_by[month], metres_per_minute, limit) for month in MONTHS
    )


def _month(
    month: int, opens: int, closes: int, free_from: int, home_by: int, metres: int, limit: int
) -> Stay:
    way = longest_way(opens, closes, free_from, home_by, limit)
    near = min(NEAR_MINUTES, limit)
    stays = stay_minutes(opens, closes, free_from, home_by, near) >= STAY_MIN
    since, until = max(opens, free_from + near), min(closes, home_by - near)
    return Stay(
        month, home_by, since if stays else None, until if stays else None, max(way, 0), max(way, 0) * metres
    )


def clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


@dataclass(frozen=True, slots=True)
class Strip:
    """One row of the picture, in drawing units."""

    month: int
    y: int
    open_x: float
    open_width: float
    can_x: float
    can_width: float
    words: str


FROM, UNTIL, ROW, LEFT = 14 * 60, 21 * 60, 20, 44
UNIT = 0.75  # drawing units a minute


def strips(stays: Sequence[Stay], opens: int, closes: int) -> tuple[Strip, ...]:
    return tuple(_strip(stay, at, opens, closes) for at, stay in enumerate(stays))


def _strip(stay: Stay, at: int, opens: int, closes: int) -> Strip:
    words = "－" if stay.until is None else f"{clock(stay.until)}まで"
    since, until = stay.since or FROM, stay.until or FROM
    return Strip(
        stay.month, at * ROW, _x(opens), _x(closes) - _x(opens), _x(since), _x(until) - _x(since), words
    )


def _x(minutes: int) -> float:
    return LEFT + (min(max(minutes, FROM), UNTIL) - FROM) * UNIT


def ticks() -> list[tuple[str, float]]:
    """Every full hour of the picture and where it stands."""
    return [(f"{hour}", _x(hour * 60)) for hour in range(FROM // 60, UNTIL // 60)]

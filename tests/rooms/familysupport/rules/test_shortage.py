"""Hours in short supply: kept as a few numbers, told as a picture and its table."""

from __future__ import annotations

from ibasho.rooms.familysupport.rules.shortage import cells, lines, short, span


def prices(*found: tuple[int, int, float]) -> list[list[float]]:
    grid = [[0.0] * 48 for _ in range(7)]
    for day, half, price in found:
        grid[day][half] = price
    return grid


def test_only_what_is_short_is_kept() -> None:
    assert short(prices((2, 30, 1.0), (2, 31, 0.01))) == [(2, 30, 1.0)]


def test_half_hours_that_touch_are_one_line() -> None:
    told = lines([[2, 30, 1.0], [2, 31, 1.5], [2, 32, 0.5], [4, 30, 1.0]])
    assert [(one.day, one.hours, one.level) for one in told] == [
        ("水", "15:00～16:00", 3), ("金", "15:00～15:30", 3), ("水", "16:00～16:30", 2),
    ]  # fmt: skip
    assert told[0].more == 1.5


def test_the_picture_shows_the_waking_day_and_what_lies_outside() -> None:
    assert span([]) == (12, 44)
    assert span([[0, 46, 1.0]]) == (12, 47)
    drawn = cells([[2, 30, 1.0]])
    assert len(drawn) == 7 * 32
    assert [(one.x, one.y) for one in drawn if one.level] == [(18, 2)]

"""Hours an activity touches, shades, and what is too small to show."""

from __future__ import annotations

from datetime import datetime

import pytest

from ibasho.base.kernel.clock import JST
from ibasho.rooms.familysupport.rules import unmet


@pytest.mark.parametrize(
    ("starts", "ends", "hours"),
    [
        ("2026-11-25T15:00", "2026-11-25T17:00", [(2, 15), (2, 16)]),
        ("2026-11-25T15:30", "2026-11-25T17:10", [(2, 15), (2, 16), (2, 17)]),
        ("2026-11-29T23:30", "2026-11-30T00:30", [(6, 23), (0, 0)]),
    ],
)
def test_hours_touched(starts: str, ends: str, hours: list[tuple[int, int]]) -> None:
    moments = [datetime.fromisoformat(one).replace(tzinfo=JST) for one in (starts, ends)]
    assert unmet.hours_of(*moments) == hours


@pytest.mark.parametrize(("count", "shade"), [(0, "none"), (1, "s1"), (4, "s1"), (5, "s2"), (10, "s3"), (20, "s4"), (None, "secret")])  # fmt: skip
def test_shades(count: int | None, shade: str) -> None:
    assert unmet.shade(count) == shade


def test_the_adviser_sees_every_number_others_no_small_one() -> None:
    counts = {(2, 15): 3, (2, 16): 12}
    full, few = dict(unmet.heat(counts, 0)), dict(unmet.heat(counts, 10))
    assert (full[15][2].shown, full[16][2].shown, full[15][0].shown) == ("3", "12", "")
    assert (few[15][2].shade, few[15][2].shown, few[16][2].shown) == ("secret", "1〜9", "12")
    assert min(full) == 6 and max(full) == 21
    assert "くわしい数は 出しません" in unmet.legend(10)[-1][1]


def test_no_small_number_follows_from_the_sums() -> None:
    lines = unmet.lines([(40, 3), (30, 20), (50, 25)], 10)
    assert lines[0][1] is None
    assert sum(line[1] is None for line in lines[:-1]) >= 2 or lines[-1][1] is None
    assert unmet.lines([(40, 3)], 0) == [[40, 3, 43]]
    assert unmet.parts([3, 0, 15], 0) == [3, 0, 15]
    hidden = unmet.parts([3, 0, 15], 10)
    assert hidden[0] is None and None in hidden[1:]


def test_share() -> None:
    assert unmet.share([30, 10, 40]) == 25
    assert unmet.share([None, 10, 40]) is None
    assert unmet.share([0, 0, 0]) is None

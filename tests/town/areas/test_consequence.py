"""Rules told as what they mean for a child, and shapes as pictures: tables by hand, no database."""

from __future__ import annotations

from datetime import time

import numpy as np
import pytest

from ibasho.town.areas.rules import DEFAULT_HOME_TIMES, FreeHours, Pace, by_season, drawing
from ibasho.town.areas.rules.consequence import home_words, months_words, pace_words, window_words
from ibasho.town.areas.stages import Stage
from tests.town.areas.shapes import square

WINTER = by_season(time(16, 30), time(17), time(18), time(17))
QUARTER = Pace(60, 20, "みほん")
TEN = Pace(60, 10, "みほん")


@pytest.mark.parametrize(
    ("pace", "month", "words"),
    [
        (QUARTER, 12, "12月の 小学1～3年生は 16:30に 家。15分の道なら 16:15まで いられます。"),
        (TEN, 7, "7月の 小学1～3年生は 18:00に 家。10分の道なら 17:50まで いられます。"),
    ],
)
def test_home_by_means_leaving_earlier(pace: Pace, month: int, words: str) -> None:
    assert home_words(Stage.LOWER, WINTER, pace, month) == words


@pytest.mark.parametrize(
    ("free", "words"),
    [
        (time(15), "いられるのは 15:15から 1時間です。"),
        (time(15, 30), "いられるのは 15:45から 30分です。"),
        (time(14, 15), "いられるのは 14:30から 1時間45分です。"),
        (time(16), "行って帰るだけで 時間に なります"),
    ],
)
def test_a_school_day_leaves_what_is_between_both_ways(free: time, words: str) -> None:
    hours = FreeHours(free, time(9), "みほん")
    assert words in window_words(Stage.LOWER, WINTER, hours, QUARTER, 12)


def test_months_with_one_time_stand_together_over_the_new_year() -> None:
    assert months_words(WINTER) == "3～4月 17:00・5～8月 18:00・9～10月 17:00・11～2月 16:30"
    assert months_words(DEFAULT_HOME_TIMES[Stage.HIGH].by_month) == "いつも 20:30"


def test_a_bicycle_is_said_only_where_one_is_ridden() -> None:
    assert pace_words(Stage.LOWER, TEN) == "小学1～3年生は 10分で 600mまで 歩きます。自転車は 使いません。"
    rides = Pace(80, 25, "みほん", 200, 20, cycle_in_district=True)
    assert pace_words(Stage.JUNIOR, rides).endswith("自転車なら 20分で 4.0km（校区の中だけ）。")


def test_a_square_is_drawn_with_north_up_and_as_wide_as_it_is_on_the_ground() -> None:
    drawn = drawing.shapes([square(138.1, 34.1)], square(138.0, 34.0, 0.2))
    assert drawn is not None
    assert [kind for kind, _ in drawn.paths] == ["faint", "area"]
    assert drawn.width < drawn.height == drawing.SIZE
    assert drawing.shapes([]) is None


def test_spots_and_lines_are_few_enough_to_look_at() -> None:
    rng = np.random.default_rng(1)
    ends = 138.1 + rng.random((9_000, 2)) / 100
    ends[:, 1] -= 104
    drawn = drawing.lines(ends, ends + 0.001)
    assert drawn is not None
    assert drawn.paths[0][1].count("M") <= drawing.LINES_MAX
    assert drawing.spots([(138.1, 34.1), (138.1, 34.1)]) is not None
    assert drawing.spots([]) is None

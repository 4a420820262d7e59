"""Until when a pool lasts, from real meals; and how many meals a week it brings out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.mealtickets.rules import forecast, offers, throttle
from ibasho.rooms.mealtickets.rules import resting as resting_rules
from ibasho.rooms.mealtickets.rules.resting import Rest

TODAY = date(2026, 11, 23)  # a Monday
FIRST = TODAY - timedelta(days=56)
LAST = TODAY - timedelta(days=1)


def never(day: date) -> bool:
    return False


def each_day(meals: int) -> dict[date, int]:
    return {FIRST + timedelta(days=n): meals for n in range(56)}


def test_a_pool_lasts_as_many_days_as_its_meals() -> None:
    seen = forecast.profile(each_day(10), FIRST, LAST, never)
    found = forecast.forecast(yen=40_000, price_yen=400, seen=seen, today=TODAY, resting=never)
    assert found.until == TODAY + timedelta(days=9)  # 100 meals, ten a day, today among them
    assert found.words == "このままなら、2026年12月2日ごろ まで もちます。"


def test_weekdays_have_their_own_appetite() -> None:
    saturdays = {day: 35 for day in each_day(0) if day.weekday() == 5}
    seen = forecast.profile(saturdays, FIRST, LAST, never)
    found = forecast.forecast(yen=70 * 400, price_yen=400, seen=seen, today=TODAY, resting=never)
    assert found.until == date(2026, 12, 5)  # the second Saturday


def test_holidays_have_theirs() -> None:
    def resting(day: date) -> bool:
        return day >= date(2026, 12, 24) or day < FIRST + timedelta(days=14)

    meals = {day: 20 if resting(day) else 2 for day in each_day(0)}
    seen = forecast.profile(meals, FIRST, LAST, resting)
    assert seen.expected(date(2026, 12, 1), resting=False) == 2
    assert seen.expected(date(2026, 12, 25), resting=True) == 20
    found = forecast.forecast(yen=82 * 400, price_yen=400, seen=seen, today=TODAY, resting=resting)
    assert found.until == date(2026, 12, 24)  # 31 school days eat 62, the first day of the holidays the rest


def test_the_summer_is_seen_before_it_comes_by_the_summer_before() -> None:
    """In May eight weeks of meals know no holiday; the last summer does, and a year is asked."""
    may, summer = date(2027, 5, 31), (date(2026, 7, 21), date(2026, 8, 31))

    def resting(day: date) -> bool:
        return (
            summer[0] <= day <= summer[1]
            or day.replace(year=2026) >= summer[0]
            and day.year == 2027
            and day <= date(2027, 8, 31)
        )

    meals = {may - timedelta(days=n): 2 for n in range(1, 57)} | {
        summer[0] + timedelta(days=n): 6 for n in range(42)
    }
    short = forecast.profile(meals, may - timedelta(days=56), may - timedelta(days=1), resting)
    long = forecast.profile(
        meals, may - timedelta(days=56), may - timedelta(days=1), resting, since=summer[0]
    )
    assert short.expected(date(2027, 7, 26), resting=True) == 2 * forecast.RESTING_FACTOR  # めやす
    assert long.expected(date(2027, 7, 26), resting=True) == 6
    rest = Rest("夏休み", date(2027, 7, 21), date(2027, 8, 31))
    kept = resting_rules.kept(held_meals=177, seen=long, rests=[rest], today=may, until=rest.last)
    assert [(one.meals, one.wanted, one.is_short) for one in kept] == [
        (126, 252, True)
    ]  # 102 in term, 252 in summer
    assert kept[0].words.startswith("夏休み（7月21日～8月31日）に 126食を とっておきます")
    told = throttle.keeping(throttle.Week(10, "上限の 10食を 出します。"), [("夏休み", 126)])
    assert told.why.endswith("長い休みの分は とっておきます（夏休みに 126食）。") and told.meals == 10


def test_with_few_days_or_meals_no_day_is_named() -> None:
    seen = forecast.profile({LAST: 5}, TODAY - timedelta(days=5), LAST, never)
    found = forecast.forecast(yen=40_000, price_yen=400, seen=seen, today=TODAY, resting=never)
    assert (found.until, found.enough) == (None, False)
    assert "わかりません" in found.words


def test_an_empty_pool_and_an_endless_one_say_so() -> None:
    seen = forecast.profile(each_day(1), FIRST, LAST, never)
    empty = forecast.forecast(yen=399, price_yen=400, seen=seen, today=TODAY, resting=never)
    endless = forecast.forecast(yen=9_000_000, price_yen=400, seen=seen, today=TODAY, resting=never)
    assert "たりません" in empty.words
    assert "2年より 先" in endless.words


@pytest.mark.parametrize(
    ("held", "top", "throttled", "weights", "meals", "words"),
    [
        (0, 100, True, [1.0] * 20, 0, "1食分の お金が ない"),
        (1, 100, True, [1.0] * 20, 1, "1食に へらします"),  # 0.05 a week: the floor
        (840, 100, True, [1.0] * 20, 42, "20週で"),
        (4_000, 100, True, [1.0] * 20, 100, "まで もつので"),
        (840, 100, False, [1.0] * 20, 100, "へらさない設定"),
        (60, 100, False, [1.0], 60, "ぜんぶを 出します"),
        (60, 100, True, [1.0], 60, "ぜんぶを 出します"),
        (90, 100, True, [1.0, 2.0], 30, "へらします"),  # holidays to come weigh twice
        (90, 100, True, [0.0, 0.0], 45, "へらします"),
        (90, 0, True, [1.0], 0, "上限が 0食"),
    ],
)
def test_the_throttle_lets_a_pool_last(
    held: int, top: int, throttled: bool, weights: list[float], meals: int, words: str
) -> None:
    found = throttle.week(
        held_meals=held, max_meals=top, throttled=throttled, lasts_until=date(2027, 3, 31), weights=weights
    )
    assert found.meals == meals
    assert words in found.why
    assert len(found.why) <= 200


@given(
    st.integers(0, 5_000),
    st.integers(0, 500),
    st.booleans(),
    st.lists(st.floats(0, 1e4), min_size=1, max_size=60),
)
def test_a_pool_with_money_never_offers_none_nor_more_than_it_has_or_may(
    held: int, top: int, throttled: bool, weights: list[float]
) -> None:
    found = throttle.week(
        held_meals=held, max_meals=top, throttled=throttled, lasts_until=TODAY, weights=weights
    )
    assert 0 <= found.meals <= min(held, top)
    assert found.meals > 0 or held == 0 or top == 0


@given(st.integers(0, 20_000), st.integers(1, 300), st.lists(st.integers(0, 60), min_size=30, max_size=30))
def test_throttled_week_by_week_the_money_lasts_to_the_last_week(
    held: int, top: int, appetite: list[int]
) -> None:
    """Whatever is eaten, what was offered is never more than the pool had, and the last week still gets its part."""
    left = held
    for n in range(30):
        found = throttle.week(
            held_meals=left, max_meals=top, throttled=True, lasts_until=TODAY, weights=[1.0] * (30 - n)
        )
        left -= min(found.meals, appetite[n])
        assert left >= 0
        assert held < 30 or n == 29 or left > 0 or found.meals == 0


@pytest.mark.parametrize(
    ("week", "last"),
    [
        (date(2026, 11, 23), date(2027, 5, 22)),
        (date(2026, 3, 2), date(2026, 9, 1)),
        (date(2026, 8, 31), date(2027, 2, 27)),  # there is no 31 February: its last day stands for it
    ],
)
def test_tickets_end_within_six_months(week: date, last: date) -> None:
    assert offers.last_day(week) == last


@pytest.mark.parametrize(
    ("live", "eaten", "unissued", "yen"),
    [
        (0, 0, 100_000, 20_000),
        (4_000, 0, 100_000, 16_000),
        (4_100, 0, 100_000, 16_000),  # ten meals and a rest of 100 円: forty more
        (0, 20_000, 100_000, 0),
        (25_000, 0, 100_000, 0),
        (0, 0, 900, 800),
        (0, 0, 399, 0),
    ],
)
def test_a_week_is_filled_up_in_whole_meals(live: int, eaten: int, unissued: int, yen: int) -> None:
    found = offers.to_issue(meals=50, price_yen=400, live_yen=live, eaten_yen=eaten, unissued_yen=unissued)
    assert found == yen


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_what_ended_is_what_a_queue_of_tickets_would_say(steps: list[tuple[int, int]]) -> None:
    """The model: every yen a ticket of its own, eaten oldest first; each offer lives four steps."""
    queue: list[int] = []
    live, issued = 0, dict[int, int]()
    for now, (out, eat) in enumerate(steps):
        queue = [made for made in queue if made > now - 4]
        live -= offers.ended(live, (yen for made, yen in issued.items() if made > now - 4))
        assert live == len(queue)
        queue += [now] * out
        issued[now] = out
        live += out
        eaten = min(eat, len(queue))
        queue, live = queue[eaten:], live - eaten


def test_a_pool_lasts_to_the_end_of_the_year_unless_told() -> None:
    assert offers.lasts_until(TODAY, None) == date(2027, 3, 31)
    assert offers.lasts_until(TODAY, date(2026, 12, 31)) == date(2026, 12, 31)
    assert offers.lasts_until(TODAY, date(2026, 1, 31)) == date(2026, 11, 29)
    assert len(offers.weeks(TODAY, date(2026, 12, 31), lambda day: True)) == 6

"""How many meals a pool brings out in a week, so that it lasts. It decides about next week, never about a child. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

KEEPS = "長い休みの分は とっておきます"
KEPT_MAX = 2  # holidays a sentence names
WEEKLY_MIN = 1  # a pool that holds a meal never offers none


@dataclass(frozen=True, slots=True)
class Week:
    """`meals` tickets are to be out at the week's beginning; `why` says so in a sentence."""

    meals: int
    why: str


def week(
    *, held_meals: int, max_meals: int, throttled: bool, lasts_until: date, weights: Sequence[float]
) -> Week:
    """`held_meals`: what the pool's yen (unissued and live) make. `weights`: the meals expected in this week and in each
    one after it until `lasts_until`; only their proportion matters. Raises ValueError without a week.
    """
    if not weights:
        raise ValueError("a week is offered in one week at least")
    if held_meals < 1:
        return Week(0, "袋に 1食分の お金が ないので、今週は 出しません。")
    if max_meals < 1:
        return Week(0, "1週間の上限が 0食なので、今週は 出しません。")
    most = min(max_meals, held_meals)
    part = _part(held_meals, weights) if throttled else most
    until = f"{lasts_until.month}月{lasts_until.day}日"
    if part >= most:
        return Week(most, _full(most, max_meals, held_meals, throttled, until))
    meals = max(WEEKLY_MIN, part)
    return Week(
        meals,
        f"{until}まで もたせるため、出しておく数を 上限の {max_meals}食から {meals}食に へらします"
        f"（のこり {held_meals}食分を {len(weights)}週で）。",
    )


def keeping(week: Week, ahead: Sequence[tuple[str, int]]) -> Week:
    """The same number, and its sentence says what is kept for the long holidays ahead: (name, meals)."""
    if not week.meals or not ahead:
        return week
    told = "、".join(f"{name}に {meals}食" for name, meals in ahead[:KEPT_MAX])
    return Week(week.meals, f"{week.why}{KEEPS}（{told}）。")


def _part(held: int, weights: Sequence[float]) -> int:
    """This week's part of what is held, by what is expected to be eaten; nobody expected anywhere: the same each week."""
    whole = sum(weights)
    return int(held * weights[0] / whole) if whole > 0 else held // len(weights)


def _full(meals: int, max_meals: int, held: int, throttled: bool, until: str) -> str:
    if held < max_meals:
        return f"のこりが {held}食分なので、{meals}食 ぜんぶを 出します。"
    if throttled:
        return f"{until}まで もつので、上限の {meals}食を 出します。"
    return f"上限の {meals}食を 出します（へらさない設定です）。"

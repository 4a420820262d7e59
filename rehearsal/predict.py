"""What a plan would change: the pure year with and without it, with the same seeds and the same doubts. No database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ibasho.front.reports.rules.rehearsal import Effect, Series
from rehearsal.assumptions import Values, drawn
from rehearsal.ground import Ground
from rehearsal.plan import Changed, Plan, applied
from rehearsal.world import World
from rehearsal.year import Year, play

SIZE = 6_000  # children of a try: a third of みほん市
LOW, HIGH = 5, 95  # percentiles: nine of ten tries lie between
EFFECTS = (
    ("visitors", "1年に 1回でも 居場所を つかう こども", "人"),
    ("visits", "居場所の のべ利用", "人回"),
    ("ready", "毎週のように 開く 居場所へ 自分で 行ける 小学生～高校生", "人"),
    ("blank", "自分で 行ける 居場所が ない 小学生～高校生", "人"),
    ("meals", "お店の チケットで 食べられた 食事", "食"),
    ("eaters", "お店の チケットで 食べた こども", "人"),
    ("missed", "食べたかったが チケットが なかった 回数", "回"),
    ("informed", "学校の たよりが 家に とどく 小学生～高校生", "人"),
)
SERIES = (
    ("visits_by_month", "居場所の のべ利用", "人回"),
    ("meals_by_month", "お店の チケットで 食べられた 食事", "食"),
)


@dataclass(frozen=True, slots=True)
class Prediction:
    effects: tuple[Effect, ...]
    months: tuple[Series, ...]
    seeds: int


def predict(
    ground: Ground, plan: Plan | None, *, seed: int, seeds: int, size: int = SIZE,
    tell: Callable[[int], None] = lambda done: None,
) -> Prediction:  # fmt: skip
    """Each try draws its own assumptions and children; plan and no plan meet the same ones."""
    changed = applied(plan, ground) if plan else None
    before, after = [], []
    for number in range(seeds):
        own, values = seed * 1_000 + number, drawn(seed * 1_000 + number)
        before.append(play(World(ground, values, seed=own, size=size)))
        if changed is not None:
            after.append(_with(changed, values, own, size))
        tell(number + 1)
    return Prediction(_effects(before, after), _months(before, after), seeds)


def _with(changed: Changed, values: Values, seed: int, size: int) -> Year:
    world = World(
        changed.ground, values, seed=seed, size=size, informed=changed.informed, tickets=changed.tickets
    )
    return play(world)


def _effects(before: Sequence[Year], after: Sequence[Year]) -> tuple[Effect, ...]:
    found = []
    for code, title, unit in EFFECTS:
        was = np.array([getattr(one, code) for one in before])
        now = np.array([getattr(one, code) for one in after])
        low, high = np.percentile(now - was if len(now) else was, [LOW, HIGH])
        mean = _whole(now.mean()) if len(now) else None
        found.append(Effect(code, title, unit, _whole(was.mean()), mean, _whole(low), _whole(high)))
    return tuple(found)


def _months(before: Sequence[Year], after: Sequence[Year]) -> tuple[Series, ...]:
    return tuple(
        Series(code, title, unit, _mean(before, code), _mean(after, code) if after else ())
        for code, title, unit in SERIES
    )


def _mean(years: Sequence[Year], code: str) -> tuple[float, ...]:
    return tuple(_whole(one) for one in np.mean([getattr(year, code) for year in years], axis=0).tolist())


def _whole(value: float) -> float:
    return float(round(value))

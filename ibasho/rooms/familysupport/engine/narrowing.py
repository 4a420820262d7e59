"""What is still to be decided of a week: without what is taken already and what the adviser has said."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.familysupport.engine import excluding
from ibasho.rooms.familysupport.engine.checking import DAY, DAYS, breaches, busy_by_day
from ibasho.rooms.familysupport.engine.problem import NOBODY, Ints, Week

Long = NDArray[np.int64]


class PinsClash(Invalid):
    """What the adviser has said cannot all be. `visits`: the indices of the visits concerned."""

    def __init__(self, visits: list[int]) -> None:
        self.visits = tuple(visits)
        super().__init__(
            "familysupport.pins_clash",
            f"「この人に」と 決めた 依頼のうち {len(self.visits)}件が その人には できません。時間が 重なるか、"
            "1日・1週間の 回数を こえます。どれかの 「この人に」を はずして、もう一度 といてください。",
        )


@dataclass(frozen=True, slots=True, eq=False)
class Core:
    """The open pairs of a week by visit: `first[i]:first[i+1]` into `visit`, `provider`, `worth`; visits and providers keep
    their numbers. `load`, `limits` (visits of each day, then of the week: int32[m, 8]) with the pins taken off."""

    week: Week
    first: Long
    visit: Ints
    provider: Ints
    worth: Ints
    load: Long
    limits: Ints
    pinned_worth: int

    @property
    def pairs(self) -> int:
        return len(self.visit)


def narrow(week: Week) -> Core:
    """Raises PinsClash where the pins cannot be obeyed."""
    wrong = breaches(week, week.pinned)
    if wrong:
        raise PinsClash(wrong)
    pins = np.flatnonzero(week.pinned != NOBODY).astype(np.int32)
    limits = _limits(week, pins)
    by_pin, pin_first = _by_provider(week.pinned[pins], week.providers)
    by_busy, busy_first = _by_provider(week.busy_provider, week.providers)
    able = excluding.open_pairs(
        week.pair_visit, week.pair_provider, week.starts, week.ends, week.mode, week.gaps, week.pinned, pin_first,
        pins[by_pin], busy_first, week.busy_starts[by_busy], week.busy_ends[by_busy], limits,
    )  # fmt: skip
    visit = week.pair_visit[able]
    load = week.load + np.bincount(week.pinned[pins], minlength=week.providers)
    return Core(
        week, np.searchsorted(visit, np.arange(week.visits + 1)), visit, week.pair_provider[able],
        week.pair_worth[able], load.astype(np.int64), limits, _worth(week, pins),
    )  # fmt: skip


def _limits(week: Week, pins: Ints) -> Ints:
    """Visits still possible by day, and in the week; what stands already counts on its day."""
    limits = np.empty((week.providers, DAYS + 1), np.int64)
    limits[:, :DAYS] = week.day_max - busy_by_day(week)
    limits[:, DAYS] = week.week_max
    np.subtract.at(limits, (week.pinned[pins], week.starts[pins] // DAY), 1)
    np.subtract.at(limits[:, DAYS], week.pinned[pins], 1)
    return limits.astype(np.int32)


def _by_provider(provider: Ints, providers: int) -> tuple[Long, Long]:
    order = np.argsort(provider, kind="stable")
    return order, np.searchsorted(provider[order], np.arange(providers + 1))


def _worth(week: Week, pins: Ints) -> int:
    """What the pins are worth."""
    return int(week.pair_worth[week.pinned[week.pair_visit] == week.pair_provider].sum()) if len(pins) else 0

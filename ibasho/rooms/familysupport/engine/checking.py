"""Whether an assignment may be, looked at without any of the search: for pins, for a start, and for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ibasho.rooms.familysupport.engine.problem import NOBODY, Ints, Week

DAY, DAYS = 1_440, 7


def breaches(week: Week, provider_of: Ints) -> list[int]:
    """The visits that cannot stay as they are, in order: no pair, taken already, too many, or no time for the way."""
    taken = np.flatnonzero(provider_of != NOBODY)
    wrong = set(taken[~are_pairs(week, taken, provider_of[taken])].tolist())
    taken = taken[provider_of[taken] < week.providers]
    for p in np.unique(provider_of[taken]).tolist():
        jobs = taken[provider_of[taken] == p]
        wrong |= {*_beside_busy(week, p, jobs), *_too_many(week, p, jobs), *_too_close(week, p, jobs)}
    return sorted(wrong)


def are_pairs(week: Week, visits: NDArray[np.integer], providers: Ints) -> NDArray[np.bool_]:
    """Whether each visit and provider is one of the pairs."""
    width = np.int64(max(week.providers, 1))
    known = week.pair_visit * width + week.pair_provider
    return np.isin(visits * width + providers, known) & (providers < week.providers)


def busy_by_day(week: Week) -> NDArray[np.int64]:
    """int64[m, 7]: times that are taken already, each on the day it begins."""
    count = np.zeros((week.providers, DAYS), np.int64)
    inside = (week.busy_starts >= 0) & (week.busy_starts < DAYS * DAY)
    np.add.at(count, (week.busy_provider[inside], week.busy_starts[inside] // DAY), 1)
    return count


def _beside_busy(week: Week, p: int, jobs: NDArray[np.integer]) -> Iterator[int]:
    mine = np.flatnonzero(week.busy_provider == p)
    for i in jobs.tolist() if len(mine) else ():
        if np.any((week.busy_starts[mine] < week.ends[i]) & (week.starts[i] < week.busy_ends[mine])):
            yield i


def _too_many(week: Week, p: int, jobs: NDArray[np.integer]) -> Iterator[int]:
    if len(jobs) > week.week_max[p]:
        yield from jobs.tolist()
    for day in np.unique(week.starts[jobs] // DAY).tolist():
        of_day = jobs[week.starts[jobs] // DAY == day]
        stands = (week.busy_provider == p) & (week.busy_starts // DAY == day)
        if len(of_day) + stands.sum() > week.day_max[p, day]:
            yield from of_day.tolist()


def _too_close(week: Week, p: int, jobs: NDArray[np.integer]) -> Iterator[int]:
    gap = week.gaps[week.mode[p]][np.ix_(jobs, jobs)]
    after = week.starts[jobs][None, :] - week.ends[jobs][:, None] >= gap
    clash = ~(after | after.T)
    np.fill_diagonal(clash, False)
    yield from jobs[clash.any(axis=1)].tolist()

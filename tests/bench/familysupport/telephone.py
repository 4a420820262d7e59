"""What an adviser does with a list and a telephone: in the order of asking, the nearest who is able and free."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from ibasho.rooms.familysupport.engine.problem import NOBODY, Ints, Week
from tests.bench.familysupport.weeks import DAY, Drawn


def first_come(one: Drawn) -> Ints:
    """(n,) a provider or NOBODY. Everybody who is asked says yes: a telephone does worse."""
    week = one.week
    first = np.searchsorted(week.pair_visit, np.arange(week.visits + 1))
    provider_of = np.full(week.visits, NOBODY, np.int32)
    jobs: defaultdict[int, list[int]] = defaultdict(list)
    for i in one.order.tolist():
        pairs = np.arange(first[i], first[i + 1])
        for k in pairs[np.argsort(one.minutes[pairs], kind="stable")].tolist():
            p = int(week.pair_provider[k])
            if _free(week, p, i, jobs[p]):
                jobs[p].append(i)
                provider_of[i] = p
                break
    return provider_of


def _free(week: Week, p: int, i: int, jobs: list[int]) -> bool:
    same_day = sum(week.starts[j] // DAY == week.starts[i] // DAY for j in jobs)
    if len(jobs) >= week.week_max[p] or same_day >= week.day_max[p, week.starts[i] // DAY]:
        return False
    gap = week.gaps[week.mode[p]]
    return all(
        week.starts[j] - week.ends[i] >= gap[i, j] or week.starts[i] - week.ends[j] >= gap[j, i] for j in jobs
    )

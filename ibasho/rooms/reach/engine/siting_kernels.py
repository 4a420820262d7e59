"""The loops of siting, compiled. Kernels that call each other share this file (see `base.kernel.compiled`).

The state of the search is kept as in Resende & Werneck 2007 (A fast swap-based local search procedure for location
problems): per row how many chosen columns cover it, per column what it would bring (`gain`), per chosen column what
its leaving would cost (`loss`), and what both would share (`extra`), so that the best of all swaps is read off
without looking at the rows.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ibasho.base.kernel.compiled import kernel

Array = Any
TINY = 1e-9


class Ground(NamedTuple):
    """r rows, c columns, L limits of up to G groups; rows by column and columns by row.

    `weight` float64[r] · `start` int64[c+1], `row` int32[k] · `first` int64[r+1], `column` int32[k] · `cost`
    float64[c], `budget` · `group` int32[L, c] (-1 none), `most` int32[L, G].
    """

    weight: NDArray[np.float64]
    start: NDArray[np.int64]
    row: NDArray[np.int32]
    first: NDArray[np.int64]
    column: NDArray[np.int32]
    cost: NDArray[np.float64]
    budget: float
    group: NDArray[np.int32]
    most: NDArray[np.int32]


class State(NamedTuple):
    """p slots. `cover` int32[r] · `slot` int32[c] (-1 not chosen) · `chosen` int32[p] (-1 empty) · `gain` float64[c]
    · `loss` float64[p] · `extra` float64[c, p] · `used` int32[L, G] · `spent` float64[1] · `value` float64[1]."""

    cover: NDArray[np.int32]
    slot: NDArray[np.int32]
    chosen: NDArray[np.int32]
    gain: NDArray[np.float64]
    loss: NDArray[np.float64]
    extra: NDArray[np.float64]
    used: NDArray[np.int32]
    spent: NDArray[np.float64]
    value: NDArray[np.float64]


@kernel
def transposed(start: Array, row: Array, rows: int) -> Any:
    """Columns by row: `first` int64[r+1] and `column` int32[k], each row's columns in order."""
    first = np.zeros(rows + 1, np.int64)
    for k in range(len(row)):
        first[row[k] + 1] += 1
    for i in range(rows):
        first[i + 1] += first[i]
    at = first[:-1].copy()
    column = np.empty(len(row), np.int32)
    for j in range(len(start) - 1):
        for k in range(start[j], start[j + 1]):
            column[at[row[k]]] = j
            at[row[k]] += 1
    return first, column


@kernel
def fingerprints(start: Array, row: Array, salt: Array, rows: int) -> Any:
    """Rows with the same set of columns get the same two words: sums of the columns' random words, uint64[r, 2]."""
    out = np.zeros((rows, 2), np.uint64)
    for j in range(len(start) - 1):
        for k in range(start[j], start[j + 1]):
            out[row[k], 0] += salt[j, 0]
            out[row[k], 1] += salt[j, 1]
    return out


@kernel
def renamed(start: Array, row: Array, keep: Array, name: Array) -> Any:
    """The columns `keep` with their rows under new names; rows named -1 go, and of doubles one stays."""
    new_start = np.zeros(len(keep) + 1, np.int64)
    new_row = np.empty(len(row), np.int32)
    seen = np.full(len(name), -1, np.int64)
    at = 0
    for n in range(len(keep)):
        for k in range(start[keep[n]], start[keep[n] + 1]):
            i = name[row[k]]
            if i >= 0 and seen[i] != n:
                seen[i] = n
                new_row[at] = i
                at += 1
        new_start[n + 1] = at
    return new_start, new_row[:at].copy()


@kernel
def _give(ground: Ground, state: State, i: int, owner: int, weight: float) -> None:
    """Row i is held by the column in slot `owner` alone (or, with a negative weight, no longer)."""
    state.loss[owner] += weight
    for k in range(ground.first[i], ground.first[i + 1]):
        state.extra[ground.column[k], owner] += weight


@kernel
def _other(ground: Ground, state: State, i: int, but: int) -> int:
    """The slot of the chosen column that covers row i beside the one in slot `but`."""
    for k in range(ground.first[i], ground.first[i + 1]):
        slot = int(state.slot[ground.column[k]])
        if slot >= 0 and slot != but:
            return slot
    return -1


@kernel
def _book(ground: Ground, state: State, j: int, sign: int) -> None:
    """The cost and the groups of column j are used (sign 1) or free again (-1)."""
    state.spent[0] += sign * ground.cost[j]
    for g in range(len(ground.most)):
        if ground.group[g, j] >= 0:
            state.used[g, ground.group[g, j]] += sign


@kernel
def enter(ground: Ground, state: State, j: int, at: int) -> None:
    """Column j takes the empty slot `at`."""
    state.value[0] += state.gain[j]
    state.slot[j] = at
    state.chosen[at] = j
    _book(ground, state, j, 1)
    for k in range(ground.start[j], ground.start[j + 1]):
        i = ground.row[k]
        weight = ground.weight[i]
        if state.cover[i] == 0:
            _give(ground, state, i, at, weight)
            for m in range(ground.first[i], ground.first[i + 1]):
                state.gain[ground.column[m]] -= weight
        elif state.cover[i] == 1:
            _give(ground, state, i, _other(ground, state, i, at), -weight)
        state.cover[i] += 1


@kernel
def leave(ground: Ground, state: State, at: int) -> None:
    """The column in slot `at` gives it back."""
    j = state.chosen[at]
    state.value[0] -= state.loss[at]
    _book(ground, state, j, -1)
    for k in range(ground.start[j], ground.start[j + 1]):
        i = ground.row[k]
        weight = ground.weight[i]
        if state.cover[i] == 1:
            _give(ground, state, i, at, -weight)
            for m in range(ground.first[i], ground.first[i + 1]):
                state.gain[ground.column[m]] += weight
        elif state.cover[i] == 2:
            _give(ground, state, i, _other(ground, state, i, at), weight)
        state.cover[i] -= 1
    state.slot[j] = -1
    state.chosen[at] = -1
    state.loss[at] = 0.0


@kernel
def fits(ground: Ground, state: State, j: int, out: int) -> bool:
    """Whether column j may come when column `out` goes (-1: none goes)."""
    freed = 0.0 if out < 0 else ground.cost[out]
    if state.spent[0] - freed + ground.cost[j] > ground.budget * (1 + TINY):
        return False
    for g in range(len(ground.most)):
        group = ground.group[g, j]
        if group >= 0:
            free = 1 if out >= 0 and ground.group[g, out] == group else 0
            if state.used[g, group] - free >= ground.most[g, group]:
                return False
    return True


@kernel
def _best_entry(ground: Ground, state: State) -> int:
    """The fitting column that brings most for its cost; -1 where none brings anything."""
    best = 0.0
    found = -1
    for j in range(len(state.slot)):
        rate = state.gain[j] / ground.cost[j]
        if state.slot[j] < 0 and rate > best and fits(ground, state, j, -1):
            best = rate
            found = j
    return found


@kernel
def _empty_slot(state: State) -> int:
    for at in range(len(state.chosen)):
        if state.chosen[at] < 0:
            return at
    return -1


@kernel
def fill(ground: Ground, state: State) -> None:
    """Greedy: the best column for its cost, again and again, while one fits and brings something."""
    while True:
        at = _empty_slot(state)
        j = _best_entry(ground, state) if at >= 0 else -1
        if j < 0:
            return
        enter(ground, state, j, at)


@kernel
def _best_swap(ground: Ground, state: State, least: float) -> Any:
    """The swap (column in, slot out) that gains most, and more than `least`; (-1, -1) where none does."""
    best = least
    found_in = -1
    found_out = -1
    for j in range(len(state.slot)):
        if state.slot[j] >= 0:
            continue
        for at in range(len(state.chosen)):
            change = state.gain[j] - state.loss[at] + state.extra[j, at]
            if change > best and state.chosen[at] >= 0 and fits(ground, state, j, state.chosen[at]):
                best = change
                found_in = j
                found_out = at
    return found_in, found_out


@kernel
def climb(ground: Ground, state: State, least: float) -> None:
    """Swap while a swap gains, and fill what a cheaper column has freed."""
    fill(ground, state)
    while True:
        j, at = _best_swap(ground, state, least)
        if j < 0:
            return
        leave(ground, state, at)
        enter(ground, state, j, at)
        fill(ground, state)


@kernel
def _kick(ground: Ground, state: State, times: int) -> None:
    """Random swaps, whatever they cost."""
    for _ in range(times):
        at = np.random.randint(0, len(state.chosen))
        j = np.random.randint(0, len(state.slot))
        if state.chosen[at] >= 0 and state.slot[j] < 0 and fits(ground, state, j, state.chosen[at]):
            leave(ground, state, at)
            enter(ground, state, j, at)


@kernel
def _copy(to: State, what: State) -> None:
    """Plain loops: numba takes many seconds to compile slices that are assigned."""
    for i in range(len(to.cover)):
        to.cover[i] = what.cover[i]
    for j in range(len(to.slot)):
        to.slot[j] = what.slot[j]
        to.gain[j] = what.gain[j]
        for at in range(len(to.chosen)):
            to.extra[j, at] = what.extra[j, at]
    for at in range(len(to.chosen)):
        to.chosen[at] = what.chosen[at]
        to.loss[at] = what.loss[at]
    for g in range(to.used.shape[0]):
        for group in range(to.used.shape[1]):
            to.used[g, group] = what.used[g, group]
    to.spent[0] = what.spent[0]
    to.value[0] = what.value[0]


@kernel
def kick_and_climb(ground: Ground, best: State, trial: State, kicks: int, seed: int, least: float) -> int:
    """Iterated local search from `best`, which it improves; returns how many kicks helped."""
    np.random.seed(seed)
    helped = 0
    for _ in range(kicks):
        _copy(trial, best)
        _kick(ground, trial, np.random.randint(1, 4))
        climb(ground, trial, least)
        if trial.value[0] > best.value[0] + least:
            _copy(best, trial)
            helped += 1
    return helped


@kernel
def cuts_at(first: Array, column: Array, place: Array, weight: Array, cluster: Array, clusters: int, size: int,
            y: Array) -> Any:  # fmt: skip
    """The closed-form cut of every cluster at the point y (Cordeau, Furini & Ljubić 2019, (B2)):

    θ_k ≤ Σ_{rows of k covered by 1 or more} w_i + Σ_j y_j Σ_{rows of k of column j, covered by less} w_i.

    `place` int32[k] says where the entry stands in the flat coefficients; returns `level` float64[K] and
    `slope` float64[size].
    """
    level = np.zeros(clusters)
    slope = np.zeros(size)
    for i in range(len(weight)):
        covered = 0.0
        for k in range(first[i], first[i + 1]):
            covered += y[column[k]]
        if covered >= 1.0 - TINY:
            level[cluster[i]] += weight[i]
        else:
            for k in range(first[i], first[i + 1]):
                slope[place[k]] += weight[i]
    return level, slope


@kernel
def led(ground: Ground, heaviest: float, most: int) -> Any:
    """Clusters of rows that the same columns cover: the column with most weight left leads its rows, and again.

    A cluster is closed once it weighs `heaviest`. Returns the cluster of each row, int32[r], and their number (`most`
    at the most: later leaders share).
    """
    cluster = np.full(len(ground.weight), -1, np.int32)
    left = np.zeros(len(ground.cost))
    for j in range(len(left)):
        for k in range(ground.start[j], ground.start[j + 1]):
            left[j] += ground.weight[ground.row[k]]
    leaders = 0
    while True:
        j = _largest(left)
        if j < 0 or left[j] <= TINY * heaviest:
            break
        if _lead(ground, j, cluster, leaders % most, heaviest, left) > 0.0:
            leaders += 1
        else:
            left[j] = 0.0
    for i in range(len(cluster)):
        cluster[i] = max(cluster[i], 0)
    return cluster, max(1, min(leaders, most))


@kernel
def _largest(values: Array) -> int:
    """Where the largest stands; -1 where there is none."""
    found = -1
    for j in range(len(values)):
        if found < 0 or values[j] > values[found]:
            found = j
    return found


@kernel
def _lead(ground: Ground, j: int, cluster: Array, name: int, heaviest: float, left: Array) -> float:
    """Rows of column j without a cluster get this one until it is heavy enough; the weight they bring."""
    weight = 0.0
    for k in range(ground.start[j], ground.start[j + 1]):
        i = ground.row[k]
        if cluster[i] < 0 and weight < heaviest:
            cluster[i] = name
            weight += ground.weight[i]
            for m in range(ground.first[i], ground.first[i + 1]):
                left[ground.column[m]] -= ground.weight[i]
    return weight

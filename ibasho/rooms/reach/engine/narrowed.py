"""A covering problem made small: pins paid for, forbidden columns gone, rows with the same columns merged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ibasho.rooms.reach.engine.covering import Cause, Floats, Impossible, Ints, Limit, Problem
from ibasho.rooms.reach.engine.siting_kernels import TINY, Ground, fingerprints, renamed, transposed

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Narrowed:
    """What is left to decide. `name` int32[c] of its columns in the wider problem · `pinned` int32[…] of the wider
    problem · `base` the weight the pins cover · `district` int32[r] (-1 none) and `least` float64[d]: what its rows
    must still bring."""

    ground: Ground
    name: Ints
    pinned: Ints
    base: float
    district: Ints
    least: Floats

    def widened(self, columns: Ints) -> Ints:
        """These columns and the pins, under the wider problem's names, in order."""
        return np.sort(np.concatenate([self.name[columns], self.pinned])).astype(np.int32)


def narrowed(problem: Problem) -> Narrowed:
    """Raises Impossible where nothing can be chosen at all."""
    wide = _wide(problem)
    _refuse(problem, wide.ground)
    small = narrower(wide, np.unique(problem.must), np.unique(problem.never))
    if not len(small.name) and not len(small.pinned):
        raise Impossible(Cause.NO_BUDGET if _affordable(problem, wide.ground) else Cause.NO_COLUMNS)
    return small


def _affordable(problem: Problem, ground: Ground) -> bool:
    """Whether it is the money (or a limit) that forbids every column, and not the ban."""
    allowed = np.setdiff1d(np.arange(problem.columns), problem.never)
    return bool(len(allowed) and (np.diff(problem.start)[allowed] > 0).any())


def narrower(wide: Narrowed, must: NDArray[np.integer], never: NDArray[np.integer]) -> Narrowed:
    """The same problem with more columns pinned and forbidden."""
    ground = wide.ground
    ruled_out = np.zeros(len(ground.cost), np.bool_)
    ruled_out[never] = ruled_out[must] = True
    budget, used = ground.budget - float(ground.cost[must].sum()), _used(ground, must)
    keep = np.flatnonzero(~ruled_out & _can_come(ground, budget, used)).astype(np.int32)
    held = _rows_of(ground, must)
    small, district = _merged(ground, keep, held, wide.district)
    keep, small = _without_empty(keep, small)
    return Narrowed(
        small._replace(budget=budget, most=ground.most - used),
        wide.name[keep],
        np.concatenate([wide.pinned, wide.name[must]]).astype(np.int32),
        wide.base + float(ground.weight[held].sum()),
        district,
        wide.least - _by_district(ground.weight, held, wide.district, len(wide.least)),
    )


def _wide(problem: Problem) -> Narrowed:
    """The whole problem, as the kernels want it."""
    rows, columns = problem.rows, problem.columns
    row = np.ascontiguousarray(problem.row, np.int32)
    start = np.ascontiguousarray(problem.start, np.int64)
    group, most = _limits(problem.limits, columns)
    first, column = transposed(start, row, rows)
    cost = np.ones(columns) if problem.cost is None else np.ascontiguousarray(problem.cost, np.float64)
    weight = np.ascontiguousarray(problem.weight, np.float64)
    floors = problem.floors
    return Narrowed(
        Ground(weight, start, row, first, column, cost, float(problem.budget), group, most),
        np.arange(columns, dtype=np.int32),
        np.empty(0, np.int32),
        0.0,
        np.full(rows, -1, np.int32) if floors is None else np.asarray(floors.district, np.int32),
        np.empty(0) if floors is None else np.asarray(floors.least, np.float64),
    )


def _limits(limits: tuple[Limit, ...], columns: int) -> tuple[Ints, Ints]:
    """`group` int32[L, c] and `most` int32[L, G], padded."""
    group = np.full((len(limits), columns), -1, np.int32)
    most = np.zeros((len(limits), max((len(limit.most) for limit in limits), default=0)), np.int32)
    for at, limit in enumerate(limits):
        group[at] = limit.group
        most[at, : len(limit.most)] = limit.most
    return group, most


def _refuse(problem: Problem, ground: Ground) -> None:
    """The causes that can be seen before anything is solved."""
    must = np.unique(problem.must)
    both = np.intersect1d(must, problem.never)
    over = np.argwhere(_used(ground, must) > ground.most)
    if not problem.rows or not (problem.weight > 0).any():
        raise Impossible(Cause.NO_ROWS)
    if not problem.columns:
        raise Impossible(Cause.NO_COLUMNS)
    if not problem.budget > 0:
        raise Impossible(Cause.NO_BUDGET)
    if len(both):
        raise Impossible(Cause.PIN_FORBIDDEN, tuple(int(column) for column in both))
    if ground.cost[must].sum() > problem.budget * (1 + TINY):
        raise Impossible(Cause.PINS_OVER_BUDGET, tuple(int(column) for column in must))
    if len(over):
        limit, group = over[0]
        raise Impossible(
            Cause.PINS_OVER_LIMIT, tuple(int(j) for j in must if ground.group[limit, j] == group)
        )


def _used(ground: Ground, columns: NDArray[np.integer]) -> Ints:
    """How many of these columns are in each group, int32[L, G]."""
    used = np.zeros_like(ground.most)
    for at, groups in enumerate(ground.group[:, columns]):
        used[at] = np.bincount(groups[groups >= 0], minlength=used.shape[1])
    return used


def _can_come(ground: Ground, budget: float, used: Ints) -> Mask:
    """Columns that money and limits still allow, bool[c]."""
    out = ground.cost <= budget * (1 + TINY)
    for groups, free in zip(ground.group, ground.most - used, strict=True):
        out &= (groups < 0) | (free[np.maximum(groups, 0)] > 0)
    return out


def _rows_of(ground: Ground, columns: NDArray[np.integer]) -> Mask:
    """Rows these columns cover, bool[r]."""
    out = np.zeros(len(ground.weight), np.bool_)
    for j in columns:
        out[ground.row[ground.start[j] : ground.start[j + 1]]] = True
    return out


def _by_district(weight: Floats, rows: Mask, district: Ints, districts: int) -> Floats:
    known = rows & (district >= 0)
    return np.bincount(district[known], weight[known], minlength=districts)[:districts].astype(np.float64)


def _merged(ground: Ground, keep: Ints, held: Mask, district: Ints) -> tuple[Ground, Ints]:
    """The columns `keep` over the rows still open: one row for all that the same columns cover."""
    rows = len(ground.weight)
    open_rows = ~held & (ground.weight > 0)
    kept_name = np.where(open_rows, np.arange(rows), -1).astype(np.int32)
    start, row = renamed(ground.start, ground.row, keep, kept_name)
    name, first_of = _classes(start, row, district)
    count = len(first_of)
    weight = np.bincount(name[name >= 0], ground.weight[name >= 0], minlength=count).astype(np.float64)
    start, row = renamed(start, row, np.arange(len(keep), dtype=np.int32), name)
    first, column = transposed(start, row, count)
    return (
        ground._replace(
            weight=weight, start=start, row=row, first=first, column=column,
            cost=ground.cost[keep], group=np.ascontiguousarray(ground.group[:, keep]),
        ),
        district[first_of].astype(np.int32),
    )  # fmt: skip


def _classes(start: NDArray[np.int64], row: Ints, district: Ints) -> tuple[Ints, NDArray[np.int64]]:
    """The class of each row (-1: no column covers it), numbered as they first appear, and the first row of each."""
    rows = len(district)
    salt = np.random.default_rng(0).integers(1, 2**63, (len(start) - 1, 2)).astype(np.uint64)
    print_ = fingerprints(start, row, salt, rows)
    order = np.lexsort((np.arange(rows), district, print_[:, 1], print_[:, 0]))
    new = np.ones(rows, np.bool_)
    new[1:] = (print_[order[1:]] != print_[order[:-1]]).any(axis=1) | (
        district[order[1:]] != district[order[:-1]]
    )
    leader = np.empty(rows, np.int64)
    leader[order] = order[new][np.cumsum(new) - 1]
    covered = print_[:, 0] != 0
    first_of = np.flatnonzero(covered & (leader == np.arange(rows)))
    name = np.full(rows, -1, np.int32)
    name[covered] = np.searchsorted(first_of, leader[covered])
    return name, first_of


def _without_empty(keep: Ints, ground: Ground) -> tuple[Ints, Ground]:
    """Columns that cover nothing still open are never worth their cost."""
    useful = np.flatnonzero(np.diff(ground.start) > 0)
    if len(useful) == len(keep):
        return keep, ground
    start = np.concatenate([ground.start[:1], ground.start[1:][useful]])
    first, column = transposed(start, ground.row, len(ground.weight))
    return keep[useful], ground._replace(
        start=start, first=first, column=column, cost=ground.cost[useful],
        group=np.ascontiguousarray(ground.group[:, useful]),
    )  # fmt: skip

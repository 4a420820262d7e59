"""Weighted maximal covering: the question, the answer, and why a question may have none.

Choose columns (a site, or a site in a weekly block) within a budget so that the rows they cover weigh most. Pure: it
knows neither children nor streets; `openings` and `newly` turn those into rows and columns.
Source: Church & ReVelle 1974, The maximal covering location problem; Cordeau, Furini & Ljubić 2019.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Starts = NDArray[np.int64]
Floats = NDArray[np.float64]
SLACK = 1e-9


class Cause(StrEnum):
    """Why there is no plan. `detail` of Impossible says which columns, group or district."""

    NO_ROWS = "no_rows"
    NO_COLUMNS = "no_columns"
    NO_BUDGET = "no_budget"
    PIN_FORBIDDEN = "pin_forbidden"
    PINS_OVER_BUDGET = "pins_over_budget"
    PINS_OVER_LIMIT = "pins_over_limit"
    FLOOR_OUT_OF_REACH = "floor_out_of_reach"


class Impossible(Exception):  # noqa: N818 - the word a planner would use
    """The question has no answer. Pure: the room turns `cause` and `detail` into a sentence."""

    def __init__(self, cause: Cause, detail: tuple[int, ...] = ()) -> None:
        super().__init__(f"{cause}: {detail}")
        self.cause = cause
        self.detail = detail


@dataclass(frozen=True, slots=True, eq=False)
class Limit:
    """At most `most[g]` chosen columns with `group[c] == g`; -1 is in no group. One block a site, t teams a half-day.

    `group` int32[c] · `most` int32[g].
    """

    group: Ints
    most: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Floors:
    """The rows covered in district d must weigh at least `least[d]`. `district` int32[r] (-1 none) · `least`
    float64[d]."""

    district: Ints
    least: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """r rows to cover and c columns that cover them.

    `weight` float64[r] ≥ 0 · `start` int64[c+1], `row` int32[k]: column j covers the rows `row[start[j]:start[j+1]]`
    (each once) · the chosen columns may cost `budget` together, `cost` float64[c] > 0 (one each where None) ·
    `must` and `never` int32[…] columns pinned and forbidden.
    """

    weight: Floats
    start: Starts
    row: Ints
    budget: float
    cost: Floats | None = None
    limits: tuple[Limit, ...] = ()
    must: Ints = field(default_factory=lambda: np.empty(0, np.int32))
    never: Ints = field(default_factory=lambda: np.empty(0, np.int32))
    floors: Floors | None = None

    @property
    def rows(self) -> int:
        return len(self.weight)

    @property
    def columns(self) -> int:
        return len(self.start) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """`chosen` int32[p] columns in order · `value` weight they cover · `bound` no choice is worth more · `gap` =
    (bound − value) / bound · `proven`: gap within what was asked · `rounds` linear programs solved · `seconds` so far.
    """

    chosen: Ints
    value: float
    bound: float
    rounds: int
    seconds: float
    asked: float = 0.0

    @property
    def gap(self) -> float:
        return max(0.0, self.bound - self.value) / self.bound if self.bound > 0 else 0.0

    @property
    def proven(self) -> bool:
        return self.gap <= self.asked + SLACK


def worth(problem: Problem, chosen: Ints) -> float:
    """The weight of the rows these columns cover together."""
    covered = np.zeros(problem.rows, np.bool_)
    for column in chosen:
        covered[problem.row[problem.start[column] : problem.start[column + 1]]] = True
    return float(problem.weight[covered].sum())

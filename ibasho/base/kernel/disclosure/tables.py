"""Tables of counts before and after small numbers are hidden. Pure.

A cell is known by whom it counts (`of`) and by its labels, margins included: {stage: lower, district: 03}, {stage: lower},
{} for the total. Equal cells of two tables are one number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

PEOPLE = "people"  # who is counted at all: the heads of a hearing, the consultations of a year
Key = tuple[str, tuple[tuple[str, str], ...]]  # (of, ((dim, label), …)) sorted by dim
Number = int | None  # None: hidden
Line = tuple[Number, ...]
Grid = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`dims`: one or two of (dim, label, label, …), rows first. `counts` int[rows][columns]; of one dim: int[rows][1].

    `of`: whom it counts. Tables of the same people share margins, which must then be equal: leave nobody out, have a label
    for "not said". A question has its own people (those who answered it): say of="q17", or PEOPLE where everybody had to.
    `exclusive`: each person stands in exactly one row. Where a person may pick many: `people` int[columns] (of one dim:
    one figure), how many answered at all; empty where nobody knows (stickers); `most`: picks a person has, 0 any number.
    `settled`: labels whose figures everybody may take for final (a quarter that is over): the next release repeats them."""

    name: str
    dims: tuple[tuple[str, ...], ...]
    counts: Sequence[Sequence[int]]
    exclusive: bool = True
    of: str = PEOPLE
    people: Sequence[int] = ()
    most: int = 0
    settled: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """ValueError where the figures do not fit the labels."""
        rows, columns = len(self.dims[0]) - 1, len(self.dims[1]) - 1 if len(self.dims) > 1 else 1
        if len(self.dims) > 2 or len(self.counts) != rows or any(len(row) != columns for row in self.counts):
            raise ValueError(f"{self.name}: the counts do not fit {rows} × {columns}")
        if any(n < 0 for row in self.counts for n in row):
            raise ValueError(f"{self.name}: a count below 0")
        if self.people and (self.exclusive or len(self.people) != columns):
            raise ValueError(f"{self.name}: people are said of many choices only, one figure a column")

    def whole(self) -> Shown:
        """With nothing hidden: for the arithmetic, never for a page."""
        counts = tuple(tuple(int(n) for n in row) for row in self.counts)
        sums = tuple(sum(column) for column in zip(*counts, strict=True)) if counts else ()
        base = sums if self.exclusive else tuple(int(n) for n in self.people)
        if any(n > most for row in counts for n, most in zip(row, base, strict=False)):
            base = ()  # more picks of one thing than people: then it is not known how many they were
        return Shown(
            name=self.name,
            dims=self.dims,
            counts=counts,
            rows=tuple(sum(row) for row in counts) if len(self.dims) > 1 else (),
            columns=base if len(self.dims) > 1 else (),
            total=sum(base) if base else None,
            exclusive=self.exclusive,
            of=self.of,
            least=int(all(n >= least for n, least in zip(sums, base, strict=False))),
            most=self.most if all(n <= self.most * most for n, most in zip(sums, base, strict=False)) else 0,
            based=bool(base),
            settled=self.settled,
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as everybody may see it; None is hidden, for whatever reason. `rows` and `columns` are the margins (empty in
    a table of one dim); `columns` and `total` are people. Where not `based` nobody knows how many people there were.

    What anybody may suppose of it: a person has `least` to `most` picks (0: any number); `within` whose people these are
    among ("" not sure), `all_of_them`: they are the same; `grows`: nothing was taken back since the release before; `settled`: labels whose figures the next release repeats."""

    name: str
    dims: tuple[tuple[str, ...], ...]
    counts: Grid
    rows: Line
    columns: Line
    total: Number
    exclusive: bool = True
    of: str = PEOPLE
    least: int = 1
    most: int = 0
    based: bool = True
    within: str = ""
    all_of_them: bool = False
    grows: bool = True
    settled: tuple[str, ...] = ()

    def labels(self, dim: int) -> tuple[str, ...]:
        return self.dims[dim][1:]

    def at(self, *labels: str) -> Number:
        """The count of these labels, one a dim; of the first alone: its margin. None where hidden. KeyError: no such."""
        return self.cells()[self.key(*zip((dim[0] for dim in self.dims), labels, strict=False))]

    @property
    def nothing(self) -> bool:
        """Whether there is no figure at all."""
        return all(number is None for number in self.cells().values())

    def key(self, *labels: tuple[str, str]) -> Key:
        return self.of, tuple(sorted(labels))

    def cells(self) -> dict[Key, Number]:
        """Every cell, margins and total included."""
        return dict(self._cells())

    def is_settled(self, key: Key) -> bool:
        return any(label in self.settled for _dim, label in key[1])

    def filled(self, cells: Mapping[Key, Number]) -> Shown:
        """The same table with these figures."""
        first = [(self.dims[0][0], label) for label in self.labels(0)]
        second = [(self.dims[1][0], label) for label in self.labels(1)] if len(self.dims) > 1 else []
        if second:
            counts = tuple(tuple(cells[self.key(row, column)] for column in second) for row in first)
        else:
            counts = tuple((cells[self.key(row)],) for row in first)
        return replace(
            self,
            counts=counts,
            rows=tuple(cells[self.key(row)] for row in first) if second else (),
            columns=tuple(cells[self.key(column)] for column in second) if self.based else (),
            total=cells[self.key()] if self.based else None,
        )

    def _cells(self) -> Iterator[tuple[Key, Number]]:
        first, *others = self.dims
        for label, row, at in zip(first[1:], self.counts, range(len(first)), strict=False):
            if not others:
                yield self.key((first[0], label)), row[0]
                continue
            yield self.key((first[0], label)), self.rows[at]
            for second, number in zip(others[0][1:], row, strict=True):
                yield self.key((first[0], label), (others[0][0], second)), number
        if others and self.based:
            for second, number in zip(others[0][1:], self.columns, strict=True):
                yield self.key((others[0][0], second)), number
        if self.based:
            yield self.key(), self.total


def as_json(shown: Sequence[Shown]) -> list[dict[str, Any]]:
    """As a Release keeps it. Says nowhere why a cell is hidden."""
    return [{name: _plain(getattr(one, name)) for name in Shown.__slots__} for one in shown]


def from_json(body: Sequence[Mapping[str, Any]]) -> list[Shown]:
    return [Shown(**{name: _frozen(value) for name, value in one.items()}) for one in body]


def _plain(value: Any) -> Any:
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value

"""What a file of areas holds and what taking it in would do: one value that any page or command can show. Pure.

Every reader (people, ages, clubs, ground, streets, bus) gives one; the page and the command line know no reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

EXIT_FINE, EXIT_REJECTED, EXIT_UNREADABLE = 0, 1, 2


class Weight(StrEnum):
    """How much a problem weighs: `rejected` rows stay out; `warning` is in, but look at it; `note` is good to know."""

    REJECTED = "rejected"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        return {"rejected": "入れない行", "warning": "たしかめてほしい", "note": "お知らせ"}[self.value]


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` counts from 1 as the file's reader sees it, None for the whole file; `value` as it stands there.
    `count` says how many rows the same sentence is about (`row` is then the first of them)."""

    weight: Weight
    message: str
    remedy: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    count: int = 1

    def line(self) -> str:
        """「[入れない行] 4行目（ほか 2行）「KEY_CODE」（5.2E+08）: …」; without a row the count alone."""
        value = f"（{self.value}）" if self.value else ""
        place = f"{self._where()}{f'「{self.column}」' if self.column else ''}{value}"
        return f"[{self.weight.label}] {f'{place}: ' if place else ''}{self.message}{' ' + self.remedy if self.remedy else ''}"

    def _where(self) -> str:
        if self.row is None:
            return f"{self.count:,}件" if self.count > 1 else ""
        return f"{self.row}行目" + (f"（ほか {self.count - 1:,}行）" if self.count > 1 else "")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the summary, written as it is shown: Figure("こども", "12,340", "人", "推計")."""

    label: str
    value: str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """Some rows as they will be taken in, the first ones where `title` says nothing else. Marks (推計, 秘匿, …) stand
    in a column of their own."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """`kind` is the word of the command (`mesh`, `streets`, …), `label` what a person calls the file.

    `source` "" where neither the file nor the person says it: then nothing is taken in. `as_of` is a year or a day as
    shown. `taken` is True once written; `same` where the copy holds exactly this already.
    """

    kind: str
    label: str
    filename: str
    source: str
    as_of: str = ""
    figures: tuple[Figure, ...] = ()
    problems: tuple[Problem, ...] = ()
    sample: Sample | None = None
    taken: bool = False
    same: bool = False

    @property
    def exit_code(self) -> int:
        rejected = any(problem.weight is Weight.REJECTED for problem in self.problems)
        return EXIT_REJECTED if rejected else EXIT_FINE

    def weights(self) -> list[tuple[Weight, int]]:
        """How many rows or things of each weight, the heaviest first; kinds that are not there are left out."""
        told: Counter[Weight] = Counter()
        for problem in self.problems:
            told[problem.weight] += problem.count
        return [(weight, told[weight]) for weight in Weight if told[weight]]

    def ranked(self) -> list[Problem]:
        """The heaviest first, then by row."""
        order = list(Weight)
        return sorted(self.problems, key=lambda one: (order.index(one.weight), one.row or 0))

    def lines(self, most: int = 200) -> list[str]:
        """Japanese lines for the command line: what it is, the figures, then the problems."""
        done = self._done()
        lines = [f"{self.filename}: {self.label}{f'（{self.as_of}）' if self.as_of else ''} {done}"]
        lines += [
            f"  {one.label} {one.value}{one.unit}{f'（{one.note}）' if one.note else ''}"
            for one in self.figures
        ]
        if self.source:
            lines.append(f"  出典: {self.source}")
        ranked = self.ranked()
        lines += [problem.line() for problem in ranked[:most]]
        if len(ranked) > most:
            lines.append(f"ほかに {len(ranked) - most:,}件の知らせがあります。--json ですべて見られます。")
        return lines

    def _done(self) -> str:
        if self.same:
            return f"は もう 同じものが 入っています。{'何も 変えていません。' if self.taken else '入れても 何も 変わりません。'}"
        return "を 入れました。" if self.taken else "を 入れると こうなります（まだ 書いていません）。"

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "exit_code": self.exit_code}


def gathered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same sentence about many rows becomes one problem with its `count`, at its first row."""
    found: dict[tuple[str, ...], list[Problem]] = {}
    for one in problems:
        found.setdefault((one.weight, one.message, one.remedy, one.column), []).append(one)
    return tuple(_together(same) for same in found.values())


def _together(same: Sequence[Problem]) -> Problem:
    first = same[0]
    return Problem(
        first.weight, first.message, first.remedy, first.row, first.column, first.value,
        sum(one.count for one in same),
    )  # fmt: skip


def number(value: float) -> str:
    """「12,340」; a tenth where the value is no whole number."""
    return f"{value:,.0f}" if abs(value - round(value)) < 0.05 else f"{value:,.1f}"


def whole(value: float) -> str:
    """「12,340」: a sum nobody needs to the tenth."""
    return f"{value:,.0f}"

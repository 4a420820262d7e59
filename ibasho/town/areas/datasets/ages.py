"""年齢別人口: people of the whole city by single year of age, in the layouts cities publish.

Down the page (年齢, 総数, 男, 女), several such blocks side by side, with subtotals of five years in between, or across
the page (0歳, 1歳, …) with one row for the city. Men and women are added where there is no total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas.datasets.agecolumns import span_of, spans_of
from ibasho.town.areas.datasets.figures import NotNumber, number
from ibasho.town.areas.datasets.grids import Lines, plain, tables_of, year_in
from ibasho.town.areas.datasets.preview import Problem, Weight, gathered

AGE = re.compile(r"年齢(?:各歳|別|区分|歳)?|年令|各歳|age", re.IGNORECASE)
TOTAL = re.compile(r"総数|総計|合計|計|男女計|人口|総人口|人口総数|人数|total", re.IGNORECASE)
MEN, WOMEN = re.compile(r"男性?(?:人口)?"), re.compile(r"女性?(?:人口)?")
CHILDREN = range(18)


@dataclass(frozen=True, slots=True)
class AgeFile:
    """`people` by single year; an open end (「100歳以上」) stands at its first year. `year` None: not said."""

    people: dict[int, int]
    year: int | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Block:
    """Columns of one block: the age and what is to be added up."""

    age: int
    people: tuple[int, ...]


def read_ages(data: bytes, filename: str = "") -> AgeFile:
    """Raises Invalid where the ages 0–17 are not all there once."""
    for table in tables_of(filename, data):
        found = _down(table) or _across(table)
        if found is not None:
            return _checked(found)
    raise Invalid(
        "areas.no_ages",
        "年齢ごとの人数が 読めません。「年齢, 総数」か「0歳, 1歳, …」の 列がある 市ぜんたいの表を えらんでください。",
    )


def _down(table: Lines) -> AgeFile | None:
    for index, (_, cells) in enumerate(table.lines[:40]):
        blocks = _blocks(plain(cells))
        if blocks:
            return _blocks_read(table, index, blocks)
    return None


def _blocks(names: Sequence[str]) -> list[_Block]:
    starts = [at for at, name in enumerate(names) if AGE.fullmatch(name)]
    ends = [*starts[1:], len(names)][: len(starts)]
    found = [_block(names, start, end) for start, end in zip(starts, ends, strict=True)]
    return [block for block in found if block.people]


def _block(names: Sequence[str], start: int, end: int) -> _Block:
    inside = range(start + 1, end)
    total = [at for at in inside if TOTAL.fullmatch(names[at])]
    sexes = [at for pattern in (MEN, WOMEN) for at in inside if pattern.fullmatch(names[at])]
    return _Block(start, (total[0],) if total else tuple(sexes) if len(sexes) == 2 else ())


def _blocks_read(table: Lines, index: int, blocks: Sequence[_Block]) -> AgeFile | None:
    people: dict[int, int] = {}
    problems: list[Problem] = []
    for line, cells in table.lines[index + 1 :]:
        for age, value in _figures(cells, blocks):
            if age in people:
                raise _twice(line, age)
            if value is None:
                problems.append(_unreadable(line, age))
            else:
                people[age] = value
    return AgeFile(people, year_in(table.above(index), table.name), gathered(problems)) if people else None


def _figures(cells: Sequence[str], blocks: Sequence[_Block]) -> Iterator[tuple[int, int | None]]:
    for block in blocks:
        age = _age(cells[block.age]) if block.age < len(cells) else None
        if age is not None:
            yield age, _added(cells, block.people)


def _age(text: str) -> int | None:
    """A single year, or the first year of an open end; None for subtotals and sums."""
    words = text.strip()
    if re.fullmatch(r"[0-9０-９]{1,3}", words):
        return int(words)
    span = span_of(words)
    if span is None or (span.last is None and span.first < 80) or (span.last not in (None, span.first)):
        return None
    return span.first


def _added(cells: Sequence[str], columns: Sequence[int]) -> int | None:
    try:
        values = [number(cells[at]) if at < len(cells) else None for at in columns]
    except NotNumber:
        return None
    known = [value for value in values if value is not None]
    return round(sum(known)) if len(known) == len(values) else None


def _across(table: Lines) -> AgeFile | None:
    for index, (_, cells) in enumerate(table.lines[:40]):
        columns = {span.first: at for span, at in spans_of(cells).items() if span.first == span.last}
        if set(CHILDREN) <= columns.keys():
            return _across_read(table, index, columns)
    return None


def _across_read(table: Lines, index: int, columns: dict[int, int]) -> AgeFile:
    rows = [
        (line, cells) for line, cells in table.lines[index + 1 :] if _added(cells, (columns[0],)) is not None
    ]
    totals = [row for row in rows if any(TOTAL.fullmatch(name) for name in plain(row[1][:6]))]
    if len(rows) != 1 and len(totals) != 1:
        raise Invalid(
            "areas.no_city_row",
            f"市ぜんたいの行が わかりません（{len(rows)}行 あります）。「総数」の行を ひとつだけ 入れてください。",
        )
    _, cells = (totals or rows)[0]
    found = {age: _added(cells, (at,)) for age, at in columns.items()}
    people = {age: value for age, value in found.items() if value is not None}
    return AgeFile(people, year_in(table.above(index), table.name))


def _checked(found: AgeFile) -> AgeFile:
    missing = [age for age in CHILDREN if age not in found.people]
    if missing:
        raise Invalid(
            "areas.ages_missing",
            f"{'、'.join(f'{age}歳' for age in missing)} の人数が ありません。0歳から17歳までを 1歳ごとに 入れてください。",
        )
    return found


def _twice(line: int, age: int) -> Invalid:
    return Invalid(
        "areas.age_twice",
        f"{line}行目: {age}歳が 2回 あります。市ぜんたいの表を ひとつだけ 入れてください。",
    )


def _unreadable(line: int, age: int) -> Problem:
    return Problem(Weight.REJECTED, "人数が 読めません。", "数を 書いてください。", line, "年齢", f"{age}歳")

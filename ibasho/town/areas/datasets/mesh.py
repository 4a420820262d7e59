"""e-Stat 地域メッシュ統計: census figures by square, text or CSV (CP932), alone or in a zip, any T-table.

Row 1 holds codes (KEY_CODE, HTKSYORI, HTKSAKI, GASSAN, T001101001 …), row 2 the Japanese names the columns are found
by. Squares of 1 km, 500 m, 250 m or 125 m. Several files at once are shares of the same squares (two prefectures) or
neighbouring first-order squares; each keeps its `layer`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ibasho.base.kernel import mesh
from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas.datasets.agecolumns import EVERYONE, spans_of
from ibasho.town.areas.datasets.figures import AgeTable, NotNumber, codes, number
from ibasho.town.areas.datasets.grids import Lines, tables_of
from ibasho.town.areas.datasets.peoplefile import PeopleFile
from ibasho.town.areas.datasets.preview import Problem, Weight, gathered
from ibasho.town.areas.rules.people import AS_IS, SECRET, PeopleRow

CENSUS_SOURCE = "国勢調査 地域メッシュ統計（総務省統計局）e-Stat"
SIDES = {mesh.Level.KM1: 1000, mesh.Level.M500: 500, mesh.Level.M250: 250, mesh.Level.M125: 125}
KEY, PROCESSED, INTO, FROM = "KEY_CODE", "HTKSYORI", "HTKSAKI", "GASSAN"
_TABLE = re.compile(r"T0\d{5}")
# The tables of the two last censuses by number; other numbers are read all the same and ask for the year.
_YEARS = {"T000876": 2015, "T000847": 2015, "T001101": 2020, "T001102": 2020, "T001141": 2020, "T001142": 2020,
          "T001143": 2020, "T001171": 2020, "T001192": 2020, "T001225": 2020, "T001231": 2020}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Head:
    columns: Mapping[str, int]
    ages: AgeTable
    table: str
    first: int  # the index of the first line of figures

    def cell(self, cells: Sequence[str], column: str) -> str:
        at = self.columns.get(column)
        return cells[at].strip() if at is not None and at < len(cells) else ""


def read_mesh(files: Sequence[tuple[str, bytes]]) -> PeopleFile:
    """`files` are (name, bytes). Raises Invalid where one is no mesh table or their tables or sizes differ."""
    tables = [table for name, data in files for table in tables_of(name, data)]
    found = [_read(table, layer) for layer, table in enumerate(tables)]
    if not found:
        raise Invalid(
            "areas.zip", "zip の中に 表（.txt か .csv）が ありません。e-Stat の zip を えらんでください。"
        )
    return joined(found)


def joined(found: Sequence[PeopleFile]) -> PeopleFile:
    """Files of one table together. Raises Invalid where they are in other groups of ages or other sizes."""
    first = found[0]
    if any((other.spans, other.side) != (first.spans, first.side) for other in found):
        raise Invalid(
            "areas.mixed",
            "年齢の分け方か 区画の大きさが ちがう表が まざっています。同じ表の ファイルだけを えらんでください。",
        )
    return replace(
        first,
        rows=tuple(row for one in found for row in one.rows),
        problems=gathered(problem for one in found for problem in one.problems),
        read=sum(one.read for one in found),
    )


def _read(table: Lines, layer: int) -> PeopleFile:
    head = _head(table)
    rows: list[PeopleRow] = []
    problems: list[Problem] = []
    hidden = _hidden(table, head)
    for line, cells in table.lines[head.first :]:
        found = _row(line, cells, head, layer, hidden)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            rows.append(found)
    if not rows:
        raise _no_mesh(table.name)
    return PeopleFile(
        label=f"地域メッシュ {head.table}".strip(),
        unit="mesh",
        rows=tuple(rows),
        spans=head.ages.spans,
        problems=gathered(problems),
        source=CENSUS_SOURCE if head.table else "",
        year=_YEARS.get(head.table),
        side=_side(rows),
        read=len(rows) + len(problems),
        table=head.table,
    )


def _head(table: Lines) -> _Head:
    for index, (_, cells) in enumerate(table.lines[:10]):
        names = [cell.strip().upper() for cell in cells]
        if KEY in names:
            return _named(table, index, names)
    raise _no_mesh(table.name)


def _named(table: Lines, index: int, names: list[str]) -> _Head:
    below = table.lines[index + 1][1] if index + 1 < len(table.lines) else ()
    ages = AgeTable.of(spans_of(below))
    if not ages.columns:  # a table somebody made: the names stand beside KEY_CODE
        ages, index = AgeTable.of(spans_of(table.lines[index][1])), index - 1
    if EVERYONE not in ages.columns:
        raise Invalid(
            "areas.no_total",
            f"{table.name}: 2行目の 日本語の列名に 人口（総数）が ありません。e-Stat から ダウンロードしたままの ファイルを えらんでください。",
        )
    number_of = next((found[0] for name in names if (found := _TABLE.match(name))), "")
    columns = {name: at for at, name in enumerate(names)}
    return _Head(columns, ages, number_of, index + 2)


def _hidden(table: Lines, head: _Head) -> dict[str, float]:
    """Receiver → people of the secret squares whose figures it holds: its total alone leaves them out. Empty where no
    group is worked out from the total."""
    found: dict[str, float] = {}
    if not head.ages.from_total:
        return found
    for _, cells in table.lines[head.first :]:
        if head.cell(cells, PROCESSED) == str(SECRET):
            receiver = head.cell(cells, INTO)
            found[receiver] = found.get(receiver, 0.0) + (_total(cells, head) or 0.0)
    return found


def _total(cells: tuple[str, ...], head: _Head) -> float | None:
    at = head.ages.columns[EVERYONE]
    try:
        return number(cells[at]) if at < len(cells) else None
    except NotNumber:
        return None


def _row(
    line: int, cells: tuple[str, ...], head: _Head, layer: int, hidden: Mapping[str, float]
) -> PeopleRow | Problem:
    code = head.cell(cells, KEY)
    if not mesh.is_mesh_code(code) or mesh.level_of(code) not in SIDES:
        return _bad_code(line, code)
    try:
        values = {at: number(cells[at]) if at < len(cells) else None for at in head.ages.used()}
    except NotNumber as error:
        return Problem(
            Weight.REJECTED,
            "人数として 読めない値が あります。",
            "数か *（秘匿）に 直してください。",
            line,
            "",
            str(error),
        )
    processed, total = head.cell(cells, PROCESSED), values[head.ages.columns[EVERYONE]]
    secrecy = int(processed) if processed in {"1", "2"} else AS_IS
    if total is not None and code in hidden:
        values[head.ages.columns[EVERYONE]] = total + hidden[code]
    return PeopleRow(
        row=line,
        code=code,
        people=total,
        ages=None if secrecy == SECRET else head.ages.ages(values),  # they stand in another's: never both
        secrecy=secrecy,
        merged_into=head.cell(cells, INTO),
        merged_from=codes(head.cell(cells, FROM)),
        layer=layer,
    )


def _bad_code(line: int, code: str) -> Problem:
    remedy = "Excel で ひらいて 保存し直さずに、ダウンロードしたままの ファイルを 入れてください。"
    return Problem(Weight.REJECTED, "地域メッシュの番号では ありません。", remedy, line, KEY, code)


def _side(rows: Sequence[PeopleRow]) -> int:
    sides = {SIDES[mesh.level_of(row.code)] for row in rows}
    if len(sides) > 1:
        raise Invalid(
            "areas.mixed",
            "大きさの ちがう区画が まざっています。同じ人を 二度 数えないよう、ひとつの大きさの ファイルを えらんでください。",
        )
    return sides.pop()


def _no_mesh(name: str) -> Invalid:
    return Invalid(
        "areas.no_mesh",
        f"{name}: 地域メッシュの表では ありません。KEY_CODE の列がある e-Stat の ファイル（tblT…txt か その zip）を えらんでください。",
    )

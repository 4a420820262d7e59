"""学童保育 (放課後児童クラブ): children in it by 小学校区 and grade, as the city's own list has them.

Down the page (小学校区, 学年, 人数) or across it (小学校区, 1年, 2年, …, 6年). Grades become the two stages of pupils.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas.datasets.figures import NotNumber, number
from ibasho.town.areas.datasets.grids import Lines, plain, tables_of
from ibasho.town.areas.datasets.preview import Problem, Weight, gathered
from ibasho.town.areas.stages import Stage

DISTRICT = re.compile(r"小学校区名?|校区名?|学区名?|小学校名?|学校名")
GRADE = re.compile(r"学年|年代|区分")
COUNT = re.compile(r"人数|児童数|在籍(?:児童|者)?数?|登録(?:児童|者)?数|利用(?:児童|者)?数")
_LOWER = re.compile(r"(?:小学校?)?[1-3](?:年生?)?|(?:小学)?1[~〜\-]3年生?|低学年|lower")
_UPPER = re.compile(r"(?:小学校?)?[4-6](?:年生?)?|(?:小学)?4[~〜\-]6年生?|高学年|upper")


@dataclass(frozen=True, slots=True)
class ClubRow:
    """`district` is the file's word for the 小学校区."""

    row: int
    district: str
    stage: Stage
    children: int


@dataclass(frozen=True, slots=True)
class ClubFile:
    rows: tuple[ClubRow, ...]
    problems: tuple[Problem, ...]


def grade_of(words: str) -> Stage | None:
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", words))
    if _LOWER.fullmatch(text):
        return Stage.LOWER
    return Stage.UPPER if _UPPER.fullmatch(text) else None


def read_clubs(data: bytes, filename: str = "") -> ClubFile:
    for table in tables_of(filename, data):
        for index, (_, cells) in enumerate(table.lines[:30]):
            names = plain(cells)
            district = _first(names, DISTRICT)
            if district is None:
                continue
            found = _down(table, index, names, district) or _across(table, index, cells, district)
            if found is not None:
                return found
    raise Invalid(
        "areas.no_clubs",
        "学童保育の表として 読めません。「小学校区・学年・人数」か「小学校区・1年・2年…」の 列がある表を えらんでください。",
    )


def _first(names: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    return next((at for at, name in enumerate(names) if pattern.fullmatch(name)), None)


def _down(table: Lines, index: int, names: Sequence[str], district: int) -> ClubFile | None:
    grade, count = _first(names, GRADE), _first(names, COUNT)
    if grade is None or count is None:
        return None
    found: list[ClubRow | Problem] = []
    for line, cells in table.lines[index + 1 :]:
        filled = [*cells, *[""] * (max(district, grade, count) + 1 - len(cells))]
        stage = grade_of(filled[grade])
        if not filled[district].strip():
            continue
        if stage is None:
            found.append(
                Problem(Weight.REJECTED, "学年が わかりません。", "1年～6年、低学年・高学年の どれかで 書いてください。",
                        line, "学年", filled[grade])
            )  # fmt: skip
            continue
        found.append(_row(line, filled[district], stage, filled[count]))
    return _file(found)


def _across(table: Lines, index: int, head: Sequence[str], district: int) -> ClubFile | None:
    columns = {at: stage for at, name in enumerate(head) if at != district and (stage := grade_of(name))}
    single = {at: stage for at, stage in columns.items() if re.search(r"[1-6１-６](?![~〜～\-])", head[at])}
    columns = single or columns  # 低学年 beside 1年, 2年, 3年 is their sum
    if not columns:
        return None
    found: list[ClubRow | Problem] = []
    for line, cells in table.lines[index + 1 :]:
        name = cells[district].strip() if district < len(cells) else ""
        if not name or re.fullmatch(r"合?計|総[数計]", name):
            continue
        found += [
            _row(line, name, stage, cells[at] if at < len(cells) else "") for at, stage in columns.items()
        ]
    return _file(found)


def _row(line: int, district: str, stage: Stage, count: str) -> ClubRow | Problem:
    try:
        value = number(count)
    except NotNumber:
        value = None
    if value is None or value != round(value):
        return Problem(
            Weight.REJECTED,
            "人数が 読めません。",
            "数を 書いてください。いないときは 0です。",
            line,
            "人数",
            count,
        )
    return ClubRow(line, district.strip(), stage, round(value))


def _file(found: Sequence[ClubRow | Problem]) -> ClubFile:
    rows = tuple(one for one in found if isinstance(one, ClubRow))
    return ClubFile(rows, gathered(one for one in found if isinstance(one, Problem)))

"""A file of the centre's own system, read cell by cell."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.tables import write_csv, write_xlsx
from ibasho.rooms.care.rules import importing

TODAY = date(2026, 11, 26)
HEADER = list(importing.HEADER)
ROWS: list[list[str | int]] = [
    ["2026-04", "環境福祉", "来所", "1,024", 30],
    ["令和8年4月", "虐待", "電話", "12", ""],
    ["2026/4/15", "虐待", "電話", "1", "1"],
    ["R8.5", "その他", "窓口", "０", ""],
]


def file(rows: list[list[str | int]], kind: str, header: list[str] = HEADER) -> bytes:
    if kind == "xlsx":
        return write_xlsx(header, rows, sheet="相談").data
    return write_csv(header, rows, "cp932" if kind == "cp932" else "utf-8-sig").data


@pytest.mark.parametrize("kind", ["utf-8", "cp932", "xlsx"])
def test_csv_of_either_encoding_and_excel_read_alike(kind: str) -> None:
    data = write_csv(HEADER, ROWS).data if kind == "utf-8" else file(ROWS, kind)
    found = importing.read(data, "soudan", TODAY)
    assert found.problems == ()
    assert [(one.on, one.channel, one.category, one.count, one.firsts) for one in found.lines] == [
        (date(2026, 4, 1), "phone", "abuse", 13, 1),
        (date(2026, 4, 1), "visit", "welfare", 1024, 30),
    ]
    assert found.months == (date(2026, 4, 1), date(2026, 5, 1)), "May was counted and had none"
    assert importing.from_rows(importing.as_rows(found.lines)) == list(found.lines)


def test_each_wrong_cell_is_said_in_its_own_sentence() -> None:
    rows: list[list[str | int]] = [
        ["きのう", "環境福祉", "来所", 1, 0],
        ["2026-12", "環境福祉", "来所", 1, 0],
        ["2026-04", "貧困", "来所", 1, 0],
        ["2026-04", "虐待", "伝書鳩", 1, 0],
        ["2026-04", "虐待", "電話", "たくさん", 0],
        ["2026-04", "虐待", "電話", 1, 2],
    ]
    problems = importing.read(write_csv(HEADER, rows).data, "a.csv", TODAY).problems
    assert [(one.row, one.column) for one in problems] == [
        (2, "月"), (3, "月"), (4, "相談種別"), (5, "受けた方法"), (6, "延べ"), (7, "実"),
    ]  # fmt: skip
    assert "環境福祉・虐待" in problems[2].sentence and problems[3].value == "伝書鳩"


def test_a_table_without_its_columns_says_which() -> None:
    with pytest.raises(Invalid, match="「受けた方法」「延べ」の 列が 見つかりません"):
        importing.read(write_csv(["月", "相談種別"], [["2026-04", "虐待"]]).data, "a.csv", TODAY)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-04", date(2026, 4, 1)), ("2026/4/30", date(2026, 4, 1)), ("2026年4月", date(2026, 4, 1)),
        ("令和元年12月", date(2019, 12, 1)), ("Ｒ８．４", date(2026, 4, 1)), ("2026-13", None), ("四月", None),
        ("2026-04-01 00:00:00", date(2026, 4, 1)),
    ],
)  # fmt: skip
def test_months_as_people_write_them(text: str, month: date | None) -> None:
    assert importing.month_in(text) == month

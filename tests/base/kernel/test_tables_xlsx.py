"""Workbooks in: dates, formulas, several sheets, bombs, broken and hostile files."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook

from ibasho.base.kernel.tables import Limits, Table, Unreadable, header_key, read_table


def workbook(*sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        page = book.create_sheet(f"表{number}")
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, name: str, change: dict[bytes, bytes]) -> bytes:
    """The same workbook with bytes inside one member exchanged."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            content = source.read(member)
            if member.filename == name:
                for old, new in change.items():
                    content = content.replace(old, new)
            target.writestr(member.filename, content)
    return out.getvalue()


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as error:
        read_table(data, "x.xlsx", limits=limits or Limits())
    assert error.value.message.endswith("。")
    return error.value.code


def only(table: Table) -> dict[str, str]:
    (row,) = table.rows
    return row.cells


def test_dates_times_and_numbers_come_out_as_iso_text() -> None:
    table = read_table(
        workbook(
            [
                ["名称", "日", "時", "日時", "長さ", "円", "緯度", "可", "空"],
                [
                    "A",
                    date(2026, 4, 1),
                    time(17, 30),
                    datetime(2026, 4, 1, 9, 5),
                    timedelta(hours=25),
                    300.0,
                    34.7691,
                    True,
                    None,
                ],
            ]
        )
    )
    assert only(table) == {
        "名称": "A", "日": "2026-04-01", "時": "17:30", "日時": "2026-04-01T09:05", "長さ": "25:00",
        "円": "300", "緯度": "34.7691", "可": "TRUE", "空": "",
    }  # fmt: skip


def test_codes_that_excel_shows_with_leading_zeros_keep_them() -> None:
    book = Workbook()
    page = book.active
    page.append(["名称", "コード"])
    page.append(["A", 12025])
    page["B2"].number_format = "000000"
    out = io.BytesIO()
    book.save(out)
    assert only(read_table(out.getvalue()))["コード"] == "012025"


def test_the_content_decides_not_the_name() -> None:
    assert read_table(workbook([["名称", "住所"], ["A", "B"]]), "list.csv").kind == "xlsx"


def test_title_lines_and_empty_rows_in_a_workbook() -> None:
    table = read_table(workbook([["一覧"], [], ["名称", "住所"], ["A", "B"], [], ["C", "D"]]))
    assert (table.header_row, [row.number for row in table.rows], table.empty_rows) == (3, [4, 6], 1)


def test_the_sheet_with_the_known_header_is_taken_and_the_other_is_said() -> None:
    notes = [["使い方", "説明"], ["1", "読んでください"], ["2", "…"], ["3", "…"]]
    data = workbook(notes, [["名称", "住所"], ["A", "B"]])
    table = read_table(data, known={header_key("名称"), header_key("住所")})
    assert only(table)["名称"] == "A"
    assert "「表1」は読んでいません" in table.noted("other_sheets")[0].message


def test_formulas_are_never_evaluated() -> None:
    data = workbook([["名称", "値"], ["A", "=1+1"], ['=HYPERLINK("http://x.example","B")', "3"]])
    table = read_table(data)
    assert table.rows[0].cells["値"] == "=1+1"
    assert table.rows[1].cells["名称"].startswith("=HYPERLINK")
    assert {note.row for note in table.noted("formula")} == {2, 3}


def test_a_formula_with_a_stored_value_gives_the_value_and_is_marked() -> None:
    data = workbook([["名称", "値"], ["A", "=1+1"]])
    stored = repacked(
        data,
        "xl/worksheets/sheet1.xml",
        {b"<v></v>": b"<v>2</v>", b"<v />": b"<v>2</v>", b"<v/>": b"<v>2</v>"},
    )
    table = read_table(stored)
    assert only(table)["値"] == "2"
    assert table.noted("formula")[0].value == "=1+1"


def test_a_zip_bomb_is_refused_before_it_is_opened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", b"0" * 30_000_000)
    assert refused(out.getvalue()) == "zip_bomb"
    assert refused(workbook([["名称", "住所"], ["A", "B"]]), Limits(inflated=1_000)) == "zip_bomb"


def test_entities_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    data = workbook([["名称", "住所"], ["A", "B"]])
    hostile = repacked(data, "xl/worksheets/sheet1.xml", {b"<worksheet": bomb + b"<worksheet"})
    assert refused(hostile) == "entities"


def test_a_plain_zip_and_broken_workbooks_are_refused_clearly() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("places.csv", "名称\nA\n")
    assert refused(out.getvalue()) == "packed"
    good = workbook([["名称", "住所"], ["A", "B"]])
    assert refused(good[: len(good) // 2]) == "broken_excel"
    assert refused(repacked(good, "xl/worksheets/sheet1.xml", {b"</row>": b"<row>"})) == "broken_excel"
    assert refused(b"PK\x03\x04" + b"junk" * 100) == "broken_excel"


def test_an_empty_workbook_says_so() -> None:
    assert refused(workbook([[]])) == "empty"


def test_a_sheet_that_claims_a_million_columns_is_read_by_what_it_holds() -> None:
    data = workbook([["名称", "住所"], ["A", "B"]])
    lying = repacked(data, "xl/worksheets/sheet1.xml", {b'ref="A1:B2"': b'ref="A1:XFD1048576"'})
    assert only(read_table(lying)) == {"名称": "A", "住所": "B"}


def test_limits_hold_for_workbooks_too() -> None:
    rows: list[list[object]] = [["名称", "住所", "電話"], ["A", "B", "C"], ["D", "E", "F"]]
    assert refused(workbook(rows), Limits(rows=1)) == "too_many_rows"
    assert refused(workbook(rows), Limits(columns=2)) == "too_many_columns"

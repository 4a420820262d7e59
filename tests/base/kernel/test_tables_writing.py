"""Tables out: nothing runs as a formula, nothing turns into a question mark."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ibasho.base.kernel.tables import Lost, guarded, read_table, unguarded, write_book, write_csv, write_xlsx


@pytest.mark.parametrize(
    "text", ["=1+1", "+81-90", "-A1", "@SUM", "\tx", "\rx", "＝1+1", "＠x", " =1", "'=1", "''-x"]
)
def test_text_a_spreadsheet_would_run_is_guarded_and_comes_back(text: str) -> None:
    assert guarded(text) == "'" + text
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    "text", ["-12.5", "+3", "-", "300", "1,200", "みんな", "'quoted'", "", "-1.5e3", "a=b"]
)
def test_plain_numbers_and_words_go_out_as_they_are(text: str) -> None:
    assert guarded(text) == text == unguarded(text)


@given(st.text(max_size=8))
def test_guarding_can_always_be_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_csv_goes_out_with_bom_and_crlf() -> None:
    data = write_csv(("名称", "円", "空"), [("A,B", 300, None)]).data
    assert data == '\ufeff名称,円,空\r\n"A,B",300,\r\n'.encode()


def test_what_cp932_cannot_hold_is_listed_and_never_a_question_mark() -> None:
    written = write_csv(("名称", "備考"), [("髙橋①㈱", "〜−"), ("𠮷野家😀", "辻\U000e0100さん")], "cp932")
    assert written.lost == (
        Lost(3, "名称", "𠮷"),
        Lost(3, "名称", "😀"),
        Lost(3, "備考", "辻\U000e0100"),
    )
    text = written.data.decode("cp932")
    assert text == "名称,備考\r\n髙橋①㈱,～－\r\n〓野家〓,辻さん\r\n"
    assert "?" not in text


def test_utf8_holds_everything() -> None:
    assert write_csv(("名称",), [("𠮷\U000e0100😀",)]).lost == ()


def test_xlsx_has_a_frozen_header_and_only_text() -> None:
    written = write_xlsx(("名称", "円"), [("=1+1", 300), ("x\x01y", None)], sheet="一覧/2026")
    page = load_workbook(io.BytesIO(written.data)).active
    assert page.freeze_panes == "A2"
    assert (page["A2"].value, page["A2"].data_type, page["B2"].value) == ("=1+1", "s", 300)
    assert written.lost == (Lost(3, "名称", "\x01"),)


CELL = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=10)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELL.filter(str.strip), CELL), min_size=1, max_size=5))
def test_what_is_written_reads_back(rows: list[tuple[str, str]]) -> None:
    header = ("名称", "備考")
    for data in (write_csv(header, rows).data, write_xlsx(header, rows).data):
        table = read_table(data)
        back = [tuple(unguarded(row.cells.get(name, "")) for name in header) for row in table.rows]
        if data.startswith(b"PK"):
            back = [tuple(row.cells.get(name, "") for name in header) for row in table.rows]
        assert [tuple(map(str.strip, row)) for row in back] == [tuple(map(str.strip, row)) for row in rows]


def test_a_workbook_of_several_sheets_each_with_its_head_held_still() -> None:
    written = write_book(
        [("概要", ("こと", "内容"), [("題", "=1+1")]), ("集計/表", ("数",), [(12,), (None,)])]
    )
    book = load_workbook(io.BytesIO(written.data))
    assert book.sheetnames == ["概要", "集計表"]
    assert [page.freeze_panes for page in book] == ["A2", "A2"]
    assert book["概要"]["B2"].data_type == "s"
    assert [cell.value for cell in book["集計表"]["A"]] == ["数", 12]

"""Tables in: encodings, separators, title lines, and everything people have sent as "a CSV"."""

from __future__ import annotations

import csv
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibasho.base.kernel.tables import Limits, Unreadable, header_key, read_table

TEXT = "名称,住所,電話\r\nみんなの食堂,掛川市長谷1-1-1,0537-00-0000\r\n髙橋①㈱,〃～,－\r\n"


def codes(table: object) -> set[str]:
    return {note.code for note in table.notes}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("cp932"), "cp932"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_every_encoding_of_one_table_reads_the_same(data: bytes, encoding: str) -> None:
    table = read_table(data, "x.csv")
    assert (table.encoding, table.kind, table.header) == (encoding, "csv", ("名称", "住所", "電話"))
    assert [row.cells["名称"] for row in table.rows] == ["みんなの食堂", "髙橋①㈱"]
    assert [row.number for row in table.rows] == [2, 3]


@pytest.mark.parametrize(("mark", "kind"), [("\t", "tsv"), (";", "semicolon"), (",", "csv")])
def test_the_separator_is_found_by_looking_not_by_the_name(mark: str, kind: str) -> None:
    table = read_table(TEXT.replace(",", mark).encode(), "something.csv")
    assert (table.kind, len(table.header), len(table.rows)) == (kind, 3, 2)


def test_semicolons_inside_cells_do_not_win_over_commas() -> None:
    table = read_table("名称,予約,備考\nA,電話;メール;LINE;SNS,\nB,電話;FAX,\n".encode(), "x.csv")
    assert table.kind == "csv"
    assert table.rows[0].cells["予約"] == "電話;メール;LINE;SNS"


def test_line_breaks_inside_quotes_belong_to_the_cell_whatever_their_kind() -> None:
    table = read_table('名称,備考\r\n"A","一\r\n二\r三\n四"\r\nB,\r\n'.encode(), "x.csv")
    assert table.rows[0].cells["備考"] == "一\n二\n三\n四"
    assert len(table.rows) == 2


def test_title_lines_before_the_header_are_passed_over_and_said() -> None:
    data = "令和8年度 居場所一覧,,\n,,\n作成: こども政策課,,\n名称,住所,電話\nA,掛川市,0537\n".encode()
    table = read_table(data, "x.csv")
    assert (table.header_row, table.header) == (4, ("名称", "住所", "電話"))
    assert table.rows[0].number == 5
    assert "title_rows" in codes(table)


def test_known_names_find_the_header_below_a_wide_title() -> None:
    data = "施設,の,一覧\n大分類,中分類,小分類\n名称,住所,緯度\nA,B,34\n".encode()
    known = {header_key(name) for name in ("名称", "住所", "緯度")}
    assert read_table(data, known=known).header_row == 3


def test_empty_rows_and_columns_are_dropped_and_counted() -> None:
    data = ("名称,住所,,,\n" + "A,B,,,\n" + ",,,,\n" * 989).encode()
    table = read_table(data)
    assert (table.empty_rows, len(table.rows), table.header) == (989, 1, ("名称", "住所"))


def test_a_header_name_used_twice_keeps_both_columns() -> None:
    table = read_table("名称,備考,備考,備考（2）\nA,一,二,三\n".encode())
    assert table.header[:2] == ("名称", "備考")
    assert len(set(table.header)) == 4
    assert set(table.rows[0].cells.values()) == {"A", "一", "二", "三"}
    assert "duplicate_header" in codes(table)


def test_a_column_without_a_name_keeps_its_values() -> None:
    table = read_table("名称,,住所\nA,x,B\n".encode())
    assert table.rows[0].cells == {"名称": "A", "（見出しなし2列目）": "x", "住所": "B"}
    assert "nameless_column" in codes(table)


def test_a_row_longer_than_the_header_loses_nothing_and_is_said() -> None:
    table = read_table("名称,住所\nA,掛川市長谷1,2F\nB,C\n".encode())
    assert table.rows[0].values == ("A", "掛川市長谷1", "2F")
    assert [note.row for note in table.noted("long_row")] == [2]


def test_a_quote_never_closed_costs_one_row_its_quotes_and_no_row_at_all() -> None:
    lines = ["名称,住所", 'A,"掛川市', *[f"B{n},掛川市{n}" for n in range(5_000)]]
    table = read_table("\n".join(lines).encode())
    assert len(table.rows) == 5_001
    assert [note.row for note in table.noted("open_quote")] == [2]
    assert table.rows[0].values == ("A", "掛川市")
    assert table.rows[-1].number == 5_002


def test_a_few_broken_letters_do_not_cost_the_file() -> None:
    body = TEXT.encode("cp932") + ("あ,い,う\r\n" * 500).encode("cp932")
    table = read_table(body + b"\x81\x20,\r\n")  # a lead byte without its second half
    assert len(table.rows) == 503
    assert "broken_letters" in codes(table)
    assert "〓" in table.rows[-1].values[0]


def test_cells_that_start_like_formulas_stay_text_and_are_marked() -> None:
    table = read_table("名称,値,式\nA,-12.5,=1+1\nB,+3,@SUM(A1)\nC,-,\"=cmd|'/c calc'!A0\"\n".encode())
    assert [row.cells["式"] for row in table.rows] == ["=1+1", "@SUM(A1)", "=cmd|'/c calc'!A0"]
    assert [(note.row, note.column) for note in table.noted("formula_text")] == [
        (2, "式"),
        (3, "式"),
        (4, "式"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b",,,\n,,,\n", "empty"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 500, "old_excel"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"\x1f\x8b\x08\x00....", "packed"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "markup"),
        ("名称,住所\nA\x00B,C\n".encode(), "binary"),
        (b"\xff\xfe\x00\x00\x00\x00a\x00", "binary"),
    ],
)
def test_what_is_no_table_is_refused_in_one_japanese_sentence(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_table(data, "x.csv")
    assert refused.value.code == code
    assert refused.value.message.endswith("。")
    assert "\n" not in refused.value.message


def test_ten_megabytes_of_junk_are_refused_quickly() -> None:
    junk = random.Random(7).randbytes(10_000_000)
    for data in (junk, junk.replace(b"\x00", b"\x81"), b"\x80\xff" * 5_000_000):
        with pytest.raises(Unreadable):
            read_table(data, "x.csv")


def test_ten_megabytes_of_one_letter_do_no_harm() -> None:
    with pytest.raises(Unreadable) as refused:
        read_table(b"a" * 10_000_000)
    assert refused.value.code == "no_header"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(raw=20), "too_large"),
        (Limits(rows=1), "too_many_rows"),
        (Limits(columns=2), "too_many_columns"),
    ],
)
def test_limits_are_kept_and_said(limits: Limits, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_table(TEXT.encode(), limits=limits)
    assert refused.value.code == code


def test_a_very_long_cell_is_cut_and_said() -> None:
    table = read_table(f"名称,備考\nA,{'あ' * 300}\n".encode(), limits=Limits(cell_chars=100))
    assert len(table.rows[0].cells["備考"]) == 100
    assert "long_cell" in codes(table)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("名称_カナ", "名称（カナ）"),
        ("料金(基本)", "料金（基本）"),
        ("電話番号１", "電話番号1"),
        ("ＵＲＬ", "url"),
        ("建物名等(方書)", "建物名等 方書"),
        ("収容 定員", "収容\n定員"),
    ],
)
def test_header_names_meet_across_publishers_habits(one: str, other: str) -> None:
    assert header_key(one) == header_key(other)


CELL = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELL, CELL), max_size=8), st.sampled_from(["utf-8-sig", "utf-16-le"]))
def test_no_row_of_text_is_lost(rows: list[tuple[str, str]], encoding: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([("名称", "住所"), *rows])
    table = read_table(
        ("\ufeff" if encoding == "utf-16-le" else "").encode(encoding) + out.getvalue().encode(encoding)
    )
    said = [(a, b if b.strip() else "") for a, b in rows if a.strip() or b.strip()]
    assert [(row.cells["名称"], row.cells.get("住所", "")) for row in table.rows] == said


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_either_a_table_or_one_clear_refusal(data: bytes) -> None:
    try:
        read_table(data)
    except Unreadable as refused:
        assert refused.message

"""e-Stat squares: by the names of the columns, secret never read as nothing, mistakes said by row."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas.datasets.mesh import read_mesh
from ibasho.town.areas.datasets.peoplefile import PeopleFile
from ibasho.town.areas.datasets.preview import Weight
from ibasho.town.areas.rules.people import PARTS
from tests.town.areas.published import FIVES, WIDE, mesh_text, plain, zipped

A, B, C = "523771011", "523771012", "523771013"


def read(*files: bytes) -> PeopleFile:
    return read_mesh([(f"tblT001141H{at}.txt", data) for at, data in enumerate(files)])


def ages(found: PeopleFile) -> dict[str, list[float] | None]:
    return {row.code: None if row.ages is None else [each / PARTS for each in row.ages] for row in found.rows}


def refusal(*files: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        read(*files)
    assert refused.value.message.endswith("。")
    return refused.value.code


def test_wide_groups_give_children_below_15_and_15_to_17() -> None:
    found = read(mesh_text([plain(A, 100, 20, 6), plain(B, 50, 0)]))
    assert ages(found) == {A: [20, 6], B: [0, 0]}
    assert [str(span) for span in found.spans] == ["0～14歳", "15～17歳"]
    assert (found.side, found.year, found.table, found.read, found.problems) == (500, 2020, "T001141", 2, ())
    assert "e-Stat" in found.source


def test_five_year_groups_are_found_wherever_they_stand() -> None:
    rows = [(A, 0, "", "", 100, 4, 5, 6, 7, 40)]
    assert ages(read(mesh_text(rows, FIVES, "T001192"))) == {A: [4, 5, 6, 7]}
    turned = [(A, 0, "", "", 40, 7, 6, 5, 4, 100)]
    assert ages(read(mesh_text(turned, FIVES[::-1], "T000999"))) == {A: [4, 5, 6, 7]}


def test_another_years_table_has_no_year_of_its_own() -> None:
    found = read(mesh_text([plain(A, 9, 1)], table="T009999"))
    assert (found.year, found.table) == (None, "T009999")


@pytest.mark.parametrize("sign", ["*", "-", "X", "", "＊", "…"])
def test_a_secret_figure_is_unknown_never_nothing(sign: str) -> None:
    secret = (A, 2, B, "", 7, 3, sign, sign, sign, sign, sign)
    found = read(mesh_text([secret, (B, 1, "", A, 30, 15, 4, 33, 30, 9, 1)]))
    assert ages(found) == {A: None, B: [4, 3]}
    assert (found.rows[0].people, found.rows[0].secrecy, found.rows[0].merged_into) == (7, 2, B)
    assert found.rows[1].merged_from == (A,)


def test_a_secret_row_that_shows_figures_all_the_same_is_not_counted_beside_its_receiver() -> None:
    secret = (A, 2, B, "", 7, 3, 1, 6, 6, 3, 1)
    assert ages(read(mesh_text([secret, plain(B, 30, 4)])))[A] is None


@pytest.mark.parametrize(("total", "known"), [(15, [4, 5, 6, 0]), (16, None)])
def test_a_dash_is_nothing_only_where_the_total_proves_it(total: int, known: list[float] | None) -> None:
    names = (*FIVES[:5], "　２０歳以上人口　総数")
    assert ages(read(mesh_text([(A, 0, "", "", total, 4, 5, 6, "-", "-")], names)))[A] == known


def test_several_members_are_separated_by_semicolons() -> None:
    found = read(mesh_text([(A, 1, "", f"{B};{C}", 30, 15, 4, 33, 30, 9, 1)]))
    assert found.rows[0].merged_from == (B, C)


@pytest.mark.parametrize(
    ("code", "side"),
    [("52377101", 1000), ("523771011", 500), ("5237710114", 250), ("52377101143", 125)],
)
def test_squares_of_four_sizes(code: str, side: int) -> None:
    assert read(mesh_text([plain(code, 9, 1)])).side == side


def test_squares_of_two_sizes_are_refused_or_children_would_be_counted_twice() -> None:
    assert refusal(mesh_text([plain(A, 9, 1), plain(A[:8], 9, 1)])) == "areas.mixed"
    assert refusal(mesh_text([plain(A, 9, 1)]), mesh_text([plain(A[:8], 9, 1)])) == "areas.mixed"


def test_tables_with_other_ages_are_not_mixed() -> None:
    fives = mesh_text([(B, 0, "", "", 100, 4, 5, 6, 7, 40)], FIVES)
    assert refusal(mesh_text([plain(A, 9, 1)]), fives) == "areas.mixed"


def test_a_zip_may_hold_several_tables() -> None:
    packed = zipped(
        {"a.txt": mesh_text([plain(A, 9, 1)]), "読んで.pdf": b"%PDF", "b.TXT": mesh_text([plain(B, 8, 2)])}
    )
    found = read(packed)
    assert ages(found) == {A: [1, 0], B: [2, 0]}
    assert [row.layer for row in found.rows] == [0, 1]


def test_a_code_that_excel_broke_is_left_out_and_said() -> None:
    found = read(mesh_text([plain(A, 9, 1), plain("5.23771E+08", 9, 1), plain("5.23772E+08", 9, 1)]))
    (problem,) = found.problems
    assert ages(found) == {A: [1, 0]}
    assert (problem.weight, problem.row, problem.column, problem.count) == (Weight.REJECTED, 4, "KEY_CODE", 2)
    assert "Excel" in problem.line()


def test_a_cell_that_is_no_number_is_left_out_with_its_value() -> None:
    found = read(mesh_text([plain(A, 9, 1), (B, 0, "", "", 9, 4, "たくさん", 8, 8, 1, 1)]))
    assert [(problem.row, problem.value) for problem in found.problems] == [(4, "たくさん")]
    assert len(found.rows) == 1


def test_numbers_may_have_commas_and_rows_may_be_short() -> None:
    data = mesh_text([(A, 0, "", "", '"1,234"', 600, 200, 1034, 1000, 9, 1), (B, 0, "", "", 9)])
    assert ages(read(data)) == {A: [200, 34], B: None}


def test_ages_are_found_in_utf8_and_in_a_table_somebody_made() -> None:
    made = "KEY_CODE,HTKSYORI,HTKSAKI,GASSAN,人口総数,0～14歳,15～17歳\n523771011,0,,,100,20,6\n"
    assert ages(read(made.encode("utf-8-sig"))) == {A: [20, 6]}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a,b\n1,2\n", "areas.no_mesh"),
        (mesh_text([]), "areas.no_mesh"),
        (mesh_text([("x", 0, "", "", 1, 1, 1, 1, 1, 1, 1)]), "areas.no_mesh"),
        (mesh_text([plain(A, 9, 1)], names=("列",) * len(WIDE)), "areas.no_total"),
        (zipped({"x.shp": b""}), "areas.zip"),
        (b"PK\x03\x04broken", "areas.zip_broken"),
    ],
)
def test_a_file_that_is_no_table_of_squares_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_table_without_ages_is_read_and_has_no_groups() -> None:
    found = read(mesh_text([(A, 0, "", "", 100)], ("　人口（総数）",)))
    assert (found.spans, found.rows[0].people, found.rows[0].ages) == ((), 100, None)


def test_a_receivers_total_leaves_out_those_whose_figures_it_holds_and_is_mended_where_it_is_needed() -> None:
    """Without 「15歳以上」 the 15–17 are 総数 − 0～14歳 − 18歳以上, and 総数 alone is the receiver's own."""
    names = ("　人口（総数）", "　０～１４歳人口　総数", "　１８歳以上人口　総数")
    rows = [(A, 1, "", B, 30, 8, 28), (B, 2, A, "", 10, "*", "*"), (C, 0, "", "", 20, 5, 12)]
    found = read(mesh_text(rows, names))
    assert ages(found) == {A: [8, 4], B: None, C: [5, 3]}
    assert [row.people for row in found.rows] == [30, 10, 20]

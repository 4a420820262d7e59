"""Tables of schools as offices keep them: any order of columns, wrong lines by name, nothing evaluated."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.tables import write_csv, write_xlsx
from ibasho.rooms.bulletin.rules import school_rows as rules

DISTRICTS = ("M01", "M02")


def read(header: list[str], *lines: list[str]) -> rules.Found:
    return rules.read(write_csv(header, lines).data, "schools.csv", DISTRICTS)


def test_an_offices_own_words_and_order() -> None:
    found = read(
        ["クラス数", "学校", "児童数", "TEL", "校区"],
        ["１２学級", "みなみ小学校", "340人", "０５３７－２１－１１１１", "M01"],
    )
    assert found.problems == ()
    line = found.lines[0]
    assert (line.name, line.kind, line.classes, line.copies) == ("みなみ小学校", "primary", 12, 340)
    assert (line.phone, line.district, line.email, line.note) == ("0537-21-1111", "M01", None, None)
    assert "email" not in line.words, "a column that is not there says nothing"


def test_the_same_from_excel_and_in_shift_jis() -> None:
    header, line = ["学校名", "種類"], ["ひがし学園", "特別支援学校"]
    book = rules.read(write_xlsx(header, [line], sheet="学校").data, "a.xlsx", DISTRICTS)
    sjis = rules.read(write_csv(header, [line], "cp932").data, "a.csv", DISTRICTS)
    assert book.lines == sjis.lines and book.lines[0].kind == "special"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (["", "", "", "", "", ""], "学校名"),
        (["みどり学び舎", "", "", "", "", ""], "種類"),
        (["みなみ小学校", "M99", "", "", "", ""], "小学校区の番号"),
        (["みなみ小学校", "", "内線のみ", "", "", ""], "電話"),
        (["みなみ小学校", "", "", "at example", "", ""], "メール"),
        (["みなみ小学校", "", "", "", "十二", ""], "学級の数"),
        (["みなみ小学校", "", "", "", "", "100000"], "くばるまい数"),
        (["み" * 61 + "小学校", "", "", "", "", ""], "学校名"),
    ],
)
def test_a_wrong_cell_is_named(cells: list[str], column: str) -> None:
    header = ["学校名", "校区", "電話", "メール", "学級数", "枚数", "備考"]
    found = read(header, [*cells, "x"])
    assert [one.column for one in found.problems] == [column] and found.lines == ()
    assert found.problems[0].row == 2


def test_a_school_that_stands_there_twice_and_a_table_without_names() -> None:
    found = read(["学校名"], ["みなみ小学校"], ["みなみ小学校"])
    assert [(one.row, one.column) for one in found.problems] == [(3, "学校名")]
    with pytest.raises(Invalid, match="学校名"):
        read(["電話", "メール"], ["0537-21-1111", "a@example.test"])

"""A week as a table: every face in its column, as far down as it reaches, gaps kept."""

from __future__ import annotations

from datetime import time

from ibasho.rooms.openhouse.rules.faces import Drawn
from ibasho.rooms.openhouse.rules.picture import Cell, picture


def face(weekday: int, starts: int, ends: int, name: str = "自由あけ") -> Drawn:
    return Drawn(weekday, time(starts), time(ends), name=name)


def test_an_empty_week_has_no_rows() -> None:
    found = picture([])
    assert found.days == list("月火水木金") and found.rows == []


def test_rows_begin_where_a_face_begins_or_ends() -> None:
    found = picture([face(0, 11, 14, "ランチ"), face(0, 15, 20), face(1, 15, 17)])
    assert [row.label for row in found.rows] == [
        "11:00",
        "14:00",
        "15:00",
        "17:00",
    ] and found.until == "20:00"
    names = [[cell.face.name if cell.face else "" for cell in row.cells] for row in found.rows]
    assert names == [["ランチ", "", "", "", ""], [""], ["自由あけ", "自由あけ"], [""]]
    assert [cell.rows for cell in found.rows[0].cells] == [1, 2, 4, 4, 4]


def test_each_column_is_filled_exactly_once() -> None:
    found = picture([face(day, 9 + day, 12 + day) for day in range(7)])
    assert len(found.days) == 7
    filled = sum(cell.rows for row in found.rows for cell in row.cells)
    assert filled == 7 * len(found.rows)


def test_a_cell_knows_its_colour_picture_and_word() -> None:
    cell = Cell(face(0, 9, 10), 1)
    assert (cell.tint, cell.icon, cell.kind, cell.noise) == ("green", "ball", "自由に あそぶ", "ふつう")
    assert (Cell(None, 1).tint, Cell(None, 1).icon, Cell(None, 1).kind) == ("", "", "")

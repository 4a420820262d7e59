"""The lines of published tables: whoever was asked has one, whoever was not asked stands with the others."""

from __future__ import annotations

from ibasho.rooms.voices.rules import who


def test_those_who_were_asked_have_a_line_even_when_nobody_came() -> None:
    lines = who.asked(["child", "parent", "shop"], ["lower", "upper"])
    assert lines == ("child.lower", "child.upper", "parent", "shop")
    assert who.asked(["child"], [])[0] == "child.infant"
    assert len(who.asked(["child"], [])) == 5


def test_one_high_school_student_among_small_children_is_no_line_of_their_own() -> None:
    lines = who.asked(["child", "parent"], ["lower", "upper"])
    assert who.code("child", "upper", lines) == "child.upper"
    assert who.code("child", "high", lines) == who.OTHER
    assert who.code("child", "", lines) == who.OTHER
    assert who.code("parent", "", lines) == "parent"
    assert who.code("farmer", "", lines) == who.OTHER


def test_children_come_first_by_age() -> None:
    assert who.sort(["other", "shop", "child.upper", "parent", "child.lower"]) == [
        "child.lower", "child.upper", "parent", "shop", "other",
    ]  # fmt: skip
    assert [who.label(one) for one in ("child.lower", "parent", "other")] == [
        "小学1～3年生", "子育て中の人", "そのほかの人",
    ]  # fmt: skip

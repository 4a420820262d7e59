"""学童保育 by 小学校区 and grade."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas.datasets.clubs import grade_of, read_clubs
from ibasho.town.areas.stages import Stage


@pytest.mark.parametrize(
    ("words", "stage"),
    [("1年", Stage.LOWER), ("３年生", Stage.LOWER), ("小4", None), ("小学4年生", Stage.UPPER), ("6年", Stage.UPPER),
     ("低学年", Stage.LOWER), ("高学年", Stage.UPPER), ("1～3年生", Stage.LOWER), ("小学4～6年生", Stage.UPPER),
     ("7年", None), ("計", None), ("", None)],
)  # fmt: skip
def test_grades_become_the_two_stages_of_pupils(words: str, stage: Stage | None) -> None:
    assert grade_of(words) == stage


def told(text: str) -> list[tuple[str, str, int]]:
    return [(row.district, row.stage.value, row.children) for row in read_clubs(text.encode()).rows]


def test_down_the_page() -> None:
    found = told("小学校区,学年,人数\n第一,1年,12\n第一,4年,3\n中央,低学年,20\n")
    assert found == [("第一", "lower", 12), ("第一", "upper", 3), ("中央", "lower", 20)]


def test_across_the_page_sums_beside_the_grades_are_not_counted_again() -> None:
    text = "学童の人数\n小学校名,1年,2年,3年,4年,5年,6年,低学年,合計\n第一,1,2,3,4,5,6,6,21\n合計,1,2,3,4,5,6,6,21\n"
    assert told(text) == [("第一", "lower", 1), ("第一", "lower", 2), ("第一", "lower", 3),
                          ("第一", "upper", 4), ("第一", "upper", 5), ("第一", "upper", 6)]  # fmt: skip
    assert told("校区,低学年,高学年\n第一,6,15\n") == [("第一", "lower", 6), ("第一", "upper", 15)]


def test_what_cannot_be_read_is_said_by_row() -> None:
    found = read_clubs("小学校区,学年,人数\n第一,幼児,2\n第一,1年,*\n第一,2年,5\n".encode())
    assert [(problem.row, problem.value) for problem in found.problems] == [(2, "幼児"), (3, "*")]
    assert len(found.rows) == 1


def test_another_table_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        read_clubs("町名,人数\n葵町,3\n".encode())
    assert refused.value.code == "areas.no_clubs"

"""年齢別人口 in the layouts cities publish."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas.datasets.ages import read_ages

ALL = range(101)


def down(head: str, line: str, title: str = "") -> bytes:
    return (
        f"{title}{head}\n" + "".join(line.format(age=age, men=age, women=1, both=age + 1) for age in ALL)
    ).encode("cp932")


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("年齢,総数,男,女", "{age}歳,{both},{men},{women}\n"),
        ("年齢,男,女", "{age},{men},{women}\n"),
        ("年齢,男,女,計", "{age}才,{men},{women},{both}\n".replace("才", "歳")),
        ("年齢（各歳）,人口", "{age}歳,{both}\n"),
        ("市名,年齢,男女計,備考", "みほん市,{age}歳,{both},\n"),
    ],
)
def test_one_age_a_line(head: str, line: str) -> None:
    found = read_ages(down(head, line))
    assert found.people == {age: age + 1 for age in ALL}
    assert found.year is None


def test_subtotals_and_sums_between_are_passed_by_and_an_open_end_is_kept() -> None:
    lines = ["年齢,総数", "総数,9999"]
    for age in range(100):
        lines += [f"{age}～{age + 4}歳,50"] if age % 5 == 0 else []
        lines.append(f"{age}歳,10")
    data = "\n".join([*lines, "100歳以上,3", "15歳未満,150", "65歳以上,900", "年齢不詳,2"])
    found = read_ages(data.encode())
    assert found.people == {**dict.fromkeys(range(100), 10), 100: 3}


def test_blocks_side_by_side() -> None:
    lines = ["年齢,総数,男,女,年齢,総数,男,女"]
    lines += [f"{age}歳,{age + 1},1,1,{age + 50}歳,{age + 51},1,1" for age in range(50)]
    assert read_ages("\n".join(lines).encode()).people == {age: age + 1 for age in range(100)}


def test_across_the_page_with_one_row_for_the_city() -> None:
    head = "町名," + ",".join(f"{age}歳" for age in ALL)
    rows = [
        f"{name}," + ",".join(str(count) for _ in ALL)
        for name, count in (("葵町", 1), ("原子", 2), ("合計", 3))
    ]
    assert read_ages("\n".join([head, *rows]).encode()).people == dict.fromkeys(ALL, 3)
    with pytest.raises(Invalid, match="市ぜんたいの行"):
        read_ages("\n".join([head, *rows[:2]]).encode())


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("掛川市の人口,\n令和8年4月1日現在,\n", 2026),
        ("（令和元年10月1日）,\n", 2019),
        ("2025年3月末,\n", 2025),
        ("平成31年,\n", 2019),
    ],
)
def test_the_year_stands_in_the_title(title: str, year: int) -> None:
    assert read_ages(down("年齢,総数", "{age}歳,{both}\n", title)).year == year


def test_or_in_the_name_of_the_file() -> None:
    assert read_ages(down("年齢,総数", "{age}歳,{both}\n"), "nenrei_R8.4.csv").year == 2026


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a,b\n1,2\n", "areas.no_ages"),
        ("年齢,総数\n0～4歳,5\n5～9歳,6\n".encode(), "areas.no_ages"),
        (
            "年齢,総数\n".encode() + "".join(f"{age}歳,1\n" for age in range(10)).encode(),
            "areas.ages_missing",
        ),
        ("年齢,総数\n0歳,1\n0歳,2\n".encode(), "areas.age_twice"),
    ],
)
def test_a_table_that_does_not_hold_every_child_once_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_ages(data)
    assert refused.value.code == code


def test_a_secret_age_of_a_child_is_missing_not_nothing() -> None:
    data = down("年齢,総数", "{age}歳,{both}\n").replace(
        "7歳,8\n".encode("cp932"), "7歳,*\n".encode("cp932"), 1
    )
    with pytest.raises(Invalid, match="7歳"):
        read_ages(data)

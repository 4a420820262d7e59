"""From the columns of a table to children by stage, to the last part of a child."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.town.areas.datasets.agecolumns import span_of, spans_of, spans_of_sexes
from ibasho.town.areas.rules.ages import (
    PARTS,
    Span,
    groups_of,
    portions,
    split_of,
    stage_shares,
)
from ibasho.town.areas.stages import CHILD_STAGES, Stage


@pytest.mark.parametrize(
    ("name", "span"),
    [
        ("　人口（総数）", Span(0, None)),
        ("総数、年齢「不詳」含む", Span(0, None)),
        ("　０～１４歳人口　総数", Span(0, 14)),
        ("　総数０～４歳", Span(0, 4)),
        ("5〜9歳", Span(5, 9)),
        ("10－14歳", Span(10, 14)),
        ("　１８歳以上人口　総数", Span(18, None)),
        ("15歳未満人口", Span(0, 14)),
        ("3歳", Span(3, 3)),
        ("100歳以上", Span(100, None)),
        ("男女計 5～9歳", Span(5, 9)),
        ("　０～１４歳人口　男", None),
        ("　人口（総数）　女", None),
        ("　世帯総数", None),
        ("　６歳未満世帯員のいる世帯数　一般世帯数", None),
        ("　世帯主の年齢が２０～２９歳の１人世帯数", None),
        ("　外国人人口　総数", None),
        ("15歳以上就業者総数", None),
        ("年齢不詳", None),
        ("T001101004", None),
        ("町名", None),
        ("", None),
    ],
)
def test_the_name_of_a_column_says_which_ages_it_counts(name: str, span: Span | None) -> None:
    assert span_of(name) == span


def test_men_and_women_are_paired_where_no_column_counts_both() -> None:
    names = ["地域名", "総人口", "0-4歳の男性", "0-4歳の女性", "5-9歳の男性"]
    assert spans_of_sexes(names) == {Span(0, 4): (2, 3)}
    assert spans_of(names) == {Span(0, None): 1}


def columns(*spans: Span) -> dict[Span, int]:
    return {span: at for at, span in enumerate(spans)}


def chain(*spans: Span) -> list[str]:
    return [str(group.span) for group in groups_of(columns(*spans))]


def test_the_finest_unbroken_chain_of_ages_is_taken() -> None:
    fives = [Span(0, 4), Span(5, 9), Span(10, 14), Span(15, 19)]
    assert chain(*fives, Span(0, 14), Span(15, 64)) == ["0～4歳", "5～9歳", "10～14歳", "15～19歳"]
    assert chain(Span(0, 14), Span(15, None), Span(18, None)) == ["0～14歳", "15～17歳"]
    assert chain(*[Span(age, age) for age in range(20)])[:3] == ["0歳", "1歳", "2歳"]


def test_where_ages_are_missing_in_the_middle_a_coarser_group_is_taken() -> None:
    assert chain(Span(0, 4), Span(10, 14), Span(0, 14), Span(15, 19)) == ["0～14歳", "15～19歳"]


def test_the_total_helps_only_where_nothing_else_says_it() -> None:
    assert chain(Span(0, None), Span(0, 14), Span(18, None)) == ["0～14歳", "15～17歳"]
    assert chain(Span(0, None), Span(18, None)) == ["0～17歳"]
    assert chain(Span(0, None), Span(0, 14)) == ["0～14歳"]
    assert chain(Span(0, None), Span(65, None)) == []
    assert chain() == []


@given(st.integers(0, 10**9), st.lists(st.floats(0, 1e6), min_size=1, max_size=12))
def test_portions_give_everything_away_and_nothing_twice(total: int, weights: list[float]) -> None:
    found = portions(total, weights)
    assert sum(found) == total
    assert all(each >= 0 for each in found)


@given(st.integers(0, 10**6), st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any))
def test_no_portion_is_a_whole_part_from_its_share(total: int, weights: list[int]) -> None:
    for part, weight in zip(portions(total, weights), weights, strict=True):
        assert abs(part - total * weight / sum(weights)) < 1


CITY = {age: 100 + 10 * age for age in range(100)}
FIVES = (Span(0, 4), Span(5, 9), Span(10, 14), Span(15, 19))


def test_five_year_ages_fall_to_stages_by_the_single_years_of_the_city() -> None:
    split = split_of(FIVES, CITY, 2026)
    found = split.stages([1000 * PARTS] * 4)
    five_to_nine = sum(CITY[age] for age in range(5, 10))
    assert found[0] / PARTS == pytest.approx(1000 + 1000 * CITY[5] / five_to_nine, abs=0.001)
    assert found[1] / PARTS == pytest.approx(
        1000 * sum(CITY[age] for age in (6, 7, 8)) / five_to_nine, abs=0.001
    )
    assert (split.measured, split.by_year) == (False, 2026)


def test_without_single_years_a_group_is_split_evenly_and_says_so() -> None:
    split = split_of(FIVES, {}, None)
    assert [each / PARTS for each in split.stages([50 * PARTS] * 4)] == pytest.approx(
        [60, 30, 30, 30, 30], abs=0.001
    )
    assert (split.measured, split.by_year) == (False, None)


def test_groups_that_are_stages_are_measured() -> None:
    split = split_of([Span(age, age) for age in range(18)], CITY, 2026)
    assert split.measured
    assert split.stages([PARTS] * 18) == (6 * PARTS, *[3 * PARTS] * 4)


def test_a_table_that_ends_at_14_gets_its_older_ones_from_the_city() -> None:
    split = split_of([Span(0, 14)], CITY, 2026)
    below, above = sum(CITY[age] for age in range(15)), sum(CITY[age] for age in (15, 16, 17))
    assert split.stages([below * PARTS])[-1] / PARTS == pytest.approx(above, abs=0.001)
    assert split_of([Span(0, 14)], {}, None).high == 0.2


@given(
    st.lists(st.integers(0, 5000), min_size=4, max_size=4),
    st.dictionaries(st.integers(0, 19), st.integers(0, 900), max_size=20),
)
def test_below_15_no_child_is_lost_between_groups_and_stages(groups: list[int], city: dict[int, int]) -> None:
    found = split_of(FIVES, city, 2026).stages([each * PARTS for each in groups])
    assert sum(found[:4]) == sum(groups[:3]) * PARTS
    assert 0 <= found[4] <= groups[3] * PARTS


def test_the_shares_of_the_stages_leave_the_rest_to_the_grown() -> None:
    shares = stage_shares(dict.fromkeys(range(100), 1))
    assert shares is not None
    assert dict(zip(CHILD_STAGES, shares, strict=False))[Stage.INFANT] == pytest.approx(0.06)
    assert sum(shares) == pytest.approx(1)
    assert stage_shares({}) is None

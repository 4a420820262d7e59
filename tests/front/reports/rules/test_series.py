"""Series by definition, and how far a target is reached: also where there is nothing to divide and nothing to show."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.facts import Audience, Fact, Mark
from ibasho.front.reports.rules import series
from ibasho.front.reports.rules.kinds import Better, Over
from ibasho.front.reports.rules.series import Meaning

FIRST = Meaning(
    key=1,
    number=1,
    since_on=date(2025, 4, 1),
    words="ぜんぶ 数える",
    over=Over.DAY,
    fact="places.published_places",
)
SECOND = Meaning(
    key=2, number=2, since_on=date(2026, 10, 1), words="休みは 数えない", over=Over.DAY, reason="休みが 多い", fact="places.open"
)  # fmt: skip


def fact(value: float | str | None, day: date = date(2026, 11, 24), *marks: Mark, **papers: Any) -> Fact:
    told = {"unit": "か所", "source": "目録", "query": "q", "audience": Audience.PUBLIC, **papers}
    return Fact(value=value, as_of=day, marks=frozenset(marks), **told)


def test_a_changed_definition_makes_two_series_that_are_never_joined() -> None:
    early, late = fact(10, date(2026, 9, 30)), fact(7, date(2026, 10, 31))
    old, new = series.series([SECOND, FIRST], [(2, late), (1, early)])
    assert (old.facts, old.until) == ((early,), date(2026, 9, 30))
    assert (new.facts, new.until) == ((late,), None)
    assert series.changed_in([FIRST, SECOND], 2026) == (SECOND,)
    assert series.changed_in([FIRST, SECOND], 2025) == ()


def test_a_definition_that_changed_on_the_first_day_of_a_year_leaves_that_year_whole() -> None:
    later = Meaning(key=2, number=2, since_on=date(2026, 4, 1), words="x", over=Over.DAY)
    assert series.changed_in([FIRST, later], 2026) == ()


@pytest.mark.parametrize(
    ("day", "number"),
    [(date(2025, 3, 31), None), (date(2025, 4, 1), 1), (date(2026, 9, 30), 1), (date(2026, 10, 1), 2)],
)
def test_the_definition_that_holds_on_a_day(day: date, number: int | None) -> None:
    found = series.holding([FIRST, SECOND], day)
    assert (found.number if found else None) == number


def test_the_value_of_a_year_is_the_last_one_inside_it() -> None:
    march, april = fact(5, date(2026, 3, 31)), fact(6, date(2026, 4, 30))
    [only] = series.series([FIRST], [(1, april), (1, fact(4, date(2025, 12, 31))), (1, march)])
    assert only.in_year(2025) == march
    assert only.in_year(2026) == april
    assert only.in_year(2024) is None


def test_what_a_reader_may_not_see_leaves_the_series() -> None:
    [only] = series.open_to(
        series.series([FIRST], [(1, fact(5, audience=Audience.DESK)), (1, fact(6))]), Audience.PUBLIC
    )
    assert [one.value for one in only.facts] == [6]


@pytest.mark.parametrize(
    ("value", "target", "better", "words", "share", "is_reached"),
    [
        (12, 10, Better.MORE, "目標 10か所に とどきました：12か所", 1.0, True),
        (5, 10, Better.MORE, "目標 10か所の 50%：いま 5か所", 0.5, False),
        (0, 10, Better.MORE, "目標 10か所の 0%：いま 0か所", 0.0, False),
        (3, 0, Better.MORE, "目標は 0：いま 3か所", None, True),
        (3, 0, Better.FEWER, "0を めざす：いま 3か所", None, False),
        (0, 0, Better.FEWER, "0を めざす：0か所。とどきました", None, True),
        (20, 10, Better.FEWER, "目標 10か所まで：いま 20か所", 0.5, False),
        (8, 10, Better.FEWER, "目標 10か所まで：8か所。とどきました", 1.0, True),
        (8.25, 10.5, Better.NONE, "めやす 10.5か所：いま 8.2か所", None, None),
        (None, 10, Better.MORE, "記録が ありません", None, None),
        ("雨", 10, Better.MORE, "ことばの 値なので、目標と くらべません", None, None),
    ],
)
def test_how_far_a_target_is_reached(
    value: float | str | None,
    target: float,
    better: Better,
    words: str,
    share: float | None,
    is_reached: bool | None,
) -> None:
    found = series.reached(fact(value), target, better)
    assert found == series.Reached(words, share, is_reached)


def test_without_a_target_nothing_is_said_and_without_a_value_no_share() -> None:
    assert series.reached(fact(3), None, Better.MORE) is None
    assert series.reached(None, 3, Better.MORE) == series.Reached("まだ はかっていません")
    hidden = series.reached(fact(None, date(2026, 11, 24), Mark.SUPPRESSED), 3, Better.MORE)
    assert hidden is not None
    assert "出さない" in hidden.words
    assert hidden.is_reached is None


def test_a_small_number_in_a_running_year_is_not_yet_a_small_number() -> None:
    found = series.reached(fact(2), 10, Better.FEWER, is_whole=False)
    assert found == series.Reached("目標 10か所まで：いまの ところ 2か所", 1.0, None)


def test_what_was_not_wholly_recorded_is_not_called_reached() -> None:
    fewer = series.reached(fact(2, date(2026, 11, 24), Mark.AT_LEAST), 10, Better.FEWER)
    more = series.reached(fact(5, date(2026, 11, 24), Mark.AT_LEAST), 10, Better.MORE)
    assert fewer is not None
    assert more is not None
    assert (fewer.is_reached, more.is_reached) == (None, None)
    assert "最低でも" in fewer.words
    assert "より 上" in more.words


@given(
    value=st.none() | st.floats(0, 1e9) | st.integers(0, 10**9), target=st.floats(0, 1e9), better=st.sampled_from(Better),
    is_whole=st.booleans(),
)  # fmt: skip
def test_any_value_and_any_target_are_told_without_an_error(
    value: float | None, target: float, better: Better, is_whole: bool
) -> None:
    found = series.reached(fact(value), target, better, is_whole=is_whole)
    assert found is not None
    assert found.words
    assert found.share is None or 0 <= found.share <= 1
    if better is Better.MORE and value is not None and value >= target:
        assert found.is_reached


@given(
    days=st.lists(st.dates(date(2024, 4, 1), date(2028, 3, 31)), max_size=20), year=st.integers(2024, 2027)
)
def test_a_year_shows_its_own_last_day_or_nothing(days: list[date], year: int) -> None:
    [only] = series.series([FIRST], [(1, fact(1, day)) for day in days])
    inside = [day for day in days if date(year, 4, 1) <= day <= date(year + 1, 3, 31)]
    found = only.in_year(year)
    assert (found.as_of if found else None) == max(inside, default=None)
    assert [one.as_of for one in only.facts] == sorted(days)


def test_every_mark_is_told_in_plain_words() -> None:
    assert set(series.PLAIN) == set(Mark)


# --- a 年度 that was not counted to its end ---

COUNT = Meaning(
    key=1, number=1, since_on=date(2024, 4, 1), words="来た人", over=Over.YEAR, fact="openhouse.came"
)


def kept(*told: tuple[float, date], unit: str = "人") -> series.Series:
    return series.Series(COUNT, None, tuple(fact(value, day, unit=unit) for value, day in told))


def test_a_year_whose_last_count_was_months_before_its_end_is_told_as_a_part_of_it() -> None:
    november = kept((40, date(2025, 11, 30))).in_year(2025)
    assert november is not None
    assert november.marks == {Mark.PARTIAL}
    march = kept((40, date(2025, 11, 30)), (55, date(2026, 3, 31))).in_year(2025)
    assert march is not None
    assert not march.marks


def test_what_a_paper_says_of_a_year_is_of_that_year() -> None:
    told = fact(31, date(2025, 3, 1), Mark.PUBLISHED)
    assert series.of_closed_year(COUNT, told) == told
    assert (
        series.of_closed_year(FIRST, fact(31, date(2025, 3, 1))).marks == frozenset()
    )  # a state, not a count


def test_a_percent_of_the_target_is_not_lost_to_the_way_computers_divide() -> None:
    found = series.reached(fact(29), 100, Better.MORE)
    assert found is not None
    assert "の 29%" in found.words


def test_two_counts_of_a_place_that_lie_few_people_apart_are_not_both_shown() -> None:
    days = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31)]
    found = series.apart(kept(*zip([20, 22, 27], days, strict=True)), 5)
    assert [one.value for one in found.facts] == [20, None, 27]
    assert found.facts[1].marks == {Mark.SUPPRESSED}
    assert found.facts[1].n is None


def test_a_new_year_begins_anew_and_sessions_are_no_people() -> None:
    days = [date(2026, 3, 31), date(2026, 4, 30)]
    years_apart = kept(*zip([20, 22], days, strict=True))
    assert series.apart(years_apart, 5) == years_apart
    sessions = kept((20, date(2026, 9, 30)), (21, date(2026, 10, 31)), unit="回")
    assert series.apart(sessions, 5) == sessions

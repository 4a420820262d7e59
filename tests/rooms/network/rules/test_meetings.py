"""What a 交流会 needs at each step, which day suits most, and lists as people write them."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.network.rules import meetings as rules
from ibasho.rooms.network.rules.meetings import DaySlot, Plan

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"round": 0}, "round"),
        ({"day": date(2027, 4, 1)}, "day"),
        ({"ends": time(12)}, "starts"),
        ({"starts": time(12), "ends": time(10)}, "ends"),
    ],
)
def test_a_plan_that_cannot_be_says_where(changed: dict[str, object], field: str) -> None:
    known: dict[str, object] = {"title": "交流会", "nendo": 2026, "round": 1, **changed}
    with pytest.raises(Invalid) as refusal:
        rules.check_plan(Plan(**known))  # type: ignore[arg-type]
    assert field in refusal.value.fields


def test_the_third_round_is_planned_for_about_january() -> None:
    rules.check_plan(Plan("交流会", 2026, 3, month_words="1月頃"))


def test_a_day_that_is_asked_about_lies_ahead_and_there_are_not_too_many() -> None:
    slot = DaySlot(TODAY, time(10), time(12))
    with pytest.raises(Invalid, match="あしたか、あとの日"):
        rules.check_poll_day(slot, TODAY, 0)
    rules.check_poll_day(DaySlot(TODAY + timedelta(days=1), time(10), time(12)), TODAY, 0)
    with pytest.raises(Invalid, match="12まで"):
        rules.check_poll_day(DaySlot(date(2026, 12, 1), time(10), time(12)), TODAY, rules.POLL_DAYS_MAX)


def test_an_answer_is_asked_before_the_day() -> None:
    with pytest.raises(Invalid, match="きょうか、あとの日"):
        rules.check_until(date(2026, 11, 23), TODAY, [], "until")
    with pytest.raises(Invalid, match="会の日より あと"):
        rules.check_until(date(2026, 12, 9), TODAY, [date(2026, 12, 8), date(2026, 12, 20)], "until")
    rules.check_until(date(2026, 12, 8), TODAY, [date(2026, 12, 8)], "until")
    rules.check_until(TODAY, TODAY, [], "until")


def test_a_state_that_does_not_fit_is_named() -> None:
    with pytest.raises(Conflict, match="「まとめた」です。もう"):
        rules.check_state("closed", rules.PLANNING, "もう おそいです。")


def test_the_day_with_most_maru_then_most_sankaku() -> None:
    answers = {(1, 7): "yes", (1, 8): "no", (2, 7): "yes", (2, 8): "maybe", (3, 8): "maybe"}
    found = rules.tallies([1, 2, 3], answers, [7, 8, 9])
    assert [(one.yes, one.maybe, one.no, one.silent) for one in found] == [
        (1, 0, 1, 1),
        (1, 1, 0, 1),
        (0, 1, 0, 2),
    ]
    assert rules.best(found) == {2}
    assert rules.best(rules.tallies([1], {}, [7])) == frozenset()


@given(
    st.dictionaries(st.tuples(st.integers(1, 4), st.integers(1, 5)), st.sampled_from(["yes", "maybe", "no"]))
)
def test_every_group_is_counted_once_a_day(answers: dict[tuple[int, int], str]) -> None:
    groups = [1, 2, 3, 4, 5]
    for one in rules.tallies([1, 2, 3, 4], answers, groups):
        assert one.yes + one.maybe + one.no + one.silent == len(groups)
        assert min(one.yes, one.maybe, one.no, one.silent) >= 0


def test_decisions_as_people_write_them() -> None:
    assert rules.decisions_of("・次は 1月\n\n 　● 名簿を 作る \n食材は 分ける") == (
        "次は 1月",
        "名簿を 作る",
        "食材は 分ける",
    )
    with pytest.raises(Invalid):
        rules.decisions_of("\n".join("あ" for _ in range(31)))


def test_words_with_a_my_number_are_refused() -> None:
    with pytest.raises(Invalid, match="マイナンバー"):
        rules.tidy_minutes("番号は 1234 5678 9018")
    with pytest.raises(Invalid, match="マイナンバー"):
        rules.tidy("1234-5678-9018", 200, "words", "ひとこと")

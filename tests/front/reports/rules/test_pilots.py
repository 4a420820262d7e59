"""What may become of a 試行, and what may be said of まえ and あと."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.facts import Mark
from ibasho.front.reports.rules import pilots as rules
from ibasho.front.reports.rules.kinds import Moment, PilotState
from ibasho.front.reports.rules.pilots import Shown, Written

S = PilotState
DAY = date(2026, 11, 24)
ONE = timedelta(days=1)
TOLD = Written("土曜の 開放", "学校が ない日にも", DAY)
FIVE = Shown(5, "人", DAY, "入口の 人数")
ESTIMATED = frozenset({Mark.ESTIMATED})


@pytest.mark.parametrize(
    ("state", "verb", "to"),
    [(S.PLANNED, "begin", S.RUNNING), (S.RUNNING, "end", S.ENDED), (S.ENDED, "judge", S.JUDGED), (S.PLANNED, "drop", S.DROPPED), (S.RUNNING, "drop", S.DROPPED)],
)  # fmt: skip
def test_steps_lead_on(state: S, verb: str, to: S) -> None:
    assert rules.after(state, verb) is to


@given(st.sampled_from(list(S)), st.sampled_from(sorted(rules.STEPS)))
def test_every_other_step_is_refused_with_a_sentence(state: S, verb: str) -> None:
    froms, _ = rules.STEPS[verb]
    if state not in froms:
        with pytest.raises(Conflict, match=state.label):
            rules.after(state, verb)


def test_one_step_back_while_nothing_was_decided() -> None:
    assert [rules.before(one, decided=False) for one in (S.RUNNING, S.ENDED, S.JUDGED, S.DROPPED)] == [
        S.PLANNED, S.RUNNING, S.ENDED, S.PLANNED
    ]  # fmt: skip
    for state, decided in ((S.PLANNED, False), (S.JUDGED, True)):
        with pytest.raises(Conflict):
            rules.before(state, decided=decided)


@pytest.mark.parametrize(("words", "issues", "may"), [("", 0, False), ("  ", 0, False), ("人が 来た", 0, True), ("", 1, True)])  # fmt: skip
def test_nobody_judges_what_taught_nothing(words: str, issues: int, may: bool) -> None:
    if may:
        return rules.check_judged(words, issues)
    with pytest.raises(Conflict) as refused:
        rules.check_judged(words, issues)
    assert "result_words" in refused.value.fields
    return None


@pytest.mark.parametrize(
    ("moment", "days", "may"),
    [
        (Moment.BEFORE, -3, True), (Moment.BEFORE, 0, True), (Moment.BEFORE, 1, False),
        (Moment.AFTER, -1, False), (Moment.AFTER, 0, True), (Moment.AFTER, 5, True), (Moment.AFTER, 11, False),
    ],
)  # fmt: skip
def test_a_figure_is_called_before_or_after_by_its_day(moment: Moment, days: int, may: bool) -> None:
    if may:
        return rules.check_moment(moment, DAY + days * ONE, DAY, DAY + 10 * ONE)
    with pytest.raises(Invalid):
        rules.check_moment(moment, DAY + days * ONE, DAY, DAY + 10 * ONE)
    return None


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (FIVE, replace(FIVE, value=8), "3人 ふえた"),
        (FIVE, replace(FIVE, value=2.5), "2.5人 へった"),
        (FIVE, FIVE, "かわらない"),
        (replace(FIVE, unit="%"), replace(FIVE, unit="%", value=17.5), "12.5ポイント ふえた"),
        (replace(FIVE, marks=ESTIMATED), replace(FIVE, value=9), "およそ 4人 ふえた"),
        (FIVE, replace(FIVE, unit="回"), "単位が ちがうので くらべません"),
        (replace(FIVE, definition=1), replace(FIVE, definition=2), "数えかたが ちがうので くらべません"),
        (replace(FIVE, definition=1), replace(FIVE, definition=None), "数えかたが ちがうので くらべません"),
        (FIVE, replace(FIVE, value=None), "記録の ない 数が あるので くらべません"),
        (replace(FIVE, value=None, marks=frozenset({Mark.SUPPRESSED})), FIVE, "秘匿の 数が あるので くらべません"),
        (FIVE, None, "あとの 数が ありません"),
        (None, FIVE, "まえの 数が ありません"),
    ],
)  # fmt: skip
def test_the_difference_is_said_where_the_two_may_be_compared(
    before: Shown | None, after: Shown | None, words: str
) -> None:
    assert rules.difference(before, after) == words


def test_figures_of_one_label_stand_beside_each_other() -> None:
    found = rules.side_by_side([("中学生", Moment.AFTER, FIVE), ("回数", Moment.BEFORE, FIVE), ("中学生", Moment.BEFORE, FIVE)])  # fmt: skip
    assert [(one.label, one.before is None, one.after is None) for one in found] == [
        ("中学生", False, False), ("回数", False, True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "field"),
    [(replace(TOLD, title=" "), "title"), (replace(TOLD, aim=""), "aim"), (replace(TOLD, ends_on=DAY - ONE), "ends_on"), (replace(TOLD, hypothesis="あ" * 401), "hypothesis")],
)  # fmt: skip
def test_what_is_written_is_checked(told: Written, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.checked(told)
    assert field in refused.value.fields
    assert rules.checked(replace(TOLD, title=" 土曜の  開放 ")).title == "土曜の 開放"


def test_it_ends_no_later_than_today() -> None:
    assert rules.end_day(DAY, None, DAY + ONE) == DAY + ONE
    assert rules.end_day(DAY, DAY + 9 * ONE, DAY + ONE) == DAY + ONE
    assert rules.end_day(DAY, DAY, DAY + ONE) == DAY
    with pytest.raises(Conflict):
        rules.end_day(DAY, None, DAY - ONE)
    with pytest.raises(Conflict):
        rules.check_begun(DAY, DAY - ONE)

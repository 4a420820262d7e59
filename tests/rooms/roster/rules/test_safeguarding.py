"""Dates that may be, dates that may not, and words that stand nowhere."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.roster.rules import safeguarding as rules
from ibasho.rooms.roster.rules.safeguarding import Dates

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "text",
    [
        "前科なし",
        "犯歴 なし",
        "ＤＢＳの結果は白でした",
        "dbs ok",
        "確認 の 結果：問題なし",
        "結果なし",
        "該当なし",
        "犯罪事実確認書",
        "逮捕されたことがある",
        "前 歴 あり",
    ],
)
def test_the_result_of_a_check_is_refused_in_any_spelling(text: str) -> None:
    with pytest.raises(Invalid, match="書かないで"):
        rules.checked_text(text, "title")


@pytest.mark.parametrize(
    "text",
    [
        "こどもの安全の研修",
        "性犯罪防止研修",
        "こども性暴力防止法の研修",
        "防犯パトロール",
        "確認テスト",
        "山口 みのる",
        "算数・数学",
    ],
)
def test_everyday_words_pass(text: str) -> None:
    assert rules.checked_text(f" {text} ", "title") == text


def test_a_my_number_is_refused() -> None:
    with pytest.raises(Invalid):
        rules.checked_text("123456789018", "name")


def test_the_next_date_is_five_years_on_unless_said() -> None:
    done = date(2026, 11, 1)
    assert rules.checked_dates(Dates(done_on=done), TODAY).due_on == date(2031, 11, 1)
    said = Dates(done_on=done, due_on=date(2029, 3, 31))
    assert rules.checked_dates(said, TODAY) == said
    assert rules.checked_dates(Dates(asked_on=done), TODAY).due_on is None


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        (Dates(pledge_on=date(2026, 11, 25)), "pledge_on"),
        (Dates(done_on=date(2026, 11, 25)), "done_on"),
        (Dates(asked_on=date(2026, 11, 20), done_on=date(2026, 11, 19)), "done_on"),
        (Dates(done_on=date(2026, 11, 1), due_on=date(2031, 11, 2)), "due_on"),
        (Dates(done_on=date(2026, 11, 1), due_on=date(2026, 11, 1)), "due_on"),
    ],
)
def test_dates_that_cannot_be_are_refused_at_their_field(dates: Dates, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.checked_dates(dates, TODAY)
    assert set(refused.value.fields) == {field}


@pytest.mark.parametrize(
    ("due_on", "stage"),
    [
        (date(2026, 12, 25), None),
        (date(2026, 12, 24), 30),
        (date(2026, 12, 2), 30),
        (date(2026, 12, 1), 7),
        (TODAY, 7),
        (date(2026, 11, 23), 7),
    ],
)
def test_reminders_come_thirty_and_seven_days_ahead(due_on: date, stage: int | None) -> None:
    assert rules.stage(due_on, TODAY) == stage

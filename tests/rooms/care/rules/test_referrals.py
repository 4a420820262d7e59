"""Which step follows which, by when a place answers, and what it is never told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.care.models import Referral
from ibasho.rooms.care.rules import referrals as rules
from ibasho.rooms.care.rules.referrals import Facts, Side
from tests.make import AT

FOLLOWS = {
    ("asked", Side.PLACE): ("accept", "decline"),
    ("accepted", Side.PLACE): ("decline", "arrive", "end"),
    ("arrived", Side.PLACE): ("end",),
    ("declined", Side.PLACE): (),
    ("ended", Side.PLACE): (),
    ("revoked", Side.PLACE): (),
    ("asked", Side.CENTRE): ("accept", "decline", "revoke"),
    ("accepted", Side.CENTRE): ("decline", "arrive", "end", "revoke"),
    ("arrived", Side.CENTRE): ("end", "revoke"),
    ("declined", Side.CENTRE): ("withdraw", "ask_again"),
    ("ended", Side.CENTRE): (),
    ("revoked", Side.CENTRE): (),
}


@pytest.mark.parametrize(("state", "side"), list(FOLLOWS))
def test_what_follows_is_what_the_table_says_and_nothing_else(state: str, side: Side) -> None:
    assert rules.next_steps(state, side) == FOLLOWS[state, side]
    for name in rules.STEPS:
        if name in FOLLOWS[state, side]:
            assert rules.step(name, state, side) == rules.STEPS[name].after
        else:
            with pytest.raises(Conflict):
                rules.step(name, state, side)


def test_the_table_knows_every_state_and_the_place_reads_only_while_it_runs() -> None:
    assert {state for state, _side in FOLLOWS} == set(Referral.State.values)
    assert set(Referral.State.values) == rules.TOLD | rules.OVER and not rules.TOLD & rules.OVER


@pytest.mark.parametrize(
    ("asked_on", "answered_by"),
    [
        (date(2026, 11, 24), date(2026, 11, 27)),  # Tuesday → Friday
        (date(2026, 11, 20), date(2026, 11, 26)),  # Friday before 勤労感謝の日 → Thursday
        (date(2026, 12, 28), date(2027, 1, 6)),  # the offices rest from 12/29 to 1/3
    ],
)
def test_a_place_has_three_working_days(asked_on: date, answered_by: date) -> None:
    assert rules.answer_by(asked_on) == answered_by


@pytest.mark.parametrize(
    "words",
    [
        "090-1234-5678", "虹橋小学校", "虹橋町3-4-5", "2015年4月1日", "平成27年4月1日うまれ", "3年2組", "小学3年生", "母が 虐待で 保護中",
        "生活保護の家", "いじめが あった", "家の事情で", "a@example.test", "ＤＶから にげている", "特別支援学級",
    ],
)  # fmt: skip
def test_what_a_place_must_not_be_told_is_held_with_a_sentence(words: str) -> None:
    assert rules.held(words).startswith("「") and "伝えません" in rules.held(words)
    with pytest.raises(Invalid) as refusal:
        rules.checked(Facts("ゆいちゃん", "なし", words))
    assert set(refusal.value.fields) == {"collect"}


@pytest.mark.parametrize(
    "words",
    [
        "ゆいちゃん", "あお", "たまご・牛乳", "そば、ピーナッツ（エピペンあり）", "おばあさん（18時）", "ひとりで 帰る 17時", "父 または 母",
        "なし", "田中さん（近所の人）", "17:30に 姉", "アレルギーは なし", "えびと かに 少しなら だいじょうぶ",
    ],
)  # fmt: skip
def test_what_a_place_needs_passes(words: str) -> None:
    assert rules.held(words) == ""


def test_each_fact_is_one_short_line() -> None:
    told = rules.checked(Facts(" ゆい\nちゃん ", "なし", "おばあさん"))
    assert told == Facts("ゆい ちゃん", "なし", "おばあさん")
    with pytest.raises(Invalid) as refusal:
        rules.checked(Facts("あ" * 21, "", "い" * 61))
    assert set(refusal.value.fields) == {"child", "allergy", "collect"}


def test_a_wrong_press_is_taken_back_within_the_hour() -> None:
    assert rules.may_take_back(AT, AT + timedelta(minutes=60))
    assert not rules.may_take_back(AT, AT + timedelta(minutes=61)) and not rules.may_take_back(None, AT)
    assert rules.before_last("ended", has_arrived=True) == "arrived"
    assert rules.before_last("ended", has_arrived=False) == "accepted"
    for state in ("asked", "revoked"):
        with pytest.raises(Conflict):
            rules.before_last(state, has_arrived=False)


def test_a_first_day_is_today_or_later() -> None:
    rules.check_first_day(None, AT.date())
    rules.check_first_day(AT.date(), AT.date())
    with pytest.raises(Invalid):
        rules.check_first_day(AT.date() - timedelta(days=1), AT.date())

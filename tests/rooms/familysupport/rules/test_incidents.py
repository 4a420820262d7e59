"""What must be told to whom by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.familysupport.rules import incidents as rules
from ibasho.rooms.familysupport.rules.incidents import Standing, Told

DAY = date(2026, 11, 25)
NEAR_MISS = Standing("near_miss", None, None, None, None, "")
SERIOUS = Standing("injury", DAY, None, None, None, "")


@pytest.mark.parametrize(
    ("died", "days", "serious"), [(False, None, False), (False, 29, False), (False, 30, True), (True, None, True)]
)  # fmt: skip
def test_thirty_days_or_death_go_to_the_state(died: bool, days: int | None, serious: bool) -> None:
    assert rules.is_serious(died=died, treatment_days=days) is serious


def test_a_serious_injury_waits_for_the_state_twice_and_for_the_insurer() -> None:
    waits = rules.due(SERIOUS)
    assert [(one.what, one.by) for one in waits] == [
        (Told.STATE, date(2026, 11, 26)), (Told.STATE_SECOND, date(2026, 12, 25)), (Told.INSURER, None),
    ]  # fmt: skip
    assert waits[0].is_late(date(2026, 11, 27))
    assert not waits[0].is_late(date(2026, 11, 26))
    assert not waits[2].is_late(date(2030, 1, 1))


@pytest.mark.parametrize(
    ("kind", "insurer"),
    [("injury", True), ("damage", True), ("near_miss", False), ("complaint", False), ("fee", False)],
)
def test_the_insurer_hears_of_injuries_and_damage(kind: str, insurer: bool) -> None:
    assert [one.what for one in rules.due(replace(NEAR_MISS, kind=kind))] == (
        [Told.INSURER] if insurer else []
    )


def test_it_ends_when_all_are_told_and_something_was_done() -> None:
    with pytest.raises(Conflict, match="したこと"):
        rules.check_closing(NEAR_MISS)
    with pytest.raises(Conflict, match=r"第1報.*第2報.*保険会社"):
        rules.check_closing(replace(SERIOUS, done="手すりを つけた"))
    rules.check_closing(replace(NEAR_MISS, done="手を つないで わたる"))


def test_days_of_telling_lie_between_the_day_itself_and_today() -> None:
    for day in (DAY - timedelta(days=1), DAY + timedelta(days=3)):
        with pytest.raises(Invalid):
            rules.check_told(Told.INSURER, day, SERIOUS, DAY, DAY + timedelta(days=2))
    with pytest.raises(Conflict, match="さきに 第1報"):
        rules.check_told(Told.STATE_SECOND, DAY, SERIOUS, DAY, DAY)
    rules.check_told(Told.STATE_SECOND, DAY, replace(SERIOUS, state_told_on=DAY), DAY, DAY)


@pytest.mark.parametrize(("text", "words"), [("  ", "書いてください"), ("あ" * 2001, "2000文字"), ("番号は 1234 5678 9018", "マイナンバー")])  # fmt: skip
def test_words_are_some_and_hold_no_my_number(text: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        rules.words_of(text)


def test_a_member_may_tell_from_the_beginning_for_ninety_days() -> None:
    starts = datetime(2026, 8, 26, 15, tzinfo=JST)
    assert not rules.may_tell(starts, starts - timedelta(minutes=1))
    assert rules.may_tell(starts, starts + timedelta(days=90))
    assert not rules.may_tell(starts, starts + timedelta(days=91))

"""24 hours once, first aid and accident prevention every five years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.familysupport.rules.courses import CourseStanding, Taken, in_force, spent, stage

DAY = date(2026, 11, 25)
TAKEN = date(2025, 6, 1)
LAST = date(2030, 5, 31)


def standing(*taken: Taken, day: date = DAY) -> CourseStanding:
    return in_force(taken, day, minutes_min=1_440, refresher_years=5)


def whole(day: date = TAKEN) -> list[Taken]:
    return [Taken("basic", day, 1_440), Taken("first_aid", day, 180), Taken("safety", day, 120)]


def test_who_took_all_is_in_force_for_five_years() -> None:
    assert standing(*whole()) == CourseStanding("", LAST, 1_440)
    assert standing(*whole(), day=LAST).ok
    assert "期限が 2030年5月31日で 切れています" in standing(*whole(), day=LAST + timedelta(days=1)).why


@pytest.mark.parametrize(
    ("taken", "why"),
    [
        ([], "基礎講習が あと 24時間、緊急救命講習が まだ、事故防止講習が まだ"),
        (whole()[:2], "事故防止講習が まだ"),
        ([*whole()[1:], Taken("basic", TAKEN, 1_400)], "基礎講習が あと 40分"),
        ([*whole()[1:], Taken("basic", DAY + timedelta(days=1), 1_440)], "基礎講習が あと 24時間"),
        ([Taken("follow_up", TAKEN, 999), *whole()], ""),
    ],
    ids=[
        "nothing",
        "no accident prevention",
        "forty minutes short",
        "still to come",
        "a get-together adds nothing",
    ],
)
def test_what_is_missing_is_said(taken: list[Taken], why: str) -> None:
    assert standing(*taken).why == why


def test_taken_again_counts_from_the_last_time_and_the_nearer_end_decides() -> None:
    again = Taken("first_aid", date(2026, 6, 1), 180)
    assert standing(*whole(), again).until == LAST
    both = standing(*whole(), again, Taken("safety", date(2026, 7, 1), 120))
    assert both.until == date(2031, 5, 31)


def test_the_29th_of_february() -> None:
    assert standing(*whole(date(2024, 2, 29))).until == date(2029, 2, 28)


@given(st.lists(st.integers(1, 600), max_size=12))
def test_the_basic_hours_add_up_whatever_their_pieces(pieces: list[int]) -> None:
    taken = [Taken("basic", TAKEN, one) for one in pieces]
    found = standing(*taken, *whole()[1:])
    assert found.minutes == sum(pieces)
    assert found.ok == (sum(pieces) >= 1_440)


@pytest.mark.parametrize(
    ("left", "due"), [(61, None), (60, 60), (15, 60), (14, 14), (0, 14), (-1, None)], ids=str
)
def test_when_somebody_is_reminded(left: int, due: int | None) -> None:
    assert stage(DAY + timedelta(days=left), DAY) == due


def test_minutes_as_people_say_them() -> None:
    assert [spent(one) for one in (0, 40, 60, 90, 1_440)] == ["0分", "40分", "1時間", "1時間30分", "24時間"]

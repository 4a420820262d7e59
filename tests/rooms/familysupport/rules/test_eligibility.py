"""May this provider take this visit: every reason once, in the order in which people would say it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.rules.eligibility import (
    Between,
    Helper,
    Need,
    Stretch,
    Taken,
    covers,
    firmly_not,
    seats_for,
    unmet_reason,
    why_not,
)
from ibasho.rooms.familysupport.rules.kinds import UnmetReason

DAY = date(2026, 11, 25)  # a Wednesday
CHIYO = Helper(
    joined_on=date(2026, 4, 1), hours=(Stretch(2, time(14), time(19)),), travels=frozenset({"walk", "car"}),
    car_seats=frozenset({"junior"}), wheres=frozenset({"provider_home", "way"}), day_max=2,
)  # fmt: skip
NEED = Need(DAY, clock.at(DAY, time(15)), clock.at(DAY, time(17)), time(15), time(17))
NEAR = Between(minutes=12)


def taken(starts: time, ends: time, *, day: date = DAY, gap: int = 0) -> Taken:
    return Taken(clock.at(day, starts), clock.at(day, ends), day, gap)


def code(helper: dict[str, Any] | None = None, need: dict[str, Any] | None = None, **between: Any) -> str:
    found = why_not(replace(CHIYO, **(helper or {})), replace(NEED, **(need or {})), replace(NEAR, **between))
    return found.code if found else ""


def test_somebody_near_who_is_free_is_able() -> None:
    assert code() == ""


@pytest.mark.parametrize(
    ("expected", "helper", "need", "between"),
    [
        ("kind", {"kind": "user"}, {}, {}),
        ("not_active", {"state": "applied"}, {}, {}),
        ("not_active", {"joined_on": date(2026, 11, 26)}, {}, {}),
        ("not_active", {"ended_on": DAY}, {}, {}),
        ("paused", {"state": "paused", "paused_from": date(2026, 11, 1)}, {}, {}),
        ("paused", {"paused_from": DAY, "paused_until": DAY}, {}, {}),
        ("no_profile", {"has_profile": False}, {}, {}),
        ("same_family", {}, {}, {"same_family": True}),
        ("courses", {}, {}, {"courses": "緊急救命講習が まだ"}),
        ("forbidden", {}, {}, {"forbidden": True}),
        ("overlap", {}, {}, {"taken": [taken(time(16), time(18))]}),
        ("said_no", {}, {}, {"said_no": True}),
        ("away", {"away": ((DAY, DAY),)}, {}, {}),
        ("not_free", {"hours": (Stretch(2, time(14), time(16)),)}, {}, {}),
        ("not_free", {"hours": (Stretch(1, time(14), time(19)),)}, {}, {}),
        ("wish", {"hours": (Stretch(2, time(14), time(19), frozenset({"school_way"})),)}, {}, {}),
        ("wish", {"hours": (Stretch(2, time(14), time(19), sex="girl"),)}, {"sexes": ("boy",)}, {}),
        ("wish", {"hours": (Stretch(2, time(14), time(19), sex="girl"),)}, {"sexes": ("",)}, {}),
        ("children", {}, {"ages": (7, 5), "sexes": ("", "")}, {}),
        ("age", {"age_min": 3, "age_max": 6}, {}, {}),
        ("skill", {}, {"ages": (1,)}, {}),
        ("skill", {}, {"needs": frozenset({"allergy"})}, {}),
        ("skill", {}, {"content": "sick_child"}, {}),
        ("car", {"travels": frozenset({"walk"})}, {"needs_car": True}, {}),
        ("seat", {}, {"needs_car": True, "ages": (3,)}, {}),
        ("where", {}, {"where": "user_home"}, {}),
        ("far", {}, {}, {"minutes": 21}),
        ("week_full", {"week_max": 1}, {}, {"taken": [taken(time(9), time(10), day=date(2026, 11, 23))]}),
        ("day_full", {"day_max": 1}, {}, {"taken": [taken(time(9), time(10))]}),
        ("travel", {}, {}, {"taken": [taken(time(13), time(14, 50), gap=11)]}),
        ("travel", {}, {}, {"taken": [taken(time(17, 10), time(18), gap=11)]}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_each_reason(
    expected: str, helper: dict[str, Any], need: dict[str, Any], between: dict[str, Any]
) -> None:
    assert code(helper, need, **between) == expected


@pytest.mark.parametrize(
    ("helper", "need", "between"),
    [
        ({}, {"needs_car": True}, {}),  # seven years: no seat is asked for by law
        ({}, {"needs_car": True, "ages": (5,)}, {}),
        ({"paused_from": date(2026, 12, 1)}, {}, {}),
        ({"hours": (Stretch(2, time(14), time(16)), Stretch(2, time(16), time(19)))}, {}, {}),
        ({"hours": (Stretch(2, time(14), time(19), frozenset({"after_school"}), "girl"),)}, {"sexes": ("girl",)}, {}),
        ({"skills": frozenset({"baby"})}, {"ages": (0,)}, {}),
        ({}, {}, {"minutes": None}),
        ({}, {}, {"minutes": 20}),
        ({"week_max": 1}, {}, {"taken": [taken(time(9), time(10), day=date(2026, 11, 30))]}),
        ({}, {}, {"taken": [taken(time(13), time(14, 50), gap=10)]}),
    ],
)  # fmt: skip
def test_what_does_not_stand_against_it(
    helper: dict[str, Any], need: dict[str, Any], between: dict[str, Any]
) -> None:
    assert code(helper, need, **between) == ""


def test_a_wish_is_told_in_words() -> None:
    """水曜の女の子のお迎えだけ"""
    only = replace(CHIYO, hours=(Stretch(2, time(14), time(19), frozenset({"school_way"}), "girl"),))
    found = why_not(only, NEED, NEAR)
    assert found is not None
    assert found.sentence == "この時間は 女の子の 学童・習いごとへの送り迎えだけを 希望しています。"


def test_who_said_yes_goes_beyond_their_usual_words_but_never_beyond_the_law() -> None:
    far = replace(NEAR, minutes=40, said_yes=True)
    assert why_not(CHIYO, NEED, far) is None
    lapsed = replace(far, courses="緊急救命講習が まだ")
    found = why_not(CHIYO, NEED, lapsed)
    assert found is not None and found.firm


def test_an_adviser_may_overrule_what_the_provider_could_waive() -> None:
    away = replace(CHIYO, away=((DAY, DAY),))
    assert why_not(away, NEED, NEAR) is not None
    assert firmly_not(away, NEED, NEAR) is None


def test_a_plan_minds_the_limits_itself() -> None:
    full = replace(NEAR, taken=[taken(time(9), time(10))])
    one_a_day = replace(CHIYO, day_max=1)
    assert why_not(one_a_day, NEED, full, limits=False) is None


@pytest.mark.parametrize(
    ("age", "seats"),
    [(0, {"baby"}), (1, {"child"}), (3, {"child"}), (4, {"child", "junior"}), (5, {"child", "junior"}), (6, set())],
)  # fmt: skip
def test_seats(age: int, seats: set[str]) -> None:
    assert seats_for(age) == seats


def test_stretches_that_touch_cover_together() -> None:
    row = [Stretch(2, time(16), time(19)), Stretch(2, time(14), time(16))]
    assert covers(row, time(15), time(17))
    assert not covers(row[:1], time(15), time(17))
    assert not covers([], time(15), time(17))


@pytest.mark.parametrize(
    ("codes", "reason"),
    [
        ([], UnmetReason.NOBODY_FREE),
        (["not_free", "courses"], UnmetReason.NOBODY_FREE),
        (["not_free", "far", "far", "skill"], UnmetReason.TOO_FAR),
        (["car", "seat", "far"], UnmetReason.NO_CAR),
        (["far", "far", "said_no"], UnmetReason.REFUSED),
    ],
)
def test_why_nobody_could_help(codes: list[str], reason: UnmetReason) -> None:
    assert unmet_reason(codes) == reason

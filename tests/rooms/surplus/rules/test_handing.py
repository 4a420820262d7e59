"""Cold enough, fresh enough, no more than agreed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.surplus.rules import handing, using
from ibasho.rooms.surplus.rules.kinds import Band

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("told", "tenths"),
    [
        ("4.5", 45),
        ("４．５℃", 45),
        ("－18", -180),
        ("マイナス18度", -180),
        ("10", 100),
        ("", None),
        ("−15.0℃", -150),
    ],
)
def test_temperatures_as_people_write_them(told: str, tenths: int | None) -> None:
    assert handing.read_tenths(told) == tenths


@pytest.mark.parametrize("told", ["ひんやり", "999", "-99", "NaN", "4.5.6"])
def test_what_is_no_temperature_says_how_to_write_it(told: str) -> None:
    with pytest.raises(Invalid, match="数で 書いてください"):
        handing.read_tenths(told)


@pytest.mark.parametrize(
    ("band", "tenths", "warned"),
    [
        ("chilled", 100, False), ("chilled", 101, True), ("chilled", None, True), ("frozen", -150, False),
        ("frozen", -149, True), ("room", None, False), ("room", 300, False),
    ],
)  # fmt: skip
def test_the_limits_are_ten_degrees_and_minus_fifteen(band: str, tenths: int | None, warned: bool) -> None:
    assert bool(handing.warning(Band(band), tenths)) is warned


def check(**changed: Any) -> None:
    handing.check(
        **{
            "band": Band.CHILLED, "tenths": 50, "grams": 5_000, "most_grams": 5_000, "use_until": TODAY, "today": TODAY,
            "fine": True, "note": "", **changed,
        }
    )  # fmt: skip


def test_all_well_on_the_last_day() -> None:
    check()


def test_past_its_day_it_goes_to_nobody_whatever_is_written() -> None:
    with pytest.raises(Conflict, match="わたさずに 処分"):
        check(use_until=TODAY - timedelta(days=1), note="だいじょうぶ")


def test_what_smells_odd_is_not_handed_over() -> None:
    with pytest.raises(Invalid, match="わたせません"):
        check(fine=False, note="すこしだけ")


def test_too_warm_waits_for_an_answer() -> None:
    with pytest.raises(Invalid) as refused:
        check(tenths=125)
    assert set(refused.value.fields) == {"temperature", "note"}
    check(tenths=125, note="着いたばかり。中は 冷たい。すぐに 火を 通す")


@pytest.mark.parametrize("grams", [0, 5_001])
def test_never_more_than_agreed_and_never_nothing(grams: int) -> None:
    with pytest.raises(Invalid, match="きまった重さまで"):
        check(grams=grams)


@pytest.mark.parametrize(
    ("used", "thrown", "others", "right"),
    [(5, 0, 0, True), (3, 2, 0, True), (3, 2, 1, False), (6, 0, 0, False), (0, 0, 0, False)],
)
def test_no_more_is_used_than_was_handed(used: int, thrown: int, others: int, right: bool) -> None:
    def told() -> None:
        using.check(
            used=used, thrown=thrown, others=others, handed=5, day=TODAY, handed_on=TODAY, today=TODAY
        )

    if right:
        told()
    else:
        with pytest.raises(Invalid):
            told()


@pytest.mark.parametrize("days", [-1, 1])
def test_used_between_the_hand_over_and_today(days: int) -> None:
    with pytest.raises(Invalid, match="うけとった日から"):
        using.check(
            used=1,
            thrown=0,
            others=0,
            handed=5,
            day=TODAY + timedelta(days=days),
            handed_on=TODAY,
            today=TODAY,
        )

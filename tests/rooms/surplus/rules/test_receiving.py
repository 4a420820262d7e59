"""Kilos in a field and grams behind it, and the spans of time a kitchen is judged by."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.surplus.rules import sharing
from ibasho.rooms.surplus.rules.kinds import Band
from ibasho.rooms.surplus.rules.receiving import SIZES

DAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, tzinfo=JST)


@pytest.mark.parametrize(
    ("ends", "since", "there"),
    [(time(18), 12, True), (time(18), 18, False), (None, 19, True), (None, 20, False)],
    ids=["before it ends", "as it ends", "nobody knows the end", "late in the evening"],
)
def test_food_is_there_in_time(ends: time | None, since: int, there: bool) -> None:
    assert sharing.in_time(DAY, ends, since=NOON.replace(hour=since)) is there


def test_who_opens_once_a_month_still_eats() -> None:
    assert sharing.usual_meals(40, 0) == sharing.usual_meals(40, 1) == 10.0
    assert sharing.usual_meals(40, 8) == 80.0


@pytest.mark.parametrize("band", list(Band), ids=[one.value for one in Band])
def test_sizes_grow_with_their_pictures(band: Band) -> None:
    rows = SIZES[band]
    assert [one.grams for one in rows] == sorted(one.grams for one in rows) and rows[0].grams == 0
    assert [one.tall for one in rows] == sorted(one.tall for one in rows)
    assert all(one.top + one.tall == 56 for one in rows)


def test_in_steps_and_not_more_than_there_is() -> None:
    names = {1: "みどり食堂", 2: "まるや"}
    sharing.check_grams({1: 10_000, 2: 0}, names, left=20_000, step=5_000)
    sharing.check_grams({1: 13_000, 2: 10_000}, names, left=23_000, step=5_000)
    sharing.check_grams({1: 3_000, 2: 0}, names, left=3_000, step=5_000)
    for wanted in ({1: 8_000, 2: 13_000}, {1: 6_000, 2: 0}):
        with pytest.raises(Invalid, match="さいごの 3kgは 1か所"):
            sharing.check_grams(wanted, names, left=23_000, step=5_000)
    for wanted, code in (
        ({1: 2_500}, "surplus.share.step"),
        ({1: 15_000, 2: 10_000}, "surplus.share.too_much"),
        ({1: 0, 2: 0}, "surplus.share.nobody"),
    ):
        with pytest.raises(Invalid) as refusal:
            sharing.check_grams(wanted, names, left=20_000, step=5_000)
        assert refusal.value.code == code


def test_what_is_over_says_why() -> None:
    until = DAY + timedelta(days=1)
    sharing.check_seeking("open", until, recalled=False, today=DAY)
    for state, day, recalled, code in (
        ("done", until, False, "surplus.offer.over"), ("new", until, False, "surplus.offer.over"),
        ("open", DAY - timedelta(days=1), False, "surplus.offer.past"), ("agreed", until, True, "surplus.offer.recalled"),
    ):  # fmt: skip
        with pytest.raises(Conflict) as refusal:
            sharing.check_seeking(state, day, recalled=recalled, today=DAY)
        assert refusal.value.code == code

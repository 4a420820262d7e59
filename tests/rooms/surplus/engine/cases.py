"""Lots and takers of a few words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from ibasho.rooms.surplus.engine.allot import allot
from ibasho.rooms.surplus.engine.inputs import Allotment, Lot, Taker
from ibasho.rooms.surplus.rules.foods import portion_grams
from ibasho.rooms.surplus.rules.kinds import Band, Food

TODAY = date(2026, 11, 26)  # a Thursday


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def lot(grams: int = 20_000, **changed: Any) -> Lot:
    """20 kg of daikon in boxes of 5 kg that keep ten days."""
    return Lot(
        **{
            "grams": grams, "step_grams": 5_000, "band": "room", "food": "vegetable", "date_kind": "none",
            "use_until": on(10), **changed,
        }
    )  # fmt: skip


def taker(key: int = 1, **changed: Any) -> Taker:
    """Opens in three days and in ten for thirty, has much room, got nothing lately and is two kilometres away."""
    return Taker(
        **{
            "key": key, "storage": {"room": 50_000, "chilled": 20_000, "frozen": 10_000}, "metres": 2_000,
            "sessions": ((on(3), 30), (on(10), 30)), "weight": 30.0, **changed,
        }
    )  # fmt: skip


def give(of: Lot, *takers: Taker, **more: Any) -> Allotment:
    return allot(of, takers, today=TODAY, portion_grams=portion_grams(of.food), **more)


def grams(found: Allotment) -> dict[int, int]:
    return {share.key: share.grams for share in found.shares}


def codes(found: Allotment, key: int) -> list[str]:
    rows = [*found.shares, *found.passed]
    return [reason.code for row in rows if row.key == key for reason in row.reasons]


ALLERGENS = ("egg", "milk", "peanut", "cashew", "pistachio")


@st.composite
def lots(draw: st.DrawFn) -> Lot:
    return Lot(
        grams=draw(st.integers(1, 80)) * draw(st.sampled_from((100, 500, 1_000))),
        step_grams=draw(st.sampled_from((100, 500, 1_000, 5_000, 20_000))),
        band=draw(st.sampled_from([one.value for one in Band])),
        food=draw(st.sampled_from([one.value for one in Food])),
        date_kind="none",
        use_until=on(draw(st.integers(-1, 90))),
        allergens=draw(st.frozensets(st.sampled_from(ALLERGENS), max_size=2)),
        allergens_known=draw(st.booleans()),
        brought=draw(st.booleans()),
        ready_on=draw(st.sampled_from((None, on(0), on(2), on(5)))),
    )


@st.composite
def towns(draw: st.DrawFn) -> list[Taker]:
    keys = draw(st.lists(st.integers(1, 60), unique=True, max_size=14))
    return [draw(places(key)) for key in keys]


def places(key: int) -> st.SearchStrategy[Taker]:
    kilos = st.sampled_from((0, 500, 3_000, 12_000, 60_000))
    foods = st.frozensets(st.sampled_from([one.value for one in Food]), max_size=3)
    sessions = st.lists(st.tuples(st.integers(-2, 80).map(on), st.integers(0, 80)), max_size=6)
    return st.builds(
        Taker,
        key=st.just(key),
        storage=st.fixed_dictionaries({band.value: kilos for band in Band}),
        sessions=sessions.map(tuple),
        weight=st.sampled_from((2.5, 7.5, 30.0, 120.0)),
        active=st.sampled_from((True, True, True, False)),
        closed=st.sampled_from((False, False, False, True)),
        wishes=foods,
        wished_once=st.booleans(),
        refused=st.frozensets(st.sampled_from([one.value for one in Food]), max_size=1),
        avoids=st.frozensets(st.sampled_from(ALLERGENS), max_size=1),
        collects=st.sampled_from((True, True, False)),
        reach_metres=st.sampled_from((1_000, 10_000)),
        metres=st.sampled_from((None, 0, 900, 5_000, 20_000)),
        least_grams=st.sampled_from((0, 0, 2_000, 10_000)),
        most_grams=st.sampled_from((None, None, 1_000, 8_000)),
        recent_grams=st.integers(0, 60).map(lambda kilos: kilos * 500),
        held_grams=st.sampled_from((0, 0, 4_000)),
    )

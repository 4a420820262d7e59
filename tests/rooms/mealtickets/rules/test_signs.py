"""Signs: what makes somebody look, and what does not."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.clock import JST
from ibasho.rooms.mealtickets.rules import signs as rules
from ibasho.rooms.mealtickets.rules.kinds import Outcome, SignKind, Way
from ibasho.rooms.mealtickets.rules.signs import Meal, Sign, Spot, signs

DAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=JST)
SPOTS = {
    1: Spot(34.15, 138.15),
    2: Spot(34.20, 138.15),
    3: Spot(34.151, 138.15),
}  # 2 is 5.6 km away, 3 next door


def meal(minutes: float = 0, shop: int = 1, **fields: object) -> Meal:
    known: dict[str, object] = {"way": Way.ONLINE, "outcome": Outcome.OK}
    return Meal(shop, DAY, NOON + timedelta(minutes=minutes), **{**known, **fields})  # type: ignore[arg-type]


def found(*meals: Meal, open_hours: tuple[int, int] | None = None) -> list[Sign]:
    hours = {}
    if open_hours:
        hours[1, DAY] = [(NOON.replace(hour=open_hours[0]), NOON.replace(hour=open_hours[1]))]
    return signs(meals, spots=SPOTS, hours=hours)


def kinds(*meals: Meal, open_hours: tuple[int, int] | None = None) -> set[SignKind]:
    return {one.kind for one in found(*meals, open_hours=open_hours)}


@pytest.mark.parametrize(
    ("count", "apart", "seen"), [(10, 0.5, True), (9, 0.1, False), (10, 1, False), (30, 2, False)]
)
def test_many_meals_in_five_minutes(count: int, apart: float, *, seen: bool) -> None:
    assert (SignKind.BURST in kinds(*(meal(apart * index) for index in range(count)))) is seen


def test_paper_stubs_typed_in_together_are_no_burst() -> None:
    assert kinds(*(meal(0, way=Way.STUB) for _ in range(30))) == set()


@pytest.mark.parametrize(
    ("shop", "minutes", "card", "seen"),
    [(2, 10, 7, True), (2, 16, 7, False), (3, 10, 7, False), (2, 10, 8, False), (1, 10, 7, False), (9, 1, 7, False)],
)  # fmt: skip
def test_one_card_in_two_far_places(shop: int, minutes: int, card: int, *, seen: bool) -> None:
    assert (SignKind.TWO_PLACES in kinds(meal(0, 1, card=7), meal(minutes, shop, card=card))) is seen


def test_two_places_are_told_of_the_second_shop_and_name_the_first() -> None:
    (sign,) = found(meal(5, 2, card=7), meal(0, 1, card=7))
    assert (sign.shop, sign.other, sign.count) == (2, 1, 1)


@pytest.mark.parametrize(
    ("typed", "read", "seen"), [(5, 5, True), (5, 6, False), (4, 0, False), (8, 0, True)]
)
def test_more_typed_than_read(typed: int, read: int, *, seen: bool) -> None:
    meals = [meal(20 * n, typed=n < typed) for n in range(typed + read)]
    assert (SignKind.TYPED in kinds(*meals)) is seen


@pytest.mark.parametrize(
    ("hours", "count", "seen"),
    [((17, 20), 3, True), ((17, 20), 2, False), ((11, 14), 3, False), ((8, 11), 3, True), (None, 9, False)],
)  # fmt: skip
def test_meals_while_the_shop_is_closed(hours: tuple[int, int] | None, count: int, *, seen: bool) -> None:
    meals = [meal(30 + 10 * n) for n in range(count)]
    assert (SignKind.CLOSED in kinds(*meals, open_hours=hours)) is seen


def test_half_an_hour_around_the_hours_is_still_open() -> None:
    assert kinds(*(meal(10 * n) for n in range(3)), open_hours=(10, 12)) == set()


@pytest.mark.parametrize(("count", "seen"), [(3, True), (2, False)])
def test_many_doubles(count: int, *, seen: bool) -> None:
    meals = [meal(30 * n, outcome=Outcome.DOUBLE, way=Way.OFFLINE) for n in range(count)]
    assert (SignKind.DOUBLES in kinds(*meals)) is seen


def test_what_was_refused_is_no_meal() -> None:
    assert kinds(*(meal(0, outcome=Outcome.REFUSED) for _ in range(30))) == set()


def test_every_kind_has_harmless_reasons_and_a_question() -> None:
    assert all(len(rules.HARMLESS[kind]) >= 2 and rules.ASK[kind] for kind in SignKind)


MEALS = st.lists(
    st.builds(
        meal, st.floats(0, 600), st.sampled_from([1, 2, 3]), way=st.sampled_from(Way),
        outcome=st.sampled_from(Outcome), typed=st.booleans(), card=st.sampled_from([None, 1, 2]),
    ),
    max_size=60,
)  # fmt: skip


@given(MEALS)
def test_once_for_a_kind_a_shop_and_a_day_and_the_same_in_any_order(meals: list[Meal]) -> None:
    told = signs(meals, spots=SPOTS, hours={})
    assert len({(one.kind, one.shop, one.day) for one in told}) == len(told)
    again = signs(sorted(meals, key=lambda one: one.at, reverse=True), spots=SPOTS, hours={})
    assert {(one.kind, one.shop) for one in again} == {(one.kind, one.shop) for one in told}

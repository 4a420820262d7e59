"""States of a shop's contract, what a start asks for, what a shop may change by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.mealtickets.models import Shop
from ibasho.rooms.mealtickets.rules import shops
from ibasho.rooms.mealtickets.rules.shops import Ready, Step

TODAY = date(2026, 11, 24)


def ready(**other: object) -> Ready:
    known = {"cards": True, "ribbon": False, "pin": True, "devices": 1, "tested": True, "payee": True}
    return Ready(**{**known, **other})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ("apply", "applied"),
        ("apply approve", "approved"),
        ("apply approve start", "started"),
        ("apply approve start pause", "paused"),
        ("apply approve start pause resume", "started"),
        ("apply approve start pause end", "ended"),
        ("apply refuse", "refused"),
        ("apply refuse apply approve start end apply", "applied"),
    ],
)
def test_a_contract_goes_step_by_step(steps: str, state: str) -> None:
    at = shops.NEW
    for step in steps.split():
        at = shops.after(Step(step), at)
    assert at == state


@given(st.lists(st.sampled_from(list(Step)), max_size=12))
def test_no_order_of_steps_starts_a_shop_nobody_approved(steps: list[Step]) -> None:
    state, approved = shops.NEW, False
    for step in steps:
        try:
            state = shops.after(step, state)
        except Conflict as error:
            assert error.code == "shop.moved_on"
            continue
        approved = step != Step.APPLY and (approved or step == Step.APPROVE)
        assert state in Shop.State.values
        assert state not in ("started", "paused") or approved


@pytest.mark.parametrize(
    ("other", "missing"),
    [
        ({}, ()),
        ({"devices": 0}, ("device",)),
        ({"pin": False, "devices": 0}, ("device", "pin")),
        ({"tested": False, "payee": False}, ()),
        ({"cards": False, "ribbon": True, "pin": False, "devices": 0}, ()),
        ({"ribbon": True, "pin": False}, ("pin",)),
    ],
)
def test_a_start_names_what_is_missing(other: dict[str, object], missing: tuple[str, ...]) -> None:
    assert ready(**other).missing == missing
    if missing:
        with pytest.raises(Conflict) as refused:
            shops.check_start(ready(**other))
        assert refused.value.code == shops.MISSING[missing[0]][0]
    else:
        shops.check_start(ready(**other))


def test_only_a_shop_that_takes_cards_waits_for_money() -> None:
    assert ready(payee=False).unpaid
    assert not ready(payee=False, cards=False, ribbon=True).unpaid


@pytest.mark.parametrize(
    ("field", "terms"),
    [
        ("price_yen", {"price_yen": 99}),
        ("price_yen", {"price_yen": 1_001}),
        ("meals_a_day", {"meals_a_day": 0}),
        ("meals_a_day", {"meals_a_day": 501}),
        ("cards", {"cards": False}),
    ],
)
def test_terms_out_of_bounds_name_their_field(field: str, terms: dict[str, object]) -> None:
    good = {"price_yen": 400, "meals_a_day": 20, "ribbon": False, "cards": True}
    shops.check_terms(**good)  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refused:
        shops.check_terms(**{**good, **terms})  # type: ignore[arg-type]
    assert field in refused.value.fields


@pytest.mark.parametrize("state", ["approved", "started", "paused"])
def test_what_was_agreed_is_not_changed_by_one_side(state: str) -> None:
    shops.check_agreed(state, {"child_menu", "takeout"})
    shops.check_agreed("applied", {"price_yen"})
    with pytest.raises(Conflict):
        shops.check_agreed(state, {"price_yen"})


def test_a_pause_is_true_today() -> None:
    day = timedelta(days=1)
    shops.check_pause(TODAY - day, TODAY, TODAY)
    shops.check_pause(TODAY, None, TODAY)
    for since, until in ((TODAY + day, None), (TODAY - day, TODAY - day)):
        with pytest.raises(Invalid):
            shops.check_pause(since, until, TODAY)


@pytest.mark.parametrize(
    ("hung", "used", "day"), [(-1, 0, TODAY), (0, 1_000, TODAY), (1, 1, date(2026, 11, 25))]
)
def test_ribbons_that_cannot_be_are_refused(hung: int, used: int, day: date) -> None:
    shops.check_ribbons(3, 5, TODAY, TODAY)  # more used than hung: yesterday's ribbons
    with pytest.raises(Invalid):
        shops.check_ribbons(hung, used, day, TODAY)

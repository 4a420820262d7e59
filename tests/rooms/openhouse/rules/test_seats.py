"""How long a seat is held, and when one may stay."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.openhouse.rules import seats
from ibasho.rooms.openhouse.rules.seats import Limits, Room

AT = datetime(2026, 11, 24, 17, 30, tzinfo=JST)
CLOSES = datetime(2026, 11, 24, 20, 0, tzinfo=JST)


def room(free: int, closes_at: datetime = CLOSES) -> Room:
    return Room(12, free, closes_at)


@pytest.mark.parametrize(("free", "scarce"), [(0, True), (2, True), (3, False), (12, False)])
def test_a_fifth_or_less_is_scarce(free: int, scarce: bool) -> None:
    assert room(free).is_scarce is scarce


def test_a_seat_is_held_for_the_minutes_or_to_the_end_of_the_hours() -> None:
    assert room(9).held_until(AT) == AT + timedelta(minutes=90)
    assert room(9).held_until(AT + timedelta(hours=2)) == CLOSES


def test_one_stays_at_will_while_seats_are_plenty() -> None:
    later = AT + timedelta(minutes=40)
    assert seats.longer(AT + timedelta(minutes=90), room(5), later) == later + timedelta(minutes=90)


@pytest.mark.parametrize(
    ("free", "until", "at", "code"),
    [
        (2, AT + timedelta(minutes=90), AT + timedelta(minutes=60), "seat.scarce"),
        (9, CLOSES, AT + timedelta(minutes=100), "seat.last"),
        (9, AT + timedelta(minutes=90), AT, "seat.last"),
    ],
    ids=["scarce", "end", "nothing-to-add"],
)
def test_why_one_may_not(free: int, until: datetime, at: datetime, code: str) -> None:
    with pytest.raises(Conflict) as refused:
        seats.longer(until, room(free), at)
    assert refused.value.code == code


def test_a_seat_waits_for_who_went_away_but_never_longer_than_it_was_held() -> None:
    assert seats.away_until(AT + timedelta(minutes=90), Limits(), AT) == AT + timedelta(minutes=30)
    assert seats.away_until(AT + timedelta(minutes=10), Limits(), AT) == AT + timedelta(minutes=10)


@pytest.mark.parametrize("number", [0, -1, 13, 99999])
def test_a_number_that_is_no_seat(number: int) -> None:
    with pytest.raises(Invalid):
        seats.check_number(number, 12)

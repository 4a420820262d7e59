"""Fifty press the button for ten seats at once: never one head too many, and nobody is left without an answer."""

from __future__ import annotations

from collections import Counter

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.town.places.actions import signups
from ibasho.town.places.models import Session, Signup
from ibasho.town.places.queries import signups as queries
from tests import make
from tests.together import at_once, codes

pytestmark = pytest.mark.django_db(transaction=True)
PRESSING = 50


def sign_up(day: Session, party: int, nickname: str = "あ") -> signups.Ticket:
    return signups.sign_up(
        session=day, nickname=nickname, heads={"elementary": party}, by=Actor.public(), at=make.AT
    )


def press_at_once(day: Session, parties: list[int]) -> Counter[str]:
    """What each party was answered."""
    pressed = at_once(*[lambda party=party: sign_up(day, party) for party in parties])
    return Counter(one.code if isinstance(one, Conflict) else one.signup.state for one in pressed)


def test_fifty_children_and_ten_seats() -> None:
    day = make.event_day(make.event(capacity=10, waiting_max=5))
    answers = press_at_once(day, [1] * PRESSING)
    assert answers == {"confirmed": 10, "waiting": 5, "places.signup_full": 35}
    assert queries.seats(day).taken == 10


def test_parties_of_several_heads_never_exceed_the_seats() -> None:
    day = make.event_day(make.event(capacity=10, waiting_max=6))
    answers = press_at_once(day, [1, 2, 3, 4, 5] * (PRESSING // 5))
    seats = queries.seats(day)
    assert answers.total() == PRESSING
    assert seats.taken <= 10
    assert seats.waiting <= 6
    smallest = min(Signup.objects.filter(state="waiting").values_list("party", flat=True), default=99)
    assert seats.free is not None
    assert seats.free < smallest  # nobody waits who could have come


def test_seats_given_back_while_others_press_are_never_given_twice() -> None:
    day = make.event_day(make.event(capacity=10, waiting_max=40))
    tickets = [sign_up(day, 1, "い") for _ in range(10)]
    leaving = [
        lambda one=one: signups.cancel(token=one.token, by=Actor.public(), at=make.AT) for one in tickets
    ]
    pressed = at_once(*leaving, *[lambda: sign_up(day, 1)] * 20)
    assert codes(pressed) == {"done": 30}
    seats = queries.seats(day)
    assert (seats.taken, seats.waiting) == (10, 10)

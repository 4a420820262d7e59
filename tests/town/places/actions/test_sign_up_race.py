"""Fifty press the button for ten seats at once: never one head too many, and nobody is left without an answer."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from django.db import connection

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.town.places.actions import signups
from ibasho.town.places.models import Session, Signup
from ibasho.town.places.queries import signups as queries
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
PRESSING = 50


def press_at_once(day: Session, parties: list[int]) -> Counter[str]:
    """Every party in a thread and connection of its own, all behind one barrier; what each was answered."""
    answers: list[str] = []
    together = threading.Barrier(len(parties))

    def press(party: int) -> None:
        try:
            connection.ensure_connection()
            together.wait(30)
            ticket = signups.sign_up(
                session=day, nickname="あ", heads={"elementary": party}, by=Actor.public(), at=make.AT
            )
            answers.append(ticket.signup.state)
        except Conflict as refused:
            answers.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(party,)) for party in parties]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return Counter(answers)


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
    tickets = [
        signups.sign_up(session=day, nickname="い", heads={"elementary": 1}, by=Actor.public(), at=make.AT)
        for _ in range(10)
    ]

    def give_back(token: str) -> None:
        try:
            signups.cancel(token=token, by=Actor.public(), at=make.AT)
        finally:
            connection.close()

    leaving = [threading.Thread(target=give_back, args=(ticket.token,)) for ticket in tickets]
    for thread in leaving:
        thread.start()
    answers = press_at_once(day, [1] * 20)
    for thread in leaving:
        thread.join(60)
    seats = queries.seats(day)
    assert answers.total() == 20
    assert (seats.taken, seats.waiting) == (10, 10)

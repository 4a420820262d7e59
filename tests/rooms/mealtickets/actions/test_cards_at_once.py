"""Two clerks at one moment: a card gets one successor, and the first key is made once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.mealtickets.actions import cards
from ibasho.rooms.mealtickets.models import Card, SigningKey
from tests import make
from tests.rooms.mealtickets.ground import SERVER

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(call: Callable[[], Any], times: int = 4) -> list[str]:
    def one(_: int) -> str:
        try:
            call()
        except Conflict as refused:
            return refused.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(times) as pool:
        return sorted(pool.map(one, range(times)))


def test_a_card_is_replaced_once() -> None:
    made = cards.make_sheet(count=1, given_to="", by=SERVER, at=make.AT)
    old = made.cards.get()
    outcome = at_once(lambda: cards.replace(card=old, by=SERVER, at=make.AT))
    assert outcome == ["card.replaced", "card.replaced", "card.replaced", "done"]
    assert Card.objects.count() == 2


def test_the_first_key_is_made_once() -> None:
    assert at_once(lambda: cards.make_sheet(count=2, given_to="", by=SERVER, at=make.AT)) == ["done"] * 4
    assert SigningKey.objects.count() == 1
    assert Card.objects.count() == 8

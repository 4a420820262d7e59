"""R02–R05: many at once. One card gives one meal, one nonce one answer, one yen is spent once."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.bench.redeem import fire
from tests.faults import audit, scale
from tests.faults.rig import Rig
from tests.faults.till import PATH, headers, signed

TOGETHER = scale.times(50, most=500)


def _bytes(rig: Rig, number: int, code: str, nonce: str = "") -> bytes:
    known = rig.keys[number % len(rig.keys)]
    head = {name.replace("-", "_"): value for name, value in headers(known).items() if name != "Content-Type"}
    return fire.post(PATH, json.dumps(signed(known, code, nonce=nonce, counter=number + 1)).encode(), **head)


def _sound(rig: Rig) -> None:
    with rig.audit() as connection:
        assert audit.broken(connection) == {}


def test_r02_ten_thousand_tries_on_one_card_feed_one_child(storm_rig: Rig) -> None:
    count = scale.times(500, most=10_000)
    code = storm_rig.cards.pop()
    fired = fire.fire(
        storm_rig.app.port, [_bytes(storm_rig, n, code) for n in range(count)], clients=TOGETHER
    )
    assert fired.statuses == {201: 1, 409: count - 1}
    _sound(storm_rig)
    scale.counted("R02", tries=count)


def test_r03_a_storm_of_one_nonce_is_one_meal_and_one_answer(storm_rig: Rig) -> None:
    count, till, code = scale.times(60, most=1_000), storm_rig.till(), storm_rig.cards.pop()
    item = till.item(code)
    with ThreadPoolExecutor(min(count, 32)) as many:
        told = list(many.map(lambda _: till.send(item), range(count)))
    assert {one.status for one in told} == {201}
    assert len({one.body for one in told}) == 1
    with storm_rig.audit() as connection:
        query = "select count(*) from mealtickets_redemption where nonce = %s"
        assert connection.execute(query, [item["nonce"]]).fetchone() == (1,)
    scale.counted("R03", tries=count)


@pytest.mark.parametrize("changed", ["card", "counter", "device"])
def test_r04_a_nonce_used_for_something_else_has_no_effect(storm_rig: Rig, changed: str) -> None:
    till, other = storm_rig.till(0), storm_rig.till(1)
    nonce, code = str(uuid.uuid4()), storm_rig.cards.pop()
    first = till.send(till.item(code, nonce=nonce))
    again = {
        "card": lambda: till.send(till.item(storm_rig.cards[-1], nonce=nonce)),
        "counter": lambda: till.send(till.item(code, nonce=nonce)),
        "device": lambda: other.send(other.item(code, nonce=nonce)),
    }[changed]()
    assert (first.status, again.status) == (201, 422)
    with storm_rig.audit() as connection:
        query = "select count(*) from mealtickets_redemption where nonce = %s"
        assert connection.execute(query, [nonce]).fetchone() == (1,)
    _sound(storm_rig)


def test_r05_at_the_last_yen_exactly_as_many_eat_as_there_is_money_for(storm_rig: Rig) -> None:
    """Comes last: it empties the pool. There is no reserve."""
    with storm_rig.audit() as connection:
        query = "select sum(credits_yen - debits_yen)::int from mealtickets_account where kind = 'live'"
        (left,) = connection.execute(query).fetchone() or (0,)
    meals = int(str(left)) // 400
    cards = storm_rig.cards[: meals + 50]
    assert len(cards) > meals, "more children than meals"
    fired = fire.fire(
        storm_rig.app.port, [_bytes(storm_rig, n, code) for n, code in enumerate(cards)], clients=TOGETHER
    )
    assert Counter(fired.statuses) == {201: meals, 409: len(cards) - meals}
    with storm_rig.audit() as connection:
        assert connection.execute(query).fetchone() == (left - meals * 400,)  # type: ignore[operator]
    _sound(storm_rig)
    scale.counted("R05", children=len(cards), meals=meals)

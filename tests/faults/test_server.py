"""R02–R07, R12, R14: many at once, and whatever dies. One card gives one meal, one nonce one answer, one yen is spent
once; what a shop was shown is on disk, and asking again gives the same answer.

All on one server, one copy and one planted scheme; the last test empties the pool.
"""

from __future__ import annotations

import json
import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.bench.redeem import fire
from tests.faults import audit, proxy, rig, scale
from tests.faults.rig import Rig
from tests.faults.seed import Wanted
from tests.faults.till import PATH, TRIES_MAX, Till, headers, signed

pytestmark = pytest.mark.long

TOGETHER = scale.times(50, most=500)
CYCLES_WORKER = scale.times(4, most=1_000)
CYCLES_SERVER = scale.times(2, most=200)
MEALS_A_CYCLE = 12
CUTS = scale.times(5, most=500)


@pytest.fixture(scope="module")
def standing_rig(django_db_setup: None) -> Iterator[Rig]:
    """Four tills; money for all that eat before the last yen, and a hundred cards more."""
    meals = (CYCLES_WORKER + 3 * CYCLES_SERVER + 4) * MEALS_A_CYCLE + 6 * CUTS + scale.times(50, most=1_500)
    with rig.standing("faults", Wanted(shops=4, cards=meals + 150, live_meals=meals)) as standing:
        yield standing


def _bytes(rig: Rig, number: int, code: str, nonce: str = "") -> bytes:
    known = rig.keys[number % len(rig.keys)]
    head = {name.replace("-", "_"): value for name, value in headers(known).items() if name != "Content-Type"}
    return fire.post(PATH, json.dumps(signed(known, code, nonce=nonce, counter=number + 1)).encode(), **head)


def _sound(rig: Rig) -> None:
    with rig.audit() as connection:
        assert audit.broken(connection) == {}


def test_r02_ten_thousand_tries_on_one_card_feed_one_child(standing_rig: Rig) -> None:
    count = scale.times(500, most=10_000)
    code = standing_rig.cards.pop()
    fired = fire.fire(
        standing_rig.app.port, [_bytes(standing_rig, n, code) for n in range(count)], clients=TOGETHER
    )
    assert fired.statuses == {201: 1, 409: count - 1}
    _sound(standing_rig)
    scale.counted("R02", tries=count)


def test_r03_a_storm_of_one_nonce_is_one_meal_and_one_answer(standing_rig: Rig) -> None:
    count, till, code = scale.times(60, most=1_000), standing_rig.till(), standing_rig.cards.pop()
    item = till.item(code)
    with ThreadPoolExecutor(min(count, 32)) as many:
        told = list(many.map(lambda _: till.send(item), range(count)))
    assert {one.status for one in told} == {201}
    assert len({one.body for one in told}) == 1
    with standing_rig.audit() as connection:
        query = "select count(*) from mealtickets_redemption where nonce = %s"
        assert connection.execute(query, [item["nonce"]]).fetchone() == (1,)
    scale.counted("R03", tries=count)


@pytest.mark.parametrize("changed", ["card", "counter", "device"])
def test_r04_a_nonce_used_for_something_else_has_no_effect(standing_rig: Rig, changed: str) -> None:
    till, other = standing_rig.till(0), standing_rig.till(1)
    nonce, code = str(uuid.uuid4()), standing_rig.cards.pop()
    first = till.send(till.item(code, nonce=nonce))
    again = {
        "card": lambda: till.send(till.item(standing_rig.cards[-1], nonce=nonce)),
        "counter": lambda: till.send(till.item(code, nonce=nonce)),
        "device": lambda: other.send(other.item(code, nonce=nonce)),
    }[changed]()
    assert (first.status, again.status) == (201, 422)
    with standing_rig.audit() as connection:
        query = "select count(*) from mealtickets_redemption where nonce = %s"
        assert connection.execute(query, [nonce]).fetchone() == (1,)
    _sound(standing_rig)


@contextmanager
def eating(standing: Rig, tills: list[Till], stop: threading.Event, fresh: int) -> Iterator[None]:
    """Every till goes on scanning until told to stop: `fresh` cards, and once those have eaten, the last one again."""
    floor = len(standing.cards) - fresh

    def work(till: Till) -> None:
        code = standing.cards[-1]
        while not stop.is_set():
            if len(standing.cards) > floor:
                code = standing.cards.pop()
            till.eat(code)

    threads = [threading.Thread(target=work, args=(till,)) for till in tills]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def through(standing: Rig, cycles: int, harm: Callable[[random.Random], None]) -> list[Till]:
    """Three tills eat while harm is done `cycles` times at random instants of the seed's choosing."""
    tills, chance = [standing.till(number) for number in range(3)], random.Random(scale.first_seed(cycles))
    with eating(standing, tills, threading.Event(), cycles * MEALS_A_CYCLE):
        for _ in range(cycles):
            time.sleep(chance.uniform(0.05, 0.4))
            harm(chance)
    return tills


def kept(standing: Rig, tills: list[Till]) -> int:
    """Audits, and asks every nonce again: the same answer. Returns how many meals were shown."""
    told = [one for till in tills for one in till.log]
    with standing.audit() as connection:
        assert audit.broken(connection) == {}
        assert audit.lost(connection, [(one.nonce, one.status) for one in told]) == []
    assert told, "nothing was eaten: the test showed nothing"
    assert {one.status for one in told} <= {201, 409}
    return sum(one.status == 201 for one in told)


def test_r06_a_worker_killed_in_the_middle_loses_no_meal(standing_rig: Rig) -> None:
    tills = through(
        standing_rig, CYCLES_WORKER, lambda chance: standing_rig.app.kill_worker(chance.randrange(2))
    )
    meals = kept(standing_rig, tills)
    scale.counted("R06", kills=CYCLES_WORKER, meals=meals)


def test_r07_the_database_killed_under_load_loses_no_meal(standing_rig: Rig) -> None:
    back: list[float] = []

    def kill(chance: random.Random) -> None:
        standing_rig.server.kill()
        began = time.monotonic()
        standing_rig.server.start()
        back.append(time.monotonic() - began)
        time.sleep(0.3)

    tills = through(standing_rig, CYCLES_SERVER, kill)
    meals = kept(standing_rig, tills)
    assert max(back) <= 30
    assert standing_rig.app.is_well(), "the copy heals without a restart"
    scale.counted("R07", kills=CYCLES_SERVER, meals=meals)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_r12_the_database_restarted_in_the_middle_of_requests(standing_rig: Rig, mode: str) -> None:
    tills = through(standing_rig, CYCLES_SERVER, lambda chance: standing_rig.server.restart(mode))
    told = [one for till in tills for one in till.log]
    kept(standing_rig, tills)
    assert sum(one.tries < TRIES_MAX for one in told) / len(told) >= 0.999
    scale.counted("R12", restarts=CYCLES_SERVER, answers=len(told))


def test_r14_it_was_committed_and_nobody_was_told(standing_rig: Rig) -> None:
    """The line to the database is cut after COMMIT and before its answer: asked again, the till gets the first answer."""
    chance = random.Random(scale.first_seed(1))

    def cut(sent: bytes) -> bool:
        return b"COMMIT" in sent and chance.random() < 0.4

    with (
        proxy.between(standing_rig.server.port, cut) as line,
        rig.served(standing_rig.server, line.port) as copy,
    ):
        till = Till(standing_rig.keys[3], copy.port)
        for _ in range(6 * CUTS):
            if line.cuts >= CUTS:
                break
            till.eat(standing_rig.cards.pop())
        assert line.cuts >= CUTS
        assert {one.status for one in till.log} == {201}
        kept(standing_rig, [till])
    scale.counted("R14", cuts=CUTS)


def test_r05_at_the_last_yen_exactly_as_many_eat_as_there_is_money_for(standing_rig: Rig) -> None:
    """Comes last: it empties the pool. There is no reserve."""
    with standing_rig.audit() as connection:
        query = "select sum(credits_yen - debits_yen)::int from mealtickets_account where kind = 'live'"
        (left,) = connection.execute(query).fetchone() or (0,)
    meals = int(str(left)) // 400
    cards = standing_rig.cards[: meals + 50]
    assert len(cards) > meals, "more children than meals"
    fired = fire.fire(
        standing_rig.app.port,
        [_bytes(standing_rig, n, code) for n, code in enumerate(cards)],
        clients=TOGETHER,
    )
    assert Counter(fired.statuses) == {201: meals, 409: len(cards) - meals}
    with standing_rig.audit() as connection:
        assert connection.execute(query).fetchone() == (left - meals * 400,)  # type: ignore[operator]
    _sound(standing_rig)
    scale.counted("R05", children=len(cards), meals=meals)

"""R06, R07, R12, R14: whatever dies, what a shop was shown is on disk, and asking again gives the same answer."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.faults import audit, proxy, rig, scale, server
from tests.faults.rig import Rig
from tests.faults.seed import Wanted
from tests.faults.till import TRIES_MAX, Till

CYCLES_WORKER = scale.times(4, most=1_000)
CYCLES_SERVER = scale.times(2, most=200)
MEALS_A_CYCLE = 12


@pytest.fixture(scope="module")
def killed_rig(django_db_setup: None) -> Iterator[Rig]:
    meals = (CYCLES_WORKER + 3 * CYCLES_SERVER + 2) * MEALS_A_CYCLE + 50
    with rig.standing("kill", Wanted(shops=3, cards=meals, live_meals=meals)) as standing:
        yield standing


@contextmanager
def eating(standing: Rig, tills: list[Till], stop: threading.Event) -> Iterator[None]:
    """Every till goes on scanning fresh cards, one after the other, until told to stop."""

    def work(till: Till) -> None:
        while not stop.is_set() and standing.cards:
            till.eat(standing.cards.pop())

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
    with eating(standing, tills, threading.Event()):
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


def test_r06_a_worker_killed_in_the_middle_loses_no_meal(killed_rig: Rig) -> None:
    tills = through(killed_rig, CYCLES_WORKER, lambda chance: killed_rig.app.kill_worker(chance.randrange(2)))
    meals = kept(killed_rig, tills)
    scale.counted("R06", kills=CYCLES_WORKER, meals=meals)


def test_r07_the_database_killed_under_load_loses_no_meal(killed_rig: Rig) -> None:
    back: list[float] = []

    def kill(chance: random.Random) -> None:
        killed_rig.server.kill()
        began = time.monotonic()
        killed_rig.server.start()
        back.append(time.monotonic() - began)
        time.sleep(0.3)

    tills = through(killed_rig, CYCLES_SERVER, kill)
    meals = kept(killed_rig, tills)
    assert max(back) <= 30
    assert killed_rig.app.is_well(), "the copy heals without a restart"
    scale.counted("R07", kills=CYCLES_SERVER, meals=meals)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_r12_the_database_restarted_in_the_middle_of_requests(killed_rig: Rig, mode: str) -> None:
    tills = through(killed_rig, CYCLES_SERVER, lambda chance: killed_rig.server.restart(mode))
    told = [one for till in tills for one in till.log]
    kept(killed_rig, tills)
    assert sum(one.tries < TRIES_MAX for one in told) / len(told) >= 0.999
    scale.counted("R12", restarts=CYCLES_SERVER, answers=len(told))


def test_r14_it_was_committed_and_nobody_was_told(django_db_setup: None) -> None:
    """The line to the database is cut after COMMIT and before its answer: asked again, the till gets the first answer."""
    chance, wished = random.Random(scale.first_seed(1)), scale.times(5, most=500)

    def cut(sent: bytes) -> bool:
        return b"COMMIT" in sent and chance.random() < 0.4

    with server.running("lost", rig.template()) as own:
        keys, cards = rig.planted(own, Wanted(shops=1, cards=wished * 6, live_meals=wished * 6))
        with proxy.between(own.port, cut) as line, rig.served(own, line.port) as copy:
            standing = Rig(own, copy, keys, cards)
            till = standing.till()
            while line.cuts < wished and cards:
                till.eat(cards.pop())
            assert line.cuts >= wished
            assert {one.status for one in till.log} == {201}
            kept(standing, [till])
    scale.counted("R14", cuts=wished)

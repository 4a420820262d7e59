"""W06–W38: the whole product under a crowd in all rooms, over HTTP, while machines die. What its clients were told stands on
disk, once; whoever asked again got a clear answer; nobody had to start anything by hand."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

import pytest

from tests.faults import audit, crowd, scale
from tests.faults.crowd import Log, World
from tests.faults.rig import Rig

KILLS_WEB = scale.times(4, most=1_000)
KILLS_DATABASE = scale.times(2, most=200)
MANY = scale.times(40, most=4_000)
UNCLEAR_MAX = 0.01
Town = tuple[Rig, World]


@pytest.fixture(scope="module")
def town(django_db_setup: None) -> Iterator[Town]:
    with crowd.standing("crowd", many=MANY) as standing:
        yield standing


def through(town: Town, times: int, harm: Callable[[Rig, random.Random], None]) -> Log:
    """The crowd lives on while harm is done so often, at instants of the seed's choosing."""
    rig, world = town
    chance = random.Random(scale.first_seed(times))
    with crowd.playing(rig, world, seed=scale.first_seed(times)) as log:
        for _ in range(times):
            time.sleep(chance.uniform(0.1, 0.8))
            harm(rig, chance)
    return log


def kept(rig: Rig, log: Log) -> None:
    with rig.audit() as connection:
        assert crowd.lost(connection, log) == []
        assert crowd.doubled(connection, log) == []
        assert audit.broken(connection) == {}
    assert len(log.unclear) <= UNCLEAR_MAX * len(log.deeds)
    assert sum(log.done().values()) > 0.5 * len(log.deeds), "hardly anything was done: the test showed little"


def test_w06_web_workers_killed_while_a_crowd_lives_in_all_rooms(town: Town) -> None:
    log = through(town, KILLS_WEB, lambda rig, chance: rig.app.kill_worker(chance.randrange(2)))
    kept(town[0], log)
    assert len(log.done()) >= 20, "some rooms were not lived in"
    scale.counted("W06", kills=KILLS_WEB, deeds=len(log.deeds), done=sum(log.done().values()))


def test_w07_the_database_killed_while_a_crowd_lives_in_all_rooms(town: Town) -> None:
    back: list[float] = []

    def kill(rig: Rig, chance: random.Random) -> None:
        rig.server.kill()
        began = time.monotonic()
        rig.server.start()
        back.append(time.monotonic() - began)
        time.sleep(0.5)

    log = through(town, KILLS_DATABASE, kill)
    kept(town[0], log)
    assert max(back) <= 30
    assert town[0].app.is_well(), "the copy heals without a restart"
    scale.counted("W07", kills=KILLS_DATABASE, deeds=len(log.deeds), done=sum(log.done().values()))

"""H1–H7: the city on six machines; each of them dies, is cut off, or grows slow under load. Nothing a shop was shown is
lost, nothing stands twice, every machine says of itself what is true, and who is signed in stays so.
"""

from __future__ import annotations

import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import nullcontext
from functools import partial

import psycopg
import pytest

from tests.faults import audit, scale
from tests.faults.hosts import city as cities
from tests.faults.hosts import net
from tests.faults.hosts.city import City
from tests.faults.hosts.machines import Database, Web, Worker
from tests.faults.seed import Wanted
from tests.faults.till import Till

LACKING = net.missing()
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(LACKING != "", reason=LACKING),
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1", "10.77.0.0/24"]),
]
only_long = pytest.mark.skipif(scale.FACTOR == 1, reason="make faults R=H2,H6,H7")
CYCLES = scale.times(1, most=50)
CARDS = 2_000 * min(CYCLES, 10)


@pytest.fixture(scope="module")
def city(django_db_setup: None) -> Iterator[City]:
    with cities.standing("test", Wanted(shops=4, cards=CARDS, live_meals=CARDS)) as standing:
        yield standing


def _chance() -> random.Random:
    return random.Random(scale.first_seed(CYCLES))


def _shown(tills: list[Till]) -> int:
    return sum(one.status == 201 for till in tills for one in till.log)


def _goes_on(city: City, tills: list[Till], seconds: float = 40) -> float:
    """Seconds until shops are shown something clear again."""
    before = sum(len(till.log) for till in tills)
    return city.until(
        "shops are answered", seconds, lambda: sum(len(till.log) for till in tills) > before + 3
    )


def _says(web: Web, *words: str | None) -> bool:
    """Of its database; None: it does not answer at all."""
    return web.health().get("database") in words


def _lets_go(city: City, web: Web) -> bool:
    held = f"select count(*) from pg_stat_activity where client_addr = '{web.host.address}'"
    return bool(city.primary.asked(held) == 0)


def _state(city: City, job: int) -> str:
    return str(city.primary.asked(f"select status from procrastinate_jobs where id = {job}"))


def _is_done(city: City, job: int) -> bool:
    return _state(city, job) == "succeeded"


def _all_well(city: City) -> None:
    city.keep_up()
    city.until(
        "every machine says that all is well", 90,
        lambda: [web.health().get("status") for web in city.webs] == ["ok", "ok"],
    )  # fmt: skip
    assert [web.get("/ops/", city.cookie)[0] for web in city.webs] == [200, 200], (
        "signed in once, known to both"
    )


def _other(city: City, web: Web) -> Web:
    return next(one for one in city.webs if one is not web)


def test_h1_a_web_machine_dies_and_the_other_answers(city: City) -> None:
    _all_well(city)
    chance = _chance()
    with city.eating() as tills:
        for _ in range(CYCLES):
            for web in city.webs:
                web.wait()
            web = chance.choice(city.webs)
            time.sleep(chance.uniform(0.2, 0.6))
            web.kill()
            _goes_on(city, tills)
            assert web.health() == {}
            assert _other(city, web).get("/ops/", city.cookie)[0] == 200
            web.start()
    scale.counted("H1", kills=CYCLES, meals=city.sound(tills))


@only_long
def test_h2_a_web_machine_is_cut_off_and_holds_nothing_up(city: City) -> None:
    """It may hold rows locked: the database lets go of it by itself, for nobody answers its probes."""
    chance = _chance()
    with city.eating() as tills:
        for _ in range(CYCLES):
            web = chance.choice(city.webs)
            time.sleep(chance.uniform(0.2, 0.6))
            web.host.cut()
            _goes_on(city, tills)
            city.until("the database lets go of it", 30, partial(_lets_go, city, web))  # 14 s of probes
            with web.host.inside():
                city.until("whoever probes it knows", 60, partial(_says, web, "unreachable", None))
            web.host.mend()
            web.wait()
    scale.counted("H2", cuts=CYCLES, meals=city.sound(tills))


def _begun(city: City, pool: int) -> tuple[int, Worker, psycopg.Connection[tuple[object, ...]]]:
    """A job that brings out a week's tickets, in the middle: it waits for the pool, which a connection of ours holds."""
    holder = city.primary.connect()
    holder.execute("begin")
    holder.execute("select 1 from mealtickets_pool where id = %s for update", [pool])
    job = city.primary.asked(
        "insert into procrastinate_jobs (queue_name, task_name, args) values "
        f"('default', 'mealtickets.offer_pool', '{{\"pool_id\": {pool}}}') returning id"
    )
    waiting = "select host(client_addr) from pg_stat_activity where wait_event_type = 'Lock' and query like '%mealtickets_pool%'"
    city.until("a worker is at it", 30, lambda: city.primary.asked(waiting) is not None)
    address = city.primary.asked(waiting)
    return int(job), next(one for one in city.workers if one.host.address == address), holder


def test_h3_a_worker_dies_in_the_middle_of_a_job_and_the_other_does_it_once(city: City) -> None:
    """Time passes by the hand of the test in the short form; in the long one the minute of the clock is waited for."""
    pool, offers = (
        city.primary.asked("select min(id) from mealtickets_pool"),
        "select count(*) from mealtickets_offer",
    )
    for _ in range(CYCLES):
        before = city.primary.asked(offers)
        job, worker, holder = _begun(city, pool)
        with holder:
            worker.kill()
            assert _state(city, job) == "doing", "nobody but the dead worker had it"
            if scale.FACTOR == 1:
                city.primary.asked(
                    "update procrastinate_workers set last_heartbeat = now() - interval '1 hour' where id = "
                    f"(select worker_id from procrastinate_jobs where id = {job}) returning id"
                )
                city.primary.asked(
                    "insert into procrastinate_jobs (queue_name, task_name, args) values "
                    "('default', 'web.take_over', '{\"timestamp\": 0}') returning id"
                )
        city.until("the other worker has done it", 150, partial(_is_done, city, job))
        assert city.primary.asked(f"select attempts from procrastinate_jobs where id = {job}") == 2
        assert city.primary.asked(offers) - before <= 1
        worker.start()
    assert city.primary.asked(
        "select count(*) from mealtickets_offer group by pool_id, week order by 1 desc"
    ) in (None, 1)
    city.sound([])
    scale.counted("H3", kills=CYCLES)


def test_h4_the_replica_is_gone_and_nothing_is_acknowledged_until_somebody_decides(city: City) -> None:
    """The operator decides, or the watcher; it is cut off, or dead."""
    _all_well(city)
    with city.eating() as tills:
        for cycle in range(CYCLES):
            (city.replica.host.cut if cycle % 2 == 0 else city.replica.kill)()
            city.until(
                "a machine says that commits wait", 30,
                lambda: "waiting" in [web.health().get("database") for web in city.webs],
            )  # fmt: skip
            shown = _shown(tills)
            time.sleep(1)
            assert _shown(tills) == shown, "no ○ that the replica does not know"
            with city.watched(2) if cycle % 4 > 1 else nullcontext() as by_itself:
                _alone(city, by_itself=by_itself is not None)
                _goes_on(city, tills)
                refused = city.operator("promote")
                assert refused.returncode != 0 and "lacks what came since" in refused.stderr
                (city.replica.host.mend if cycle % 2 == 0 else city.replica.start)()
                _together(city, by_itself=by_itself is not None)
    scale.counted("H4", gone=CYCLES, meals=city.sound(tills))


def _alone(city: City, *, by_itself: bool) -> None:
    """The primary commits without its replica."""
    decided = (
        (lambda: city.commits_alone) if by_itself else (lambda: city.operator("release").returncode == 0)
    )
    city.until("somebody decides", 30, decided)


def _together(city: City, *, by_itself: bool) -> None:
    """Commits wait for the replica again."""
    back = (
        (lambda: not city.commits_alone) if by_itself else (lambda: city.operator("restore").returncode == 0)
    )
    city.until("the replica has caught up", 60, back)
    assert not city.commits_alone


def _rejoined(city: City, old: Database) -> None:
    """The machine that took writes before becomes the replica."""
    old.copy_of(city.primary)
    old.start()
    city.until("the old machine has caught up", 60, lambda: city.operator("restore").returncode == 0)


def test_h5_the_primary_dies_the_replica_takes_over_and_the_copy_finds_it(city: City) -> None:
    """In the short form it is the last: what died stays so."""
    _all_well(city)
    back: list[float] = []
    with city.eating() as tills:
        for _ in range(CYCLES):
            time.sleep(_chance().uniform(0.3, 0.8))
            city.primary.kill()
            done = city.operator("promote")
            assert done.returncode == 0, done.stderr
            city.turned()
            back.append(_goes_on(city, tills))
            city.until(
                "both say so", 30, lambda: [web.health().get("database") for web in city.webs] == ["ok", "ok"]
            )
            if scale.FACTOR > 1:
                _rejoined(city, city.replica)
                city.keep_up()
    assert [web.get("/ops/", city.cookie)[0] for web in city.webs] == [200, 200], (
        "whoever is signed in stays so"
    )
    scale.counted("H5", failovers=CYCLES, meals=city.sound(tills))
    scale.measured("H5", seconds_until_answered=round(max(back), 1))


@only_long
def test_h5_without_a_replica_that_is_waited_for_meals_are_lost(city: City) -> None:
    """The control: why commits wait, and why the note forbids to promote. Somebody tears the note up."""
    _all_well(city)
    city.replica.host.cut()
    _alone(city, by_itself=False)
    with city.eating() as tills:
        _goes_on(city, tills)
    city.primary.kill()
    city.replica.host.mend()
    (city.folder / "alone").unlink()
    assert city.operator("promote").returncode == 0
    city.turned()
    told = [(one.nonce, one.status) for till in tills for one in till.log]
    with city.primary.connect() as connection:
        assert audit.lost(connection, told) != [], "the rig bites"
    _rejoined(city, city.replica)


class _Commit(threading.Thread):
    """A client on one machine that writes to a database and waits to be told that it stands."""

    def __init__(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        super().__init__(daemon=True)
        self.told, self._connection = "", connection

    def run(self) -> None:
        try:
            self._connection.execute("create table split_brain ()")
            self.told = "stands"
        except psycopg.Error:
            self.told = "refused"


@only_long
def test_h6_a_primary_that_half_the_city_still_sees_can_acknowledge_nothing(city: City) -> None:
    """It hears one web machine, and neither its replica nor the rest: the replica is promoted meanwhile."""
    here = city.net.here
    with city.eating() as tills:
        for cycle in range(CYCLES):
            old, near = city.primary, city.webs[cycle % 2]
            far = [_other(city, near).host, here, city.replica.host, *(one.host for one in city.workers)]
            with near.host.inside():
                commit = _Commit(old.connect())
            old.host.deaf_to(*far)
            city.replica.host.deaf_to(old.host)
            commit.start()
            done = city.operator("promote")
            assert done.returncode == 0, done.stderr
            city.turned()
            commit.join(5)
            assert commit.told == "", (
                "the old primary acknowledges nothing: its replica is somebody else's now"
            )
            with near.host.inside():
                city.until("who still sees it says so", 40, partial(_says, near, "waiting", None))
            old.kill()  # the fence
            commit.join(10)
            assert commit.told == "refused"
            _goes_on(city, tills, 60)
            old.host.hears(*far)
            city.primary.host.hears(old.host)
            _rejoined(city, old)
            city.keep_up()
    _all_well(city)
    assert city.primary.asked("select to_regclass('split_brain')") is None
    scale.counted("H6", splits=CYCLES, meals=city.sound(tills))


@only_long
def test_h7_a_web_machine_that_hangs_and_wakes_up_does_nothing_twice(city: City) -> None:
    _all_well(city)
    chance = _chance()
    with city.eating() as tills:
        for _ in range(CYCLES):
            web = chance.choice(city.webs)
            web.signal(signal.SIGSTOP)
            time.sleep(chance.uniform(1, 10))
            _goes_on(city, tills)
            web.signal(signal.SIGCONT)
            web.wait()
    scale.counted("H7", hangs=CYCLES, meals=city.sound(tills))

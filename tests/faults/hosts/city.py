"""One city on six machines, and its tills before them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import psycopg

from config import postgres
from tests.faults import app, audit, crowd, rig, scale
from tests.faults.app import ROOT
from tests.faults.hosts import front, net
from tests.faults.hosts.front import Far, Front
from tests.faults.hosts.machines import WEB_PORT, Database, Service, Web, Worker
from tests.faults.hosts.net import Host, Network
from tests.faults.rig import Rig
from tests.faults.seed import TillKey, Wanted
from tests.faults.till import Till

SCRIPT = ROOT / "docs" / "operations" / "database.sh"
WORKER_SILENT_SECONDS = 25  # a worker beats every ten


@dataclass(slots=True)
class City:
    net: Network
    folder: Path
    webs: list[Web]
    workers: list[Worker]
    databases: list[Database]
    front: Front
    rig: Rig
    cookie: str
    tills: list[Till] = field(default_factory=list)
    world: crowd.World | None = None  # of the crowd, in long runs
    log: crowd.Log | None = None  # what the crowd was told while it last played

    @property
    def primary(self) -> Database:
        return self.databases[0]

    @property
    def replica(self) -> Database:
        return self.databases[1]

    def turned(self) -> None:
        """The other database takes writes now."""
        self.databases.reverse()

    def operator(self, *words: str, fence: str = "") -> subprocess.CompletedProcess[str]:
        """What the operator types: docs/operations/database.sh, from the machine before the web machines."""
        return subprocess.run(
            ["sh", SCRIPT, *words], env=self._operators(fence), capture_output=True, text=True, check=False
        )

    @contextmanager
    def watched(self, seconds: int) -> Iterator[subprocess.Popen[bytes]]:
        """The watcher runs while the block does."""
        with subprocess.Popen(
            ["sh", SCRIPT, "watch", str(seconds)], env=self._operators(""), start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as watcher:  # fmt: skip
            try:
                yield watcher
            finally:
                os.killpg(watcher.pid, signal.SIGTERM)

    def _operators(self, fence: str) -> dict[str, str]:
        both = " ".join(f"{one.host.address}:{one.port}" for one in self.databases)
        return {
            **os.environ, "PATH": f"{postgres.bin_dir()}:{os.environ['PATH']}", "DATABASES": both, "FENCE": fence,
            "PGUSER": postgres.SUPERUSER, "NOTE": str(self.folder / "alone"),
        }  # fmt: skip

    @property
    def commits_alone(self) -> bool:
        return (self.folder / "alone").exists()

    @contextmanager
    def eating(self, tills: int = 3, pause: float = 0.1) -> Iterator[list[Till]]:
        """Every till scans cards until the block ends; when no card is left, the last ones again."""
        found, stop = [self.rig.till(number) for number in range(tills)], threading.Event()
        for till in found:  # a device's numbers only grow
            till.counter = 1_000 * (len(self.tills) + 1)
        self.tills += found

        def work(till: Till) -> None:
            while not stop.wait(pause):
                code = self.rig.cards.pop() if len(self.rig.cards) > 1 else self.rig.cards[0]
                till.eat(code)

        threads = [threading.Thread(target=work, args=(till,)) for till in found]
        for thread in threads:
            thread.start()
        try:
            with self._living():
                yield found
        finally:
            stop.set()
            for thread in threads:
                thread.join()

    @contextmanager
    def _living(self) -> Iterator[None]:
        """The crowd lives in all rooms meanwhile."""
        if self.world is None:
            yield
            return
        with crowd.playing(self.rig, self.world, hands=3, rate=3, whole=False) as self.log:
            yield

    def sound(self, tills: list[Till]) -> int:
        """Every promise holds; nothing a shop was shown is lost or doubled. Returns how many meals were shown."""
        told = [one for till in tills for one in till.log]
        with self.primary.connect() as connection:
            assert audit.broken(connection) == {}
            assert audit.lost(connection, [(one.nonce, one.status) for one in told]) == []
            assert _twice(connection) == []
            if self.log is not None:
                gone, twice = crowd.lost(connection, self.log), crowd.doubled(connection, self.log)
                assert not gone and not twice, f"lost: {gone[:5]}; twice: {twice[:5]}"
        assert {one.status for one in told} <= {201, 409}
        shown = sum(one.status == 201 for one in told)
        # At 00:01 the workers take back tickets of yesterday, and all that was planted is of yesterday.
        assert shown or not tills, (
            "no child ate: nothing was shown (a run just after midnight is to be repeated)"
        )
        return shown

    def keep_up(self) -> None:
        for worker in self.workers:
            worker.keep_up()

    def until(self, what: str, seconds: float, true: Callable[[], bool]) -> float:
        """Seconds until `true()` is; AssertionError with `what` where it never is."""
        began = time.monotonic()
        while not true():
            assert time.monotonic() - began < seconds, f"not within {seconds:.0f} s: {what}"
            time.sleep(0.1)
        return time.monotonic() - began


def _twice(connection: psycopg.Connection[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Jobs of the clock that were asked for twice for one moment, by two workers."""
    query = """select task_name, args->>'timestamp', count(*) from procrastinate_jobs
               where args ? 'timestamp' group by 1, 2 having count(*) > 1"""
    return connection.execute(query).fetchall()


@contextmanager
def standing(name: str, wanted: Wanted) -> Iterator[City]:
    """Two web machines, two workers, a primary with a replica it waits for, and a front; all of it gone afterwards."""
    folder = postgres.base_dir() / f"hosts-{name}-{os.getpid()}"
    folder.mkdir(parents=True)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        network = stack.enter_context(net.network())
        host = {each: network.host(each) for each in ("web1", "web2", "worker1", "worker2", "db1", "db2")}
        databases = [
            Database(folder.with_name(f"{folder.name}-{each}"), host[each]) for each in ("db1", "db2")
        ]
        for database in databases:
            stack.callback(database.gone)
        environment = _environment(databases, host, folder)
        webs = [Web(host[each], environment) for each in ("web1", "web2")]
        workers = [Worker(host[each], environment) for each in ("worker1", "worker2")]
        services: list[Service] = [*webs, *workers]
        for service in services:
            stack.callback(service.kill)
        _fill(databases)
        keys, cards, cookie = _planted(databases[0], wanted)
        for service in services:
            service.start()
        line = stack.enter_context(front.before([Far(web.host.address, WEB_PORT) for web in webs]))
        known = Rig(databases[0], cast(app.App, SimpleNamespace(port=line.port)), keys, cards)
        city = City(network, folder, webs, workers, databases, line, known, cookie)
        _paired(city)
        if scale.FACTOR > 1:
            city.world = crowd.planted(known, many=40 * scale.FACTOR)
        for web in webs:
            web.wait()
        yield city


def _environment(databases: list[Database], host: dict[str, Host], folder: Path) -> dict[str, str]:
    """What a city would set, the same on every machine."""
    where = ",".join(f"{one.host.address}:{one.port}" for one in databases)
    name = databases[0].url().rpartition("/")[2]
    urls = [f"postgresql://{user}@{where}/{name}" for user in (postgres.APP, postgres.OWNER)]
    names = ",".join(["localhost", *(one.address for one in host.values())])
    return {
        **app.environment(*urls), "ALLOWED_HOSTS": names, "IBASHO_MEDIA": str(folder / "media"),
        "WORKER_SILENT_SECONDS": str(WORKER_SILENT_SECONDS),
    }  # fmt: skip


def _fill(databases: list[Database]) -> None:
    primary, replica = databases
    primary.initialise()
    primary.start()
    primary.fill_from(rig.template())
    replica.copy_of(primary)
    replica.start()


def _planted(primary: Database, wanted: Wanted) -> tuple[list[TillKey], list[str], str]:
    """The scheme, and somebody who is signed in, by one process."""
    path, cookie = primary.folder.with_suffix(".json"), primary.folder.with_suffix(".cookie")
    told = (
        "from tests.faults import planting, seed; from tests.faults.hosts import planting as people; "
        f"planting.write({str(path)!r}, seed.Wanted(**{asdict(wanted)!r})); people.sign_in({str(cookie)!r})"
    )
    done = subprocess.run(
        [sys.executable, "-m", "django", "shell", "--no-imports", "-c", told], cwd=ROOT, capture_output=True, text=True,
        env=app.environment(primary.url(), primary.url(postgres.OWNER)), check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found, known = json.loads(path.read_text()), json.loads(cookie.read_text())
    path.unlink()
    cookie.unlink()
    return [TillKey(**row) for row in found["tills"]], found["cards"], str(known["cookie"])


def _paired(city: City) -> None:
    """From here on commits wait for the replica."""
    city.until("the replica listens", 30, lambda: city.operator("restore").returncode == 0)

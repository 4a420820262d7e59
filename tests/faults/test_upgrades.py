"""R25, R26: a newer release comes while children eat, and a database of every release so far comes to today's.

`CONTRACTS=<release> pytest tests/faults/test_upgrades.py tests/contracts` keeps today's database as that release's.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from config import postgres
from tests.contracts import replaying
from tests.faults import app, audit, rig, scale
from tests.faults.rig import Rig
from tests.faults.seed import Wanted
from tests.faults.server import Server
from tests.faults.till import Told

pytestmark = pytest.mark.long

RATE = 50  # requests a second
MEALS = scale.times(100, most=3_000)
DUMP, REPORT = "database.dump", "reports.json"
ANSWERED_MEANWHILE = 10


@pytest.fixture(scope="module")
def story(django_db_setup: None) -> Iterator[Rig]:
    with rig.standing("upgrades", Wanted(shops=4, cards=MEALS + 60, live_meals=MEALS + 60)) as standing:
        yield standing


def django(server: Server, *arguments: str, database: str = "", settings: str = "config.settings") -> str:
    """A command as the owner, on this server."""
    urls = [server.url(role) for role in (postgres.APP, postgres.OWNER)]
    if database:
        urls = [url.rpartition("/")[0] + f"/{database}" for url in urls]
    environment = {**app.environment(*urls), "IBASHO_DB_ROLE": "owner", "DJANGO_SETTINGS_MODULE": settings}
    command = [sys.executable, "-m", "django", *arguments]
    done = subprocess.run(command, cwd=app.ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    return done.stdout


class Eating:
    """Four tills, fifty requests a second together; `answers` as they come."""

    def __init__(self, standing: Rig, meals: int) -> None:
        self.answers: list[Told] = []
        self._threads = [threading.Thread(target=self._eat, args=(standing, n, meals // 4)) for n in range(4)]
        for one in self._threads:
            one.start()

    def _eat(self, standing: Rig, number: int, meals: int) -> None:
        till, began = standing.till(number), time.monotonic()
        for count in range(meals):
            time.sleep(max(0.0, began + count * 4 / RATE - time.monotonic()))
            self.answers.append(till.eat(standing.cards.pop()))

    def end(self) -> list[Told]:
        for one in self._threads:
            one.join()
        return self.answers


@contextmanager
def long_reader(server: Server) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Somebody's report, in the middle of its transaction."""
    with server.connect() as connection, connection.transaction():
        connection.execute("select count(*) from mealtickets_redemption")
        yield connection


def _let_go_after(eating: Eating, more: int, seconds: float) -> int:
    """Waits until so many were answered (or it takes too long); how many were."""
    before, until = len(eating.answers), time.monotonic() + seconds
    while len(eating.answers) < before + more and time.monotonic() < until:
        time.sleep(0.02)
    return len(eating.answers) - before


def test_r25_tables_change_while_children_eat_and_somebody_reads_for_long(story: Rig) -> None:
    said: list[str] = []
    change = threading.Thread(
        target=lambda: said.append(
            django(story.server, "migrate_gently", settings="tests.faults.later.settings")
        )
    )
    with long_reader(story.server):
        change.start()
        _wait_for_change(story.server)
        eating = Eating(story, MEALS)
        answered = _let_go_after(eating, ANSWERED_MEANWHILE, 60)
        _wait_for_change(story.server)  # it tries again, and children went on eating in between
    change.join()
    told = eating.end()
    assert answered >= ANSWERED_MEANWHILE, "they would have waited for the reader"
    assert "待っています" in said[0]
    assert [one.status for one in told if one.status != 201] == []
    with story.audit() as connection:
        assert audit.broken(connection) == {}
        assert audit.lost(connection, [(one.nonce, one.status) for one in told]) == []
        colours = connection.execute("select distinct colour from mealtickets_redemption").fetchall()
        assert colours == [("green",)], "also of those written by processes that know of no colour"
        valid = connection.execute(
            "select indisvalid from pg_index where indexrelid = 'redemption_colour'::regclass"
        ).fetchone()
        assert valid == (True,)
    django(story.server, "migrate", "later", "zero", settings="tests.faults.later.settings")
    scale.counted("R25", requests=len(told), failed=sum(one.status != 201 for one in told), changes=2)


def test_r25_without_a_short_lock_timeout_they_would_have_waited(story: Rig) -> None:
    """The control: the same change, with nothing that makes it step back."""

    def change() -> None:
        with story.server.connect(postgres.OWNER) as connection:
            connection.execute("set lock_timeout = 0")
            connection.execute("alter table mealtickets_redemption add column size int")
            connection.execute("alter table mealtickets_redemption drop column size")

    waiting = threading.Thread(target=change)
    with long_reader(story.server):
        waiting.start()
        _wait_for_change(story.server)
        eating = Eating(story, 4)
        assert _let_go_after(eating, 1, 2.0) == 0
    waiting.join()
    assert [one.status for one in eating.end()] == [201] * 4


def _wait_for_change(server: Server) -> None:
    """Until somebody stands in line to change the table."""
    query = "select 1 from pg_locks where mode = 'AccessExclusiveLock' and not granted and relation = 'mealtickets_redemption'::regclass"
    until = time.monotonic() + 60
    with server.connect() as connection:
        while connection.execute(query).fetchone() is None:
            assert time.monotonic() < until, "nobody came to change it"
            time.sleep(0.02)


@pytest.mark.skipif(not replaying.FREEZING, reason="CONTRACTS=<release> keeps today's database")
def test_r26_todays_database_is_kept_as_a_releases(story: Rig) -> None:
    folder = replaying.FROZEN / replaying.FREEZING
    _ran(
        "pg_dump",
        "-Fc",
        "-Z",
        "9",
        "--no-sync",
        "-f",
        str(folder / DUMP),
        story.server.url(postgres.SUPERUSER),
    )
    _report(story.server, folder / REPORT)


@pytest.mark.parametrize("release", replaying.releases())
def test_r26_a_database_of_an_earlier_release_comes_to_today_to_the_yen(
    story: Rig, release: str, tmp_path: Path
) -> None:
    name, folder = f"release_{release.replace('-', '_')}", replaying.FROZEN / release
    with story.server.connect(database="postgres") as admin:
        admin.execute(f"create database {name} owner {postgres.OWNER}")
    target = story.server.url(postgres.SUPERUSER).rpartition("/")[0] + f"/{name}"
    _ran("pg_restore", "-d", target, "--exit-on-error", str(folder / DUMP))
    began = time.monotonic()
    django(story.server, "migrate_gently", database=name)
    django(story.server, "grant_app_role", database=name)
    took = time.monotonic() - began
    _report(story.server, tmp_path / REPORT, database=name)
    assert json.loads((tmp_path / REPORT).read_text()) == json.loads((folder / REPORT).read_text())
    with psycopg.connect(target) as connection:
        assert audit.broken(connection) == {}
    scale.counted("R26", releases=1)
    scale.measured("R26", migrate_s=round(took, 1))


def _report(server: Server, path: Path, database: str = "") -> None:
    django(
        server, "shell", "--no-imports", "-c", f"from tests.faults import reporting; reporting.write({str(path)!r})", database=database,
    )  # fmt: skip


def _ran(program: str, *arguments: str) -> None:
    done = subprocess.run(
        [postgres.bin_dir() / program, *arguments], capture_output=True, text=True, check=False, env={**os.environ, "PGTZ": "UTC"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]

"""A planted scheme on a stopped server, ready to be taken over by any disk, and one copy whose database may come and go."""

from __future__ import annotations

import os
import pwd
import random
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from config import postgres
from tests.faults import app, proxy, rig, server
from tests.faults.app import App
from tests.faults.power import full, mount
from tests.faults.power.full import Small
from tests.faults.proxy import Weather
from tests.faults.seed import TillKey, Wanted
from tests.faults.server import Server
from tests.faults.till import Till

# Little memory and little room: pages leave it, checkpoints come and segments turn round while a test looks on.
SMALL = {
    "shared_buffers": "16MB", "min_wal_size": "32MB", "max_wal_size": "64MB", "io_method": "sync",
    "checkpoint_completion_target": "0.1", "bgwriter_delay": "10ms", "autovacuum_naptime": "2s",
}  # fmt: skip


PAGE = 8192


@dataclass(slots=True)
class Ground:
    """`base` holds the folder `data` of a server that was stopped in order. `app` finds its database on `port`, behind a line
    with `weather`; its `photos` and its `words` (logs) lie on small disks."""

    base: Path
    port: int
    app: App
    weather: Weather
    photos: Small
    words: Small
    keys: list[TillKey]
    cards: list[str]

    def till(self, number: int = 0) -> Till:
        return Till(self.keys[number % len(self.keys)], self.app.port)

    def server(self, root: Path) -> Server:
        return Server(root, self.port, **SMALL)

    def beside(self, name: str) -> Path:
        return self.base.with_name(f"{self.base.name}-{name}")


@contextmanager
def standing(name: str, wanted: Wanted) -> Iterator[Ground]:
    with server.running(name, rig.template()) as own, ExitStack() as stack:
        keys, cards = rig.planted(own, wanted)
        beside = own.folder.with_name
        photos = stack.enter_context(full.small(beside(f"{own.folder.name}-photos"), 2 << 20))
        words = stack.enter_context(full.small(beside(f"{own.folder.name}-words"), 1 << 20))
        line = stack.enter_context(proxy.between(own.port))
        copy = App(
            {**app.environment(own.url(port=line.port), own.url(postgres.OWNER)), "IBASHO_MEDIA": str(photos.root)},
            before=("sh", "-c", f'exec "$@" >>{words.root}/app.log 2>&1', "sh"),
        )  # fmt: skip
        stack.callback(copy.end)
        copy.wait()
        own.stop("fast")
        yield Ground(own.folder, own.port, copy, line.weather, photos, words, keys, cards)


@contextmanager
def copied(ground: Ground, root: Path) -> Iterator[Server]:
    """A server on a copy of the base, at a folder that may stand already."""
    shutil.copytree(ground.base, root, dirs_exist_ok=True)
    belongs(root)
    root.chmod(0o700)
    own = ground.server(root)
    try:
        yield own
    finally:
        own.stop()
        own.folder.with_suffix(".log").unlink(missing_ok=True)


def move_wal(root: Path, to: Path) -> None:
    """The server's log gets a disk of its own."""
    moved = shutil.move(root / "data" / "pg_wal", to / "pg_wal")
    (root / "data" / "pg_wal").symlink_to(moved)
    belongs(to)


def belongs(root: Path) -> None:
    """To whom PostgreSQL runs as, with all that lies in it."""
    if user := Server.user():
        known = pwd.getpwnam(user)
        for path in (root, *root.rglob("*")):
            os.lchown(path, known.pw_uid, known.pw_gid)


@dataclass(slots=True)
class Told:
    """What a shop was shown, and how long the disk's log was by then."""

    nonce: str
    status: int
    position: int


@dataclass(slots=True)
class Lived:
    """A stretch of life on a disk: all that was written, and what people were told meanwhile."""

    log: list[tuple[object, ...]]
    told: list[Told] = field(default_factory=list)

    def shown(self, position: int) -> list[tuple[str, int]]:
        return [(one.nonce, one.status) for one in self.told if one.position <= position]


def lived(ground: Ground, seconds: float, seed: int, **options: str) -> Lived:
    """Three tills eat for a while on a server whose disk writes everything down, checkpoints at random instants among it."""
    root, told = ground.beside("disk"), list[Told]()
    with mount.mounted(ground.base, root) as disk:
        own = Server(root, ground.port, **{**SMALL, **options})
        own.start()
        stop, cards = threading.Event(), list(ground.cards)

        def eat(till: Till) -> None:
            while not stop.is_set() and cards:
                one = till.eat(cards.pop())
                told.append(Told(one.nonce, one.status, disk.position()))

        threads = [threading.Thread(target=eat, args=(ground.till(number),)) for number in range(3)]
        for thread in threads:
            thread.start()
        try:
            _checkpoints(own, seconds, random.Random(seed))
        finally:
            stop.set()
            for thread in threads:
                thread.join()
            log = disk.log()
            own.kill()
            own.folder.with_suffix(".log").unlink()
    return Lived(log, told)


def _checkpoints(own: Server, seconds: float, chance: random.Random) -> None:
    until = time.monotonic() + seconds
    with own.connect() as connection:
        while time.monotonic() < until:
            time.sleep(chance.uniform(0.2, 0.8))
            connection.execute("checkpoint")


def indexes_apart(connection: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    """Plain B-tree indexes that do not lead to exactly the rows of their table (what amcheck calls heapallindexed)."""
    query = """
        select i.indexrelid::regclass::text, i.indrelid::regclass::text,
            (select string_agg(quote_ident(attname), ',' order by place) from unnest(i.indkey::int[]) with ordinality k(key, place)
             join pg_attribute on attrelid = i.indrelid and attnum = key)
        from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am on pg_am.oid = c.relam
        join pg_namespace n on n.oid = c.relnamespace
        where amname = 'btree' and n.nspname in ('public', 'pg_catalog') and indpred is null and indexprs is null
            and pg_relation_size(i.indrelid) > 0
    """
    found = []
    rows = connection.execute(query).fetchall()
    for index, table, columns in rows:
        sums = []
        for seq, other in (("on", "off"), ("off", "on")):
            connection.execute(
                f"set enable_seqscan = {seq}; set enable_indexscan = {other}; set enable_indexonlyscan = {other}; set enable_bitmapscan = off; set enable_sort = {seq}"
            )
            asked = f"select count(*), sum(hashtid(ctid)) from (select ctid from {table} order by {columns}) found"
            sums.append(connection.execute(asked).fetchone())
        if sums[0] != sums[1]:
            found.append(f"{index}: {sums}")
    return found


def floor_to_pages(data: Path) -> None:
    """A file that was being made longer may end in half a page. PostgreSQL counts whole pages and writes over the rest;
    `pg_checksums` counts bytes and would stop there."""
    for path in (*data.glob("base/*/*"), *data.glob("global/*")):
        if path.name[0].isdigit():
            os.truncate(path, path.stat().st_size // PAGE * PAGE)

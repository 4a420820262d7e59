"""R08, R10, R11, R13: what money and meals stand on forgets, tears, fails, fills up, is slow. No ○ that was shown is lost, nobody is
refused rudely, and all is well again without a hand.

R08: one run through the HTTP door is written down by the disk; cuts are made from that afterwards, as many as wanted.
"""

from __future__ import annotations

import errno
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

import psycopg
import pytest

from tests.faults import audit, scale
from tests.faults.power import cuts, full, ground, mount, people
from tests.faults.power.disk import Disk
from tests.faults.power.ground import Ground, Lived
from tests.faults.power.mount import Mounted
from tests.faults.power.people import Seen
from tests.faults.proxy import Weather
from tests.faults.seed import Wanted
from tests.faults.server import Server
from tests.faults.till import CLEAR, Till

pytestmark = [pytest.mark.skipif(not mount.may_mount("fuse"), reason=mount.NOT_HERE), pytest.mark.long]
CUTS = scale.times(3, most=60)
SECONDS = min(20.0, 1.5 * scale.FACTOR)
CARDS = scale.times(200, most=3_000)
FAILURES = scale.times(4, most=40)
ROUNDS = scale.times(1, most=3)
STORM_SECONDS = min(30.0, 5.0 * scale.FACTOR)
STANDS_SECONDS = 20.0
READERS = 10  # more than the copy has threads
MEMORY = Path("/dev/shm")  # where it stands, a folder of PostgreSQL is laid out in a moment


@pytest.fixture(scope="module")
def planted(django_db_setup: None) -> Iterator[Ground]:
    with ground.standing("disks", Wanted(shops=3, cards=CARDS, live_meals=CARDS)) as standing:
        yield standing


def sound(own: Server, tills: list[Till]) -> None:
    """Every promise holds, and whatever a shop was shown is there."""
    told = [(one.nonce, one.status) for till in tills for one in till.log]
    with own.connect() as connection:
        assert audit.broken(connection) == {}
        assert audit.lost(connection, told) == []


# --- R08 --------------------------------------------------------------------------------------------------
def after_cuts(planted: Ground, run: Lived, count: int, seed: int) -> Iterator[list[str]]:
    """Cuts the run at random instants, in the order of time. Gives what is wrong after each: nothing, where all is well."""
    base, chance = Disk(), Random(seed)
    base.load(planted.base)
    replay = cuts.Replay(base, run.log)
    first = min(one.position for one in run.told)
    for position in sorted(chance.sample(range(first, len(run.log)), count)):
        replay.until(position)
        yield wrong(planted, replay.cut(chance), run.shown(position))


def wrong(planted: Ground, left: Disk, shown: list[tuple[str, int]]) -> list[str]:
    """Starts PostgreSQL on what is left, asks everything, stops it and reads every page's checksum."""
    folder = (MEMORY if MEMORY.is_dir() else planted.base.parent) / f"{planted.base.name}-cut"
    own = Server(folder, **ground.SMALL)
    cuts.lay_out(left, folder, own.user())
    try:
        if not own.comes_up():
            return ["it does not start"]
        try:
            found = _asked(own, shown)
        except (
            psycopg.errors.DataCorrupted,
            psycopg.OperationalError,
        ) as error:  # also of what a sign-in reads
            return [f"a page can't be read: {error}"]
        own.stop("fast")
        ground.floor_to_pages(folder / "data")
        try:
            own.run("pg_checksums", "--check", "-D", str(folder / "data"))
        except AssertionError as told:
            found.append(str(told))
    finally:
        own.stop()
        shutil.rmtree(folder)
        folder.with_suffix(".log").unlink(missing_ok=True)
    return found


def _asked(own: Server, shown: list[tuple[str, int]]) -> list[str]:
    with own.connect() as connection:
        found = [f"{promise}: {rows[:3]}" for promise, rows in audit.broken(connection).items()]
        found += [f"lost: {nonce}" for nonce in audit.lost(connection, shown)]
        return found + ground.indexes_apart(connection)


def test_r08_after_a_power_cut_every_meal_shown_is_there(planted: Ground) -> None:
    seed = scale.first_seed(CUTS)
    run = ground.lived(planted, SECONDS, seed)
    assert {one.status for one in run.told} == {201}
    for number, found in enumerate(after_cuts(planted, run, CUTS, seed)):
        assert found == [], f"seed {seed}, cut {number}"
    scale.counted("R08", cuts=CUTS, meals=len(run.told))


def test_r08_without_fsync_the_same_disk_loses_meals(planted: Ground) -> None:
    """The negative control: what a cut does where PostgreSQL does not wait for the disk."""
    run = ground.lived(planted, 1.5, 0, fsync="off")
    assert [bool(found) for found in after_cuts(planted, run, 2, 0)] == [True, True]


# --- R10 --------------------------------------------------------------------------------------------------
KINDS = (("sync", errno.EIO, False), ("write", errno.EIO, False), ("write", errno.ENOSPC, True))


def scene(planted: Ground, own: Server, till: Till) -> tuple[dict[str, object], int]:
    """A child eats, somebody reads a page, a checkpoint comes. Gives what the till sent and what it was answered."""
    item = till.item(planted.cards[till.counter])
    status = till.send(item, tries=1).status
    assert people.look(planted.app.port, seen := Seen(), f"/meals/?turn={till.counter}") in (200, 503)
    assert seen.rude == []
    try:
        with own.connect() as connection:
            connection.execute("checkpoint")
    except psycopg.Error:
        return item, status  # it has met the failure, or stopped because of it
    return item, status


def test_r10_whatever_write_or_fsync_fails_nothing_wrong_is_told(planted: Ground) -> None:
    """N = 1, 2, … in turn for each kind up to the last that a scene has; a slice goes on where the last one stopped."""
    till, hits = planted.till(), 0
    with mount.mounted(planted.base, planted.beside("failing")) as disk:
        own = planted.server(disk.root)
        own.start()
        try:
            last = {kind: operations(planted, own, disk, till, kind) for kind in ("sync", "write")}
            for number in range(scale.first_seed(FAILURES), scale.first_seed(FAILURES) + FAILURES):
                kind, code, stays = KINDS[number % len(KINDS)]
                at = 1 + number // len(KINDS) % last[kind]
                hits += one_failure(planted, own, disk, till, kind, at, code, stays)
            sound(own, [till])
        finally:
            own.kill()
            own.folder.with_suffix(".log").unlink()
    assert hits, "nothing failed: the test showed nothing"
    scale.counted("R10", failures=hits)
    scale.measured("R10", writes=last["write"], fsyncs=last["sync"])


def operations(planted: Ground, own: Server, disk: Mounted, till: Till, kind: str) -> int:
    """How many of this kind there are in a scene in which nothing fails."""
    disk.fail(kind, 1_000_000, errno.EIO)
    _, status = scene(planted, own, till)
    assert status == 201
    return disk.mend()["seen"]


def one_failure(
    planted: Ground, own: Server, disk: Mounted, till: Till, kind: str, at: int, code: int, stays: bool
) -> bool:
    disk.fail(kind, at, code, stays=stays)
    item, status = scene(planted, own, till)
    assert status in CLEAR | {503}, "a till is told that it shall ask again, or what is"
    hit = disk.mend()["hit"]
    if stays:
        # A disk that is still full may stop recovery as well: then somebody has to start PostgreSQL again.
        own.wait_or_restart(STANDS_SECONDS)
    else:
        own.wait()
    assert till.send(item).status == 201
    return bool(hit)


# --- R11 --------------------------------------------------------------------------------------------------
def refused(planted: Ground, till: Till, seconds: float) -> int:
    """Eats until the disk is full to the last page: how the till was told."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        status = till.send(till.item(planted.cards.pop()), tries=1).status
        if status != 201:
            return status
    raise AssertionError("the disk never filled up")


def test_r11_a_full_disk_of_data_stops_writing_not_reading(planted: Ground) -> None:
    root, wal = planted.beside("data"), planted.beside("wal")
    size = full.size_of(planted.base) + (16 << 20)
    wal.mkdir()
    with full.small(root, size) as disk, ground.copied(planted, root) as own, ExitStack() as stack:
        stack.callback(shutil.rmtree, wal)
        stack.callback(own.stop)
        ground.move_wal(root, wal)
        own.start()
        till = planted.till()
        assert till.eat(planted.cards.pop()).status == 201
        with own.connect() as connection:  # fills what is left in the tables' own last pages
            connection.execute("create unlogged table filling (words text)")
            disk.fill()
            with pytest.raises(psycopg.errors.DiskFull):
                connection.execute(
                    "insert into filling select repeat('x', 900) from generate_series(1, 9000)"
                )
        assert refused(planted, till, 60) == 503
        for number, page in enumerate(people.PAGES):
            assert people.look(planted.app.port, Seen(), f"{page}?full={number}") in (200, 302), page
        disk.empty()
        assert back(planted, own, till) <= 60
        sound(own, [till])
    scale.counted("R11", disks=1)


def test_r11_a_full_disk_of_wal_stops_the_server_and_it_comes_back_by_itself(planted: Ground) -> None:
    """PostgreSQL stops rather than go on without its log; whoever comes meanwhile is told so kindly."""
    root, wal = planted.beside("data"), planted.beside("wal")
    with full.small(wal, 96 << 20) as disk, ground.copied(planted, root) as own:
        try:
            ground.move_wal(root, wal)
            own.start()
            till, seen = planted.till(), Seen()
            assert till.eat(planted.cards.pop()).status == 201
            disk.fill()
            with pytest.raises(psycopg.Error), own.connect() as connection:
                connection.execute(
                    "create table filling as select repeat('x', 900) from generate_series(1, 90000)"
                )
            for number, page in enumerate(people.PAGES):
                people.look(planted.app.port, seen, f"{page}?wal={number}")
            assert seen.rude == []
            disk.empty()
            assert back(planted, own, till) <= 60
            sound(own, [till])
        finally:
            own.stop()
            shutil.rmtree(root)
    scale.counted("R11", disks=1)


def back(planted: Ground, own: Server, till: Till) -> float:
    """Seconds until a child eats again; the server is started if it has stopped, as a supervisor does, and nothing else."""
    began = time.monotonic()
    own.wait()
    assert till.eat(planted.cards.pop()).status == 201
    return time.monotonic() - began


def test_r11_a_full_disk_of_logs_stops_nothing(planted: Ground) -> None:
    planted.words.fill()
    with ground.copied(planted, planted.beside("data")) as own:
        try:
            own.start()
            till = planted.till()
            assert [till.eat(planted.cards.pop()).status for _ in range(5)] == [201] * 5
            own.kill()  # there is something to say now
            seen = Seen()
            for number, page in enumerate(people.PAGES):
                people.look(planted.app.port, seen, f"{page}?log={number}")
            assert seen.rude == [] and 503 in seen.statuses
            assert back(planted, own, till) <= 60
        finally:
            planted.words.empty()
            own.stop()
            shutil.rmtree(own.folder)
    scale.counted("R11", disks=1)


# --- R13 --------------------------------------------------------------------------------------------------
STORMS = {
    "a tenth of a second": Weather(late_s=0.1, jitter_s=0.1),
    "a second": Weather(late_s=1.0, jitter_s=1.0),
    "five seconds": Weather(late_s=5.0),
    "half a minute": Weather(late_s=30.0),
    "a trickle": Weather(bytes_per_s=2_000),
    "a hole": Weather(hole=True),
}
SHORT = (
    "a tenth of a second",
    "five seconds",
    "a hole",
)  # in the first nobody waits long enough to be sent away
HEALTH_SECONDS_MAX = 2.0  # one is promised; a machine that has other things to do gets another
WORST: dict[str, list[float]] = {"health_s": [], "page_s": []}  # of all storms of this run


@pytest.mark.parametrize("storm", STORMS if scale.FACTOR > 1 else SHORT)
def test_r13_a_slow_database_takes_nothing_with_it(planted: Ground, storm: str) -> None:
    """Pages are there or say kindly why not, health is answered at once, and when the weather clears all is well."""
    with ground.copied(planted, planted.beside("data")) as own:
        try:
            own.start()
            till = planted.till(1)
            assert till.eat(planted.cards.pop()).status == 201
            item = till.item(planted.cards.pop())
            with people.looking(planted.app.port, READERS) as seen:
                planted.weather.becomes(STORMS[storm])
                told = till.send(item, tries=1)
                time.sleep(STORM_SECONDS)
                planted.weather.becomes(Weather())
            assert told.status in (201, 503)
            assert seen.rude == []
            assert till.send(item).status == 201
            sound(own, [till])
        finally:
            planted.weather.becomes(Weather())
            own.stop()
            shutil.rmtree(own.folder)
    assert max(seen.health_s) < HEALTH_SECONDS_MAX, "health waits for nobody who waits for the database"
    assert seen.page_s < 20, "nobody waits for ever"
    WORST["health_s"].extend(seen.health_s)
    WORST["page_s"].append(seen.page_s)
    scale.counted("R13", storms=1, pages=seen.statuses.total())
    scale.measured("R13", **{name: round(max(found), 2) for name, found in WORST.items()})

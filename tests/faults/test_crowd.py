"""W06–W38: the whole product under a crowd in all rooms, over HTTP, while machines die. What its clients were told stands on
disk, once; whoever asked again got a clear answer; nobody had to start anything by hand.

Mail, LINE, push and card payments answer nobody all the while (`app.environment`): W37 is shown by every test here.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator

import pytest

from tests.faults import app, audit, audit_rooms, crowd, herd, proxy, scale, working
from tests.faults.crowd import Log, World
from tests.faults.rig import Rig
from tests.faults.working import LetterBox

pytestmark = pytest.mark.long

KILLS_WEB = scale.times(3, most=1_000)
KILLS_DATABASE = scale.times(2, most=200)
CUTS = scale.times(4, most=2_000)
KILLS_WORKER = scale.times(1, most=200)
LETTERS = 3 + 2 * KILLS_WORKER
CLIENTS = scale.times(100, most=2_000)
RESTARTS = scale.times(2, most=30)
RESTARTS_EVERY = 3.0 if scale.FACTOR == 1 else 20.0
RATE = 12.0 if scale.FACTOR == 1 else 50.0
MANY = scale.times(40, most=4_000)
UNCLEAR_MAX = 0.01
DEEDS_BETWEEN = 12  # at most so many from one harm to the next
RECOVERED_SECONDS_MAX = 120
HOLDS_SECONDS_MAX = 240
NAMES_OF_ROWS = re.compile(r"[^/]*[0-9A-Z?][^/]*")  # parts of an address that name one row
ADDRESSES_MIN = 18
Town = tuple[Rig, World]


@pytest.fixture(scope="module")
def town(django_db_setup: None) -> Iterator[Town]:
    with crowd.standing("crowd", many=MANY, cards=CLIENTS) as standing:
        yield standing


def through(town: Town, times: int, harm: Callable[[Rig, random.Random], None], *, whole: bool = True) -> Log:
    """The crowd lives on while harm is done so often, at instants of the seed's choosing. `whole`: until each verb was done."""
    rig, world = town
    seed = scale.first_seed(times)
    chance = random.Random(seed)
    with crowd.playing(rig, world, seed=seed, whole=whole) as log:
        for _ in range(times):
            enough = len(log.deeds) + chance.randrange(1, DEEDS_BETWEEN)
            until = time.monotonic() + 15  # a busy machine: harm does not wait for ever
            while len(log.deeds) < enough and time.monotonic() < until:
                time.sleep(0.01)
            harm(rig, chance)
    return log


def kept(rig: Rig, log: Log) -> None:
    with rig.audit() as connection:
        assert crowd.lost(connection, log) == []
        assert crowd.doubled(connection, log) == []
        assert audit.broken(connection) == {}
        assert audit_rooms.broken(connection) == {}
    assert len(log.unclear) <= UNCLEAR_MAX * len(log.deeds)
    assert sum(log.done().values()) > 0.5 * len(log.deeds), "hardly anything was done: the test showed little"


def told(log: Log) -> dict[str, int]:
    return {"deeds": len(log.deeds), "done": sum(log.done().values())}


def test_w06_web_workers_killed_while_a_crowd_lives_in_all_rooms(town: Town) -> None:
    log = through(town, KILLS_WEB, lambda rig, chance: rig.app.kill_worker(chance.randrange(2)))
    kept(town[0], log)
    assert len(log.done()) >= 20, f"some rooms were not lived in: {sorted(log.done())}"
    scale.counted("W06", kills=KILLS_WEB, **told(log))
    scale.counted("W37", **told(log))


def test_w07_the_database_killed_while_a_crowd_lives_in_all_rooms(town: Town) -> None:
    back: list[float] = []

    def kill(rig: Rig, chance: random.Random) -> None:
        rig.server.kill()
        began = time.monotonic()
        rig.server.start()
        back.append(time.monotonic() - began)
        time.sleep(0.5)

    log = through(town, KILLS_DATABASE, kill, whole=False)
    kept(town[0], log)
    assert max(back) <= 30
    assert town[0].app.is_well(), "the copy heals without a restart"
    scale.counted("W07", kills=KILLS_DATABASE, **told(log))


def test_w12_the_database_restarted_again_and_again_at_a_steady_rate(town: Town) -> None:
    """In the long form every 20 s for ten minutes at 50 deeds a second, as far as the machine answers so many."""
    rig, world = town
    with crowd.playing(rig, world, hands=8, rate=RATE, seed=1, whole=False) as log:
        for number in range(RESTARTS):
            time.sleep(RESTARTS_EVERY)
            rig.server.restart("fast" if number % 2 else "immediate")
        time.sleep(RESTARTS_EVERY / 2)
    kept(rig, log)
    assert log.clear_share >= 0.999, log.unclear
    scale.counted("W12", restarts=RESTARTS, **told(log))


def test_w14_it_was_done_and_the_answer_was_cut_off(town: Town) -> None:
    """Between the browser and the web: it happened, nobody was told, the browser sends the same again. On every address
    something is sent to at least once, then by chance."""
    rig, world = town
    chance, met = random.Random(scale.first_seed(1)), set[str]()

    def cut(sent: bytes) -> bool:
        if not sent.startswith(b"POST"):
            return False
        address = NAMES_OF_ROWS.sub("", sent.split(b" ", 2)[1].decode())
        is_new = address not in met
        met.add(address)
        return is_new or chance.random() < 0.3

    with proxy.between(rig.app.port, cut) as line:
        with crowd.playing(rig, world, seed=2, port=line.port) as log:
            until = time.monotonic() + CUTS
            while line.cuts < CUTS and time.monotonic() < until:
                time.sleep(0.05)
        assert line.cuts >= max(CUTS, ADDRESSES_MIN)
    kept(rig, log)
    assert any(one.tries > 1 and one.done for one in log.deeds), "nobody had to ask again"
    scale.counted("W14", cuts=line.cuts, **told(log))


def test_w38_a_thundering_herd_after_an_outage_is_fed_in_two_minutes(town: Town) -> None:
    """All scan at once while the database is away; each asks again as the till does, with chance in its pauses."""
    rig, _world = town
    items = [
        herd.Asked(rig.keys[number % len(rig.keys)], rig.till(number).item(code))
        for number, code in enumerate(rig.cards[:CLIENTS])
    ]
    del rig.cards[:CLIENTS]
    rig.server.stop("immediate")
    came = herd.rush(rig.app.port, items, back=rig.server.start)
    assert came.statuses == {201: len(items)}
    assert came.seconds <= RECOVERED_SECONDS_MAX
    with rig.audit() as connection:
        assert audit.lost(connection, [(str(one.item["nonce"]), 201) for one in items]) == []
        assert audit.broken(connection) == {}
    scale.measured("W38", clients=len(items), recovered_s=round(came.seconds, 1))


def test_w15_the_job_worker_killed_between_a_letter_and_its_note_of_it(town: Town) -> None:
    """While nobody takes mail the letters wait, and the desk sees them. Then each is handed in at least once under one
    Message-ID and noted once, whatever dies; the seal goes on; no job stays in a dead hand."""
    rig, world = town
    with crowd.playing(rig, world, rooms=["bulletin", "surplus"], hands=4, seed=4) as log:
        until = time.monotonic() + 60
        while log.done()["bulletin.subscribe"] < LETTERS and time.monotonic() < until:
            time.sleep(0.05)
    kept(rig, log)
    with working.letter_box() as box, working.working(app.environment(**rig.urls, mail=box.port)) as worker:
        for _ in range(KILLS_WORKER):
            _another_letter(box)
            worker.kill()
            with rig.audit() as connection:
                connection.execute(
                    "update procrastinate_workers set last_heartbeat = now() - interval '1 hour'"
                )
            worker.start()
        _until(lambda: _is_done(rig))
    with rig.audit() as connection:
        assert audit_rooms.broken(connection) == {}
        assert audit_rooms.noted_twice(connection) == []
        sent, waits = working.letters(connection)
    came = set(box.came)
    assert sent <= came, "noted as sent, and never handed in"
    assert came <= sent | waits, "each letter under one Message-ID of its own"
    scale.counted(
        "W15", kills=KILLS_WORKER, letters=len(box.came), handed_in_again=box.came.total() - len(box.came)
    )


def _another_letter(box: LetterBox) -> None:
    seen = box.came.total()
    _until(lambda: box.came.total() > seen)


def _is_done(rig: Rig) -> bool:
    """A minute has passed: the jobs of the minute come, what waits longer is due. Whether nothing is left to do."""
    with rig.audit() as connection:
        connection.execute("update outbox_message set send_after = now() where state = 'waiting' and urgent")
        for task in ("web.take_over", "outbox.sweep", "journal.seal"):
            connection.execute(
                "insert into procrastinate_jobs (queue_name, task_name, args, queueing_lock) values ('default', %s, '{\"timestamp\": 0}', %s)"
                " on conflict do nothing",
                [task, task],
            )
        time.sleep(2)
        return audit_rooms.left(connection) == {}


def _until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + HOLDS_SECONDS_MAX
    while not holds():
        assert time.monotonic() < until, "it does not come about"
        time.sleep(0.05)


def test_a_lost_deed_is_noticed(town: Town) -> None:
    """The negative control: what was told and is taken off the disk is found, and what stands twice."""
    rig, world = town
    with crowd.playing(rig, world, rooms=["network"], hands=2, seed=3) as log:
        until = time.monotonic() + 60
        while log.done()["network.look_for"] < 3 and time.monotonic() < until:
            time.sleep(0.05)
    kept(rig, log)
    first, second, third = [one.mark for one in log.deeds if one.verb == "network.look_for" and one.done][:3]
    with rig.audit() as connection:
        for mark, instead in ((first, "gone"), (second, third)):
            connection.execute("update network_notice set title = %s where title = %s", [instead, mark])
        assert crowd.lost(connection, log) == sorted(f"network.look_for {one}" for one in (first, second))
        assert crowd.doubled(connection, log) == [f"network.look_for {third} ×2"]


def test_a_room_that_breaks_its_promise_is_noticed(town: Town) -> None:
    """The other negative control: seats that are not there, a word that is gone, a child nobody let in."""
    rig, world = town
    with crowd.playing(rig, world, rooms=["places", "roster", "openhouse"], hands=3, seed=5) as log:
        pass
    kept(rig, log)
    with rig.audit() as connection:
        for table in (
            "places_signup",
            "roster_taken",
            "openhouse_presence",
        ):  # of this play, or of one before it
            assert connection.execute(f"select 1 from {table} limit 1").fetchone()  # noqa: S608
        connection.execute("set session_replication_role = replica")  # as somebody who may do anything
        connection.execute(
            "update places_signup set party = 9000 where id = (select min(id) from places_signup)"
        )
        connection.execute("delete from journal_entry where verb = 'roster.shift.take'")
        connection.execute("update openhouse_presence set came = came + 1")
        broken = set(audit_rooms.broken(connection))
    assert broken >= {
        "no day of an event seats more than its places", "roster_taken: one word in the journal",
        "as many came in at a door as its crossings say",
    }  # fmt: skip

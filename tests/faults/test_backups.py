"""R27–R29: the disk is gone, somebody deleted everything, the backup itself is broken.

One server with a scheme, its log received and sealed as in a city, photos beside it. What shops were shown is compared with
what came back.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

import pytest

from ibasho.base.backups import base, checking, media, queries, restoring, store, wal
from ibasho.base.backups.place import Place
from ibasho.base.backups.recovering import Server as Restored
from ibasho.base.backups.service import Service
from ibasho.base.backups.store import Manifest
from ibasho.base.backups.wal import Receiver
from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError, Invalid, Unavailable
from ibasho.town.outbox.actions.restored import HELD
from tests.faults import audit, backing_up, rig, scale
from tests.faults.backing_up import KEY, SAFE, STRANGER, Kept
from tests.faults.rig import Rig
from tests.faults.seed import Wanted
from tests.faults.server import DATABASE

pytestmark = pytest.mark.long

MEALS = scale.times(8, most=400)
PHOTO = b"\x89PNG of a bowl of curry" * 500


def silent(*_told: object) -> None:
    return None


@dataclass(slots=True)
class Story:
    rig: Rig
    kept: Kept
    told: Manifest


@pytest.fixture(scope="module")
def story(django_db_setup: None) -> Iterator[Story]:
    """A base backup is taken while shops scan; the log goes on being received afterwards."""
    wanted = Wanted(shops=2, cards=3 * MEALS + 20, live_meals=4 * MEALS + 20)
    with backing_up.folder_for("backups") as folder, rig.standing("backups", wanted) as standing:
        place = backing_up.place_of(standing.server, folder)
        (place.media / "photos").mkdir(parents=True)
        (place.media / "photos" / "curry.png").write_bytes(PHOTO)
        eating = threading.Thread(target=eat, args=(standing, MEALS))
        eating.start()
        told = base.take(place, at=clock.now(), ended=clock.now, tell=silent)
        eating.join()
        receiver = Receiver(place, told.system)
        try:
            receiver.keep_running()
            media.take(place, at=clock.now())
            yield Story(standing, Kept(place, receiver, folder), told)
        finally:
            receiver.stop()


def eat(standing: Rig, meals: int) -> list[tuple[str, int]]:
    till = standing.till()
    told = [till.eat(standing.cards.pop()) for _ in range(meals)]
    return [(one.nonce, one.status) for one in told]


def sealed_up_to_now(story: Story) -> None:
    """What the server has written by now is in the archive: a minute of `serve`, in a moment."""
    with story.rig.server.connect() as connection:
        row = connection.execute("select pg_current_wal_flush_lsn()").fetchone()
        assert row is not None
        until = time.monotonic() + 30
        while time.monotonic() < until:
            got = connection.execute(
                "select flush_lsn >= %s or write_lsn >= %s from pg_stat_replication", [row[0], row[0]]
            ).fetchone()
            if got == (True,):
                break
            time.sleep(0.1)
    story.kept.receiver.seal()


def count(server: Restored, table: str) -> int:
    with server.connect(DATABASE) as connection:
        row = connection.execute(f"select count(*) from {table}").fetchone()
    assert row is not None
    return int(str(row[0]))


def test_r28_after_a_wrong_delete_the_copy_goes_back_to_the_second_before(story: Story) -> None:
    """Somebody forgot the `where`. What was eaten in the minutes before is there, what was deleted too."""
    shown = eat(story.rig, MEALS)
    with story.rig.server.connect() as connection:
        before = connection.execute("select count(*) from mealtickets_carduse").fetchone()
        time.sleep(1.1)
        second = clock.now().replace(microsecond=0)
        connection.execute("delete from mealtickets_carduse")
    eat(story.rig, 2)
    sealed_up_to_now(story)
    target, began, seen = story.kept.folder / "back", time.monotonic(), dict[str, object]()

    def look(server: Restored, _told: Manifest) -> None:
        seen["uses"] = (count(server, "mealtickets_carduse"),)
        with server.connect(DATABASE) as connection:
            seen["lost"] = audit.lost(connection, shown)
            seen["broken"] = audit.broken(connection)

    found = restoring.restore(
        story.kept.place, data=target / "data", media_folder=target / "media", until=second, at=clock.now(), tell=silent, look=look,
    )  # fmt: skip
    took = time.monotonic() - began
    assert before is not None and before[0]
    assert seen == {"uses": before, "lost": [], "broken": {}}
    assert found.reached is not None and second - timedelta(seconds=120) < found.reached < second
    assert (target / "media" / "photos" / "curry.png").read_bytes() == PHOTO
    shutil.rmtree(target)
    scale.measured("R28", rto_s=round(took, 1), lost_s=round((second - found.reached).total_seconds(), 1))


def test_r28_a_moment_that_no_backup_reaches_is_refused_kindly(story: Story) -> None:
    early, late = clock.now() - timedelta(days=1), clock.now() + timedelta(hours=1)
    for until, words in ((early, "より 前の 控えが ありません"), (late, "記録が ありません")):
        target = story.kept.folder / "never"
        with pytest.raises(Invalid, match=words):
            _restored(story.kept.place, target, until)
        assert list((target / "data").rglob("*")) == [], "nobody starts a half one"


@pytest.mark.django_db
def test_r29_every_night_one_is_taken_looked_at_and_noted_and_a_failure_is_said(story: Story) -> None:
    said: list[str] = []
    place, now = replace(story.kept.place, folder=story.kept.folder / "nights"), clock.now()
    nights = Service(place, story.kept.receiver, said.append)
    nights.round(now)
    nights.round(now + timedelta(minutes=1))
    assert len(store.labels(place)) == 1 and "とりました" in said[0]
    assert queries.last("take") is not None and queries.last("verify") is not None
    next_night = clock.at(clock.day(now) + timedelta(days=1), time_of_day(2, 31))
    nights.round(next_night)
    assert [words for words in said if "×" in words] == [] and len(said) == 2
    assert len(store.labels(place)) == 1, "both ended on one day: the newer one stays"
    nights.place = replace(place, conninfo="host=127.0.0.1 port=1 dbname=x user=x")
    nights.round(next_night + timedelta(days=1))
    nights.round(next_night + timedelta(days=1, minutes=5))  # not at once again
    assert ["つながりません" in words for words in said] == [False, False, True], said
    shutil.rmtree(place.folder)


def _restored(place: Place, target: Path, until: datetime | None = None) -> restoring.Restored:
    return restoring.restore(
        place,
        data=target / "data",
        media_folder=target / "media",
        until=until,
        at=clock.now(),
        tell=silent,
        look=silent,
    )


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _base(place: Place) -> Path:
    return store.base_folder(place, store.labels(place)[-1])


def _segment(place: Place) -> Path:
    (system,) = (place.folder / "wal").iterdir()
    return max(path for path in system.iterdir())


def _photo(place: Place) -> Path:
    return next(path for path in sorted((place.folder / "media").iterdir()) if path.suffix != ".jsonl")


BROKEN: dict[str, Callable[[Place], object]] = {
    "a bit of a piece": lambda place: _flip(_base(place) / "data-0001"),
    "a bit of the manifest": lambda place: _flip(_base(place) / "manifest.json"),
    "a piece cut off": lambda place: os.truncate(_base(place) / "data-0001", (_base(place) / "data-0001").stat().st_size - 1),
    "a piece gone": lambda place: (_base(place) / "data-0001").unlink(),
    "the manifest gone": lambda place: (_base(place) / "manifest.json").unlink(),
    "a bit of the log": lambda place: _flip(_segment(place)),
    "the log cut off": lambda place: os.truncate(_segment(place), _segment(place).stat().st_size // 2),
    "a bit of a photo": lambda place: _flip(_photo(place)),
    "a photo gone": lambda place: _photo(place).unlink(),
    "everything gone": lambda place: shutil.rmtree(place.folder / "base"),
}  # fmt: skip


def test_r29_what_was_taken_is_found_well(story: Story) -> None:
    sealed_up_to_now(story)
    verdict = checking.check(story.kept.place, tell=silent)
    assert (verdict.problems, verdict.opened, verdict.bases, verdict.files) == ((), True, 1, 1)
    assert verdict.segments >= 1


@pytest.mark.parametrize("wrong", BROKEN)
def test_r29_what_is_broken_is_found_before_anybody_needs_it(story: Story, wrong: str) -> None:
    place = story.kept.copied("broken")
    BROKEN[wrong](place)
    (problem, *_more) = checking.check(place, tell=silent).problems
    assert "控え" in problem and problem.endswith("。")
    assert checking.check(replace(place, key=None), tell=silent).problems, "no key is needed to see it"
    scale.counted("R29", faults=1)


def test_r29_a_segment_that_never_came_is_named(story: Story) -> None:
    place = story.kept.copied("gap")
    (system,) = (place.folder / "wal").iterdir()
    newest = _segment(place).name.removesuffix(wal.PARTIAL)
    later = f"{newest[:16]}{int(newest[16:], 16) + 2:08X}"
    shutil.copy(_segment(place), system / later)
    (problem,) = checking.check(replace(place, key=None), tell=silent).problems
    assert "1個 ぬけています" in problem
    scale.counted("R29", faults=1)


def test_r29_without_the_key_or_with_another_nothing_opens_and_it_is_said(story: Story) -> None:
    place, target = story.kept.place, story.kept.folder / "keyless"
    with pytest.raises(Invalid, match="かぎが ありません"):
        _restored(replace(place, key=None), target)
    with pytest.raises(Invalid, match="べつの かぎ"):
        _restored(replace(place, key=STRANGER), target)
    problems = checking.check(replace(place, key=STRANGER), tell=silent).problems
    assert problems and all("べつの かぎ" in problem for problem in problems)
    assert not checking.check(replace(place, key=None), tell=silent).opened
    assert checking.check(replace(place, key=SAFE), tell=silent).problems == (), (
        "the one in the safe opens it as well"
    )
    content = b"".join(path.read_bytes() for path in _base(place).iterdir())
    assert b"PG_VERSION" not in content and KEY.raw not in content
    scale.counted("R29", faults=2)


def test_r29_a_full_disk_leaves_the_last_good_backup_and_nothing_half(story: Story) -> None:
    """The folder of backups is a small disk of its own; there was room for one."""
    disk = story.kept.folder / "disk"
    disk.mkdir()
    size = story.told.sealed_bytes + 3 * (1 << 20)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk needs the right to mount (root)")
    try:
        place = replace(story.kept.place, folder=disk)
        shutil.copytree(_base(story.kept.place), disk / "base" / story.told.label)
        with pytest.raises(Unavailable, match="いっぱい"):
            base.take(place, at=clock.now() + timedelta(seconds=5), ended=clock.now, tell=silent)
        assert [path.name for path in (disk / "base").iterdir()] == [story.told.label]
        assert checking.check(place, tell=silent).problems == ()
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)
    scale.counted("R29", faults=1)


def test_r29_one_who_is_killed_in_the_middle_leaves_nothing_that_looks_whole(story: Story) -> None:
    place = story.kept.copied("killed")
    half = place.folder / "base" / f"20991231T000000Z{store.PART}"
    shutil.copytree(_base(place), half)
    assert store.labels(place) == [story.told.label]
    store.clear_halves(place)
    assert not half.exists()
    with pytest.raises(DomainError):  # the program itself dies
        base.take(
            replace(place, conninfo=f"{place.conninfo} options='-c x=y'"),
            at=clock.now(),
            ended=clock.now,
            tell=silent,
        )
    assert store.labels(place) == [story.told.label]


def test_r27_the_disk_is_gone_and_the_copy_comes_back_whole(story: Story) -> None:
    """Last in this file: the server dies. One minute's round of the log was the last thing that was kept."""
    server, place = story.rig.server, story.kept.place
    with server.connect() as connection:
        connection.execute("insert into django_session values ('s1', 'x', now() + interval '1 day')")
        connection.execute(_LETTER)
    shown = eat(story.rig, MEALS)
    seals = _ran(backing_up.ibasho(place, server, "journal", "seal"))
    with server.connect() as connection:
        head = connection.execute(
            "select position, hash from journal_seal order by position desc limit 1"
        ).fetchone()
    sealed_up_to_now(story)
    kept_at = clock.now()
    after = eat(story.rig, 3)
    killed_at = clock.now()
    server.kill()
    story.kept.receiver.stop()
    target, began = story.kept.folder / "restored", time.monotonic()
    target.mkdir(mode=0o755)
    said = _ran(
        backing_up.ibasho(
            place, server, "backup", "restore", "--to", str(target / "data"), "--media", str(target / "media")
        )
    )
    took = time.monotonic() - began
    assert "封印" in seals and "1円も ちがいません" in said and "もどしました" in said, said
    with backing_up.standing_on(target / "data") as again, again.connect() as connection:
        assert audit.broken(connection) == {}
        assert audit.lost(connection, shown) == []
        lost = audit.lost(connection, after)
        assert (
            connection.execute("select hash from journal_seal where position = %s", [head[0]]).fetchone()
            == (head[1],)
            if head
            else False
        )
        assert connection.execute("select count(*) from django_session").fetchone() == (0,)
        assert connection.execute(
            "select state, problem from outbox_message where event_key = 'r27'"
        ).fetchall() == [("failed", HELD)]
        states = connection.execute(
            "select distinct status::text from procrastinate_jobs where queue_name = 'after-restore'"
        ).fetchall()
        assert states == [("succeeded",)], "what has had its time went again"
        may = connection.execute(
            "select has_table_privilege('ibasho_app', 'journal_entry', 'update')"
        ).fetchone()
        assert may == (False,)
    assert (target / "media" / "photos" / "curry.png").read_bytes() == PHOTO
    rpo = (killed_at - kept_at).total_seconds() if lost else 0.0
    assert rpo <= 300 and took <= 3600
    scale.measured("R27", rpo_s=round(rpo, 1), rto_s=round(took, 1), meals=len(shown))


_LETTER = """
    insert into outbox_message (channel, address, event_key, subject, body, link, is_open, urgent, secret, state, created_at, send_after,
        give_up_at, tries, problem)
    values ('mail', 'hana@example.jp', 'r27', '件名', '本文', '', false, false, false, 'waiting', now(), now(), now() + interval '1 day', 0, '')
"""


def _ran(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    return done.stdout

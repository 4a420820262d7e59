"""`ibasho backup serve`: one process that keeps the copy's backups, until stopped.

Every minute: the log and new photos are sealed. Every night: a base backup, a look at all that is there, and what nobody
keeps any longer goes. Whatever fails is said, noted nowhere, and tried again; the other parts go on.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db import DatabaseError

from ibasho.base.backups import actions, base, checking, keeping, media, store, wal
from ibasho.base.backups.place import Place
from ibasho.base.backups.wal import Receiver
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid

BY = Actor.of_job("backups.serve")
NIGHT = time(2, 30)
AGAIN_AFTER = timedelta(minutes=30)  # a base backup that failed
Tell = Callable[[str], None]


@contextmanager
def alone(place: Place) -> Iterator[None]:
    """Two that write into one folder would take each other's halves away. Raises Conflict."""
    place.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (place.folder / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict(
                "backup.busy",
                "いま ほかの 係が 控えを とっています。終わってから もう一度 してください（`ibasho backup list`）。",
            ) from error
        yield


@contextmanager
def taking_base(place: Place) -> Iterator[None]:
    """One base backup at a time, also beside `serve`."""
    place.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = os.open(place.folder / "base.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        store.clear_halves(place)
        yield
    except BlockingIOError as error:
        raise Conflict(
            "backup.busy", "いま ほかの 係が 控えを とっています。終わるまで 待ってください。"
        ) from error
    finally:
        os.close(lock)


def take(place: Place, *, at: datetime, tell: base.Tell) -> store.Manifest:
    """A base backup and the photos, read back from the disk before it is noted as good."""
    with taking_base(place):
        made = base.take(place, at=at, ended=clock.now, tell=tell)
        media.take(place, at=at)
        verdict = checking.check(place, tell=_silent, newest_only=True)
        if verdict.problems:
            raise Invalid("backup.changed", verdict.problems[0])
        actions.note(deed="take", label=made.label, by=BY, at=clock.now(), data={"bytes": made.sealed_bytes})
    return made


def prune(place: Place) -> list[str]:
    """Labels that went, with the log and the photos only they needed."""
    told = {one.label: one for one in store.manifests(place)}
    going = keeping.to_drop({label: one.ended for label, one in told.items()}, place.keep)
    for label in going:
        store.drop(place, label)
    left = [one for label, one in told.items() if label not in going]
    if left:
        oldest = min(left, key=lambda one: one.ended)
        wal.forget(place, oldest.system, before=oldest.start_segment, size=oldest.segment_size)
        media.forget(place, before=oldest.ended)
    return going


def verify(place: Place, *, tell: Tell) -> checking.Verdict:
    """Looks at everything; noted only when all of it is well."""
    verdict = checking.check(place, tell=tell)
    if not verdict.problems:
        actions.note(
            deed="verify", label=str(verdict.bases), by=BY, at=clock.now(), data={"opened": verdict.opened}
        )
    return verdict


@dataclass(slots=True)
class Service:
    """One round a minute (`round`); who runs it decides how often."""

    place: Place
    receiver: Receiver
    tell: Tell
    _last_try: datetime | None = field(default=None)

    @classmethod
    def at(cls, place: Place, tell: Tell) -> Service:
        with place.connect() as server:
            row = server.execute("select system_identifier::text from pg_control_system()").fetchone()
        assert row is not None
        return cls(place, Receiver(place, row[0]), tell)

    def round(self, at: datetime) -> None:
        """Each part by itself: a full disk of photos does not stop the log."""
        for part in (self._log, self._photos, self._night):
            try:
                part(at)
            except (DomainError, OSError, DatabaseError) as error:
                self.tell(f"{clock.jst(at):%m-%d %H:%M} × {getattr(error, 'message', error)}")

    def stop(self) -> None:
        self.receiver.stop()

    def _log(self, at: datetime) -> None:
        if not self.receiver.keep_running():
            self.tell(f"{clock.jst(at):%m-%d %H:%M} 記録の うけとりが 止まっていたので、始めなおしました。")
        self.receiver.seal()

    def _photos(self, at: datetime) -> None:
        media.take(self.place, at=at)

    def _night(self, at: datetime) -> None:
        if not self._is_due(at):
            return
        self._last_try = at
        made = take(self.place, at=at, tell=_silent_progress)
        self.tell(f"{clock.jst(at):%m-%d %H:%M} ○ 控え {made.label} を とりました。")
        for sentence in verify(self.place, tell=_silent).problems:
            self.tell(f"× {sentence}")
        prune(self.place)

    def _is_due(self, at: datetime) -> bool:
        """The first at once, then every night; after a failure again in half an hour."""
        if self._last_try is not None and at - self._last_try < AGAIN_AFTER:
            return False
        labels = store.labels(self.place)
        if not labels or wal.gaps(self.place, store.manifest(self.place, labels[-1])):
            return True  # behind a gap nothing can be restored
        begun = datetime.strptime(labels[-1].replace("Z", "+0000"), "%Y%m%dT%H%M%S%z")
        tonight = clock.at(clock.day(at), NIGHT)
        return begun < tonight <= at or at - begun > timedelta(hours=25)


def _silent(_words: str) -> None:
    return None


def _silent_progress(_done: int, _about: int) -> None:
    return None

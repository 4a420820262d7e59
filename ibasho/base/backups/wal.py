"""The server's log as it runs: received at once, sealed segment by segment, the one being written every minute.

`pg_receivewal` keeps a slot, so the server holds what we have not received. Segments wait in the spool, plain, and go from
there as soon as their sealed twin is safe.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from ibasho.base.backups import segments, store
from ibasho.base.backups.place import SLOT, Place, run
from ibasho.base.kernel.sealed_stream import Key

PARTIAL = ".partial"


@dataclass(slots=True)
class Receiver:
    """The running program; `sealed` remembers what of the newest segment is safe already."""

    place: Place
    system: str
    _process: subprocess.Popen[bytes] | None = None
    _sealed: dict[str, str] = field(default_factory=dict)

    @property
    def spool(self) -> Path:
        return self.place.spool / self.system

    def keep_running(self) -> bool:
        """Starts it where it does not run. False: it had stopped since we looked last."""
        if self._process is not None and self._process.poll() is None:
            return True
        was_begun = self._process is not None
        self.spool.mkdir(parents=True, exist_ok=True, mode=0o700)
        run(
            self.place.program("pg_receivewal", "--slot", SLOT, "--create-slot", "--if-not-exists"),
            environment=self.place.environment,
        )
        command = self.place.program("pg_receivewal", "--slot", SLOT, "-D", str(self.spool), "-s", "1")
        with (self.place.spool / "receive.log").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603
                command, stdout=log, stderr=log, env=self.place.environment, cwd="/"
            )
        return not was_begun

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(20)

    def seal(self) -> int:
        """Seals what is new in the spool. Returns how many segments became whole."""
        names = sorted(path.name for path in self.spool.iterdir())
        whole = [
            name for name in names if segments.SEGMENT.fullmatch(name) or segments.HISTORY.fullmatch(name)
        ]
        for name in whole:
            self._seal(name, name)
            if segments.SEGMENT.fullmatch(name):
                (self.spool / name).unlink()
                self._target(name + PARTIAL).unlink(missing_ok=True)
        for name in names:
            if name.endswith(PARTIAL):
                self._seal_partial(name)
        return len(whole)

    def _seal_partial(self, name: str) -> None:
        path = self.spool / name
        try:
            now = store.hash_of(path)
            if self._sealed.get(name) != now:
                self._seal(name, name.removesuffix(PARTIAL))
                self._sealed = {name: now}
        except FileNotFoundError:
            return  # it became whole while we looked: the next round has it

    def _seal(self, name: str, segment: str) -> None:
        store.seal_file(
            self.spool / name, self._target(name), place=self.place, bound_to=bound_to(self.system, segment)
        )

    def _target(self, name: str) -> Path:
        return store.wal_folder(self.place, self.system) / name


def bound_to(system: str, segment: str) -> str:
    return f"wal/{system}/{segment}"


def names(place: Place, system: str) -> list[str]:
    """Segments that are there, whole or as far as they were written; also the histories of timelines."""
    folder = store.wal_folder(place, system)
    found = {path.name.removesuffix(PARTIAL) for path in folder.iterdir()} if folder.exists() else set()
    return sorted(
        name for name in found if segments.SEGMENT.fullmatch(name) or segments.HISTORY.fullmatch(name)
    )


def path_of(place: Place, system: str, name: str) -> Path:
    """The whole one where there is one."""
    folder = store.wal_folder(place, system)
    return folder / name if (folder / name).exists() else folder / (name + PARTIAL)


def wanted(place: Place, told: store.Manifest) -> list[str]:
    """What may be replayed over a base backup, in order."""
    first = segments.number_of(told.start_segment, told.segment_size)
    return [
        name
        for name in names(place, told.system)
        if segments.HISTORY.fullmatch(name) or segments.number_of(name, told.segment_size) >= first
    ]


def gaps(place: Place, told: store.Manifest) -> list[str]:
    """Segments that are missing between the end of a base backup, which brings its own, and the newest of the log."""
    only = [name for name in wanted(place, told) if segments.SEGMENT.fullmatch(name)]
    first = segments.after_lsn(told.end_lsn, told.timeline, told.segment_size)
    return segments.missing(only, first, told.segment_size)


def lay(place: Place, told: store.Manifest, into: Path, key: Key) -> int:
    """Unseals what may be replayed, up to the first gap. Returns how many segments."""
    into.mkdir(parents=True, mode=0o700)
    missing = set(gaps(place, told))
    stop = min((segments.number_of(name, told.segment_size) for name in missing), default=None)
    count = 0
    for name in wanted(place, told):
        is_segment = segments.SEGMENT.fullmatch(name) is not None
        if is_segment and stop is not None and segments.number_of(name, told.segment_size) >= stop:
            continue
        store.unseal_file(
            path_of(place, told.system, name), into / name, key=key, bound_to=bound_to(told.system, name)
        )
        count += is_segment
    return count


def forget(place: Place, system: str, *, before: str, size: int) -> int:
    """Segments older than the oldest base backup that is kept serve nobody."""
    folder, first = store.wal_folder(place, system), segments.number_of(before, size)
    old = [
        name
        for name in names(place, system)
        if segments.SEGMENT.fullmatch(name) and segments.number_of(name, size) < first
    ]
    for name in old:
        for path in (folder / name, folder / (name + PARTIAL)):
            path.unlink(missing_ok=True)
    return len(old)

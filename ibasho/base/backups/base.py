"""Taking a base backup: everything a server holds, checked as it passes, sealed, and under its name only when it is whole."""

from __future__ import annotations

import subprocess
import tempfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import IO, Any

import psycopg

from ibasho.base.backups import archive, segments, store
from ibasho.base.backups.place import Place, refused
from ibasho.base.backups.store import Manifest, Pieces
from ibasho.base.kernel.sealed_stream import Sealer

Tell = Callable[[int, int], None]  # bytes done, bytes to do (about)
LABEL = "%Y%m%dT%H%M%SZ"
_HEAD = "select position, hash from journal_seal order by position desc limit 1"
_FACTS = """select system_identifier::text, current_setting('server_version'), pg_size_bytes(current_setting('wal_segment_size')),
    (select sum(pg_database_size(oid)) from pg_database)::bigint from pg_control_system()"""


class _Tee:
    """What `archive.read` reads is packed and sealed on its way."""

    def __init__(self, source: IO[bytes], sealer: Sealer, tell: Tell, about: int) -> None:
        self._source, self._sealer, self._tell, self._about = source, sealer, tell, about
        self._pack = zlib.compressobj(1, wbits=zlib.MAX_WBITS | 16)
        self.done = 0

    def read(self, size: int, /) -> bytes:
        found = self._source.read(size)
        self.done += len(found)
        self._sealer.write(self._pack.compress(found))
        self._tell(self.done, self._about)
        return found

    def close(self) -> None:
        self._sealer.write(self._pack.flush())
        self._sealer.close()


def take(place: Place, *, at: datetime, ended: Callable[[], datetime], tell: Tell) -> Manifest:
    """One base backup. Raises Unavailable (`backup.server`, `backup.program`, `backup.full`) and leaves nothing behind then."""
    place.require_recipients()
    with place.connect() as server:
        system, version, segment_size, about = _facts(server)
        heads = _heads(server)
    label = at.astimezone(UTC).strftime(LABEL)
    with store.being_made(store.base_folder(place, label)) as folder:
        pieces = Pieces(folder)
        sealer = Sealer(pieces, recipients=place.recipients, bound_to=f"base/{label}")
        try:
            told, plain = _received(place, label, sealer, tell, about)
            pieces.close()
        finally:
            pieces.abandon()
        made = Manifest(
            label=label, began_at=at.astimezone(UTC).isoformat(), ended_at=ended().astimezone(UTC).isoformat(), system=system,
            server_version=version, timeline=told.timeline, segment_size=segment_size, start_lsn=told.start_lsn,
            start_segment=segments.of_lsn(told.start_lsn, told.timeline, segment_size), end_lsn=told.end_lsn,
            plain_bytes=plain, files=told.files, marks=tuple(one.mark.hex() for one in place.recipients), heads=heads,
            pieces=tuple(pieces.done),
        )  # fmt: skip
        store.write_manifest(folder, made)
    return made


def _received(place: Place, label: str, sealer: Sealer, tell: Tell, about: int) -> tuple[archive.Told, int]:
    """What the program sends is read to its end before anybody believes it."""
    command = place.program(
        "pg_basebackup", "-D", "-", "-Ft", "-X", "fetch", "-c", "fast", "-l", label, "--manifest-checksums=SHA256"
    )  # fmt: skip
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603
            command, stdout=subprocess.PIPE, stderr=said, env=place.environment, cwd="/"
        )
        assert process.stdout is not None
        tee = _Tee(process.stdout, sealer, tell, about)
        try:
            told = archive.read(tee, label=label)
            tee.close()
        except Exception:
            process.kill()
            if process.wait() > 0:  # it had failed by itself: its own words tell more
                said.seek(0)
                raise refused("pg_basebackup", said.read().decode(errors="replace")) from None
            raise
        finally:
            process.stdout.close()
        if process.wait():
            said.seek(0)
            raise refused("pg_basebackup", said.read().decode(errors="replace"))
    return told, tee.done


def _facts(server: psycopg.Connection[Any]) -> tuple[str, str, int, int]:
    row = server.execute(_FACTS).fetchone()
    assert row is not None
    return row[0], row[1], row[2], row[3]


def _heads(server: psycopg.Connection[Any]) -> dict[str, Any]:
    """The journal's last seal: what comes out of the backup must pass through it. Empty before the tables stand."""
    found = server.execute("select to_regclass('public.journal_seal')").fetchone()
    if found is None or found[0] is None:
        return {}
    row = server.execute(_HEAD).fetchone()
    return {"position": row[0], "hash": row[1]} if row else {}

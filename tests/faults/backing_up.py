"""A server with backups beside it, and servers that stand on what was restored: what R27–R29 share."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from config import postgres
from ibasho.base.backups.place import Keep, Place
from ibasho.base.backups.wal import Receiver
from ibasho.base.kernel.sealed_stream import Key
from tests.faults import app
from tests.faults.server import DATABASE, Server

KEY, SAFE, STRANGER = Key.new(), Key.new(), Key.new()


def place_of(server: Server, folder: Path) -> Place:
    """Two may open it: who keeps the copy, and the city's safe."""
    return Place(
        folder=folder / "backups", spool=folder / "spool", media=folder / "media",
        conninfo=f"host=127.0.0.1 port={server.port} dbname={DATABASE} user={postgres.SUPERUSER}", tools=postgres.bin_dir(),
        recipients=(KEY.recipient, SAFE.recipient), key=KEY, keep=Keep(14, 8, 24),
    )  # fmt: skip


@dataclass(slots=True)
class Kept:
    """`system`: the server's own number, under which its log is kept."""

    place: Place
    receiver: Receiver
    folder: Path

    def copied(self, name: str) -> Place:
        """The same backups once more, to be broken."""
        target = self.folder / name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.place.folder, target / "backups")
        return replace(self.place, folder=target / "backups")


@contextmanager
def folder_for(name: str) -> Iterator[Path]:
    """Below a folder the server's user may enter."""
    made = postgres.base_dir() / f"{name}-{os.getpid()}"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(mode=0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def standing_on(data: Path) -> Iterator[Server]:
    """The restored folder as a city starts it: with its own configuration, in its own place."""
    server = Server(data.parent)
    assert server.folder / "data" == data
    try:
        server.start()
        yield server
    finally:
        server.stop()
        server.folder.with_suffix(".log").unlink(missing_ok=True)


def ibasho(place: Place, server: Server, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as a person types it, with the settings of a city."""
    password_file = place.folder.parent / "key"
    password_file.write_text(KEY.text)
    environment = {
        **app.environment(server.url(), server.url(postgres.OWNER)), "IBASHO_BACKUPS": str(place.folder),
        "BACKUP_SPOOL": str(place.spool), "IBASHO_MEDIA": str(place.media), "BACKUP_URL": server.url(postgres.SUPERUSER),
        "BACKUP_RECIPIENTS": ",".join(one.text for one in place.recipients), "BACKUP_KEY_FILE": str(password_file),
    }  # fmt: skip
    command = [sys.executable, "-c", "from ibasho.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=app.ROOT, env=environment, capture_output=True, text=True, check=False)

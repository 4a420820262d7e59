"""The disk as a mounted folder: a process of its own serves it, a test tells it what to do, a line of JSON at a time.

`python -m tests.faults.power.mount FOLDER MOUNT POSITION` takes over FOLDER, mounts it at MOUNT for everybody, and keeps how
long its log is in the first eight bytes of POSITION.
"""

from __future__ import annotations

import ctypes
import json
import mmap
import os
import pickle
import stat
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from tests.faults.power.disk import Disk, Entry, Failing
from tests.faults.power.door import Door

ROOT = Path(__file__).resolve().parents[3]
DEVICE = Path("/dev/fuse")
DETACH = 2
NOT_HERE = "needs root and /dev/fuse, and the right to mount"
_libc = ctypes.CDLL(None, use_errno=True)


def mount(source: str, where: Path, kind: str, options: str) -> None:
    """mount(2). Raises OSError."""
    if _libc.mount(source.encode(), str(where).encode(), kind.encode(), 0, options.encode()):
        raise OSError(ctypes.get_errno(), f"mount {kind}", str(where))


def unmount(where: Path) -> None:
    """Also while somebody still has it open."""
    _libc.umount2(str(where).encode(), DETACH)


def may_mount(kind: str = "tmpfs") -> bool:
    """Whether this process may mount at all: tried in a mount namespace of its own, so that nothing is left."""
    if os.geteuid() != 0 or (kind == "fuse" and not DEVICE.exists()):
        return False
    return subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "x", "/mnt"], check=False, capture_output=True).returncode == 0  # fmt: skip


class Mounted:
    """`root` is the folder; `position()` how much has happened on it."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.root = root
        self._at = root.with_suffix(".position")
        self._at.write_bytes(bytes(8))
        root.mkdir(exist_ok=True)
        command = [sys.executable, "-m", __spec__.name, str(folder), str(root), str(self._at)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._told()
        with self._at.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), 8)

    def position(self) -> int:
        return int(struct.unpack("<Q", self._map[:8])[0])

    def fail(self, kind: str, at: int, code: int, *, stays: bool = False) -> None:
        """The `at`-th `write` or `sync` from now on fails with this errno."""
        self._ask(do="fail", kind=kind, at=at, code=code, stays=stays)

    def mend(self) -> dict[str, int]:
        """All is well again. Returns how many such operations were `seen` and how many were `hit`."""
        return self._ask(do="mend")

    def log(self) -> list[Entry]:
        """Everything that has happened so far."""
        path = self.root.with_suffix(".pickle")
        self._ask(do="log", path=str(path))
        found: list[Entry] = pickle.loads(path.read_bytes())  # noqa: S301 - our own, written a moment ago
        path.unlink()
        return found

    def end(self) -> None:
        unmount(self.root)
        self._process.kill()
        self._process.communicate()
        self._at.unlink(missing_ok=True)
        self.root.rmdir()

    def _ask(self, **what: Any) -> dict[str, int]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return self._told()

    def _told(self) -> dict[str, int]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the disk's own process has ended"
        found: dict[str, int] = json.loads(line)
        return found


@contextmanager
def mounted(folder: Path, root: Path) -> Iterator[Mounted]:
    disk = Mounted(folder, root)
    try:
        yield disk
    finally:
        disk.end()


def main(folder: str, root: str, position: str) -> None:
    disk = Disk()
    disk.load(Path(folder))
    told = Path(folder).stat()
    disk.nodes[1].mode, disk.nodes[1].uid, disk.nodes[1].gid = told.st_mode, told.st_uid, told.st_gid
    device = os.open(DEVICE, os.O_RDWR)
    options = f"fd={device},rootmode={stat.S_IFDIR:o},user_id=0,group_id=0,allow_other,default_permissions"
    mount("ibasho-disk", Path(root), "fuse", options)
    with Path(position).open("r+b") as file:
        at = mmap.mmap(file.fileno(), 8)

    def moved(length: int) -> None:
        at[:8] = struct.pack("<Q", length)

    door = Door(disk, device, moved)
    Thread(target=_obey, args=(door,), daemon=True).start()
    door.serve()


def _obey(door: Door) -> None:
    _say({})
    for line in sys.stdin:
        what = json.loads(line)
        with door.lock:
            _say(_done(door.disk, what))


def _done(disk: Disk, what: dict[str, Any]) -> dict[str, int]:
    if what["do"] == "fail":
        disk.failing = Failing(what["kind"], what["at"], what["code"], what["stays"])
    elif what["do"] == "mend":
        failing, disk.failing = disk.failing, None
        return {"seen": failing.seen, "hit": failing.hit} if failing else {}
    else:
        Path(what["path"]).write_bytes(pickle.dumps(disk.log))
    return {}


def _say(words: dict[str, int]) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])

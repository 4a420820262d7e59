"""What is left after the power went at any instant of a run, read from the disk's log.

The disk of this test keeps what was fsynced. Of everything else it keeps what chance decides, in pages of 4 kB: a page of
PostgreSQL (8 kB) may be half new and half old. A page holds one of the states it had since its file was last fsynced.
Names are kept as ext4 and XFS keep them: in order, and whatever came before a finished fsync is safe. A file's change of
length (truncate, fallocate) is kept. Cuts of one run come in the order of time, for what is safe is carried along.
"""

from __future__ import annotations

import os
import pwd
import shutil
import stat
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.faults.power.disk import NAMES, ROOT, Disk, Entry, Node, put, resize, walk

PAGE = 4096
MOODS = (0.0, 0.1, 0.5, 0.9)  # how likely a page that was not fsynced has reached the disk


@dataclass(slots=True)
class Unsafe:
    """Of one file since its last fsync: the length that is safe, and the states of each page, the safe one first."""

    size: int
    pages: dict[int, list[bytes]] = field(default_factory=lambda: defaultdict(list))


class Replay:
    """`seen` is the disk as programs saw it, `safe_names` the folders as they are on disk for sure."""

    def __init__(self, base: Disk, log: list[Entry]) -> None:
        self.seen = Disk()
        self.seen.nodes = {number: _own(node) for number, node in base.nodes.items()}
        self._log, self._at = log, 0
        self._unsafe: dict[int, Unsafe] = {}
        self._names: list[Entry] = []
        self._safe = {number: dict(node.names) for number, node in base.nodes.items()}

    def until(self, position: int) -> None:
        """Goes on to the instant before the entry `position`."""
        assert position >= self._at, "cuts come in the order of time"
        for entry in self._log[self._at : position]:
            self._take(entry)
        self._at = position

    def cut(self, chance: Random) -> Disk:
        """The disk as it is found afterwards. Files that lost nothing are shared with `seen`: read them before going on."""
        left, mood = Disk(), chance.choice(MOODS)
        left.nodes = dict(self.seen.nodes)
        names = {number: dict(known) for number, known in self._safe.items()}
        for entry in self._names[: chance.randint(0, len(self._names))]:
            _rename(names, entry)
        for number, node in left.nodes.items():
            if stat.S_ISDIR(node.mode):
                left.nodes[number] = Node(number, node.mode, node.uid, node.gid, names=names.get(number, {}))
        for number, unsafe in self._unsafe.items():
            node = self.seen.nodes[number]
            data = _left(node.data, unsafe, mood, chance)
            left.nodes[number] = Node(number, node.mode, node.uid, node.gid, data)
        return left

    def _take(self, entry: Entry) -> None:
        kind, *told = entry
        if kind in NAMES:
            self._names.append(entry)
        elif kind == "write":
            self._write(*told)
        elif kind == "size":
            self._resize(*told)
        elif kind == "node":
            number, mode, uid, gid, target = told
            self.seen.nodes[number] = Node(number, mode, uid, gid, target=target)
        else:
            self._unsafe.pop(told[0], None)
            for name in self._names:
                _rename(self._safe, name)
            self._names.clear()

    def _write(self, number: int, offset: int, told: bytes) -> None:
        data = self.seen.nodes[number].data
        unsafe = self._unsafe.setdefault(number, Unsafe(len(data)))
        touched = range(offset // PAGE, (offset + len(told) - 1) // PAGE + 1)
        for page in touched:
            if page not in unsafe.pages:
                unsafe.pages[page].append(bytes(data[page * PAGE : (page + 1) * PAGE]))
        put(data, offset, told)
        for page in touched:
            unsafe.pages[page].append(bytes(data[page * PAGE : (page + 1) * PAGE]))

    def _resize(self, number: int, size: int) -> None:
        resize(self.seen.nodes[number].data, size)
        if unsafe := self._unsafe.get(number):
            unsafe.size = size
            for page in [page for page in unsafe.pages if page * PAGE >= size]:
                del unsafe.pages[page]


def _own(node: Node) -> Node:
    return Node(
        node.number, node.mode, node.uid, node.gid, bytearray(node.data), dict(node.names), node.target
    )


def _rename(names: dict[int, dict[bytes, int]], entry: Entry) -> None:
    kind, parent, name, *told = entry
    if kind == "name":
        names.setdefault(parent, {})[name] = told[0]
    elif kind == "unname":
        names[parent].pop(name, None)
    else:
        names.setdefault(told[0], {})[told[1]] = names[parent].pop(name)


def _left(data: bytearray, unsafe: Unsafe, mood: float, chance: Random) -> bytearray:
    """One file's pages, each in a state chance has chosen; as long as the last page that has reached the disk."""
    found, size = bytearray(data), unsafe.size
    for page, states in unsafe.pages.items():
        last = chance.randrange(1, len(states)) if chance.random() < mood else 0
        start = page * PAGE
        found[start : start + PAGE] = states[last].ljust(len(found[start : start + PAGE]), b"\0")
        if last:
            size = max(size, start + len(states[last]))
    resize(found, size)
    return found


def lay_out(disk: Disk, folder: Path, user: str | None) -> None:
    """Writes a disk as a folder of ordinary files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    made_here = [folder]
    for path, node in walk(disk, ROOT):
        where = Path(f"{folder}{path}")
        made_here.append(where)
        if node.target:
            os.symlink(node.target, where)
        elif stat.S_ISDIR(node.mode):
            where.mkdir(mode=0o700)
        else:
            where.write_bytes(node.data)
            where.chmod(0o600)
    if user:
        known = pwd.getpwnam(user)
        for where in made_here:
            os.lchown(where, known.pw_uid, known.pw_gid)

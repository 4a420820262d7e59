"""A file system in memory that writes down everything it was asked, in order: from that, every cut is made afterwards.

An entry of the log is a tuple: `("node", number, mode, uid, gid, target)`, `("write", number, offset, bytes)`,
`("size", number, bytes)`, `("sync", number)`, or a change of names, which begins with one of NAMES.
"""

from __future__ import annotations

import errno
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = 1
NAMES = frozenset({"name", "unname", "rename"})
Entry = tuple[Any, ...]


@dataclass(slots=True)
class Node:
    """`data` of a file, `names` of a folder, `target` of a symbolic link."""

    number: int
    mode: int
    uid: int
    gid: int
    data: bytearray = field(default_factory=bytearray)
    names: dict[bytes, int] = field(default_factory=dict)
    target: bytes = b""

    @property
    def size(self) -> int:
        return len(self.data) or len(self.target)


@dataclass(slots=True)
class Failing:
    """From now on: the `at`-th operation of this kind fails with `code`, and with `stays` all after it as well."""

    kind: str
    at: int
    code: int
    stays: bool = False
    seen: int = 0
    hit: int = 0

    def check(self, kind: str) -> None:
        if kind != self.kind:
            return
        self.seen += 1
        if self.seen == self.at or (self.stays and self.seen > self.at):
            self.hit += 1
            raise OSError(self.code, "told to fail")


class Disk:
    """All nodes by number, and everything that was done since `load`."""

    def __init__(self) -> None:
        self.nodes = {ROOT: Node(ROOT, stat.S_IFDIR | 0o755, 0, 0)}
        self.log: list[Entry] = []
        self.failing: Failing | None = None

    def load(self, folder: Path) -> None:
        """Takes over a folder as it stands; all of it counts as safe on disk."""
        self._load(folder, self.nodes[ROOT])

    def _load(self, folder: Path, into: Node) -> None:
        for path in sorted(folder.iterdir()):
            told = path.lstat()
            node = self._node(told.st_mode, told.st_uid, told.st_gid)
            into.names[path.name.encode()] = node.number
            if path.is_symlink():
                node.target = str(path.readlink()).encode()
            elif path.is_dir():
                self._load(path, node)
            else:
                node.data = bytearray(path.read_bytes())

    def make(self, parent: int, name: bytes, mode: int, uid: int, gid: int, target: bytes = b"") -> Node:
        self.check("write")
        if name in self.nodes[parent].names:
            raise FileExistsError(errno.EEXIST, "exists")
        node = self._node(mode, uid, gid)
        node.target = target
        self._note("node", node.number, mode, uid, gid, target)
        self.nodes[parent].names[name] = node.number
        self._note("name", parent, name, node.number)
        return node

    def link(self, parent: int, name: bytes, number: int) -> Node:
        self.nodes[parent].names[name] = number
        self._note("name", parent, name, number)
        return self.nodes[number]

    def look_up(self, parent: int, name: bytes) -> Node:
        number = self.nodes[parent].names.get(name)
        if number is None:
            raise FileNotFoundError(errno.ENOENT, "no such name")
        return self.nodes[number]

    def unname(self, parent: int, name: bytes) -> None:
        node = self.look_up(parent, name)
        if node.names:
            raise OSError(errno.ENOTEMPTY, "not empty")
        del self.nodes[parent].names[name]
        self._note("unname", parent, name)

    def rename(self, parent: int, name: bytes, new_parent: int, new_name: bytes) -> None:
        number = self.look_up(parent, name).number
        del self.nodes[parent].names[name]
        self.nodes[new_parent].names[new_name] = number
        self._note("rename", parent, name, new_parent, new_name)

    def write(self, number: int, offset: int, told: bytes) -> None:
        self.check("write")
        put(self.nodes[number].data, offset, told)
        self._note("write", number, offset, told)

    def resize(self, number: int, size: int) -> None:
        data = self.nodes[number].data
        if size > len(data):
            self.check("write")
        resize(data, size)
        self._note("size", number, size)

    def sync(self, number: int) -> None:
        self.check("sync")
        self._note("sync", number)

    def check(self, kind: str) -> None:
        if self.failing is not None:
            self.failing.check(kind)

    def _node(self, mode: int, uid: int, gid: int) -> Node:
        node = Node(len(self.nodes) + ROOT, mode, uid, gid)
        self.nodes[node.number] = node
        return node

    def _note(self, *entry: Any) -> None:
        self.log.append(entry)


def put(data: bytearray, offset: int, told: bytes) -> None:
    if offset > len(data):
        data.extend(bytes(offset - len(data)))
    data[offset : offset + len(told)] = told


def resize(data: bytearray, size: int) -> None:
    if size < len(data):
        del data[size:]
    else:
        data.extend(bytes(size - len(data)))


def walk(disk: Disk, number: int = ROOT, path: str = "") -> Iterator[tuple[str, Node]]:
    """Every node with its path under the root, folders before what they hold."""
    for name, child in disk.nodes[number].names.items():
        node, where = disk.nodes[child], f"{path}/{name.decode()}"
        yield where, node
        if stat.S_ISDIR(node.mode):
            yield from walk(disk, child, where)

"""The kernel's FUSE protocol (version 7.31, include/uapi/linux/fuse.h) for one Disk, as far as PostgreSQL uses it.

One request, one answer, in order: whatever the log says happened before something, did.
"""

from __future__ import annotations

import errno
import os
import stat
import struct
from collections.abc import Callable
from threading import Lock
from typing import Final

from tests.faults.power.disk import Disk, Node

WRITE_MAX = 1 << 20
FOREVER = 1 << 30  # seconds: nothing changes but through us
HEAD_IN, HEAD_OUT = struct.Struct("<IIQQIIII"), struct.Struct("<IiQ")
ATTRIBUTES = struct.Struct("<QQQQQQIIIIIIIIII")
READ, SET = struct.Struct("<QQIIQII"), struct.Struct("<IIQQQQQQIIIIIIII")
BIG_WRITES, MAX_PAGES = 1 << 5, 1 << 22
FLAGS = BIG_WRITES | MAX_PAGES
FORGET, INTERRUPT, BATCH_FORGET, DESTROY = 2, 36, 42, 38
SILENT: Final = frozenset({FORGET, BATCH_FORGET, INTERRUPT})
SET_MODE, SET_UID, SET_GID, SET_SIZE = 1, 2, 4, 8
Answer = Callable[["Door", Node, bytes, "tuple[int, int]"], bytes]


class Door:
    """Answers requests from an open /dev/fuse until the file system is unmounted. `moved(position)` is told how long the
    log is before each answer goes out."""

    def __init__(self, disk: Disk, device: int, moved: Callable[[int], None]) -> None:
        self.disk, self._device, self._moved = disk, device, moved
        self.lock = Lock()
        self.listings: dict[int, list[tuple[bytes, int]]] = {}

    def serve(self) -> None:
        while True:
            try:
                request = os.read(self._device, WRITE_MAX + 8192)
            except InterruptedError:
                continue
            except OSError as error:
                if error.errno == errno.ENOENT:
                    continue  # the one who asked has gone
                return  # unmounted
            _, kind, unique, number, uid, gid, _, _ = HEAD_IN.unpack_from(request)
            if kind in SILENT:
                continue
            with self.lock:
                code, body = self._answer(kind, number, request[HEAD_IN.size :], (uid, gid))
                self._moved(len(self.disk.log))
            try:
                os.write(self._device, HEAD_OUT.pack(HEAD_OUT.size + len(body), -code, unique) + body)
            except OSError:
                continue  # the one who asked has been killed
            if kind == DESTROY:
                return

    def _answer(self, kind: int, number: int, body: bytes, who: tuple[int, int]) -> tuple[int, bytes]:
        answer = ANSWERS.get(kind)
        if answer is None:
            return errno.ENOSYS, b""
        try:
            return 0, answer(self, self.disk.nodes.get(number, NOBODY), body, who)
        except OSError as error:
            return error.errno or errno.EIO, b""


NOBODY = Node(0, 0, 0, 0)


def _attributes(node: Node) -> bytes:
    links = 2 if stat.S_ISDIR(node.mode) else 1
    blocks = (node.size + 511) // 512
    return ATTRIBUTES.pack(
        node.number, node.size, blocks, 0, 0, 0, 0, 0, 0, node.mode, links, node.uid, node.gid, 0, 4096, 0
    )  # fmt: skip


def _told(node: Node) -> bytes:
    return struct.pack("<QII", FOREVER, 0, 0) + _attributes(node)


def _entry(node: Node) -> bytes:
    return struct.pack("<QQQQII", node.number, 0, FOREVER, FOREVER, 0, 0) + _attributes(node)


def _name(body: bytes, start: int = 0) -> bytes:
    return body[start : body.index(b"\0", start)]


def _begin(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    _major, _minor, ahead, _flags = struct.unpack_from("<IIII", body)
    return struct.pack(
        "<IIIIHHIIHHI7I", 7, 31, ahead, FLAGS, 16, 12, WRITE_MAX, 1, WRITE_MAX // 4096, 0, 0, *([0] * 7)
    )


def _look_up(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    return _entry(door.disk.look_up(node.number, _name(body)))


def _get(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    return _told(node)


def _set(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    found = SET.unpack_from(body)
    valid, size, mode, uid, gid = found[0], found[3], found[11], found[13], found[14]
    if valid & SET_MODE:
        node.mode = mode
    if valid & SET_UID:
        node.uid = uid
    if valid & SET_GID:
        node.gid = gid
    if valid & SET_SIZE:
        door.disk.resize(node.number, size)
    return _told(node)


def _read_link(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    return node.target


def _symlink(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    name = _name(body)
    target = _name(body, len(name) + 1)
    return _entry(door.disk.make(node.number, name, stat.S_IFLNK | 0o777, *who, target))


def _make_file(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    (mode,) = struct.unpack_from("<I", body)
    return _entry(door.disk.make(node.number, _name(body, 16), mode, *who))


def _make_folder(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    (mode,) = struct.unpack_from("<I", body)
    return _entry(door.disk.make(node.number, _name(body, 8), stat.S_IFDIR | mode, *who))


def _create(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    _flags, mode = struct.unpack_from("<II", body)
    return _entry(door.disk.make(node.number, _name(body, 16), mode, *who)) + struct.pack("<QII", 0, 0, 0)


def _remove(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    door.disk.unname(node.number, _name(body))
    return b""


def _rename(door: Door, node: Node, body: bytes, who: tuple[int, int], start: int = 8) -> bytes:
    (folder,) = struct.unpack_from("<Q", body)
    name = _name(body, start)
    door.disk.rename(node.number, name, folder, _name(body, start + len(name) + 1))
    return b""


def _rename_with_flags(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    return _rename(door, node, body, who, 16)


def _link(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    (number,) = struct.unpack_from("<Q", body)
    return _entry(door.disk.link(node.number, _name(body, 8), number))


def _read(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    found = READ.unpack_from(body)
    return bytes(node.data[found[1] : found[1] + found[2]])


def _write(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    found = READ.unpack_from(body)
    offset, size = found[1], found[2]
    door.disk.write(node.number, offset, body[READ.size : READ.size + size])
    return struct.pack("<II", size, 0)


def _space(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    free = 1 << 20
    return struct.pack("<QQQQQIIII6I", free, free, free, free, free, 4096, 255, 4096, 0, *([0] * 6))


def _sync(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    door.disk.sync(node.number)
    return b""


def _allocate(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    _handle, offset, length, mode, _ = struct.unpack_from("<QQQII", body)
    if mode:
        raise OSError(errno.EOPNOTSUPP, "plain allocation only")
    if offset + length > node.size:
        door.disk.resize(node.number, offset + length)
    return b""


def _open_folder(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    """A listing is of the moment it was opened: names may go while it is read."""
    handle = max(door.listings, default=0) + 1
    door.listings[handle] = list(node.names.items())
    return struct.pack("<QII", handle, 0, 0)


def _list(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    found = READ.unpack_from(body)
    handle, offset, size = found[0], found[1], found[2]
    answer = bytearray()
    for place, (name, number) in enumerate(door.listings[handle][offset:], offset + 1):
        kind = stat.S_IFMT(door.disk.nodes[number].mode) >> 12
        one = struct.pack("<QQII", number, place, len(name), kind) + name
        one += bytes(-len(one) % 8)
        if len(answer) + len(one) > size:
            break
        answer += one
    return bytes(answer)


def _close_folder(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    door.listings.pop(struct.unpack_from("<Q", body)[0], None)
    return b""


def _nothing(door: Door, node: Node, body: bytes, who: tuple[int, int]) -> bytes:
    return b""


ANSWERS: dict[int, Answer] = {
    1: _look_up, 3: _get, 4: _set, 5: _read_link, 6: _symlink, 8: _make_file, 9: _make_folder, 10: _remove, 11: _remove,
    12: _rename, 13: _link, 15: _read, 16: _write, 17: _space, 20: _sync, 26: _begin, 27: _open_folder, 28: _list,
    29: _close_folder, 30: _sync, DESTROY: _nothing, 35: _create, 43: _allocate, 45: _rename_with_flags,
}  # fmt: skip

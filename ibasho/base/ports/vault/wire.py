"""How a web process and the vault of another OS user speak: one frame asked, one frame answered, then the line is cut.

A frame is its length (4 bytes, big-endian) and a JSON object of texts, whole numbers and lists of texts; bytes go as base64.
"""

from __future__ import annotations

import base64
import json
import socket
import struct
from typing import Any

FRAME_MAX = 131_072  # bytes: a note's box as base64, with room
_LENGTH = struct.Struct(">I")
_PEER = struct.Struct("3i")  # SO_PEERCRED: pid, uid, gid

Message = dict[str, Any]


class Broken(Exception):  # noqa: N818
    """What came is no frame, or the line was cut inside one."""


def send(line: socket.socket, message: Message) -> None:
    body = json.dumps(message, ensure_ascii=False).encode()
    if len(body) > FRAME_MAX:
        raise Broken(f"{len(body)} bytes")
    line.sendall(_LENGTH.pack(len(body)) + body)


def receive(line: socket.socket) -> Message:
    """Raises Broken; what `socket` itself raises where nobody answers in time."""
    (length,) = _LENGTH.unpack(_exactly(line, _LENGTH.size))
    if length > FRAME_MAX:
        raise Broken(f"{length} bytes")
    try:
        found = json.loads(_exactly(line, length))
    except ValueError as error:
        raise Broken("no JSON") from error
    if not isinstance(found, dict):
        raise Broken("no object")
    return found


def _exactly(line: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count:
        part = line.recv(count - len(found))
        if not part:
            raise Broken("cut")
        found += part
    return found


def peer(line: socket.socket) -> tuple[int, int]:
    """Process and user (pid, uid) at the other end, as the kernel knows them: nobody writes them themselves."""
    pid, uid, _gid = _PEER.unpack(line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _PEER.size))
    return pid, uid


def packed(value: bytes) -> str:
    return base64.b64encode(value).decode()


def unpacked(text: object) -> bytes:
    """Raises Broken."""
    if not isinstance(text, str):
        raise Broken("no text")
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Broken("no base64") from error

"""The vault as a small service of another OS user. Knows no city, no settings, no database: secrets, a socket, its own log.

It answers only OS users named at its start (the kernel says who asks), opens no more keys a minute than it was told, and
writes each opening down before it answers: when, what for, which process; never a key, a text or a secret.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import socketserver
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ports.vault import wire
from ibasho.base.ports.vault.kinds import NewKey, Vault
from ibasho.base.ports.vault.limits import Pace

SECONDS_MAX = 5.0  # who asks and says nothing is let go
LINES_MAX = 64  # at once
_told = logging.getLogger("ibasho.vault")
# What is counted together, and how many times as much of it is allowed: a note needs several marks, a look at one needs one key.
_COUNTED = {"open_key": ("open", 1), "open_box": ("open", 1), "rewrap": ("rewrap", 1), "marks": ("marks", 5)}


@dataclass(frozen=True, slots=True)
class Keeper:
    """What one copy of the service knows. `allowed`: uids."""

    vault: Vault
    allowed: frozenset[int]
    pace: Pace
    log: Log

    def knows(self, *, pid: int, uid: int) -> bool:
        """A stranger is written down and let go before they have said a word: they take nobody's place."""
        if uid not in self.allowed:
            self.log.note("", "", pid, uid, "vault.stranger")
        return uid in self.allowed

    def answer(self, asked: wire.Message, *, pid: int, uid: int) -> wire.Message:
        """Raises wire.Broken where it is no question; OSError where the log can't be written: then nothing is answered."""
        verb, bound_to = str(asked.get("ask", "")), str(asked.get("bound_to", ""))
        if verb not in _VERBS:
            raise wire.Broken("no such question")
        if not self.pace.allows(uid, *_COUNTED.get(verb, ("other", 5)), time.monotonic()):
            told: wire.Message = {"refused": "vault.busy"}
        else:
            told = self._done(verb, asked, bound_to)
        self.log.note(verb, bound_to, pid, uid, str(told.get("refused", "ok")))
        return told

    def _done(self, verb: str, asked: wire.Message, bound_to: str) -> wire.Message:
        try:
            return _VERBS[verb](self.vault, asked, bound_to)
        except DomainError as refusal:
            return {"refused": refusal.code, "message": refusal.message}


@dataclass(frozen=True, slots=True)
class Log:
    """One line of JSON per question, added at the end by one `write`, so that no two lines mix."""

    file: int

    @classmethod
    def at(cls, path: Path) -> Log:
        return cls(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600))

    def note(self, verb: str, bound_to: str, pid: int, uid: int, how: str) -> None:
        told = {
            "at": clock.now().isoformat(timespec="milliseconds"),
            "ask": verb[:20],
            "bound_to": bound_to[:200],
        }
        line = json.dumps({**told, "pid": pid, "uid": uid, "answer": how}, ensure_ascii=False)
        os.write(self.file, f"{line}\n".encode())


def _new(made: NewKey) -> wire.Message:
    return {"plain": wire.packed(made.plain), "wrapped": wire.packed(made.wrapped), "number": made.number}


def _device(vault: Vault) -> wire.Message:
    number, point = vault.device_key()
    return {"number": number, "point": wire.packed(point)}


Verb = Callable[[Vault, wire.Message, str], wire.Message]
_VERBS: dict[str, Verb] = {
    "new_key": lambda vault, _asked, row: _new(vault.new_key(row)),
    "open_key": lambda vault, asked, row: {
        "plain": wire.packed(vault.open_key(wire.unpacked(asked.get("wrapped")), row))
    },
    "rewrap": lambda vault, asked, row: _new(vault.rewrap(wire.unpacked(asked.get("wrapped")), row)),
    "number": lambda vault, _asked, _row: {"number": vault.number()},
    "marks": lambda vault, asked, salt: {
        "marks": [wire.packed(one) for one in vault.marks(str(asked.get("text", "")), salt)]
    },
    "device_key": lambda vault, _asked, _row: _device(vault),
    "open_box": lambda vault, asked, row: {
        "plain": wire.packed(vault.open_box(wire.unpacked(asked.get("box")), row))
    },
}


class Service(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """One thread for each line, so that one who says nothing holds up nobody."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, path: Path, keeper: Keeper) -> None:
        self.keeper = keeper
        self.lines = threading.BoundedSemaphore(LINES_MAX)
        _cleared(path)
        super().__init__(str(path), _Line)
        path.chmod(0o666)  # who may ask is said by uid, not by the file

    def verify_request(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> bool:
        assert isinstance(request, socket.socket)
        try:
            pid, uid = wire.peer(request)
            return self.keeper.knows(pid=pid, uid=uid)
        except OSError:  # a log that is full keeps strangers out and the service alive
            return False

    def process_request(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        if not self.lines.acquire(timeout=SECONDS_MAX):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.lines.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """Its kind alone: a traceback could hold what was asked."""
        _told.warning("a line broke: %s", getattr(sys.exc_info()[0], "__name__", ""))


class _Line(socketserver.BaseRequestHandler):
    server: Service

    def handle(self) -> None:
        self.request.settimeout(SECONDS_MAX)
        pid, uid = wire.peer(self.request)
        wire.send(self.request, self.server.keeper.answer(wire.receive(self.request), pid=pid, uid=uid))


def _cleared(path: Path) -> None:
    """A socket left by one that was killed is put away. Raises OSError where somebody still answers there."""
    if not path.is_socket():
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(1.0)
        try:
            line.connect(str(path))
        except (ConnectionRefusedError, FileNotFoundError):
            path.unlink(missing_ok=True)
            return
    raise FileExistsError(f"another vault answers at {path}")

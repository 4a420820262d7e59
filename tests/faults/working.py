"""A job worker that may be killed, and a letter box that takes every mail and counts it."""

from __future__ import annotations

import os
import re
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

import psycopg

from tests.faults.app import ROOT

ENDS_SECONDS_MAX = 20
_LETTERS = "select id from outbox_message where state = %s"
_ID = re.compile(rb"^message-id:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)


class Worker:
    """One process of `ibasho worker`. Whatever job it has in hand when it is killed, nobody else knows of."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._log = (ROOT / "build" / f"faults-worker-{os.getpid()}.log").open("ab")
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "django", "procrastinate", "worker"],
            cwd=ROOT, env=self._environment, stdout=self._log, stderr=self._log, start_new_session=True,
        )  # fmt: skip

    def kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def end(self) -> None:
        if self._process.poll() is None:
            self.kill()
        self._log.close()


@contextmanager
def working(environment: Mapping[str, str]) -> Iterator[Worker]:
    worker = Worker(environment)
    try:
        yield worker
    finally:
        worker.end()


def letters(connection: psycopg.Connection[Any]) -> tuple[set[str], set[str]]:
    """Message-IDs of those noted as sent, and of those that wait (handed in or not: the worker may have died between)."""
    sent, waits = (
        {f"<message-{number}@ibasho>" for (number,) in connection.execute(_LETTERS, [state])}
        for state in ("sent", "waiting")
    )
    return sent, waits


class LetterBox:
    """SMTP on 127.0.0.1. `came`: how often each Message-ID was handed in. Each letter takes `seconds` to be accepted, so
    that a worker can be killed between the letter and its own note of it."""

    def __init__(self, seconds: float) -> None:
        self.came: Counter[str] = Counter()
        self.seconds = seconds
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), self._talk)
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _talk(self, request: object, address: object, server: object) -> None:
        line = request.makefile("rwb")  # type: ignore[attr-defined]

        def say(words: bytes) -> None:
            line.write(words + b"\r\n")
            line.flush()

        with suppress(ConnectionError):  # whoever brought the letter was killed
            self._take(line, say)

    def _take(self, line: BinaryIO, say: Callable[[bytes], None]) -> None:
        say(b"220 box")
        for told in line:
            verb = told[:4].upper()
            if verb == b"DATA":
                say(b"354 go on")
                text = b"".join(iter(line.readline, b".\r\n"))
                found = _ID.search(text)
                self.came[found[1].decode() if found else ""] += 1
                time.sleep(self.seconds)
            say(b"221 bye" if verb == b"QUIT" else b"250 ok")
            if verb == b"QUIT":
                return


@contextmanager
def letter_box(seconds: float = 0.05) -> Iterator[LetterBox]:
    box = LetterBox(seconds)
    try:
        yield box
    finally:
        box.close()

"""A small TCP proxy that misbehaves on purpose: it cuts the line after what was asked has happened, before the answer; it
makes answers late, lets them trickle, or swallows everything.
"""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields

CHUNK = 65_536
LOOKS_EVERY_SECONDS = 0.02


@dataclass(slots=True)
class Weather:
    """How the line is now; it may change at any moment. `late_s` and up to `jitter_s` more pass before each piece of an answer,
    `bytes_per_s` lets it trickle (0: at once), and in a `hole` everything vanishes, also what was under way."""

    late_s: float = 0.0
    jitter_s: float = 0.0
    bytes_per_s: int = 0
    hole: bool = False

    def becomes(self, other: Weather) -> None:
        for one in fields(Weather):
            setattr(self, one.name, getattr(other, one.name))

    def hold(self, size: int) -> None:
        """Until this piece of an answer may go on; a late piece comes at once when the weather clears."""
        began, extra = time.monotonic(), random.random()
        while self.hole or time.monotonic() - began < self._wait(size, extra):
            time.sleep(LOOKS_EVERY_SECONDS)

    def _wait(self, size: int, extra: float) -> float:
        trickle = size / self.bytes_per_s if self.bytes_per_s else 0.0
        return self.late_s + extra * self.jitter_s + trickle


def never(_sent: bytes) -> bool:
    return False


class Proxy:
    """Forwards `port` to `target`. `cut` looks at what the client sent; where it says yes, the far side's answer to it is
    awaited and thrown away, and both lines are closed: it has happened, and nobody was told."""

    def __init__(self, target: int, cut: Callable[[bytes], bool], weather: Weather | None = None) -> None:
        self._target, self._cut, self.weather = target, cut, weather or Weather()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.cuts = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return  # closed
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self._target))
        except OSError:  # nobody there: the line is closed again, as a machine without the service does
            client.close()
            return
        with client, far:
            cutting = threading.Event()
            back = threading.Thread(target=self._back, args=(far, client, cutting), daemon=True)
            back.start()
            for sent in _chunks(client):
                if self._cut(sent):
                    cutting.set()
                while self.weather.hole:
                    time.sleep(LOOKS_EVERY_SECONDS)
                if not _sent(far, sent):
                    break
            _end(far)
            back.join(5)

    def _back(self, far: socket.socket, client: socket.socket, cutting: threading.Event) -> None:
        for came in _chunks(far):
            if cutting.is_set():
                self.cuts += 1
                break
            self.weather.hold(len(came))
            if not _sent(client, came):
                break
        _end(client)
        _end(far)


@contextmanager
def between(
    target: int, cut: Callable[[bytes], bool] = never, weather: Weather | None = None
) -> Iterator[Proxy]:
    proxy = Proxy(target, cut, weather)
    try:
        yield proxy
    finally:
        proxy.close()


def _chunks(line: socket.socket) -> Iterator[bytes]:
    while True:
        try:
            came = line.recv(CHUNK)
        except OSError:
            return
        if not came:
            return
        yield came


def _sent(line: socket.socket, told: bytes) -> bool:
    try:
        line.sendall(told)
    except OSError:
        return False
    return True


def _end(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return

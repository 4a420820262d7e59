"""What stands before the web machines, as nginx with `max_fails` would: the next one where one refuses, and an end to waiting."""

from __future__ import annotations

import itertools
import select
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

CONNECT_SECONDS = 1.0  # proxy_connect_timeout
ANSWER_SECONDS = 8.0  # proxy_read_timeout
RESTS_SECONDS = 2.0  # fail_timeout


class Far(NamedTuple):
    address: str
    port: int


class Front:
    """`port` on localhost. Once bytes of a request have gone to a machine nobody else is asked: it may have been done."""

    def __init__(self, machines: Sequence[Far]) -> None:
        self._machines = machines
        self._turn = itertools.count()
        self._rests: dict[Far, float] = {}
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = int(self._listener.getsockname()[1])
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
        with client:
            for machine in self._in_turn():
                try:
                    far = socket.create_connection(machine, timeout=CONNECT_SECONDS)
                except OSError:
                    self._rests[machine] = time.monotonic() + RESTS_SECONDS
                    continue
                with far:
                    if not _carry(client, far):
                        self._rests[machine] = time.monotonic() + RESTS_SECONDS
                return

    def _in_turn(self) -> list[Far]:
        """All of them, those that failed a moment ago last."""
        first = next(self._turn) % len(self._machines)
        turned = [*self._machines[first:], *self._machines[:first]]
        return sorted(turned, key=lambda machine: self._rests.get(machine, 0.0) > time.monotonic())


def _carry(client: socket.socket, far: socket.socket) -> bool:
    """Both ways until one ends. False where the machine said nothing for too long."""
    while True:
        readable, _, _ = select.select([client, far], [], [], ANSWER_SECONDS)
        if not readable:
            return False
        for line, other in ((client, far), (far, client)):
            if line in readable:
                try:
                    came = line.recv(65_536)
                    if not came:
                        return True
                    other.sendall(came)
                except OSError:
                    return line is client


@contextmanager
def before(machines: Sequence[Far]) -> Iterator[Front]:
    front = Front(machines)
    try:
        yield front
    finally:
        front.close()

"""A small TCP proxy that misbehaves on purpose: it cuts the line after what was asked has happened, before the answer."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

CHUNK = 65_536


class Proxy:
    """Forwards `port` to `target`. `cut` looks at what the client sent; where it says yes, the far side's answer to it is
    awaited and thrown away, and both lines are closed: it has happened, and nobody was told."""

    def __init__(self, target: int, cut: Callable[[bytes], bool]) -> None:
        self._target, self._cut = target, cut
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
        with client, socket.create_connection(("127.0.0.1", self._target)) as far:
            cutting = threading.Event()
            back = threading.Thread(target=self._back, args=(far, client, cutting), daemon=True)
            back.start()
            for sent in _chunks(client):
                if self._cut(sent):
                    cutting.set()
                far.sendall(sent)
            _end(far)
            back.join(5)

    def _back(self, far: socket.socket, client: socket.socket, cutting: threading.Event) -> None:
        for came in _chunks(far):
            if cutting.is_set():
                self.cuts += 1
                break
            try:
                client.sendall(came)
            except OSError:
                break
        _end(client)
        _end(far)


@contextmanager
def between(target: int, cut: Callable[[bytes], bool]) -> Iterator[Proxy]:
    proxy = Proxy(target, cut)
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


def _end(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return

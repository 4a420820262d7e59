"""The worker with threads of their own for who watches the copy (`/healthz`, `/readyz`).

A page that finds no free seat waits for one on the thread it came on (seats.py), and what comes after it waits in the same
line: with a line to the database that is a tenth of a second late that was two and a half seconds. So the head of a request
is looked at before it is given to a thread, and a probe goes another way. Only a head that is there whole and announces no
body: whoever sends a byte at a time holds no thread of a probe.
"""

from __future__ import annotations

import socket
import time
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import TConn  # type: ignore[import-untyped]

from ibasho.front.web import spread
from ibasho.front.web.seats import PROBES

THREADS = 2  # who balances the machines, and who watches the copy
HEAD_MAX = 4_096
# Who connects and says nothing for so long is hung up on, and holds no thread until then.
FIRST_WORD_SECONDS = 7.0


class Worker(spread.Worker):
    def init_process(self) -> None:
        self._probes = ThreadPoolExecutor(THREADS, thread_name_prefix="probe")
        super().init_process()

    def enqueue_req(self, conn: TConn) -> None:
        head = _head(conn.sock)
        if head is None and not conn.initialized:
            self._wait_for_first_word(conn)
            return
        conn.data_ready = True
        pool = self._probes if head is not None and is_probe(head) else self.tpool
        answered = pool.submit(self.handle, conn)
        answered.add_done_callback(partial(self._answered, conn))

    def _wait_for_first_word(self, conn: TConn) -> None:
        """As gunicorn does for who has kept a thread waiting in vain; here nobody has."""
        conn.timeout = time.monotonic() + FIRST_WORD_SECONDS
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _answered(self, conn: TConn, answered: Future[Any]) -> None:
        self.method_queue.defer(self.finish_request, conn, answered)


def _head(line: socket.socket) -> bytes | None:
    """What has come and is not read yet; None where nothing has."""
    try:
        return line.recv(HEAD_MAX, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return None
    except OSError:  # hung up: who answers finds out
        return b""


def is_probe(head: bytes) -> bool:
    """Whether these first bytes are the whole of a question by who watches."""
    lines, end, _rest = head.partition(b"\r\n\r\n")
    if not end:
        return False
    first, *fields = lines.split(b"\r\n")
    method, _space, target = first.partition(b" ")
    path = target.partition(b" ")[0].partition(b"?")[0]
    announced = {field.partition(b":")[0].strip().lower() for field in fields}
    return (
        method in {b"GET", b"HEAD"}
        and path.decode("latin-1") in PROBES
        and not announced & {b"content-length", b"transfer-encoding", b"expect"}
    )

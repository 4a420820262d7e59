"""Requests come at their rate, whoever answers slowly; a late answer is as late as it was."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat

import pytest

from tests.bench.peak import arrivals, watching
from tests.bench.peak.arrivals import Answers, Stream
from tests.bench.serving import free_port

STANDS = 0.4  # seconds in which nobody is answered


class Halting(BaseHTTPRequestHandler):
    """Answers at once, but for the moments in which the whole server stands."""

    protocol_version = "HTTP/1.1"
    at_work = threading.Lock()

    def do_GET(self) -> None:
        with self.at_work:
            time.sleep(STANDS if self.path == "/halt" else 0)
        self.send_response({"/broken": 500, "/known": 304}.get(self.path, 200))
        self.send_header("Content-Length", "0" if self.path == "/known" else "100")
        self.end_headers()
        if self.path != "/known":
            self.wfile.write(b"x" * 100)

    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Halting)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def asks(*paths: str) -> Iterator[bytes]:
    for path in paths:
        yield f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    yield from repeat(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")


def test_as_many_come_as_were_promised_and_each_status_is_counted(port: int) -> None:
    stream = Stream("pages", 50, asks("/broken", "/known"))
    arrivals.run(port, [stream], 1)
    assert stream.answers.statuses == {200: 48, 304: 1, 500: 1}
    assert (stream.answers.failed, stream.answers.body_bytes) == (1, 4_900)


def test_a_server_that_stands_still_makes_everybody_late_who_came_meanwhile(port: int) -> None:
    """A closed loop would have sent one request and called that one late answer."""
    stream = Stream("pages", 100, asks("/halt"))
    arrivals.run(port, [stream], 1)
    late = [seconds for seconds in stream.answers.took if seconds > STANDS / 4]
    assert len(late) >= 100 * STANDS / 2
    assert max(stream.answers.took) >= STANDS


def test_two_streams_come_side_by_side_and_tell_on_the_way(port: int) -> None:
    told: list[float] = []
    streams = [Stream("meals", 20, asks()), Stream("pages", 40, asks())]
    arrivals.run(port, streams, 0.5, every=0.2, tell=told.append)
    assert [one.answers.statuses[200] for one in streams] == [10, 20]
    assert told == [0.2, 0.4]


def test_where_nobody_listens_nobody_waits_for_ever() -> None:
    stream = Stream("pages", 20, asks())
    arrivals.run(free_port(), [stream], 0.5)
    assert (stream.answers.statuses, stream.answers.failed) == ({0: 10}, 10)


def test_a_worker_that_grew_or_was_replaced_is_noticed() -> None:
    assert watching.growth_percent({1: 100.0, 2: 100.0}, {1: 104.0, 2: 111.0}) == 11.0
    assert watching.growth_percent({1: 100.0}, {3: 100.0}) == 100.0
    assert watching.growth_percent({1: 100.0}, {}) == 100.0


def test_nothing_measured_is_not_a_quick_answer() -> None:
    assert not Answers().ms(0.95) <= 100

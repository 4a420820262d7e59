"""The ruler is right before anything is measured with it."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.bench import load

NAP = 0.02


class Slow(BaseHTTPRequestHandler):
    """Answers after twenty milliseconds; /broken with 500."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        time.sleep(NAP)
        body = b"x" * 100
        self.send_response(500 if self.path == "/broken" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def origin() -> Iterator[str]:
    server = ThreadingHTTPServer(("localhost", 0), Slow)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([5.0], 0.95, 5.0), ([1, 2, 3, 4], 0.5, 2), ([4, 3, 2, 1], 0.95, 4), (list(range(1, 101)), 0.95, 95)],
)
def test_percentiles_are_of_what_was_measured(values: list[float], share: float, expected: float) -> None:
    assert load.percentile(values, share) == expected


def test_nothing_measured_is_not_a_number() -> None:
    assert math.isnan(load.percentile([], 0.5))


def test_time_and_count_of_answers_are_what_they_were(origin: str) -> None:
    (found,) = load.measure(f"{origin}/", rounds=2, requests=10)
    assert (found.requests, found.errors, found.body_bytes) == (20, 0, 100)
    assert found.p50_ms >= NAP * 1000
    assert found.per_second <= load.CONNECTIONS / NAP


def test_it_stops_when_its_time_is_over(origin: str) -> None:
    (found,) = load.measure(f"{origin}/", rounds=1, seconds=0.2, requests=10_000)
    assert 0 < found.requests < 40


def test_a_page_that_fails_is_an_error_and_never_a_quick_answer(origin: str) -> None:
    sound, found = load.measure(f"{origin}/", f"{origin}/broken", rounds=1, requests=4)
    assert (sound.requests, sound.errors) == (4, 0)
    assert (found.requests, found.errors) == (1, 1)
    assert math.isnan(found.p50_ms)


def test_only_this_machine_is_ever_asked() -> None:
    with pytest.raises(ValueError, match="only localhost"):
        load.measure("http://example.jp/")

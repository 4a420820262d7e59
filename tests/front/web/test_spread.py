"""Lines that stay open are shared by the workers of a copy, one by one as they come; who stands still or dies holds nobody up."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from config import gunicorn
from ibasho.front.web import probes, spread
from ibasho.front.web.spread import Board
from tests.bench.serving import free_port

ROOT = Path(__file__).resolve().parents[3]
HOUSE = """
import os
def application(environ, start):
    told = str(os.getpid()).encode()
    start("200 OK", [("Content-Length", str(len(told)))])
    return [told]
"""
# The hook of config/gunicorn.py, without the settings of a copy. On a machine that is busy with other tests nobody wakes in three milliseconds.
CONF = """
from ibasho.front.web import spread
spread.LEAVES_SECONDS = 0.1
worker_class, workers, threads, keepalive = "ibasho.front.web.spread.Worker", 2, 2, 60
graceful_timeout, loglevel = 1, "error"
def child_exit(_server, worker):
    spread.BOARD.gone(worker.age)
"""


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """Two workers of two threads; a page says which process answered."""
    (tmp_path / "house.py").write_text(HOUSE)
    (tmp_path / "conf.py").write_text(CONF)
    found = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", "conf.py", "house", "--bind", f"127.0.0.1:{found}"]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{tmp_path}"}
    with subprocess.Popen(command, cwd=tmp_path, env=environment) as house:
        try:
            _until(lambda: len(_asked_once_each(found, 8)) == 2, "both workers answer")
            yield found
        finally:
            house.terminate()


class Guests:
    """Lines that stay open, as a proxy's do: each came when the one before had its answer."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._lines: list[http.client.HTTPConnection] = []

    def come(self, count: int) -> Counter[int]:
        """Process → how many of these it answered."""
        return Counter(self._one() for _ in range(count))

    def _one(self) -> int:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        self._lines.append(line)
        line.request("GET", "/")
        return int(line.getresponse().read())

    def go(self) -> None:
        for line in self._lines:
            line.close()


@pytest.fixture
def guests(port: int) -> Iterator[Guests]:
    found = Guests(port)
    yield found
    found.go()


def test_lines_that_stay_open_are_shared(guests: Guests) -> None:
    told = guests.come(32)
    assert len(told) == 2 and min(told.values()) >= 14, "of thirty-two each answers a half"


def test_a_worker_that_stands_still_holds_nobody_up(guests: Guests) -> None:
    first, second = guests.come(16)
    os.kill(second, signal.SIGSTOP)
    try:
        began = time.monotonic()
        told = guests.come(8)
        assert told == {first: 8} and time.monotonic() - began < 8 * 0.1 + 3
    finally:
        os.kill(second, signal.SIGCONT)


def test_after_a_worker_has_died_the_new_one_takes_its_share(port: int, guests: Guests) -> None:
    first, second = guests.come(16)
    os.kill(second, signal.SIGKILL)
    _until(lambda: bool(set(_asked_once_each(port, 4)) - {first, second}), "a new worker answers")
    told = guests.come(8)
    assert told[first] <= 3, "the one that lived holds about eight already"


def test_the_board_knows_the_least_of_the_living() -> None:
    board = Board()
    assert board.least() == 0, "nobody has told yet"
    board.tell(1, 5)
    board.tell(2, 3)
    assert board.least() == 3
    board.gone(2)
    assert board.least() == 5
    board.tell(2 + Board.PLACES, 4)
    assert board.least() == 4, "a place is used again"


def test_a_copys_own_settings_strike_out_who_has_ended() -> None:
    """What CONF says for the processes above, config/gunicorn.py says for a copy."""
    spread.BOARD.tell(7, 0)
    spread.BOARD.tell(8, 5)
    gunicorn.child_exit(None, SimpleNamespace(age=7))
    assert spread.BOARD.least() == 5
    gunicorn.child_exit(None, SimpleNamespace(age=8))
    assert spread.BOARD.least() == 0
    assert gunicorn.worker_class == f"{probes.__name__}.Worker" and issubclass(probes.Worker, spread.Worker)


def _asked_once_each(port: int, count: int) -> Counter[int]:
    """Lines opened together, one question each, and closed."""
    lines = [http.client.HTTPConnection("127.0.0.1", port, timeout=30) for _ in range(count)]
    told: Counter[int] = Counter()
    try:
        for line in lines:
            line.request("GET", "/")
            told[int(line.getresponse().read())] += 1
    except OSError:  # nobody listens yet, or who listened was killed
        return Counter()
    finally:
        for line in lines:
            line.close()
    return told


def _until(holds: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < until, what
        time.sleep(0.1)

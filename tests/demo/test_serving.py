"""Opening and closing a demo: one port, two children, nothing left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from demo import serving

ROOT = Path(__file__).parents[2]
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
WELL = (
    "import http.server, sys\n"
    "class Well(http.server.BaseHTTPRequestHandler):\n"
    "    def do_GET(self): self.send_response(200); self.end_headers()\n"
    "    def log_message(self, *words): pass\n"
    "http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), Well).serve_forever()\n"
)
START = "import os; from demo import serving; child = serving._start({sleep!r}, os.environ); print(child.pid, flush=True); child.wait()"


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(done: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not done() and time.monotonic() < deadline:
        time.sleep(0.05)
    return done()


def is_gone(pid: int) -> bool:
    """True once the process has ended (a zombie that nobody waits for has)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().split(") ")[1][0] == "Z"


def refusal(host: str, port: int) -> str:
    with pytest.raises(SystemExit) as refused:
        serving.refuse_taken_port(host, port)
    line = str(refused.value)
    assert "\n" not in line
    return line


def test_a_free_port_is_no_reason_to_refuse(port: int) -> None:
    serving.refuse_taken_port("localhost", port)


def test_a_port_somebody_else_uses_is_refused_with_another_one(port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        assert f"make demo PORT={port + 1}" in refusal("localhost", port)


def test_a_demo_that_runs_already_is_named(port: int) -> None:
    other = subprocess.Popen([sys.executable, "-c", WELL, str(port)])
    try:
        assert until(lambda: serving._is_well(f"http://localhost:{port}"))
        assert f"もう 動いています: http://localhost:{port}" in refusal("localhost", port)
    finally:
        other.kill()
        other.wait()


@pytest.mark.parametrize(
    ("host", "port", "word"), [("no.such.invalid", 8000, "HOST="), ("localhost", 99999, "65535")]
)
def test_what_cannot_be_listened_on_is_refused_in_one_line(host: str, port: int, word: str) -> None:
    assert word in refusal(host, port)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "0.0.0.0"])
def test_a_browser_is_sent_to_localhost_where_passkeys_work(host: str) -> None:
    assert serving.address(host, 8000) == "http://localhost:8000"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A web process that is always well, and a worker that sleeps."""
    monkeypatch.setattr(serving, "_web", lambda host, port: [sys.executable, "-c", WELL, str(port)])
    monkeypatch.setattr(serving, "_worker", lambda: SLEEP)


def test_once_ready_it_tells_and_when_stopped_both_children_end(
    small: None, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, started = [], []
    start = serving._start
    monkeypatch.setattr(
        serving, "_start", lambda command, env: started.append(start(command, env)) or started[-1]
    )

    def ready(where: str) -> None:
        told.append(where)
        raise KeyboardInterrupt  # as Ctrl-C and SIGTERM do

    assert serving.serve("127.0.0.1", port, os.environ, ready) == 0
    assert told == [f"http://localhost:{port}"]
    assert all(child.poll() is not None for child in started)
    assert len(started) == 2


def test_if_one_of_the_two_ends_the_other_is_ended_and_it_is_said(
    small: None, port: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """It may have been ready before: on a busy machine a process takes its time to end."""
    monkeypatch.setattr(serving, "_worker", lambda: [sys.executable, "-c", ""])
    assert serving.serve("127.0.0.1", port, os.environ, lambda where: None) == 1
    assert "worker が とまりました" in capfd.readouterr().err
    serving.refuse_taken_port("localhost", port)  # the web process is gone as well


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_children_end_even_if_we_are_killed_without_a_word() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", START.format(sleep=SLEEP)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert not is_gone(child)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert until(lambda: is_gone(child))

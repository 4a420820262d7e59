"""One web application behind gunicorn, as both sides are measured: two workers on localhost, synchronous unless threads are asked for.

Workers with threads share their lines as ours do, on both sides: else one of two would answer 31 of 32 clients, now of this
side and now of that.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ibasho.front.web import spread

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2
READY_SECONDS_MAX = 180
ANSWER_SECONDS_MAX = 120
END_SECONDS_MAX = 45


@dataclass(frozen=True, slots=True)
class App:
    """How to start one side: its own Python, its WSGI application, and an address that answers 200."""

    name: str
    python: Path
    wsgi: str
    environment: Mapping[str, str]
    folder: Path
    ready: str


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(app: App, port: int, *, threads: int = 1) -> Iterator[str]:
    """The origin, while it answers. Its messages go to build/bench-<name>.log."""
    log = Path("build") / f"bench-{app.name}.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [
                app.python, "-m", "gunicorn", app.wsgi, "--bind", f"localhost:{port}", "--workers", str(WORKERS),
                "--threads", str(threads), "--timeout", str(ANSWER_SECONDS_MAX), "--log-level", "warning",
                *(["--worker-class", f"{spread.__name__}.Worker"] if threads > 1 else []),
            ],
            cwd=app.folder, env={**app.environment, "PYTHONPATH": str(ROOT)}, stdout=out, stderr=out, start_new_session=True,
        )  # fmt: skip
        try:
            _wait(app, server, port, log)
            yield f"http://localhost:{port}"
        finally:
            _end(server)


def _end(server: subprocess.Popen[bytes]) -> None:
    """Workers that are still busy with what nobody waits for are ended: a bench never loses its figures to them."""
    server.terminate()
    try:
        server.wait(END_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _wait(app: App, server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + READY_SECONDS_MAX
    while (status := _status(port, app.ready)) != 200:
        if server.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"{app.name} does not answer (last status {status}); see {log}")
        time.sleep(0.5)


def _status(port: int, path: str) -> int:
    """0 while nobody listens."""
    connection = http.client.HTTPConnection("localhost", port, timeout=ANSWER_SECONDS_MAX)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except ConnectionRefusedError:
        return 0
    finally:
        connection.close()

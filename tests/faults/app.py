"""The copy under test: two gunicorn workers in production mode on a database that may be killed under them."""

from __future__ import annotations

import fcntl
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.serving import free_port

ROOT = Path(__file__).resolve().parents[2]
SECRET = "only-for-fault-tests-on-this-machine-0123456789abcdefghijklmnop"
LINE_SECRET = "only-for-fault-tests"
NOWHERE = "https://127.0.0.1:9"  # nobody listens: what goes out to others fails at once
READY_SECONDS_MAX = 60.0


def environment(url: str, owner_url: str, *, mail: int = 9) -> dict[str, str]:
    """What a city would set; the city itself is みほん市. `mail`: a port of this machine that takes letters; on 9 nobody does."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("DJANGO_", "IBASHO_", "PYTEST"))
    }
    return {
        **kept, "DATABASE_URL": url, "DATABASE_OWNER_URL": owner_url, "SECRET_KEY": SECRET, "ALLOWED_HOSTS": "localhost",
        "IBASHO_HTTPS": "0", "TRUSTED_PROXIES": "1", "CITY": "mihon", "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT), "LINE_SECRET": LINE_SECRET, "LINE_TOKEN": "none", "LINE_API": NOWHERE,
        "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(mail), "EMAIL_USE_TLS": "0",
    }  # fmt: skip


def collect(environment: dict[str, str]) -> None:
    """The files of pages, as a city has them: a page names each by its content. Once for what the front end built last;
    the other test process waits."""
    made, built = ROOT / "build" / "static" / "staticfiles.json", ROOT / "build" / ".frontend"
    with (ROOT / "build" / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if made.exists() and built.exists() and made.stat().st_mtime >= built.stat().st_mtime:
            return
        command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        made.touch()


class App:
    """`port` on localhost. Workers die by themselves as often as a test likes: gunicorn brings them back."""

    def __init__(
        self,
        environment: dict[str, str],
        *,
        port: int = 0,
        workers: int = 2,
        threads: int = 4,
        before: tuple[str, ...] = (),
    ) -> None:
        collect(environment)
        self.port = port or free_port()
        self._log = (ROOT / "build" / f"faults-app-{os.getpid()}.log").open("ab")
        self._process = subprocess.Popen(
            [
                *before, sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{self.port}",
                "--workers", str(workers), "--threads", str(threads), "--timeout", "60", "--log-level", "warning",
                "--graceful-timeout", "2", "--preload",  # a killed worker is back in a moment
            ],
            cwd=ROOT, env=environment, stdout=self._log, stderr=self._log, start_new_session=True,
        )  # fmt: skip

    def wait(self) -> None:
        until = time.monotonic() + READY_SECONDS_MAX
        while not self.is_well():
            if self._process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"the copy does not answer; see {self._log.name}")
            time.sleep(0.1)

    def is_well(self) -> bool:
        """Web and database answer. No job worker runs here, and /healthz says so (503)."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            found = json.loads(connection.getresponse().read())
        except (OSError, http.client.HTTPException, ValueError):
            return False
        finally:
            connection.close()
        return bool(found["database"] == "ok")

    def workers(self) -> list[int]:
        """Process ids of the workers that run now (Linux)."""
        path = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    def kill_worker(self, number: int = 0) -> None:
        workers = self.workers()
        if workers:
            os.kill(workers[number % len(workers)], signal.SIGKILL)

    def end(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
        self._log.close()


@contextmanager
def serving(url: str, owner_url: str, *, before: tuple[str, ...] = ()) -> Iterator[App]:
    app = App(environment(url, owner_url), before=before)
    try:
        app.wait()
        yield app
    finally:
        app.end()

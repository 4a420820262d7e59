"""What runs on the machines: web processes, job workers, two databases. Each dies when a test likes."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import psycopg

from config import postgres
from tests.faults import app
from tests.faults.app import ROOT
from tests.faults.hosts.net import Host
from tests.faults.server import DATABASE, Server

WEB_PORT = 8000
DATABASE_PORT = 5432
REPLICA_NAME = "ibasho_replica"
READY_SECONDS_MAX = 90.0
NET = "10.77.0.0/24"


class Service:
    """One process tree on one machine. Nobody restarts it but the test."""

    def __init__(self, host: Host, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.host, self._command, self._environment = host, command, environment
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.host.inside(), (ROOT / "build" / f"hosts-{self.host.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *self._command], cwd=ROOT, env=dict(self._environment), stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip

    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def signal(self, number: signal.Signals) -> None:
        """To all of its processes at once."""
        assert self._process is not None
        if self.runs():
            os.killpg(self._process.pid, number)

    def kill(self) -> None:
        """As if the plug were pulled."""
        if self.runs():
            self.signal(signal.SIGKILL)
        if self._process is not None:
            self._process.wait()


class Web(Service):
    def __init__(self, host: Host, environment: Mapping[str, str]) -> None:
        app.collect(dict(environment))
        command = [
            "gunicorn", "-c", "python:config.gunicorn", "config.wsgi", "--bind", f"{host.address}:{WEB_PORT}",
            "--workers", "2", "--threads", "4", "--timeout", "60", "--log-level", "warning", "--preload", "--graceful-timeout", "2",
        ]  # fmt: skip
        super().__init__(host, command, environment)

    def get(self, path: str, cookie: str = "") -> tuple[int, str]:
        """Status and body, asked of this very machine; 0 where it does not answer."""
        connection = http.client.HTTPConnection(self.host.address, WEB_PORT, timeout=10)
        try:
            connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()

    def health(self) -> dict[str, Any]:
        """What /healthz says; empty where nobody answers."""
        status, body = self.get("/healthz")
        found: dict[str, Any] = json.loads(body) if status in {200, 503} else {}
        return found

    def wait(self) -> None:
        until = time.monotonic() + READY_SECONDS_MAX
        while self.get("/readyz")[0] != 200:
            assert self.runs() and time.monotonic() < until, (
                f"{self.host.name} does not answer: build/hosts-{self.host.name}.log"
            )
            time.sleep(0.1)


class Worker(Service):
    def __init__(self, host: Host, environment: Mapping[str, str]) -> None:
        super().__init__(host, ["django", "procrastinate", "worker", "--name", host.name], environment)

    def keep_up(self) -> None:
        """What systemd's Restart=always does: a worker ends when its database goes away."""
        if not self.runs():
            self.start()


class Database(Server):
    """PostgreSQL on a machine of its own, primary or replica."""

    def __init__(self, folder: Path, host: Host) -> None:
        super().__init__(
            folder, DATABASE_PORT, listen_addresses="*", cluster_name=REPLICA_NAME, wal_keep_size="256MB", shared_buffers="64MB",
            wal_sender_timeout="5s", wal_receiver_timeout="5s",
        )  # fmt: skip
        self.host = host

    def initialise(self) -> None:
        super().initialise()
        with (self.folder / "data" / "pg_hba.conf").open("a") as rules:
            rules.write(f"host all all {NET} trust\nhost replication all {NET} trust\n")

    def start(self) -> None:
        with self.host.inside():
            super().start()

    def fill_from(self, template: str) -> None:
        with self.host.inside():
            super().fill_from(template)

    def url(self, user: str = postgres.APP, port: int | None = None) -> str:
        return f"postgresql://{user}@{self.host.address}:{port or self.port}/{DATABASE}"

    def connect(
        self, user: str = postgres.SUPERUSER, database: str = DATABASE
    ) -> psycopg.Connection[tuple[object, ...]]:
        where = f"host={self.host.address} port={self.port} dbname={database} user={user}"
        return psycopg.connect(where, autocommit=True, connect_timeout=2)

    def copy_of(self, primary: Database) -> None:
        """Becomes a replica of `primary`, whatever it was before: as docs/operations.md says it."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.folder.chmod(0o700)
        if user := self.user():
            shutil.chown(self.folder, user)
        whom = f"host={primary.host.address} port={primary.port} user={postgres.SUPERUSER}"
        with self.host.inside():
            self.run(
                "pg_basebackup",
                "-d",
                whom,
                "-D",
                str(self.folder / "data"),
                "-R",
                "-X",
                "stream",
                "-c",
                "fast",
            )
        (self.folder / "data").chmod(0o700)

    def asked(self, query: str) -> Any:
        """The first column of the first row."""
        with self.connect() as connection:
            row = connection.execute(query).fetchone()
        return row[0] if row else None

    def gone(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        for suffix in (".dump", ".log"):
            self.folder.with_suffix(suffix).unlink(missing_ok=True)

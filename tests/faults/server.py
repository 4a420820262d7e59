"""A PostgreSQL that may be killed: its own folder and port, durable as a city's (fsync on), gone when the test ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from config import postgres
from tests.bench.serving import free_port

READY_SECONDS_MAX = 120.0  # on a machine that is busy with other tests; what a criterion asks for is measured
# Starting up, in recovery mode, shutting down: told to who asked.
ASKED_MEANWHILE = "FATAL:  the database system is"
LAST_WORDS_MAX = 3_000  # characters
DATABASE = "ibasho_faults"


class Server:
    """`port` on 127.0.0.1; trust authentication, for nobody else can reach it while the test runs."""

    def __init__(self, folder: Path, port: int = 0, **options: str) -> None:
        """`options` of the server beside those of the house (`fsync="off"`)."""
        self.folder, self.port, self.options = folder, port or free_port(), options
        self._process: subprocess.Popen[bytes] | None = None

    def initialise(self) -> None:
        self.folder.mkdir(parents=True)
        self.folder.chmod(0o700)
        if user := self.user():
            shutil.chown(self.folder, user)
        self.run(
            "initdb", "-D", str(self.folder / "data"), "-U", postgres.SUPERUSER, "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "-k",
        )  # fmt: skip

    def start(self) -> None:
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Starts it and waits for nothing."""
        listening = {"listen_addresses": "127.0.0.1", "port": str(self.port)}
        options = {**postgres.SERVER_OPTIONS, **listening, **self.options}
        flags = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        with (self.folder.with_suffix(".log")).open("ab") as log:
            self._process = subprocess.Popen(
                [postgres.bin_dir() / "postgres", "-D", self.folder / "data", "-k", "", *flags],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, user=self.user(), cwd="/", start_new_session=True,
            )  # fmt: skip

    def has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def comes_up(self) -> bool:
        """One start, as it is: whether it answers in the end, or stops by itself."""
        self.launch()
        until = time.monotonic() + READY_SECONDS_MAX
        while not self.answers():
            if self.has_ended() or time.monotonic() > until:
                return False
            time.sleep(0.02)
        return True

    def wait(self) -> float:
        """Seconds until it answers. A server that has ended is started again, as a supervisor would."""
        began = time.monotonic()
        while not self.answers():
            if time.monotonic() - began > READY_SECONDS_MAX:
                raise AssertionError(f"PostgreSQL does not come back:\n{self.last_words()}")
            if self._process is not None and self.has_ended():
                self.launch()
            time.sleep(0.05)
        return time.monotonic() - began

    def wait_or_restart(self, seconds: float) -> None:
        """As `wait`, but a server that has not answered for so long is killed and started: where recovery after a crash fails
        once more, PostgreSQL 18's first process takes no notice and stays as it is, for ever."""
        until = time.monotonic() + seconds
        while not self.answers() and time.monotonic() < until:
            if self.has_ended():
                self.launch()
            time.sleep(0.05)
        if not self.answers():
            self.kill()
            self.start()

    def last_words(self) -> str:
        """The end of its log, without its answers to us: the file goes with the test."""
        lines = self.folder.with_suffix(".log").read_text(errors="replace").splitlines(keepends=True)
        return "".join(line for line in lines if ASKED_MEANWHILE not in line)[-LAST_WORDS_MAX:]

    def kill(self) -> None:
        """Postmaster and every backend at once, without a word (kill -9)."""
        assert self._process is not None
        for pid in [self._process.pid, *_children(self._process.pid)]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self._process.wait()

    def restart(self, mode: str) -> None:
        """`fast` (connections are cut) or `immediate` (as after a crash)."""
        self.stop(mode)
        self.start()

    def stop(self, mode: str = "immediate") -> None:
        if self._process is not None and self._process.poll() is None:
            self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", mode, "-w", "stop")
            self._process.wait()

    def url(self, user: str = postgres.APP, port: int | None = None) -> str:
        return f"postgresql://{user}@127.0.0.1:{port or self.port}/{DATABASE}"

    def connect(
        self, user: str = postgres.SUPERUSER, database: str = DATABASE
    ) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            f"host=127.0.0.1 port={self.port} dbname={database} user={user}",
            autocommit=True,
            connect_timeout=2,
        )

    def fill_from(self, template: str) -> None:
        """The migrated tables of the template the other tests copy, roles included."""
        with self.connect(database="postgres") as admin:
            admin.execute(f"create role {postgres.OWNER} login createdb")
            admin.execute(f"create role {postgres.APP} login")
            admin.execute(f"create database {DATABASE} owner {postgres.OWNER}")
        dump = self.folder.with_suffix(".dump")
        self.run("pg_dump", "-Fc", "-f", str(dump), postgres.dsn(template, postgres.SUPERUSER), user=None)
        target = f"host=127.0.0.1 port={self.port} dbname={DATABASE} user={postgres.SUPERUSER}"
        self.run("pg_restore", "-d", target, "--exit-on-error", str(dump), user=None)

    def answers(self) -> bool:
        try:
            self.connect(database="postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def run(self, program: str, *arguments: str, user: str | None = "") -> None:
        """One of PostgreSQL's own programs. Raises AssertionError with what it says."""
        whom = self.user() if user == "" else user
        done = subprocess.run(
            [postgres.bin_dir() / program, *arguments],
            user=whom,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"{program}: {done.stderr.strip()}")

    @staticmethod
    def user() -> str | None:
        return "nobody" if os.geteuid() == 0 else None


@contextmanager
def running(name: str, template: str) -> Iterator[Server]:
    """A filled server of its own; folder and processes are gone afterwards, whatever happened."""
    server = Server(postgres.base_dir() / f"faults-{name}-{os.getpid()}")
    try:
        server.initialise()
        server.start()
        server.fill_from(template)
        yield server
    finally:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)
        for suffix in (".dump", ".log"):
            server.folder.with_suffix(suffix).unlink(missing_ok=True)


def _children(parent: int) -> list[int]:
    """Processes whose parent this is (Linux)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(") ")[2].split()
        except OSError:
            continue  # ended while we looked
        if int(fields[1]) == parent:
            found.append(int(stat.parent.name))
    return found

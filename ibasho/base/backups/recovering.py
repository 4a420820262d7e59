"""A server on restored files that only we can reach: it replays the log up to a moment, is looked at, and is stopped again.

Its configuration is ours (a city's may stand elsewhere, or want what this machine has not), so it listens on no network and
archives nothing. Source: PostgreSQL 18, chapter 25.3 (recovery_target_time, recovery.signal).
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg

from ibasho.base.backups.place import give
from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid, Unavailable

SECONDS_MAX = 6 * 3600  # a long log takes its time; whoever is tired of it presses Ctrl-C
_LAST = re.compile(r"last completed transaction was at log time (\S+ \S+)")
_TOO_LATE = "recovery ended before configured recovery target was reached"


@dataclass(frozen=True, slots=True)
class Server:
    """`folder` is its socket's."""

    data: Path
    folder: Path
    superuser: str
    log: Path

    def url(self, user: str, database: str) -> str:
        """As DATABASE_URL wants it."""
        return f"postgresql://{user}@{str(self.folder).replace('/', '%2F')}/{database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            f"host={self.folder} dbname={database} user={self.superuser}", autocommit=True, connect_timeout=5
        )

    @property
    def last_transaction(self) -> datetime | None:
        """When the newest transaction that came back was committed; None where the log held none."""
        found = _LAST.findall(self.log.read_text(errors="replace"))
        return datetime.fromisoformat(found[-1]) if found else None


@contextmanager
def recovered(
    data: Path, *, log_folder: Path, until: datetime | None, tools: Path, user: str | None, superuser: str
) -> Iterator[Server]:
    """The server stands, replayed and writable, while the block runs. Raises Invalid (`backup.until`), Unavailable."""
    (data / "recovery.signal").touch(0o600)
    with tempfile.TemporaryDirectory(prefix="ibasho-restore-") as made:
        folder = Path(made)
        server = Server(data, folder, superuser, folder / "log")
        _configure(folder, log_folder, until)
        for each in (folder, data, log_folder):
            give(each, user)
        process = _start(server, tools, user)
        try:
            _wait(server, process)
            yield server
        finally:
            _stop(process)


def _configure(folder: Path, log_folder: Path, until: datetime | None) -> None:
    options = {
        "listen_addresses": "", "unix_socket_directories": str(folder), "unix_socket_permissions": "0700",
        "hot_standby": "off", "archive_mode": "off", "timezone": "UTC", "log_timezone": "UTC", "log_min_messages": "info",
        "log_parameter_max_length_on_error": "0", "max_connections": "40", "lc_messages": "C", "max_prepared_transactions": "20",
        "restore_command": f'cp "{log_folder}/%f" "%p"', "recovery_target_action": "promote",
    }  # fmt: skip
    if until is not None:
        options |= {"recovery_target_time": until.isoformat(" "), "recovery_target_inclusive": "off"}
    (folder / "postgresql.conf").write_text(
        "".join(f"{name} = '{value}'\n" for name, value in options.items())
    )
    (folder / "pg_hba.conf").write_text("local all all trust\n")  # the socket's folder is ours alone
    (folder / "pg_ident.conf").write_text("")


def _start(server: Server, tools: Path, user: str | None) -> subprocess.Popen[bytes]:
    conf = server.folder
    with server.log.open("wb") as log:
        return subprocess.Popen(  # noqa: S603
            [
                tools / "postgres", "-D", server.data, "-c", f"config_file={conf}/postgresql.conf", "-c",
                f"hba_file={conf}/pg_hba.conf", "-c", f"ident_file={conf}/pg_ident.conf",
            ],
            stdout=log, stderr=log, stdin=subprocess.DEVNULL, user=user, cwd="/", start_new_session=True,
        )  # fmt: skip


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS_MAX
    while not _is_open(server):
        if process.poll() is not None:
            raise _why(server.log.read_text(errors="replace"))
        if time.monotonic() > until:
            raise Unavailable(
                "backup.slow",
                "もどすのに 6時間より 長く かかっています。止めました。ディスクの 空きと 記録を 確かめて、もう一度 ためしてください。",
            )
        time.sleep(0.1)


def _is_open(server: Server) -> bool:
    try:
        with server.connect() as connection:
            row = connection.execute("select pg_is_in_recovery()").fetchone()
    except psycopg.OperationalError:
        return False
    return row == (False,)


def _why(said: str) -> Exception:
    if _TOO_LATE in said:
        last = _LAST.findall(said)
        reach = (
            f"さいごの 記録は {clock.jst(datetime.fromisoformat(last[-1])):%Y-%m-%d %H:%M:%S} です"
            if last
            else "その後の 記録が 控えに ありません"
        )
        return Invalid(
            "backup.until",
            f"--until の 時刻までの 記録が ありません。{reach}。それより 前の 時刻にするか、--until なしで いちばん 新しい所まで もどしてください。",
        )
    return Unavailable(
        "backup.recovery",
        f"もどした データベースが 動きませんでした。つぎの わけを 直して、もう一度 ためしてください：{said.strip()[-1500:]}",
    )


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Fast, as `pg_ctl stop -m fast` does (SIGINT)."""
    if process.poll() is None:
        process.send_signal(2)
        process.wait(120)

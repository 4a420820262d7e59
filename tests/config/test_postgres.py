"""The private PostgreSQL: found again after a kill, shared by many, stopped by the last."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config import postgres


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own, so that the server of this very test run is left alone."""
    home = postgres.base_dir() / f"test-{os.getpid()}"
    monkeypatch.setattr(postgres, "home", lambda: home)
    yield home
    subprocess.run(["rm", "-rf", str(home)], check=True)


def answers() -> bool:
    try:
        psycopg.connect(postgres.dsn("postgres", postgres.SUPERUSER), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def server_pid(home: Path) -> int:
    return int((home / "data" / "postmaster.pid").read_text().splitlines()[0])


def test_the_last_to_leave_stops_the_server(elsewhere: Path) -> None:
    with postgres.running():
        with postgres.running():
            assert answers()
        assert answers()
    assert not answers()


def test_data_outlive_a_kill(elsewhere: Path) -> None:
    with postgres.running():
        postgres.ensure_database("kept")
        os.kill(server_pid(elsewhere), signal.SIGKILL)
    with postgres.running(), psycopg.connect(postgres.dsn("kept")) as connection:
        assert connection.execute("select current_user").fetchone() == (postgres.APP,)


def test_the_app_role_is_no_superuser_and_owns_nothing(elsewhere: Path) -> None:
    with postgres.running():
        postgres.ensure_database("kept")
        with (
            psycopg.connect(postgres.dsn("kept")) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute("create table mine (id int)")


def test_a_missing_secret_stops_the_start_in_production() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        env={"PATH": os.environ["PATH"], "DATABASE_URL": "postgresql://a@b/c", "ALLOWED_HOSTS": "x.example"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr


def test_a_secret_file_that_cannot_be_read_is_named() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        env={"PATH": os.environ["PATH"], "SECRET_KEY_FILE": "/nowhere/key"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "/nowhere/key" in done.stderr

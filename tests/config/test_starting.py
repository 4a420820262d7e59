"""A copy that lacks a secret, or was told of a vault that is none, never starts half-secure."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("where", "starts"), [("", True), ("unix:/run/v.sock", True), ("/run/v.sock", False), ("tcp:1", False)]
)
def test_a_vault_written_wrongly_stops_the_start(where: str, starts: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from config import settings; print(settings.VAULT)"],
        env={**os.environ, "VAULT": where, "IBASHO_MODE": "test"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode == 0) is starts and (starts or "write unix:/" in done.stderr)


@pytest.mark.parametrize("lacks", ["SECRET_KEY", "DATABASE_OWNER_URL"])
def test_statement_86_a_missing_secret_stops_the_start(lacks: str) -> None:
    full = {
        "IBASHO_MODE": "production", "SECRET_KEY": "mQ8-vTn3_kZr6WfHx1PjYb5Lc0DsGa9EuR2oNi7tKq4XzMwVyBh", "ALLOWED_HOSTS": "a.example",
        "PUBLIC_URL": "https://a.example", "DATABASE_URL": "postgresql://a@h/x",
        "DATABASE_OWNER_URL": "postgresql://o@h/x", "IBASHO_DB_ROLE": "owner", "PATH": os.environ["PATH"],
    }  # fmt: skip
    command = [sys.executable, "-c", "from config import settings"]
    whole = subprocess.run(command, env=full, capture_output=True, text=True, check=False)
    assert whole.returncode == 0, whole.stderr
    done = subprocess.run(command, env={**full, lacks: ""}, capture_output=True, text=True, check=False)
    assert done.returncode != 0 and lacks in done.stderr


def test_a_database_whose_address_stands_in_a_file_makes_a_citys_copy_too(tmp_path: Path) -> None:
    """As docs/operations/ibasho.env has it: a copy that took itself for a demo would let everybody in by a button."""
    for name, secret in (
        ("url", "postgresql://a@h/x"),
        ("key", "mQ8-vTn3_kZr6WfHx1PjYb5Lc0DsGa9EuR2oNi7tKq4XzMwVyBh"),
    ):
        (tmp_path / name).write_text(secret)
    told = {
        "DATABASE_URL_FILE": str(tmp_path / "url"), "SECRET_KEY_FILE": str(tmp_path / "key"), "ALLOWED_HOSTS": "a.example",
        "PUBLIC_URL": "https://a.example", "PATH": os.environ["PATH"],
    }  # fmt: skip
    command = [
        sys.executable,
        "-c",
        "from config import settings; print(settings.MODE, settings.HTTPS, settings.DEMO)",
    ]
    done = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["production", "True", "False"], done.stderr

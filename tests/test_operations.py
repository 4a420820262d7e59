"""What docs/operations.md tells people to copy can be copied: units, nginx, PostgreSQL, the environment, the script of two
databases; and a worker that is stopped ends its job first.
"""

from __future__ import annotations

import configparser
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from importlib.metadata import entry_points
from pathlib import Path

import psycopg
import pytest

from config import postgres
from tests.house import ROOT

FILES = ROOT / "docs" / "operations"
UNITS = sorted(FILES.glob("*.service"))
GUIDE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def unit(path: Path) -> configparser.ConfigParser:
    found = configparser.ConfigParser(interpolation=None, comment_prefixes=("#",), delimiters=("=",))
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read(path, encoding="utf-8")
    return found


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_starts_what_there_is_and_may_little(path: Path) -> None:
    service = unit(path)["Service"]
    program = Path(service["ExecStart"].split()[0])
    commands = {one.name for one in entry_points(group="console_scripts")}
    assert program.name in commands or (ROOT / program.relative_to("/opt/ibasho")).exists()
    assert service["User"] != "root"
    assert (service["NoNewPrivileges"], service["ProtectSystem"], service["Restart"]) == (
        "yes",
        "strict",
        "always",
    )
    assert unit(path)["Install"]["WantedBy"] == "multi-user.target"


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_systemd_itself_finds_nothing_wrong_with_a_unit(path: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here (apt-get install systemd)")
    copy = tmp_path / path.name
    text = re.sub(r"/opt/ibasho/\S+", "/bin/true", path.read_text(encoding="utf-8"))
    copy.write_text(
        re.sub(r"(?m)^User=.*$", "User=daemon", text).replace("/opt/ibasho", "/"), encoding="utf-8"
    )
    done = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if path.name in line] == []


def test_a_worker_has_time_to_end_its_job_and_is_not_thought_dead_meanwhile() -> None:
    service = unit(FILES / "ibasho-worker.service")["Service"]
    silent = re.search(r"\| `WORKER_SILENT_SECONDS` \|.*\| (\d+) \|", GUIDE)
    assert silent is not None
    assert 60 <= int(service["TimeoutStopSec"]) < int(silent[1])


def test_a_worker_that_is_told_to_end_ends_in_order(tmp_path: Path) -> None:
    """The command waits for the process it started: nothing is cut off in the middle."""
    mark = tmp_path / "mark"
    work = (
        "import pathlib, signal, sys, time\n"
        f"mark = pathlib.Path({str(mark)!r})\n"
        "signal.signal(signal.SIGTERM, lambda *_: (time.sleep(0.3), mark.write_text('ended'), sys.exit(7)))\n"
        "mark.write_text('works')\ntime.sleep(60)"
    )
    told = f"import sys; from ibasho import cli; sys.exit(cli.until_ended([sys.executable, '-c', {work!r}]))"
    with subprocess.Popen(
        [sys.executable, "-c", told], cwd=ROOT, env={**os.environ, "IBASHO_MODE": "test"}
    ) as command:
        while not mark.exists() or mark.read_text() != "works":
            assert command.poll() is None
            time.sleep(0.02)
        command.send_signal(signal.SIGTERM)
        assert command.wait(20) == 7
    assert mark.read_text() == "ended"


def test_the_environment_names_settings_the_guide_explains() -> None:
    lines = (FILES / "ibasho.env").read_text(encoding="utf-8").splitlines()
    names = [line.partition("=")[0] for line in lines if line and line[0] != "#"]
    told = set(re.findall(r"`([A-Z_]+)`", GUIDE))
    assert [name for name in names if not {name, name.removesuffix("_FILE")} & told] == []


OF_DEMO_AND_TESTS = {
    "IBASHO_MODE",
    "HOST",
    "PORT",
    "CITY",
    "IBASHO_SAMPLES",
    "IBASHO_DB_ROLE",
    "IBASHO_LOG_LEVEL",
}


def test_every_setting_is_explained() -> None:
    sources = "".join(
        (ROOT / "config" / f"{name}.py").read_text(encoding="utf-8") for name in ("settings", "gunicorn")
    )
    asked = set(re.findall(r"env\.(?:text|secret|number|flag)\(\s*\"(\w+)\"", sources)) - OF_DEMO_AND_TESTS
    told = GUIDE + (ROOT / "docs" / "backups.md").read_text(encoding="utf-8")
    assert len(asked) > 30
    assert sorted(name for name in asked if not re.search(rf"`{name}(_FILE)?\b", told)) == []


def test_nginx_keeps_no_query_string_and_sends_nothing_twice() -> None:
    text = (FILES / "nginx.conf").read_text(encoding="utf-8")
    assert text.count("{") == text.count("}")
    assert (
        "$request_uri" not in text.partition("upstream")[0]
        and "$args" not in text
        and '"$request"' not in text
    )
    assert re.search(r"(?m)^ *proxy_next_upstream error timeout;$", text), (
        "no non_idempotent: a form goes once"
    )


def test_nginx_itself_takes_the_file(tmp_path: Path) -> None:
    if shutil.which("nginx") is None or shutil.which("openssl") is None:
        pytest.skip("nginx or openssl is not here (apt-get install nginx-light openssl)")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=a", "-keyout", tmp_path / "key.pem", "-out",
         tmp_path / "fullchain.pem"], check=True, capture_output=True,
    )  # fmt: skip
    text = (FILES / "nginx.conf").read_text(encoding="utf-8")
    for folder in ("/etc/ssl/ibasho", "/var/log/nginx"):
        text = text.replace(folder, str(tmp_path))
    (tmp_path / "ibasho.conf").write_text(text, encoding="utf-8")
    main = tmp_path / "main.conf"
    main.write_text(
        f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ include {tmp_path}/ibasho.conf; }}"
    )
    done = subprocess.run(
        ["nginx", "-t", "-p", tmp_path, "-c", main], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_postgresql_knows_every_setting() -> None:
    text = (FILES / "postgresql.conf").read_text(encoding="utf-8")
    asked = re.findall(r"(?m)^(\w+) = ", text)
    assert len(asked) > 10
    with psycopg.connect(postgres.dsn("postgres", postgres.SUPERUSER)) as connection:
        known = {name for (name,) in connection.execute("select lower(name) from pg_settings")}
    assert set(asked) <= known


def test_the_script_of_two_databases_says_how_it_is_called() -> None:
    path = FILES / "database.sh"
    assert os.access(path, os.X_OK)
    assert subprocess.run(["sh", "-n", path], check=False).returncode == 0
    lost = subprocess.run(
        ["sh", path], env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False
    )
    assert lost.returncode != 0 and "DATABASES" in lost.stderr
    asked = subprocess.run(
        ["sh", path],
        env={"PATH": os.environ["PATH"], "DATABASES": "a:1 b:2"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 2 and "promote" in asked.stderr


def test_both_guides_name_every_file_that_can_be_copied() -> None:
    assert [path.name for path in FILES.iterdir() if path.name not in GUIDE] == []


@pytest.mark.parametrize("name", ["operations.md", "operations.ja.md"])
def test_a_test_named_as_proof_is_there(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    functions = set(re.findall(r"\btest_\w{12,}", text)) - {
        path.stem for path in (ROOT / "tests").rglob("test_*.py")
    }
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "town" / "people").rglob("test_*.py")
    )
    assert functions and [one for one in functions if f"def {one}(" not in sources] == []

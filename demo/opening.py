"""`make demo`: prepare, load the city, start web and worker, say when it is ready, stop both on Ctrl-C."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError

from django.conf import settings

from config import env, postgres
from ibasho.base.kernel import clock

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS_MAX = 120
WEB_WORKERS = 2
# Path, status, time: never a query string (it may hold where a child looks for a place).
ACCESS_LOG = "%(t)s %(m)s %(U)s %(s)s %(M)sms"


def run(*, fresh: bool) -> int:
    """Returns the exit code once somebody stops the demo."""
    database = f"ibasho_{settings.CITY_SLUG}"
    if not env.text("DATABASE_URL") and (fresh or _is_outdated()):
        _step("前のみほんを かたづけています")
        postgres.drop_database(database)
        postgres.ensure_database(database)
    _step("データベースの用意")
    _manage("migrate", "--verbosity", "0", owner=True)
    _manage("createcachetable", "--verbosity", "0", owner=True)
    _manage("grant_app_role", owner=True)
    _step(f"{settings.IBASHO_CITY['name']}を つくっています")
    _program("-m", "demo.loading")
    _mark_current()
    _step("画面の部品を ならべています")
    _manage("collectstatic", "--noinput", "--verbosity", "0")
    return _serve()


def _step(words: str) -> None:
    sys.stdout.write(f"… {words}\n")
    sys.stdout.flush()


def _environment(*, owner: bool) -> dict[str, str]:
    role = "owner" if owner else "app"
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "IBASHO_DB_ROLE": role}


def _program(*arguments: str, owner: bool = False) -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, *arguments], cwd=ROOT, env=_environment(owner=owner), check=False
    )
    if done.returncode:
        raise SystemExit(done.returncode)


def _manage(*arguments: str, owner: bool = False) -> None:
    _program("-m", "django", *arguments, owner=owner)


def _stamp() -> str:
    """Changes with the generator, its data and the tables: an older demo is then made anew."""
    digest = hashlib.sha256()
    files = [*ROOT.glob("demo/**/*"), *ROOT.glob("ibasho/**/migrations/*.py")]
    for path in sorted(path for path in files if path.is_file() and "__pycache__" not in path.parts):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _stamp_file() -> Path:
    return postgres.home() / f"demo-{settings.CITY_SLUG}"


def _is_outdated() -> bool:
    kept = _stamp_file()
    return not kept.exists() or kept.read_text() != _stamp()


def _mark_current() -> None:
    _stamp_file().write_text(_stamp())


def _serve() -> int:
    host, port = env.text("HOST", "localhost"), env.number("PORT", 8000)
    web = [
        sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{host}:{port}", "--workers",
        str(WEB_WORKERS), "--threads", "4", "--access-logformat", ACCESS_LOG, "--log-level", "warning",
    ]  # fmt: skip
    worker = [sys.executable, "-m", "django", "procrastinate", "worker"]
    children = [
        subprocess.Popen(command, cwd=ROOT, env=_environment(owner=False), start_new_session=True)  # noqa: S603
        for command in (web, worker)
    ]
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, _stop)
    try:
        address = f"http://{'localhost' if host == '0.0.0.0' else host}:{port}"  # noqa: S104
        _wait_until(lambda: _is_well(address) or _has_died(children), READY_SECONDS_MAX)
        if not _has_died(children):
            sys.stdout.write(f"ready {address}\n")
            sys.stdout.flush()
            _wait_until(lambda: _has_died(children), None)
        return 1
    except KeyboardInterrupt:
        _step("おわります")
        return 0
    finally:
        _end(children)


def _stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _has_died(children: list[subprocess.Popen[bytes]]) -> bool:
    return any(child.poll() is not None for child in children)


def _is_well(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _wait_until(done: Callable[[], bool], seconds: float | None) -> None:
    started = clock.now()
    while not done():
        if seconds is not None and (clock.now() - started).total_seconds() > seconds:
            raise SystemExit(f"{seconds} 秒たっても ひらきません。上の知らせを 見てください。")
        time.sleep(0.2)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            child.kill()

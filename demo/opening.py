"""`make demo`: prepare, load the city, start web and worker, say when it is ready, stop both on Ctrl-C."""

from __future__ import annotations

import fcntl
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from django.conf import settings

from config import env, postgres
from demo import accounts, serving

ROOT = Path(__file__).resolve().parent.parent
SHOWING = {"apps", "mailbox", "opening", "serving", "urls", "views"}  # files that make no data
OWN_SERVER = "DATABASE_URL"  # the city's own PostgreSQL: used as it is, never emptied


def run(*, fresh: bool) -> int:
    """Returns the exit code once somebody stops the demo."""
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, _stop)
    serving.refuse_taken_port(settings.HOST, settings.PORT)
    if fresh and env.given(OWN_SERVER):
        raise SystemExit(
            "FRESH=1 は DATABASE_URL の データベースを 消しません。空の データベースを 書いてください。"
        )
    try:
        with _prepared(fresh=fresh):
            code = serving.serve(settings.HOST, settings.PORT, _environment(), _tell)
    except KeyboardInterrupt:
        code = 0
    _say("おわりました")
    return code


@contextmanager
def _prepared(*, fresh: bool) -> Iterator[None]:
    """The city stands while the block runs. One of several demos of this checkout prepares, the others wait."""
    postgres.home().mkdir(parents=True, exist_ok=True)
    with (postgres.home() / f"demo-{settings.CITY_SLUG}.lock").open("a") as lock:
        if _is_first(lock):
            _prepare(fresh=fresh)
        elif fresh or _is_outdated():
            raise SystemExit(
                f"{_city_name()}は もう 動いています。そちらを Ctrl-C で とめてから もう一度 make demo としてください。"
            )
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


def _is_first(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _prepare(*, fresh: bool) -> None:
    database = f"ibasho_{settings.CITY_SLUG}"
    if not env.given(OWN_SERVER) and (fresh or _is_outdated()):
        _say("データベースを 新しくしています")
        postgres.drop_database(database)
        postgres.ensure_database(database)
    _say("データベースの 用意")
    _program("-m", "demo.loading", "tables", owner=True)
    _say(f"{_city_name()}を つくっています")
    _program("-m", "demo.loading", "city")
    _stamp_file().write_text(_stamp())
    _say("ひらいています")


def _tell(where: str) -> None:
    """Who one can be, then the line that says it is open."""
    people = accounts.everyone(settings.CITY_SLUG)
    lines = [f"\nだれかに なって ためす: {where}/demo/（おすだけで 入れます）"]
    for door, name in accounts.DOORS.items():
        lines.append(f"  {name}")
        lines += [f"    {each.email:<34} {each.does}" for each in people.accounts if each.door == door]
    lines.append(
        f"  パスワードは みな {people.password}、市の役割の 6けたの数字は {where}/demo/ に あります。"
    )
    lines.append("  とめるには Ctrl-C\n")
    sys.stdout.write("\n".join([*lines, f"ready {where}\n"]))
    sys.stdout.flush()


def _city_name() -> str:
    return str(settings.IBASHO_CITY["name"])


def _say(words: str) -> None:
    sys.stdout.write(f"… {words}\n")
    sys.stdout.flush()


def _stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _environment(*, owner: bool = False) -> dict[str, str]:
    role = "owner" if owner else "app"
    own = {"DJANGO_SETTINGS_MODULE": "config.settings", "IBASHO_DB_ROLE": role, "IBASHO_MODE": settings.MODE}
    return {**os.environ, **own}


def _program(*arguments: str, owner: bool = False) -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, *arguments], cwd=ROOT, env=_environment(owner=owner), check=False
    )
    if done.returncode:
        raise SystemExit(done.returncode)


def _stamp() -> str:
    """Changes with the generator, its data and the tables: an older demo is then made anew."""
    digest = hashlib.sha256()
    files = [*ROOT.glob("demo/**/*"), *ROOT.glob("ibasho/**/migrations/*.py")]
    for path in sorted(files):
        if path.suffix in {".py", ".toml", ".csv"} and path.stem not in SHOWING:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _stamp_file() -> Path:
    return postgres.home() / f"demo-{settings.CITY_SLUG}"


def _is_outdated() -> bool:
    kept = _stamp_file()
    return not kept.exists() or kept.read_text() != _stamp()

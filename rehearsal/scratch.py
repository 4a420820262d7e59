"""The database a year is played in: made, filled with the demo city as of 1 April, thrown away. Never anybody else's.

On the private server a loaded city is kept as a template, so that every rehearsal begins in a second with the same one. On
a server of one's own (`DATABASE_URL`) the database must be empty, or bear our mark and be unplayed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import django
import psycopg

from config import env, postgres

ROOT = Path(__file__).resolve().parent.parent
MARK = "rehearsal.scratch"
SETTINGS = "rehearsal.settings"
PLAYING = "ibasho_rehearsal"
EARLY = time(0, 5)  # the city is loaded in the first minutes of its 年度
Say = Callable[[str], None]


class ForeignDatabaseError(SystemExit):
    """Not ours: one line, nothing was written."""


def prepare(nendo: int, say: Say) -> None:
    """The scratch database stands, loaded and unplayed. Part of the command: `DATABASE_URL` says where."""
    if env.text("DATABASE_URL"):
        say("データベースを 確かめています")
        _program("fill", nendo, PLAYING)
        return
    base = f"{PLAYING}_base_{nendo}"
    if not _is_fresh(base):
        say(f"みほん市を つくっています（令和{nendo - 2018}年度、1分ほど）")
        refuse_foreign(postgres.dsn(base, postgres.SUPERUSER))
        postgres.drop_database(base)
        postgres.ensure_database(base)
        _program("tables", nendo, base, owner=True)
        _program("fill", nendo, base)
        (postgres.home() / base).write_text(_stamp())
    refuse_foreign(postgres.dsn(PLAYING, postgres.SUPERUSER))
    _copy(base)


def refuse_foreign(dsn: str) -> None:
    """Raises unless the database is missing, empty, or bears our mark."""
    try:
        connection = psycopg.connect(dsn)
    except psycopg.OperationalError:
        return
    with connection:
        tables = {
            row[0]
            for row in connection.execute("select tablename from pg_tables where schemaname = 'public'")
        }
        if not tables or is_marked(connection, tables):
            return
    raise ForeignDatabaseError(
        "この データベースには 予行演習で ないものが 入っています。空の データベースを 書いてください。"
    )


def is_marked(connection: psycopg.Connection[tuple[object, ...]], tables: set[str]) -> bool:
    if "journal_entry" not in tables:
        return False
    marks = connection.execute("select 1 from journal_entry where verb = %s limit 1", [MARK])
    empty = connection.execute("select 1 from people_person limit 1").fetchone() is None
    return empty or marks.fetchone() is not None


def _copy(base: str) -> None:
    """The sealed entries keep their transactions' numbers: a copy on the same server is the same database."""
    postgres.drop_database(PLAYING)
    with psycopg.connect(postgres.dsn("postgres", postgres.SUPERUSER), autocommit=True) as admin:
        names = [psycopg.sql.Identifier(one) for one in (PLAYING, base, postgres.OWNER)]
        admin.execute(psycopg.sql.SQL("create database {} template {} owner {}").format(*names))


def _program(what: str, nendo: int, database: str, *, owner: bool = False) -> None:
    own = {
        "DJANGO_SETTINGS_MODULE": SETTINGS, "IBASHO_DB_ROLE": "owner" if owner else "app", "IBASHO_MODE": "demo",
        "REHEARSAL_DATABASE": database,
    }  # fmt: skip
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "rehearsal.scratch", what, str(nendo)],
        cwd=ROOT,
        env={**os.environ, **own},
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.returncode)


def _is_fresh(base: str) -> bool:
    kept = postgres.home() / base
    with psycopg.connect(postgres.dsn("postgres", postgres.SUPERUSER)) as admin:
        known = admin.execute("select 1 from pg_database where datname = %s", [base]).fetchone()
    return bool(known) and kept.exists() and kept.read_text() == _stamp()


def _stamp() -> str:
    """Changes with the city, its tables and this file: the template is then made anew."""
    digest = hashlib.sha256()
    files = [*ROOT.glob("demo/**/*"), *ROOT.glob("ibasho/**/migrations/*.py"), Path(__file__)]
    for path in sorted(files):
        if path.suffix in {".py", ".toml", ".csv"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def tables() -> None:
    from django.core.management import call_command

    from ibasho.base.journal import grants

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    grants.apply()


def fill(nendo: int, *, say: Say) -> None:
    """The demo city as of the morning of 1 April, and our mark. Refuses a database that is somebody's or was played."""
    from django.db import connection, transaction

    from demo.loading import loader
    from ibasho.base.journal import actions as journal
    from ibasho.base.journal.models import Entry
    from ibasho.base.kernel import clock
    from ibasho.base.kernel.actor import Actor

    refuse_played(Entry.objects.filter(verb=MARK).count(), str(connection.settings_dict["NAME"]))
    at = clock.at(date(nendo, 4, 1), EARLY)
    loader.load("mihon", at=at, say=say)
    with transaction.atomic():
        by = Actor.of_job("rehearsal")
        journal.record(MARK, noun="rehearsal.Year", object_id=nendo, by=by, at=at)


def refuse_played(marks: int, name: str) -> None:
    if "rehearsal" not in name:
        raise ForeignDatabaseError(f"{name}: 予行演習の データベースでは ありません。")
    if marks:
        raise ForeignDatabaseError(
            f"{name}: もう 1度 使った データベースです。空の データベースを 書いてください。"
        )


def _quiet(words: str) -> None:
    """The chapters' own words stay inside."""


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "tables":
        tables()
    else:
        fill(int(sys.argv[2]), say=_quiet)

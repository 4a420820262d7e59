"""A running copy of みほん市 for whoever walks: web and job worker on a database of its own, copied in a second from one that
is loaded once and kept until the demo or the tables change."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from config import postgres
from ibasho.base.kernel import clock
from tests.bench.serving import free_port
from tests.faults.app import ROOT, SECRET, App
from tests.faults.working import working

CITY = "mihon"
LOCK = 0x6A6F7572  # "jour": one worker of the test run loads, the other waits and copies
# Files of the demo that make no data.
SHOWING = {"apps", "giver", "mailbox", "opening", "serving", "urls", "views"}
READ = {".py", ".toml", ".csv", ".tsv"}


@contextmanager
def running() -> Iterator[str]:
    """The origin of a fresh copy, while the block runs. Nothing of it is left."""
    name = f"ibasho_journeys_{os.environ.get('TEST_RUN', '')}{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    media = postgres.home() / f"media-{name}"
    _fresh(name, media)
    port = free_port()
    own = {
        **environment(name, media),
        "PORT": str(port),
    }  # card payments and LINE are played by the copy itself
    app = App(own, port=port)
    try:
        app.wait()
        with working(own):
            yield f"http://localhost:{port}"
    finally:
        app.end()
        postgres.drop_database(name)
        shutil.rmtree(media, ignore_errors=True)


def environment(database: str, media: Path, *, owner: bool = False) -> dict[str, str]:
    """What the demo runs with, on the clock of `settings`."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DJANGO_", "PYTEST"))}
    return {
        **kept, "DJANGO_SETTINGS_MODULE": "tests.journeys.settings", "PYTHONPATH": str(ROOT), "IBASHO_MODE": "demo",
        "IBASHO_DB_ROLE": "owner" if owner else "app", "CITY": CITY, "SECRET_KEY": SECRET, "IBASHO_MEDIA": str(media),
        "JOURNEYS_DATABASE": database, "JOURNEYS_BEGAN": clock.now().isoformat(), "ALLOWED_HOSTS": "localhost",
    }  # fmt: skip


def _fresh(name: str, media: Path) -> None:
    """The city as this code loads it, under a name and in a folder of its own. One run at a time: another may be about to
    load a newer city and throw this one away."""
    template = f"ibasho_journeys_city_{_stamp()}"
    postgres.drop_database(name)
    with psycopg.connect(postgres.dsn("postgres", postgres.SUPERUSER), autocommit=True) as admin:
        admin.execute("select pg_advisory_lock(%s)", [LOCK])
        if not admin.execute("select 1 from pg_database where datname = %s", [template]).fetchone():
            _load(template, admin)
        admin.execute(f'create database "{name}" template "{template}" owner {postgres.OWNER}')
        shutil.copytree(_media(template), media, dirs_exist_ok=True)


def _load(template: str, admin: psycopg.Connection[tuple[object, ...]]) -> None:
    for (old,) in admin.execute(
        "select datname from pg_database where datname like 'ibasho_journeys_city_%'"
    ).fetchall():
        postgres.drop_database(str(old))
        shutil.rmtree(_media(str(old)), ignore_errors=True)
    half = f"{template}_half"
    postgres.ensure_database(half)
    for what, owner in (("tables", True), ("city", False)):
        subprocess.run(
            [sys.executable, "-m", "demo.loading", what],
            cwd=ROOT, env=environment(half, _media(template), owner=owner), check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    admin.execute(f'alter database "{half}" rename to "{template}"')


def _media(template: str) -> Path:
    folder = postgres.home() / f"media-{template}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _stamp() -> str:
    """Changes with the city and its tables, as that of `rehearsal.scratch`: what a room writes hardly changes besides."""
    digest = hashlib.sha256()
    for path in sorted([*ROOT.glob("demo/**/*"), *ROOT.glob("ibasho/**/migrations/*.py")]):
        if path.suffix in READ and path.stem not in SHOWING:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]

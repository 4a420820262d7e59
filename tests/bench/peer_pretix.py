"""The peer: pretix (https://pretix.eu), a public list and calendar of dates, in a venv and a database of its own.

Venv and migrated database stay (`build/peers/pretix`, `peer_pretix`); the dates are made anew each run, because they
count from today. It gets what a good host would give it: a cache in
memory (its default without Redis is none), compressed pages and static files, open database connections.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from config import postgres
from tests.bench.serving import App

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "peers"
VENV = FOLDER / "pretix"
PYTHON = VENV / "bin" / "python"
DATABASE = "peer_pretix"
VERSION = "2026.8.0"
DATES = 10_000
HOLDS = f"{DATES:,} single events and a series of {DATES:,} dates, over 100 days, without products"
# Its list has 30 events a page. For days and months the series is measured, which pretix answers far quicker than
# single events. Above 50 dates its list of a series is the calendar, so the day view stands beside our "today".
PAGES = {
    "front": "/single/",
    "today": "/series/?style=day",
    "calendar": "/series/dates/?style=calendar",
}
_CONFIG = """\
[pretix]
instance_name=peer
url=http://localhost:{port}
datadir={data}
[database]
backend=postgresql
name={database}
user={owner}
host={sockets}
[django]
secret=only-for-measuring-on-this-machine-0123456789abcdefghijklmnop
debug=off
"""
# Without Redis pretix caches nothing. In-process memory is the quickest cache there is: the peer is not held back.
# Pages are compressed in the process, as ours are.
_SETTINGS = """\
from pretix.settings import *
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
REAL_CACHE_USED = True
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *MIDDLEWARE]
"""
_WSGI = """\
from pathlib import Path
import pretix
from pretix.wsgi import application as pages
from whitenoise import WhiteNoise
application = WhiteNoise(pages, root=Path(pretix.__file__).parent / "static.dist", prefix="static/")
"""
_SEED = """\
from datetime import timedelta
from django.utils.timezone import now
from django_scopes import scopes_disabled
from pretix.base.models import Event, Organizer, SubEvent
start = now().replace(hour=6, minute=0)
def times(i):
    begins = start + timedelta(days=i % 100, minutes=i % 300)
    return {"date_from": begins, "date_to": begins + timedelta(minutes=90)}
shown = {"live": True, "is_public": True, "currency": "JPY", "plugins": ""}
with scopes_disabled():
    single, _ = Organizer.objects.get_or_create(slug="single", defaults={"name": "single"})
    events = single.events.filter(slug__startswith="e")
    if events.count() != WANTED:
        events.delete()
        Event.objects.bulk_create([Event(organizer=single, slug=f"e{i}", name=f"会 {i}", **shown, **times(i)) for i in range(WANTED)])
    else:
        known = list(events.order_by("pk"))
        for i, event in enumerate(known):
            for field, value in times(i).items():
                setattr(event, field, value)
        Event.objects.bulk_update(known, ["date_from", "date_to"], batch_size=1000)
    series, _ = Organizer.objects.get_or_create(slug="series", defaults={"name": "series"})
    event, _ = Event.objects.get_or_create(
        organizer=series, slug="dates", defaults={"name": "居場所", "has_subevents": True, **shown, **times(0)}
    )
    event.settings.timezone = "Asia/Tokyo"
    SubEvent.objects.filter(event=event).delete()
    SubEvent.objects.bulk_create([
        SubEvent(event=event, name=f"会 {i}", active=True, is_public=True, **times(i)) for i in range(WANTED)
    ])
"""
_COUNT = """\
import json
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client, counted = Client(SERVER_NAME="localhost", SERVER_PORT="%d"), {}
for name, path in json.loads('%s').items():
    client.get(path)  # a warm cache, as in the measured run
    with CaptureQueriesContext(connection) as spent:
        assert client.get(path).status_code == 200, path
    counted[name] = len(spent)
print("COUNTED " + json.dumps(counted))
"""


def prepare(port: int, *, dates: bool = True) -> App:
    """Installs, migrates and, for its pages, seeds dates. The private server must be running."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "data").mkdir(exist_ok=True)
    _install()
    _write_files(port)
    _migrate()
    if dates:
        _say(f"{HOLDS}: seeding")
        shell(_SEED.replace("WANTED", str(DATES)))
    with _admin(DATABASE) as admin:
        admin.execute("vacuum analyze")
    return App("pretix", PYTHON, "peer_wsgi", _environment(), FOLDER, PAGES["today"])


def shell(code: str) -> str:
    """Runs Python inside pretix and gives what it printed."""
    return _pretix("shell", "-c", code)


def count_queries(port: int) -> dict[str, int]:
    """SQL statements per page, counted in pretix's own process."""
    out = shell(_COUNT % (port, json.dumps(PAGES)))
    (line,) = [line for line in out.splitlines() if line.startswith("COUNTED ")]
    counted: dict[str, int] = json.loads(line.removeprefix("COUNTED "))
    return counted


def _install() -> None:
    if (VENV / "pretix-version").exists() and (VENV / "pretix-version").read_text() == VERSION:
        return
    _say(f"installing pretix {VERSION} into build/peers/pretix")
    uv = Path(sys.executable).parent / "uv"
    _run([uv, "venv", "-q", "--clear", VENV])
    wanted = (f"pretix=={VERSION}", "gunicorn", "whitenoise")
    _run([uv, "pip", "install", "-q", "--python", PYTHON, *wanted])
    static = next(VENV.glob("lib/*/site-packages/pretix/static.dist"))
    _run([PYTHON, "-m", "whitenoise.compress", "-q", static])
    (VENV / "pretix-version").write_text(VERSION)


def _write_files(port: int) -> None:
    config = _CONFIG.format(
        port=port,
        data=FOLDER / "data",
        database=DATABASE,
        owner=postgres.OWNER,
        sockets=postgres.socket_dir(),
    )
    files = {"pretix.cfg": config, "peer_settings.py": _SETTINGS, "peer_wsgi.py": _WSGI}
    for name, text in files.items():
        (FOLDER / name).write_text(text)


def _migrate() -> None:
    """About five minutes once; the database itself remembers for which version that was done."""
    postgres.ensure_database(DATABASE)
    with _admin("postgres") as admin:
        query = "select shobj_description(oid, 'pg_database') from pg_database where datname = %s"
        (done,) = admin.execute(query, [DATABASE]).fetchone() or ("",)
    if done == VERSION:
        return
    _say("making the peer's tables: once, about five minutes")
    _pretix("migrate", "-v", "0", patience=True)
    with _admin("postgres") as admin:
        comment = sql.SQL("comment on database {} is {}")
        admin.execute(comment.format(sql.Identifier(DATABASE), sql.Literal(VERSION)))


def _pretix(*arguments: str, patience: bool = False) -> str:
    return _run([PYTHON, "-m", "pretix", *arguments], environment=_environment(), patience=patience)


def _environment() -> dict[str, str]:
    ours = ("DJANGO_", "IBASHO_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    files = {"PRETIX_CONFIG_FILE": str(FOLDER / "pretix.cfg"), "PYTHONPATH": str(FOLDER)}
    return {**kept, **files, "DJANGO_SETTINGS_MODULE": "peer_settings"}


def _run(command: list[Any], *, environment: Mapping[str, str] | None = None, patience: bool = False) -> str:
    """What it printed. With `patience` a sign of life every 30 seconds."""
    started = time.monotonic()
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=FOLDER, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while True:
        try:
            out, errors = process.communicate(timeout=30)
            break
        except subprocess.TimeoutExpired:
            if patience:
                _say(f"  still at it after {time.monotonic() - started:.0f} s")
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))[:120]} failed:\n{errors[-2000:]}")
    return out


def _admin(database: str) -> psycopg.Connection[Any]:
    return psycopg.connect(postgres.dsn(database, postgres.SUPERUSER), autocommit=True)


def _say(words: str) -> None:
    sys.stdout.write(f"  pretix: {words}\n")
    sys.stdout.flush()

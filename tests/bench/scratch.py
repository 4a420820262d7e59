"""Our side: a scratch copy of the model city with ten thousand imported places and a million sessions.

It runs in production mode, as a city would run it, on the private PostgreSQL, in a database made anew each time.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg

from config import postgres
from demo import city
from tests.bench import rows
from tests.bench.serving import App

ROOT = Path(__file__).resolve().parents[2]
NAME = "bench"
DATABASE = f"ibasho_{NAME}"
PLACES = 10_000
SESSIONS = 1_000_000
FILE = ROOT / "build" / "bench-places.csv"
HOLDS = f"{PLACES:,} places, {SESSIONS:,} sessions over 300 days, 500 events"

# Every place is open on every third of 300 days, 180 of them gone by, until there are a million sessions: more than
# any city has. What the import already made of the opening rules stays and counts.
_FILL = """
insert into places_session (place_id, by_hand, day, starts, ends, state, reason, staffing)
select place.id, false, day.day, hours.starts, hours.ends, 'planned', '', 'not_needed'
from generate_series(current_date - 180, current_date + 119, interval '1 day') as day (day)
cross join places_place as place
join (values (0, time '09:00', time '17:00'), (1, time '15:00', time '18:30'), (2, time '16:00', time '23:59'))
    as hours (turn, starts, ends) on hours.turn = place.id % 3
where (place.id + (day.day::date - date '2000-01-01')) % 3 = 0
on conflict do nothing
"""
_TRIM = """
delete from places_session where id in (
    select id from places_session where rule_id is null order by day limit greatest(0, (select count(*) from places_session) - %s)
)
"""


def settings() -> None:
    """Points this process, and all it starts, at the scratch copy. Before anything of Django is imported."""
    os.environ.pop("DATABASE_URL", None)
    os.environ.update(
        CITY=NAME,
        IBASHO_CITY_FILE=str(ROOT / "demo" / "cities" / "mihon" / "city.toml"),
        IBASHO_MODE="production",  # database connections stay open between requests, as on a server
        IBASHO_HTTPS="0",
        ALLOWED_HOSTS="localhost",
        SECRET_KEY=secrets.token_urlsafe(50),
        DJANGO_SETTINGS_MODULE="config.settings",
        PYTHONPATH=str(ROOT),
    )


def prepare(*, static: bool = True) -> None:
    """An empty database with its tables and its ground; the static files as a city serves them."""
    postgres.drop_database(DATABASE)
    postgres.ensure_database(DATABASE)
    run("-m", "ibasho.cli", "prepare")
    inside("from tests.bench import ground; ground.load()")
    if static or not (ROOT / "build" / "static").exists():
        run("-m", "django", "collectstatic", "--noinput", "--verbosity", "0")


def write_file() -> None:
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_bytes(rows.places_csv(city.build(), PLACES))


def import_places() -> float:
    """Seconds of `ibasho import places`, from typing it to its end."""
    began = time.monotonic()
    run("-m", "ibasho.cli", "import", "places", str(FILE))
    return time.monotonic() - began


def fill() -> None:
    """Events, closed days, and sessions up to exactly a million; then fresh statistics, as by the next day."""
    inside("from tests.bench import ground; ground.add_life()")
    with _admin() as admin:
        admin.execute(_FILL)
        admin.execute(_TRIM, [SESSIONS])
        admin.execute("vacuum analyze")


def counted() -> tuple[int, int]:
    """Published places and sessions, as they are."""
    with _admin() as admin:
        (places,) = admin.execute(
            "select count(*) from places_place where state = 'published'"
        ).fetchone() or (0,)
        (sessions,) = admin.execute("select count(*) from places_session").fetchone() or (0,)
    return places, sessions


def newest_place() -> str:
    """The public id of one published place."""
    query = "select public_id from places_place where state = 'published' order by id desc limit 1"
    with _admin() as admin:
        (found,) = admin.execute(query).fetchone() or ("",)
    return str(found)


def count_queries(pages: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """Statements per page under "many" and, with a hundred places, under "few"."""
    told = inside(f"from tests.bench import counting; counting.tell({dict(pages)!r})")
    counted: dict[str, dict[str, int]] = json.loads(told)
    return counted


def app() -> App:
    return App("ibasho", Path(sys.executable), "config.wsgi", os.environ.copy(), ROOT, "/")


def _admin() -> psycopg.Connection[Any]:
    return psycopg.connect(postgres.dsn(DATABASE, postgres.SUPERUSER), autocommit=True)


def inside(code: str) -> str:
    return run("-m", "django", "shell", "--no-imports", "-c", code)


def run(*arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)[:120]} failed:\n{(done.stderr or done.stdout)[-2000:]}")
    return done.stdout

"""What every test stands on: the private PostgreSQL, a migrated template, the app role, shut sockets."""

from __future__ import annotations

import functools
import gc
import hashlib
import itertools
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql

from config import postgres
from tests.order import longest_first

# A busy machine is no fault of a rule, and a test that fails must fail again.
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")
_running = ExitStack()
PRIVATE = not os.environ.get("DATABASE_URL")


# Fifteen thousand tests are some millions of objects that stay: to look for rings among them over and over takes a third of
# collecting and a tenth of all after it.
RINGS = (50_000, 20, 100)


def pytest_configure(config: pytest.Config) -> None:
    gc.set_threshold(*RINGS)
    os.environ.setdefault(
        "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
    )  # Playwright runs an event loop beside the tests
    if PRIVATE and config.pluginmanager.hasplugin("django"):
        _running.enter_context(postgres.running())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Beside others (`-n 2`), long files come first: nobody is left alone with one at the end."""
    if hasattr(config, "workerinput"):
        items[:] = longest_first(items, lambda item: item.nodeid.split("::")[0])


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    _running.close()


def _schema_hash() -> str:
    """Changes whenever a migration, a library or the grants change: then the template is made anew."""
    digest = hashlib.sha256()
    files = [
        *Path("ibasho").rglob("migrations/*.py"),
        Path("requirements/app.txt"),
        Path("ibasho/base/journal/grants.py"),
    ]
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _superuser(name: str = "postgres") -> psycopg.Connection[Any]:
    return psycopg.connect(postgres.dsn(name, postgres.SUPERUSER), autocommit=True)


# PostgreSQL sweeps a table in the middle of a test, finds nothing but rows that were rolled back and plans from then on for a
# table without rows: a join of three that has some takes forty milliseconds instead of one.
_SWEPT_BY_US = """
do $$
declare one text;
begin
    for one in select tablename from pg_tables where schemaname = 'public' loop
        execute format('alter table %I set (autovacuum_enabled = off)', one);
    end loop;
end $$"""
FILES_A_SWEEP = 10  # some thousand rows that were rolled back: so many are read past in no time
_own: list[str] = []  # the database of this process, once it has one
_files = itertools.count(1)


@pytest.fixture(autouse=True, scope="module")
def _what_was_rolled_back_is_swept_away() -> None:
    """Between two files nobody is at work in our database: what was used is swept to nothing."""
    if not _own or next(_files) % FILES_A_SWEEP:
        return
    with _superuser(_own[0]) as admin:
        used = admin.execute("select relname from pg_stat_user_tables where n_dead_tup > 0").fetchall()
        if used:
            tables = sql.SQL(",").join(sql.Identifier(name) for (name,) in used)
            admin.execute(sql.SQL("vacuum (skip_locked) {}").format(tables))


def _make_template(name: str) -> None:
    """A migrated, empty database that every test run copies in a moment."""
    from django.core.management import call_command
    from django.db import connection

    from ibasho.base.journal import grants

    half = f"{name}_half"
    postgres.drop_database(half)
    postgres.ensure_database(half)
    connection.settings_dict.update(NAME=half, USER=postgres.OWNER)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    grants.apply()
    connection.close()
    with _superuser() as admin:
        old = admin.execute(
            "select datname from pg_database where datname like 'ibasho_template_%'"
        ).fetchall()
        for (other,) in old:
            if other not in (half, name):
                admin.execute(f'drop database if exists "{other}" with (force)')
        admin.execute(f'alter database "{half}" rename to "{name}"')


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    from django.db import connection

    template = f"ibasho_template_{_schema_hash()}"
    run = os.environ.get("TEST_RUN", "")  # two runs in one checkout take two names
    own = f"ibasho_test_{run}{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with django_db_blocker.unblock():
        with _superuser() as admin:
            admin.execute("select pg_advisory_lock(48201)")
            known = admin.execute("select 1 from pg_database where datname = %s", [template]).fetchone()
            if not known:
                _make_template(template)
            admin.execute(f'drop database if exists "{own}" with (force)')
            admin.execute(f'create database "{own}" template "{template}" owner {postgres.OWNER}')
            admin.execute(
                f'alter database "{own}" set synchronous_commit = off'
            )  # it needn't outlive a crash
        with _superuser(own) as admin:
            admin.execute(_SWEPT_BY_US)
        _own.append(own)
        connection.close()
        connection.settings_dict.update(NAME=own, USER=postgres.APP)
    yield
    with django_db_blocker.unblock():
        connection.close()
    postgres.drop_database(own)


@pytest.fixture(autouse=True, scope="session")
def _static_files_are_looked_up_when_asked_for() -> None:
    """A test client reads no folder of files when it is made: that costs twenty milliseconds each time, and fails when a
    copy beside us collects its own just then."""
    from django.conf import settings

    settings.STATIC_ROOT, settings.WHITENOISE_AUTOREFRESH = None, True
    # No thread looks at the table of readings beside a test: `furigana.refresh` does. And rows that are laid by hand stand in
    # no journal: a menu counts them each time.
    settings.READINGS_SECONDS = settings.MENU_SECONDS = 0


# Where whole pages are looked at, and by everybody, each page counts what waits as it does in a city. A test of one view reads no
# menu: to count for each of its pages what waits in all rooms took two fifths of all tests of views.
COUNTED = (
    "tests/browser/",
    "tests/journeys/",
    "tests/keyboard/",
    "tests/pages/",
    "tests/test_access.py",
    "tests/trust/",
)


@pytest.fixture(autouse=True)
def _a_menu_counts_where_it_is_looked_at(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or where a test asks for it: `@pytest.mark.menu_counts`."""
    if request.node.get_closest_marker("menu_counts") or request.node.nodeid.startswith(COUNTED):
        return
    from ibasho.base.ui import menu_numbers

    monkeypatch.setattr(menu_numbers, "number", lambda *_: 0)


@pytest.fixture(autouse=True, scope="session")
def _certificates_are_read_once() -> Iterator[None]:
    """What this machine trusts is the same for every test: to read it again for each client of httpx, which sends one message
    and goes, takes thirty milliseconds."""
    from httpx._transports import default

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(default, "create_ssl_context", functools.cache(default.create_ssl_context))
        yield


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    """What a process keeps for some seconds between requests: the clock of tests stands, and their rows come back with
    the same numbers. And the language of the last page: a test that follows speaks Japanese."""
    from django.conf import settings
    from django.utils import translation

    from ibasho.base.ui import furigana
    from ibasho.rooms.mealtickets.actions import redeem
    from ibasho.rooms.mealtickets.queries import scanning

    for kept in (redeem._near, scanning._order, scanning._keys):
        kept.clear()
    furigana.forget()
    translation.activate(settings.LANGUAGE_CODE)


# To empty the few tables that hold anything takes a tenth of truncating all of them; counts against limits go as well.
_EMPTY = """
do $$
declare one text; gone bigint;
begin
    for one in select tablename from pg_tables where schemaname = 'public'
        and tablename not in ('django_migrations', 'django_content_type')
    loop
        execute format('delete from %I', one);
        get diagnostics gone = row_count;
        if gone > 0 then
            perform setval(pg_get_serial_sequence(quote_ident(one), column_name), 1, false)
            from information_schema.columns
            where table_schema = 'public' and table_name = one and is_identity = 'YES';
        end if;
    end loop;
end $$"""


@pytest.fixture(autouse=True, scope="session")
def _teardown_around_append_only() -> None:
    """Tests that commit are cleaned by the superuser with triggers off: the app role may not delete a journal."""
    from django.db import connection
    from django.test import TransactionTestCase

    def empty_all(self: Any) -> None:
        name = connection.settings_dict["NAME"]
        connection.close()
        with psycopg.connect(postgres.dsn(str(name), postgres.SUPERUSER), autocommit=True) as admin:
            admin.execute("set session_replication_role = replica")
            admin.execute(_EMPTY)

    TransactionTestCase._fixture_teardown = empty_all  # type: ignore[method-assign]

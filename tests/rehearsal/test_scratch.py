"""A rehearsal plays in its own database and in no other."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO

import psycopg
import pytest

from config import postgres
from rehearsal import scratch
from rehearsal.progress import Progress, seconds_words
from rehearsal.tally import Budget, Tally
from tests.conftest import PRIVATE

NAME = "ibasho_rehearsal_test"


@pytest.fixture
def database() -> Iterator[str]:
    if not PRIVATE:
        pytest.skip("needs the private server")
    with postgres.running():
        postgres.drop_database(NAME)
        postgres.ensure_database(NAME)
        yield postgres.dsn(NAME, postgres.SUPERUSER)
        postgres.drop_database(NAME)


def sql(dsn: str, *statements: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        for one in statements:
            connection.execute(one)


def test_an_empty_database_may_be_used_and_one_that_is_not_there(database: str) -> None:
    scratch.refuse_foreign(database)
    scratch.refuse_foreign(postgres.dsn("ibasho_rehearsal_nowhere", postgres.SUPERUSER))


def test_somebodys_database_is_refused(database: str) -> None:
    sql(database, "create table accounts (id int)")
    with pytest.raises(scratch.ForeignDatabaseError, match="予行演習で ないもの"):
        scratch.refuse_foreign(database)


def test_a_city_without_our_mark_is_refused_and_ours_is_not(database: str) -> None:
    sql(
        database,
        "create table journal_entry (verb text)",
        "create table people_person (id int)",
        "insert into people_person values (1)",
        "insert into journal_entry values ('demo.city.load')",
    )
    with pytest.raises(scratch.ForeignDatabaseError):
        scratch.refuse_foreign(database)
    sql(database, f"insert into journal_entry values ('{scratch.MARK}')")
    scratch.refuse_foreign(database)


def test_a_played_database_and_a_foreign_name_are_refused() -> None:
    scratch.refuse_played(0, "city_rehearsal")
    with pytest.raises(scratch.ForeignDatabaseError, match="もう 1度"):
        scratch.refuse_played(1, "city_rehearsal")
    with pytest.raises(scratch.ForeignDatabaseError):
        scratch.refuse_played(0, "kakegawa")


def test_a_url_without_the_word_stops_the_start() -> None:
    told = {
        **os.environ, "DATABASE_URL": "postgresql://u:p@localhost/kakegawa", "IBASHO_MODE": "demo",
        "DJANGO_SETTINGS_MODULE": "rehearsal.settings",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "rehearsal" in done.stderr


def test_progress_speaks_in_plain_lines_where_nobody_watches() -> None:
    out = StringIO()
    bar = Progress("予行演習", 24, out)
    for number in range(1, 25):
        bar.tell(number, "日")
    told = out.getvalue().splitlines()
    assert len(told) == 12
    assert told[-1] == "… 予行演習 24/24 日"
    assert (seconds_words(8), seconds_words(200)) == ("8秒", "3分20秒")


def test_a_room_has_its_share_of_the_year_and_no_more() -> None:
    budget = Budget(1_000, 100, {"places": 0.6, "voices": 0.4})
    assert budget.most("places", 0) == pytest.approx(66)
    assert budget.most("places", 99) == 600
    assert budget.most("other", 99) == 0
    assert Budget(None, 100, {"places": 1.0}).most("places", 0) == float("inf")
    with pytest.raises(ValueError, match="one"):
        Budget(10, 10, {"places": 0.5})
    tally = Tally()
    tally.add("places.count", 0.1)
    tally.add("places.count", 0.1, "places.session_closed")
    assert (tally.acts, tally.done["places.count"]) == (2, 1)

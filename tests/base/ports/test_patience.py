"""Nobody waits for the database longer than a request may: then the line is closed, and the next request has a new one."""

from __future__ import annotations

import select
import time
from collections.abc import Iterator

import psycopg
import pytest
from django.db import OperationalError, connection

from config import postgres
from ibasho.base.ports import patience
from ibasho.base.ports.patience import base
from ibasho.base.ports.patience.base import DatabaseWrapper

pytestmark = pytest.mark.django_db(transaction=True)


def ask(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_sleep(%s)", [seconds])


def test_who_set_no_limit_waits_as_long_as_it_takes() -> None:
    ask(0.3)
    assert patience.left() is None


def test_when_the_time_is_used_up_the_statement_is_given_up() -> None:
    began = time.monotonic()
    with patience.at_most(0.2), pytest.raises(OperationalError, match="in the time"):
        ask(20)
    assert time.monotonic() - began < 10
    connection.close()
    ask(0)


def test_all_statements_of_a_request_share_its_time() -> None:
    with patience.at_most(0.5), pytest.raises(OperationalError):
        for _ in range(20):
            ask(0.1)
    connection.close()


def test_one_statement_has_less_than_all_of_it() -> None:
    with patience.at_most(20, each=0.2), pytest.raises(OperationalError):
        ask(20)
    connection.close()
    with patience.at_most(60, each=15):
        for _ in range(3):
            ask(0.1)
        assert patience.left() == 15


def test_a_new_connection_is_not_waited_for_any_longer() -> None:
    connection.close()
    with patience.at_most(0.0), pytest.raises(OperationalError):
        ask(0)
    connection.close()


def test_who_waits_is_counted_while_it_waits() -> None:
    with patience.at_most(30):
        ask(0)
        assert patience.waiting_now() == 0
        with patience.waiting():
            assert patience.waiting_now() == 1


# --- A line that is kept from request to request ----------------------------------------------------------------
@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """What `select 1` found before each request: nothing, where nobody asked."""
    found: list[bool] = []
    own = DatabaseWrapper.is_usable

    def is_usable(self: DatabaseWrapper) -> bool:
        found.append(own(self))
        return found[-1]

    monkeypatch.setattr(DatabaseWrapper, "is_usable", is_usable)
    connection.close()
    ask(0)
    yield found
    connection.close()


def next_request() -> None:
    connection.health_check_enabled, connection.health_check_done = True, False
    ask(0)


def test_a_line_that_was_just_found_well_is_not_asked_again_before_each_request(asked: list[bool]) -> None:
    for _ in range(5):
        next_request()
    assert asked == []


def test_after_a_while_it_is(asked: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "ASKED_SECONDS", 0.0)
    next_request()
    assert asked == [True]
    monkeypatch.setattr(base, "ASKED_SECONDS", 60.0)
    next_request()
    assert asked == [True]


def test_a_server_that_hung_up_is_noticed_and_the_request_has_a_new_line(asked: list[bool]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        (pid,) = cursor.fetchone()
    line = connection.connection.fileno()
    with psycopg.connect(postgres.dsn(connection.settings_dict["NAME"], postgres.SUPERUSER)) as admin:
        admin.execute("select pg_terminate_backend(%s, 5000)", [pid])
    assert select.select([line], [], [], 5)[0], "the server says good-bye"
    next_request()
    assert asked == [False]

"""Nobody waits for the database longer than a request may: then the line is closed, and the next request has a new one."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection

from config import postgres
from ibasho.base.ports import patience
from ibasho.base.ports.patience import base, hosts
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


# --- Several machines -------------------------------------------------------------------------------------------
@pytest.fixture
def both() -> Iterator[dict[str, Any]]:
    """Two machines, of which the first takes a call and says nothing: it has no power, or its packets vanish."""
    ask(0)
    real = connection.connection.info
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        yield {
            **connection.get_connection_params(), "host": f"127.0.0.1,{real.host}", "port": f"{port},{real.port}",
        }  # fmt: skip
    hosts._first.clear()


def test_who_has_little_time_finds_the_machine_that_answers_behind_one_that_is_silent(
    both: dict[str, Any],
) -> None:
    with patience.at_most(0.5), pytest.raises(psycopg.OperationalError):
        connection.get_new_connection(both)
    for _ in range(2):
        with patience.at_most(5.0):
            began = time.monotonic()
            connection.get_new_connection(both).close()
            assert time.monotonic() - began < 3, "nobody waits for the silent one first"


def test_who_has_time_finds_it_and_the_next_asks_it_first(both: dict[str, Any]) -> None:
    connection.get_new_connection({**both, "connect_timeout": 2}).close()
    assert hosts.in_turn(both)["host"].endswith(",127.0.0.1")
    assert hosts.in_turn(both)["port"].endswith(both["port"].partition(",")[0])


def test_one_machine_alone_stays_as_it_is(both: dict[str, Any]) -> None:
    one = {**both, "host": both["host"].partition(",")[0], "port": both["port"].partition(",")[0]}
    with patience.at_most(0.2), pytest.raises(psycopg.OperationalError):
        connection.get_new_connection(one)
    assert hosts.in_turn(one) == one
    assert hosts.in_turn({"host": "a,b", "port": "5432"}) == {"host": "a,b", "port": "5432"}


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

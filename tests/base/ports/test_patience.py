"""Nobody waits for the database longer than a request may: then the line is closed, and the next request has a new one."""

from __future__ import annotations

import time

import pytest
from django.db import OperationalError, connection

from ibasho.base.ports import patience

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

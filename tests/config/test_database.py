"""The address of the database: one host or several, and nothing in it is passed over in silence."""

from __future__ import annotations

import pytest

from config import database
from config.env import ConfigurationError


def test_one_host_is_what_it_always_was() -> None:
    assert database.place("postgresql://app:p%40ss@db/city") == {
        "NAME": "city", "USER": "app", "PASSWORD": "p@ss", "HOST": "db", "PORT": "", "OPTIONS": {},
    }  # fmt: skip


def test_of_several_hosts_the_one_that_takes_writes_is_asked_for() -> None:
    found = database.place("postgresql://app:x@db1:5432,db2:5433/city?sslmode=verify-full")
    assert (found["HOST"], found["PORT"]) == ("db1,db2", "5432,5433")
    assert found["OPTIONS"] == {"target_session_attrs": "read-write", "sslmode": "verify-full"}


@pytest.mark.parametrize(
    ("where", "host", "port"),
    [("db1,db2:6000", "db1,db2", ",6000"), ("[fd00::1]:5432,[fd00::2]", "fd00::1,fd00::2", "5432,"), ("%2Frun", "/run", "")],
)  # fmt: skip
def test_ports_keep_to_their_hosts(where: str, host: str, port: str) -> None:
    found = database.place(f"postgresql://app@{where}/city")
    assert (found["HOST"], found["PORT"]) == (host, port)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://app:geheim@db/city",
        "sqlite:///geheim.db",
        "postgresql://app:geheim@db:five/city",
        "postgresql://app:geheim@db/city?sslmod=verify-full",
        "postgresql://app:geheim@db/city?options=-csomething",
    ],
)
def test_a_slip_of_the_pen_stops_the_start_and_tells_no_password(url: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        database.place(url)
    assert "DATABASE_URL" in str(refused.value)
    assert "geheim" not in str(refused.value)

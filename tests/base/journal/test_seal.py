"""The journal: written with the act, sealed by a job, and any change is found."""

from __future__ import annotations

import threading
import time
from datetime import datetime
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError

from config import postgres
from ibasho.base.journal import actions, followers, queries
from ibasho.base.journal.models import Entry, Seal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.clock import JST

AT = datetime(2026, 11, 23, 15, 0, tzinfo=JST)


def write(verb: str = "test.thing.done", **data: Any) -> Entry:
    with transaction.atomic():
        return actions.record(verb, noun="test.Thing", object_id=7, by=Actor(person_id=1), at=AT, data=data)


BESIDE_SECONDS = 600  # on a slow machine a file of walks in a browser takes minutes


def seal_all(expected: int) -> int:
    """Seals until `expected` entries are chained: tests running beside this one hold back what is surely complete,
    because PostgreSQL counts the transactions of all its databases, and a whole file may lie in one."""
    sealed, deadline = 0, time.monotonic() + BESIDE_SECONDS
    while sealed < expected and time.monotonic() < deadline:
        sealed += actions.seal()
        time.sleep(0.05)
    return sealed


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="transaction of the act"):
        actions.record("x.y.z", noun="x.Y", object_id=1, by=Actor(), at=AT)


@pytest.mark.django_db(transaction=True)
def test_entries_are_chained_and_the_chain_holds() -> None:
    for number in range(5):
        write(number=number)
    assert seal_all(5) == 5
    verdict = queries.verify()
    assert (verdict.sealed, verdict.unsealed, verdict.broken_entry) == (5, 0, None)


@pytest.mark.django_db(transaction=True)
def test_sealing_twice_adds_nothing() -> None:
    write()
    assert seal_all(1) == 1
    assert actions.seal() == 0


@pytest.mark.django_db(transaction=True)
def test_an_open_transaction_is_not_sealed_and_not_waited_for() -> None:
    started, finish = threading.Event(), threading.Event()

    def slow_writer() -> None:
        with transaction.atomic():
            actions.record("slow.one", noun="t.T", object_id=1, by=Actor(), at=AT)
            started.set()
            finish.wait(10)
        connection.close()

    thread = threading.Thread(target=slow_writer)
    thread.start()
    started.wait(10)
    write("quick.one")
    assert actions.seal() == 0  # the quick one began after the slow one: it waits its turn, nobody else does
    finish.set()
    thread.join()
    assert seal_all(2) == 2
    assert list(Entry.objects.filter(pk__in=Seal.objects.values("entry_id")).values_list("verb", flat=True))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "attack",
    [
        "update journal_entry set why = 'other' where id = {entry}",
        "delete from journal_entry where id = {entry}",
        "update journal_entry set person_id = 99 where id = {entry}",
        "update journal_seal set hash = repeat('a', 64) where entry_id = {entry}",
    ],
)
def test_an_attack_by_the_superuser_is_found_and_located(attack: str) -> None:
    entries = [write(number=number) for number in range(4)]
    assert seal_all(4) == 4
    with psycopg.connect(
        postgres.dsn(str(connection.settings_dict["NAME"]), postgres.SUPERUSER), autocommit=True
    ) as admin:
        admin.execute("set session_replication_role = replica")
        admin.execute(attack.format(entry=entries[2].pk))
    assert queries.verify().broken_entry == entries[2].pk


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["journal_entry", "journal_seal"])
@pytest.mark.parametrize("statement", ["update {} set {} = {}", "delete from {}", "truncate {}"])
def test_the_app_role_can_only_add(table: str, statement: str) -> None:
    column = "why" if table == "journal_entry" else "hash"
    with pytest.raises((ProgrammingError, InternalError)), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, column))


@pytest.mark.django_db(transaction=True)
def test_a_follower_is_woken_in_the_same_transaction() -> None:
    followers.follow("test.thing.followed", "journal.seal")
    try:
        write("test.thing.followed")
        with connection.cursor() as cursor:
            cursor.execute(
                "select args->>'object_id' from procrastinate_jobs where task_name = 'journal.seal'"
            )
            assert cursor.fetchone() == ("7",)
    finally:
        followers.unfollow("test.thing.followed", "journal.seal")

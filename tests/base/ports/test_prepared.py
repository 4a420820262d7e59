"""Statements planned once a connection: the same effect as the ORM's, in the same transaction."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models.expressions import RawSQL
from django.test.utils import CaptureQueriesContext

from ibasho.base.journal.models import Entry, Seal
from ibasho.base.ports import prepared

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 6, tzinfo=UTC)


def entry(**other: object) -> Entry:
    told = {
        "at": AT, "verb": "places.place.approve", "noun": "places.Place", "object_id": "7", "via": "page",
        "why": "100%の 図", "data": {"名": ["あ", 1, None]}, "transaction": 1, **other,
    }  # fmt: skip
    return Entry(**told)


def test_an_inserted_row_is_the_row_the_orm_reads() -> None:
    told = entry()
    prepared.insert(told)
    found = Entry.objects.get(pk=told.pk)
    assert (found.at, found.why, found.data, found.person_id) == (
        AT,
        "100%の 図",
        {"名": ["あ", 1, None]},
        None,
    )
    assert not told._state.adding


def test_two_rows_in_one_statement_know_each_other() -> None:
    told, seal = entry(), Seal(position=7, hash="0" * 64)
    with CaptureQueriesContext(connection) as seen:
        prepared.insert_pair(told, seal, link="entry_id")
    assert len(seen) == 1
    assert Seal.objects.get(position=7).entry_id == told.pk == seal.entry_id


def test_rows_that_bring_their_keys_go_along_in_the_same_statement() -> None:
    """A counter's meal is four rows and one trip: one refused, and none of them is there."""
    key = prepared.row("select nextval('journal_entry_id_seq')", {})
    assert key is not None
    mine, told, seal = entry(pk=key[0], object_id="8"), entry(), Seal(position=7, hash="0" * 64)
    with CaptureQueriesContext(connection) as seen:
        prepared.insert_pair(told, seal, link="entry_id", along=[mine])
    assert len(seen) == 1
    assert Entry.objects.get(object_id="8").pk == key[0]
    assert Seal.objects.get(position=7).entry_id == told.pk != key[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        prepared.insert_pair(
            entry(), Seal(position=7, hash="1" * 64), link="entry_id", along=[entry(object_id="9")]
        )
    assert not Entry.objects.filter(object_id="9").exists()


def test_what_the_database_works_out_is_worked_out_there() -> None:
    told = entry(transaction=RawSQL("pg_current_xact_id()::text::bigint", ()))
    prepared.insert(told)
    mine = prepared.row("select pg_current_xact_id()::text::bigint", {})
    assert mine == (Entry.objects.values_list("transaction", flat=True).get(pk=told.pk),)


def test_a_refusal_is_djangos_own_error_and_the_transaction_goes_on_after_it() -> None:
    prepared.insert(Seal(position=1, entry_id=1, hash="0" * 64))
    with pytest.raises(IntegrityError), transaction.atomic():
        prepared.insert(Seal(position=1, entry_id=2, hash="0" * 64))
    assert Seal.objects.count() == 1


def test_the_same_statement_is_planned_once() -> None:
    for number in (1, 2, 3):
        assert prepared.row("select %(number)s::int + 1", {"number": number}) == (number + 1,)
    planned = "select count(*) from pg_prepared_statements where statement = 'select $1::int + 1'"
    assert prepared.row(planned, {}) == (1,)


def test_nothing_found_is_none() -> None:
    assert prepared.row("select 1 where %s", [False]) is None


def test_it_is_counted_like_every_statement_and_told_without_its_values() -> None:
    with CaptureQueriesContext(connection) as seen:
        prepared.row("select %(word)s::text", {"word": "ひみつ"})
    assert [one["sql"] for one in seen] == ["select %(word)s::text"]

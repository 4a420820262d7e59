"""Writing and sealing the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.db.models.expressions import RawSQL

from ibasho.base.journal import chain, followers, queries
from ibasho.base.journal.models import Entry, Seal
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports import bulk, prepared

SEAL_LOCK = 0x6A6F75726E616C  # "journal": one sealing job at a time
SEAL_ROWS_MAX = 5_000
_CURRENT = RawSQL(
    "pg_current_xact_id()::text::bigint", ()
)  # asked by the insert itself: no statement of its own


def record(
    verb: str,
    *,
    noun: str,
    object_id: object,
    by: Actor,
    at: datetime,
    why: str = "",
    data: dict[str, Any] | None = None,
    beside: tuple[Model, str] | None = None,
    along: Sequence[Model] = (),
) -> Entry:
    """Writes one entry in the caller's transaction and wakes the verb's followers with it. `beside`: a new row of the
    caller's, written in the same statement, and its column that takes the entry's key; `along`: new rows that go with it.

    Raises RuntimeError outside a transaction: an entry without its write would be a lie.
    """
    _in_transaction(verb)
    entry = _entry(verb, noun, object_id, data or {}, by, at, why)
    if beside is None:
        prepared.insert(entry)
    else:
        prepared.insert_pair(entry, beside[0], link=beside[1], along=along)
    followers.wake(entry)
    return entry


def record_many(
    verb: str,
    *,
    noun: str,
    things: Iterable[tuple[object, Mapping[str, Any]]],
    by: Actor,
    at: datetime,
    why: str = "",
) -> list[Entry]:
    """The same deed on many things: one entry for each (object id, data), written a thousand at a time."""
    _in_transaction(verb)
    entries = [_entry(verb, noun, object_id, data, by, at, why) for object_id, data in things]
    bulk.insert(entries)
    for entry in entries:
        followers.wake(entry)
    return entries


def _entry(
    verb: str, noun: str, object_id: object, data: Mapping[str, Any], by: Actor, at: datetime, why: str
) -> Entry:
    return Entry(
        at=at, verb=verb, noun=noun, object_id=str(object_id), person_id=by.person_id, acting_for=by.acting_for,
        via=by.via.value, job=by.job, why=why, data=dict(data), transaction=_CURRENT,
    )  # fmt: skip


def _in_transaction(verb: str) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError(f"{verb}: the journal is written in the transaction of the act itself")


def seal() -> int:
    """Chains every entry that is surely complete and returns how many.

    An entry is complete when its transaction is older than every transaction still running
    (`pg_snapshot_xmin`), so writers never wait for each other or for the seal.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [SEAL_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        last = Seal.objects.order_by("-position").first()
        position, before = (last.position, last.hash) if last else (0, chain.FIRST)
        seals = []
        for entry in queries.unsealed()[:SEAL_ROWS_MAX]:
            position += 1
            before = chain.next_hash(before, queries.content(entry))
            seals.append(Seal(position=position, entry_id=entry.pk, hash=before))
        Seal.objects.bulk_create(seals)
    return len(seals)

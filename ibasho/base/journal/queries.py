"""Reading and proving the journal."""

from __future__ import annotations

import json
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from ibasho.base.journal import chain
from ibasho.base.journal.models import Entry, Seal


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken_entry` is the first entry that does not fit its seal, None when all is well."""

    sealed: int
    unsealed: int
    head: str
    broken_entry: int | None


_COVERED = (
    "at", "verb", "noun", "object_id", "person_id", "acting_for", "via", "job", "why", "data", "transaction",
)  # fmt: skip
_CHAIN = f"""
    select seal.position, seal.entry_id, seal.hash, entry.id, {", ".join(f"entry.{name}" for name in _COVERED)}
    from {Seal._meta.db_table} seal left join {Entry._meta.db_table} entry on entry.id = seal.entry_id
    order by seal.position
"""  # noqa: S608 - names of our own tables and fields
_ROWS_AT_ONCE = 2_000


def content(entry: Entry) -> dict[str, Any]:
    """Everything of an entry that the seal covers."""
    return _content(entry.pk, *(getattr(entry, name) for name in _COVERED))


def _content(pk: int, at: datetime, *rest: Any) -> dict[str, Any]:
    return {"id": pk, "at": at.astimezone(UTC).isoformat(), **dict(zip(_COVERED[1:], rest, strict=True))}


def unsealed() -> QuerySet[Entry]:
    """Complete entries without a seal, in the order in which they will be chained."""
    oldest_running = RawSQL("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint", [])
    sealed = Seal.objects.filter(entry_id=OuterRef("pk"))
    return Entry.objects.filter(~Exists(sealed), transaction__lt=oldest_running).order_by("transaction", "pk")


def last() -> int:
    """The newest entry that is committed; 0 of an empty journal."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def history(noun: str, object_id: object) -> QuerySet[Entry]:
    return Entry.objects.filter(noun=noun, object_id=str(object_id)).order_by("-pk")


def verify() -> Verdict:
    """Walks the whole chain; a changed, deleted, inserted or swapped entry is named.

    Rows stream from a cursor on the server, as tuples: a million take seconds and no memory.
    """
    before, broken = chain.FIRST, None
    with closing(_chained()) as rows:
        for position, (place, sealed_id, claimed, entry_id, *covered) in enumerate(rows, start=1):
            if entry_id is None or place != position or claimed != _claim(before, entry_id, *covered):
                broken = sealed_id
                break
            before = claimed
    seals = Seal.objects.count()
    return Verdict(seals, Entry.objects.count() - seals, before, broken)


def _claim(before: str, entry_id: int, *covered: Any) -> str:
    """The hash this row should bear. JSON comes as text."""
    *told, data, written_in = covered
    return chain.next_hash(before, _content(entry_id, *told, json.loads(data), written_in))


def _chained() -> Generator[tuple[Any, ...]]:
    """Every seal with its entry beside it (None where the entry is gone)."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_CHAIN)
        while rows := cursor.fetchmany(_ROWS_AT_ONCE):
            yield from rows

"""Reading and proving the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import Any

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


def content(entry: Entry) -> dict[str, Any]:
    """Everything of an entry that the seal covers."""
    return {
        "id": entry.pk,
        "at": entry.at.astimezone(UTC).isoformat(),
        "verb": entry.verb,
        "noun": entry.noun,
        "object_id": entry.object_id,
        "person_id": entry.person_id,
        "acting_for": entry.acting_for,
        "via": entry.via,
        "job": entry.job,
        "why": entry.why,
        "data": entry.data,
        "transaction": entry.transaction,
    }


def unsealed() -> QuerySet[Entry]:
    """Complete entries without a seal, in the order in which they will be chained."""
    oldest_running = RawSQL("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint", [])
    sealed = Seal.objects.filter(entry_id=OuterRef("pk"))
    return Entry.objects.filter(~Exists(sealed), transaction__lt=oldest_running).order_by("transaction", "pk")


def history(noun: str, object_id: object) -> QuerySet[Entry]:
    return Entry.objects.filter(noun=noun, object_id=str(object_id)).order_by("-pk")


def verify() -> Verdict:
    """Walks the whole chain; a changed, deleted, inserted or swapped entry is named."""
    before, position, broken = chain.FIRST, 0, None
    entries = Entry.objects.in_bulk
    seals = list(Seal.objects.order_by("position").values_list("position", "entry_id", "hash"))
    for start in range(0, len(seals), 2_000):
        part = seals[start : start + 2_000]
        found = entries([entry_id for _, entry_id, _ in part])
        for number, entry_id, claimed in part:
            position += 1
            entry = found.get(entry_id)
            if entry is None or number != position or chain.next_hash(before, content(entry)) != claimed:
                broken = entry_id
                break
            before = claimed
        if broken is not None:
            break
    return Verdict(len(seals), Entry.objects.count() - len(seals), before, broken)

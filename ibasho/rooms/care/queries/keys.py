"""Under which of the vault's keys the matters stand, and which of them did not open. Counts; nothing is opened here."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, QuerySet

from ibasho.rooms.care.models import Matter


def under_older(number: int, day: date) -> QuerySet[Matter]:
    """Not yet under the vault's key `number`; one that did not open today is left for another day."""
    kept = Matter.objects.filter(data_key__isnull=False).exclude(key_number=number)
    return kept.exclude(unreadable_on=day)


def unreadable() -> QuerySet[Matter]:
    """Their key was gone when the job last tried."""
    return Matter.objects.filter(data_key__isnull=False, unreadable_on__isnull=False)


def by_number() -> dict[int, int]:
    """How many matters stand under which key, the oldest first."""
    rows = Matter.objects.filter(data_key__isnull=False).values("key_number").annotate(n=Count("pk"))
    return {row["key_number"]: row["n"] for row in rows.order_by("key_number")}

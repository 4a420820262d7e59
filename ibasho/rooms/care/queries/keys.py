"""Under which of the vault's keys the matters stand, and which of them did not open. Counts; nothing is opened here."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet

from ibasho.base.journal.models import Entry
from ibasho.rooms.care.models import Matter
from ibasho.rooms.care.queries.secrecy import NOUN
from ibasho.rooms.care.rules.keeper_log import Opened

NEAR = timedelta(minutes=1)  # an entry has the time its page was asked for, the vault's line that of the key


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


def unaccounted(opened: Sequence[Opened]) -> list[Opened]:
    """Keys the vault gave out for which the journal knows no deed: somebody went past the pages."""
    numbers = dict(
        Matter.objects.filter(public_id__in={one.matter for one in opened}).values_list("public_id", "pk")
    )
    noted = _noted(numbers.values(), opened)
    return [one for one in opened if not _is_noted(one.at, noted[numbers.get(one.matter, 0)])]


def _noted(matters: Iterable[int], opened: Sequence[Opened]) -> dict[int, list[datetime]]:
    """By matter, when something was written down about it, the oldest first."""
    found: dict[int, list[datetime]] = defaultdict(list)
    if opened:
        rows = Entry.objects.filter(
            noun=NOUN, object_id__in=[str(one) for one in matters],
            at__gte=min(one.at for one in opened) - NEAR, at__lte=max(one.at for one in opened) + NEAR,
        )  # fmt: skip
        for matter, at in rows.order_by("at").values_list("object_id", "at"):
            found[int(matter)].append(at)
    return found


def _is_noted(at: datetime, times: list[datetime]) -> bool:
    place = bisect_left(times, at - NEAR)
    return place < len(times) and times[place] <= at + NEAR

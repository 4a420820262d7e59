"""What is offered to everybody; for whoever looks for words nobody can read."""

from __future__ import annotations

from collections.abc import Iterator

from ibasho.rooms.roster.models import Vacancy


def texts() -> Iterator[str]:
    for told in Vacancy.objects.filter(closed_at__isnull=True).values_list("title", "words", "when", "pay"):
        yield from told

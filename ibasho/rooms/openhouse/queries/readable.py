"""Rooms, faces of the week and what is bettered; for whoever looks for words nobody can read."""

from __future__ import annotations

from collections.abc import Iterator

from ibasho.rooms.openhouse.models import Alarm, Face, Improvement, Space


def texts() -> Iterator[str]:
    for pair in Space.objects.filter(is_active=True).values_list("name", "words"):
        yield from pair
    for pair in Face.objects.filter(version__published_at__isnull=False).values_list("name", "words"):
        yield from pair
    for pair in Improvement.objects.values_list("title", "words"):
        yield from pair
    yield from Alarm.objects.values_list("title", flat=True)

"""What is to be read, by whom, and what two people said."""

from __future__ import annotations

from ibasho.town.areas.models import SchoolDistrict


def small_names() -> tuple[str, ...]:
    return tuple(SchoolDistrict.objects.values_list("name", flat=True))

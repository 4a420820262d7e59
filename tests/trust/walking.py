"""Every address of ours with the things it needs, taken from the rooms' access.toml: what is new is walked by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tests import house, objects


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    path: str
    row: dict[str, Any]

    def expected(self, who: str) -> Any:
        for key in (who, *(["signed_in"] if who != "anonymous" else [])):
            if key in self.row:
                return self.row[key]
        return self.row.get("everyone")


def addresses(made: objects.Objects) -> Iterator[Address]:
    rows = {name: row for found in house.listed("access.toml").values() for name, row in found.items()}
    for name, row in sorted(rows.items()):
        if row.get("method") != "skip":
            yield Address(name, reverse(name, kwargs=made.kwargs(row.get("object"))), row)

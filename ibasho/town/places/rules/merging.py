"""Three sides of one entry: what the file said last time, what it says now, what stands here.

A field follows the file as long as nobody has touched it here; what a person wrote is never overwritten unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Merged:
    """`take` holds what to write; `kept` names the fields where the file changed too and ours stays."""

    take: dict[str, Any]
    kept: tuple[str, ...]


def merge(
    units: Iterable[tuple[str, ...]],
    before: Mapping[str, Any] | None,
    now: Mapping[str, Any],
    ours: Mapping[str, Any],
) -> Merged:
    """Unit by unit: fields that belong together are taken together or not at all.

    `before` None: the entry was written here by hand and meets its file for the first time; then the file only
    fills what is empty.
    """
    take: dict[str, Any] = {}
    kept: list[str] = []
    for unit in units:
        here, there = _of(ours, unit), _of(now, unit)
        if here == there:
            continue
        untouched = not any(here.values()) if before is None else here == _of(before, unit)
        if untouched:
            take |= {name: value for name, value in there.items() if value != here[name]}
        elif before is None or there != _of(before, unit):
            kept += [name for name, value in there.items() if value != here[name]]
    return Merged(take, tuple(kept))


def _of(values: Mapping[str, Any], unit: tuple[str, ...]) -> dict[str, Any]:
    return {name: values[name] for name in unit}

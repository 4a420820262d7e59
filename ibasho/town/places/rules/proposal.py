"""A proposed change as JSON: openings to dicts and back, and a mark that tells what somebody saw."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, time
from enum import StrEnum
from typing import Any

from ibasho.town.places.rules.opening import HolidayRule, IrregularCount, Opening, Pattern, Season

OPENINGS = "openings"  # the key in `proposed` beside the fields of the place
_ENUMS = {"pattern": Pattern, "season": Season, "holiday": HolidayRule, "per": IrregularCount}


def openings_to_json(openings: Iterable[Opening]) -> list[dict[str, Any]]:
    return [{name: _plain(value) for name, value in asdict(rule).items()} for rule in openings]


def openings_from_json(rows: Sequence[Mapping[str, Any]]) -> tuple[Opening, ...]:
    """Raises Invalid when a row cannot be right, KeyError when a field is missing."""
    return tuple(_opening(row) for row in rows)


def fingerprint(version: int, proposed: Mapping[str, Any]) -> str:
    """A short mark of what a person saw: the entry's version and what waits beside it."""
    text = json.dumps([version, proposed], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date | time) else value


def _opening(row: Mapping[str, Any]) -> Opening:
    known: dict[str, Any] = {name: kind(row[name]) for name, kind in _ENUMS.items()}
    for name in ("weekdays", "months"):
        known[name] = frozenset(row[name])
    for name in ("nth", "days_of_month"):
        known[name] = tuple(row[name])
    for name in ("starts", "ends"):
        known[name] = time.fromisoformat(row[name]) if row[name] else None
    for name in ("anchor", "valid_from", "valid_until"):
        known[name] = date.fromisoformat(row[name]) if row[name] else None
    known["dates"] = tuple(date.fromisoformat(day) for day in row["dates"])
    return Opening(times=row["times"], words=row["words"], **known)

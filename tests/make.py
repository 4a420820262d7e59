"""Typed makers: the smallest thing that is true, with what the test cares about named."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from ibasho.base.kernel.clock import JST
from ibasho.town.places.models import OpeningRule, Place, Session

MONDAY = date(2026, 11, 23)  # a Monday, 勤労感謝の日
TUESDAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 15, 0, tzinfo=JST)  # Tuesday after school


def place(name: str = "みどり食堂", **fields: Any) -> Place:
    """A published こども食堂 for everyone."""
    known: dict[str, Any] = {
        "kind": "kodomo_shokudo", "name": name, "state": "published", "everyone": True,
        "created_at": AT, "updated_at": AT,
    }  # fmt: skip
    return Place.objects.create(**{**known, **fields})


def weekly(
    place: Place, *weekdays: int, starts: time | None = time(15), ends: time | None = time(18)
) -> OpeningRule:
    return OpeningRule.objects.create(
        place=place, pattern="weekly", weekdays=list(weekdays), starts=starts, ends=ends
    )


def session(
    place: Place, day: date = TUESDAY, starts: time | None = time(15), ends: time | None = time(18)
) -> Session:
    return Session.objects.create(place=place, day=day, starts=starts, ends=ends)

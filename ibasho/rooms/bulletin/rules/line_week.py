"""「今週 あいている所」 of one district as a text for the city's LINE tool. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ibasho.base.kernel import wareki
from ibasho.rooms.bulletin.rules.telling import LINE_MAX
from ibasho.town.places.rules.status import Planned
from ibasho.town.places.rules.words import hours_label

CAUTION = "お休みに なる日も あります。行く前に ここを 見てください。"
NOTHING = "今週は、時間の わかっている所が ありません。"


@dataclass(frozen=True, slots=True)
class Place:
    """`days`: its sessions of the week; what was called off or is not promised is left out of the text."""

    name: str
    days: Sequence[Planned]


def text(district: str, first: date, last: date, places: Sequence[Place], url: str) -> str:
    """At most LINE_MAX letters. Places that do not fit are counted, never cut in the middle."""
    head = f"【{district}】{wareki.day_label(first)}から {wareki.day_label(last)}"
    lines = [line for place in places if (line := _line(place))]
    tail = [CAUTION, url]
    if not lines:
        return "\n".join([head, NOTHING, *tail])
    for kept in range(len(lines), -1, -1):
        more = [f"ほかに {len(lines) - kept}か所 あります。"] if kept < len(lines) else []
        found = "\n".join([head, *lines[:kept], *more, *tail])
        if len(found) <= LINE_MAX:
            return found
    return "\n".join([head, url])


def _line(place: Place) -> str:
    """「・みどり食堂 24日（火）・26日（木） 15:00～18:00」; empty for a place that surely opens on no day."""
    sure = [one for one in place.days if one.promised and not one.cancelled and one.starts and one.ends]
    by_hours = sorted({(one.starts, one.ends, one.day) for one in sure}, key=str)
    parts = []
    for (starts, ends), group in groupby(by_hours, key=lambda one: one[:2]):
        days = "・".join(f"{day.day}日（{wareki.weekday_label(day)}）" for _s, _e, day in group)
        parts.append(f"{days} {hours_label(starts, ends)}")
    return f"・{place.name} {'、'.join(parts)}" if parts else ""

"""What a page needs to order places by the device's own position: fetched on a tap, the position stays on the page."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any

from ibasho.base.kernel import clock
from ibasho.base.kernel.geo import Position
from ibasho.town.areas import travel
from ibasho.town.areas.rules import DETOUR
from ibasho.town.places.queries import answers
from ibasho.town.places.queries.criteria import Criteria
from ibasho.town.places.rules.status import Planned

FIELDS = ("id", "name", "kana", "kind", "lat", "lng", "group", "starts", "ends")


def near(criteria: Criteria, at: datetime) -> dict[str, Any]:
    """Compact: `fields` names the columns of `rows`. Times are JST `HH:MM` or null; `pace` is in metres a minute along
    the streets, `detour` how much longer streets are than a straight line, `far` the minutes a child of this stage goes.
    `walks` are the ways along the streets from the squares around each place, null where no streets are loaded."""
    pace = travel.paces()[criteria.stage or answers.USUAL_STAGE]
    rows = [row for row in answers.outline(criteria, at) if row.position]
    spots = [Position(_degrees(row.position.lat), _degrees(row.position.lng)) for row in rows if row.position]
    return {
        "day": clock.day(at).isoformat(),
        "pace": pace.metres_per_minute,
        "detour": DETOUR,
        "far": pace.minutes_max,
        "fields": FIELDS,
        "rows": [
            (
                row.public_id, row.name, row.kana, row.kind, spot.lat, spot.lng, row.group.value,
                *_hours(row.session),
            )
            for row, spot in zip(rows, spots, strict=True)
        ],
        "walks": _walks(spots),
    }  # fmt: skip


def _walks(places: list[Position]) -> dict[str, Any] | None:
    """One text per place: `side` × `side` bytes (250 m squares, from the south-west), each times `unit` metres; 255
    is unknown. The reader's square is worked out on the reader's own page."""
    found = travel.squares(places)
    if found is None:
        return None
    rows = [base64.b64encode(way.tobytes()).decode() for way in found.ways]
    return {"side": found.side, "unit": found.unit, "rows": rows}


def _degrees(value: float) -> float:
    """Five decimals are one metre: enough to walk to, and short."""
    return round(value, 5)


def _hours(session: Planned | None) -> tuple[str | None, str | None]:
    if session is None:
        return None, None
    starts = clock.time_label(session.starts) if session.starts else None
    return starts, clock.time_label(session.ends) if session.ends else None

"""What a page needs to order places by the device's own position: fetched on a tap, the position stays on the page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ibasho.base.kernel import clock
from ibasho.town.areas import travel
from ibasho.town.areas.rules import DETOUR
from ibasho.town.places.queries import answers
from ibasho.town.places.queries.criteria import Criteria
from ibasho.town.places.rules.status import Planned

FIELDS = ("id", "name", "kana", "kind", "lat", "lng", "group", "starts", "ends")


def near(criteria: Criteria, at: datetime) -> dict[str, Any]:
    """Compact: `fields` names the columns of `rows`. Times are JST `HH:MM` or null; `pace` is in metres a minute along
    the streets, `detour` how much longer streets are than a straight line, `far` the minutes a child of this stage goes."""
    pace = travel.paces()[criteria.stage or answers.USUAL_STAGE]
    return {
        "day": clock.day(at).isoformat(),
        "pace": pace.metres_per_minute,
        "detour": DETOUR,
        "far": pace.minutes_max,
        "fields": FIELDS,
        "rows": [
            (
                row.public_id, row.name, row.kana, row.kind, _degrees(row.position.lat), _degrees(row.position.lng),
                row.group.value, *_hours(row.session),
            )
            for row in answers.outline(criteria, at)
            if row.position
        ],
    }  # fmt: skip


def _degrees(value: float) -> float:
    """Five decimals are one metre: enough to walk to, and short."""
    return round(value, 5)


def _hours(session: Planned | None) -> tuple[str | None, str | None]:
    if session is None:
        return None, None
    starts = clock.time_label(session.starts) if session.starts else None
    return starts, clock.time_label(session.ends) if session.ends else None

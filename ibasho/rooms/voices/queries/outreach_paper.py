"""The list somebody takes along: where to go, when, and to which children."""

from __future__ import annotations

from datetime import date
from typing import Any

from ibasho.base.kernel import wareki
from ibasho.rooms.voices.models import Outreach
from ibasho.rooms.voices.queries import heard
from ibasho.town.areas.stages import Stage


def paper(today: date) -> dict[str, Any]:
    """For `voices/pdf/outreach.typ`: the open plans, the next first."""
    names = heard.names(today)
    rows = Outreach.objects.filter(done_on__isnull=True, dropped_on__isnull=True).select_related(
        "hearing", "place"
    )
    return {
        "day": today.isoformat(),
        "rows": [
            [
                wareki.day_label(one.on),
                f"{names.get(one.district_code, one.district_code)}　{Stage(one.stage).label}",
                _where(one),
                one.hearing.title,
            ]
            for one in rows.order_by("on", "district_code", "pk")
        ],
    }  # fmt: skip


def _where(one: Outreach) -> str:
    told = [one.place.name, one.place.address, one.place.phone] if one.place else []
    return "　".join(word for word in (*told, one.words) if word)

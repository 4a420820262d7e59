"""The A4 papers of a start-up, empty or with what is known of one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from ibasho.base.kernel import wareki
from ibasho.base.ports import pdf
from ibasho.rooms.network.models import StartUp
from ibasho.rooms.network.rules.steps import PAPERS


def paper(code: str, startup: StartUp | None, *, day: date) -> bytes:
    """Raises KeyError for a paper there is none of."""
    return pdf.render("network/pdf/start.typ", paper_data(code, startup, day=day))


def paper_data(code: str, startup: StartUp | None, *, day: date) -> dict[str, Any]:
    found, known = PAPERS[code], _known(startup)
    city = settings.IBASHO_CITY
    return {
        "title": found.title, "words": found.words, "flyer": found.is_flyer, "day": day.isoformat(),
        "blocks": [_block(one, known) for one in found.blocks], "name": known.get("name", ""),
        "who": f"{city['name']} {city.get('department', '')} {city.get('phone', '')}".strip(),
    }  # fmt: skip


def _known(startup: StartUp | None) -> dict[str, str]:
    city = settings.IBASHO_CITY
    office = f"{city.get('department', '')} {city.get('phone', '')}".strip()
    if startup is None:
        return {"office": office}
    place = startup.place
    where = f"{place.name} {place.address}".strip() if place else ""
    first = wareki.full_label(startup.first_on) if startup.first_on else ""
    return {
        "name": startup.name, "starter": f"{startup.starter} {startup.phone}".strip(), "wish": startup.wish,
        "place": where, "first_on": first, "where": f"{first} {where}".strip(), "office": office,
    }  # fmt: skip


def _block(block: dict[str, Any], known: dict[str, str]) -> dict[str, Any]:
    rows = [
        {"label": one["label"], "said": known.get(one.get("fill", ""), ""), "tall": one.get("tall", False)}
        for one in block.get("rows", [])
    ]
    return {
        "title": block.get("title", ""), "rows": rows, "lines": block.get("lines", []),
        "checks": block.get("checks", []), "table": block.get("table", []), "lead": block.get("lead", []),
        "lead-at": block.get("lead_at", 0),
    }  # fmt: skip

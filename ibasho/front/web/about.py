"""/about/: what this copy is, who runs it, where its facts come from and which official files are still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.front.setup.catalogue import officials
from ibasho.town.areas.queries.overview import Held, overview
from ibasho.town.areas.rules.kinds import ABOUT

COMMANDS = {
    **{kind.value: f"ibasho import {about.command}" for kind, about in ABOUT.items()},
    "places": "ibasho import places",
    "candidates": "ibasho import candidates",
}


@dataclass(frozen=True, slots=True)
class File:
    """An official file of the city's ground. `held` None: not there yet."""

    said: Mapping[str, Any]
    held: Held | None
    command: str


@doors.child
@doors.shared()
@require_safe
def about(request: Request) -> HttpResponse:
    city = settings.IBASHO_CITY
    held = {one.kind.value: one.held for one in overview(clock.day(request.at))}
    page = {
        "made_up": city["demo"],
        "trial": settings.DEMO and not city["demo"],
        "sources": city.get("sources", ()),
        "ground": sorted({source for each in held.values() if each for source in each.sources}),
        "files": [File(said, held.get(said["fills"]), COMMANDS[said["fills"]]) for said in _official(city)],
        "figures": _figures(city),
        "no_streets": held["streets"] is None,
    }
    return render(request, "web/about.html", page)


def _official(city: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The city's own list; where a real city has none, what every city of its prefecture can fetch."""
    if city.get("files") or city["demo"]:
        return tuple(city.get("files", ()))
    return [asdict(one) for one in officials(str(city["code"]), str(city["name"]))]


def _figures(city: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each figure with the name of its source."""
    names = {source["code"]: source["name"] for source in city.get("sources", ())}
    return [{**figure, "source": names[figure["source"]]} for figure in city.get("figures", ())]

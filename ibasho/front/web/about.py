"""/about/: what this copy is, who runs it, where its facts come from and which official files are still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.town.areas import queries as areas
from ibasho.town.areas.queries import Loaded

COMMANDS = {
    "boundary": "ibasho import boundary",
    "shapes": "ibasho import districts",
    "towns": "ibasho import towns",
    "places": "ibasho import places",
}


@dataclass(frozen=True, slots=True)
class File:
    """An official file of the city's ground. `loaded` None: not there yet; `command` "" : a later room reads it."""

    said: Mapping[str, Any]
    loaded: Loaded | None
    command: str


@doors.child
@require_safe
def about(request: Request) -> HttpResponse:
    city = settings.IBASHO_CITY
    loaded = areas.loaded(clock.day(request.at))
    page = {
        "made_up": city["demo"],
        "trial": settings.DEMO and not city["demo"],
        "sources": city.get("sources", ()),
        "ground": sorted({source for each in loaded.values() for source in each.sources}),
        "files": [_file(said, loaded) for said in city.get("files", ())],
        "figures": _figures(city),
    }
    return render(request, "web/about.html", page)


def _file(said: Mapping[str, Any], loaded: Mapping[str, Loaded]) -> File:
    return File(said, loaded.get(said["fills"]), COMMANDS.get(said["fills"], ""))


def _figures(city: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each figure with the name of its source."""
    names = {source["code"]: source["name"] for source in city.get("sources", ())}
    return [{**figure, "source": names[figure["source"]]} for figure in city.get("figures", ())]

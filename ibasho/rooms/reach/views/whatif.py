"""What if, at the desk: a pin that may be dragged, moved by keys or chosen from a list, and what it would change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import Position
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.reach.forms.whatif import CLOSE, FIRST, HOURS, NEW, WhatIfForm
from ibasho.rooms.reach.queries import drawing, trying
from ibasho.rooms.reach.queries.ground import known_calendar
from ibasho.rooms.reach.queries.looking import Found, look_up, names
from ibasho.rooms.reach.queries.trying import Idea, Scene, Tried
from ibasho.rooms.reach.rules.layers import Purpose
from ibasho.rooms.reach.rules.scenarios import Scenario, span_of
from ibasho.rooms.reach.views.seeing import may_plan, reading
from ibasho.town.areas.stages import Stage

CHILDREN_SHADES = ((50, "#c74700"), (20, "#ffa66d"), (5, "#ffd98a"), (0.5, "#fff0b3"))
GAIN_LEVELS = (20, 5)  # children: above the first much, above the second some, else a little
WORTH_A_SHADE = 0.5  # children (or child-hours) in a square


@dataclass(frozen=True, slots=True)
class Answered:
    """What was asked and what comes of it. `found` is where the pin stands (None: no position asked for)."""

    form: WhatIfForm
    found: Found | None
    tried: Tried | None


@doors.desk
@reading
@require_safe
def desk_whatif(request: Request) -> HttpResponse:
    try:
        scene = _scene(request)
    except Invalid as refusal:
        return render(request, "reach/whatif.html", {"refused": refusal.message})
    if scene is None:
        return render(request, "reach/whatif.html", {"empty": True})
    answer = _answer(request, scene)
    context = {
        **_result(request, answer, scene), "form": answer.form, "scene": scene, "names": names(),
        "ground_url": f"{reverse('reach:whatif_ground')}?key={scene.key}&scenario={scene.ground.span.scenario.value}",
        "legend": [(colour, least) for least, colour in CHILDREN_SHADES],
    }  # fmt: skip
    return render(request, "reach/whatif.html", context)


@doors.desk
@reading
@require_safe
def desk_whatif_numbers(request: Request) -> HttpResponse:
    """The same answer for the page that is already there: words, where the pin stands, which squares change."""
    scene = trying.kept(request.GET.get("key", "")) or _scene(request)
    if scene is None:
        raise Http404
    answer = _answer(request, scene, shown=False)
    tried, found = answer.tried, answer.found
    return JsonResponse(
        {
            "html": render_to_string(
                "reach/whatif_result.html", _result(request, answer, scene) | {"door": "desk"}
            ),
            "pin": [found.at.lng, found.at.lat] if found else None,
            "cells": [[at, _level(children, hours)] for at, children, hours in tried.cells] if tried else [],
        },
        headers={"Cache-Control": "no-store"},
    )


@doors.desk
@reading
@require_safe
def desk_whatif_ground(request: Request) -> HttpResponse:
    """Outline, districts, and the squares by how many children reach nothing now."""
    scene = trying.kept(request.GET.get("key", "")) or _scene(request)
    if scene is None:
        raise Http404
    unreached = np.sum([one.unreached for one in scene.base.figures], axis=0)
    children = np.sum([one.children for one in scene.base.figures], axis=0)
    cells = drawing.squares(
        scene.ground.homes, lambda at: _look(float(unreached[at])) if children[at] > 0 else None
    )  # fmt: skip
    now = [drawing.dot(row.lat, row.lng, name=row.name) for row in scene.ground.spots]
    return JsonResponse(drawing.collection([*drawing.outlines(clock.day(request.at)), *cells, *now]))


def _look(unreached: float) -> dict[str, Any]:
    colour = next((colour for least, colour in CHILDREN_SHADES if unreached >= least), "#f3f1ea")
    return {"colour": colour, "opacity": 0.65}


def _level(children: float, hours: float) -> int:
    """3 much … 1 a little more, below nought less; hours alone (nobody new) count as a little."""
    size = next((3 - at for at, least in enumerate(GAIN_LEVELS) if abs(children) >= least), 1)
    return size if children > WORTH_A_SHADE or (abs(children) <= WORTH_A_SHADE and hours > 0) else -size


def _scene(request: HttpRequest) -> Scene | None:
    """By default the school weeks ahead and every place. Raises Invalid where there are no such weeks."""
    at = request.at  # type: ignore[attr-defined]
    today = clock.day(at)
    scenario = request.GET.get("scenario", "")
    purpose = request.GET.get("purpose", "")
    span = span_of(
        Scenario(scenario) if scenario in set(Scenario) else Scenario.TERM, today, known_calendar(today).long_holidays
    )  # fmt: skip
    return trying.scene(span, Purpose(purpose) if purpose in set(Purpose) else Purpose.ALL)


def _answer(request: HttpRequest, scene: Scene, *, shown: bool = True) -> Answered:
    places = sorted((row.name, row.public_id) for row in scene.ground.spots if row.public_id)
    make = partial(WhatIfForm, places=[(public_id, name) for name, public_id in places], shown=shown)
    form = make(request.GET if "do" in request.GET else _first(request.GET))
    if not form.is_valid():
        return Answered(form, None, None)
    given = form.cleaned_data
    if given["do"] == NEW:
        found = look_up(given["where"], given["site"], given["lat"], given["lng"])
        return Answered(form, found, _new(scene, form, found) if found else None)
    place = trying.index_of(scene, given["place"])
    if place is None:
        return Answered(form, None, None)
    row = scene.ground.spots[place]
    found = Found(row.name, Position(row.lat, row.lng))
    if given["do"] == CLOSE:
        return Answered(form, found, trying.closed(scene, place))
    return Answered(form, found, trying.rescheduled(scene, place, form.blocks()))


def _first(asked: QueryDict) -> QueryDict:
    """What the page begins with; a link may name a place or a candidate."""
    data = QueryDict(mutable=True)
    for name, value in FIRST.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    for name in ("site", "lat", "lng", "place", "purpose", "scenario"):
        if asked.get(name):
            data.setlist(name, asked.getlist(name)[-1:])
    return data


def _new(scene: Scene, form: WhatIfForm, found: Found) -> Tried:
    given = form.cleaned_data
    stages = frozenset(Stage(stage) for stage in given["stages"])
    seats = found.candidate.capacity if found.candidate else None
    return trying.tried(scene, Idea(found.at, form.blocks(), stages, given["adult"], seats))


def _result(request: HttpRequest, answer: Answered, scene: Scene) -> dict[str, Any]:
    """What the part of the page under the map says."""
    given = answer.form.cleaned_data if answer.form.is_valid() else {}
    return {
        "form": answer.form, "found": answer.found, "tried": answer.tried, "deed": given.get("do", NEW),
        "blocks": answer.form.blocks() if given.get("do") in (NEW, HOURS) else (),
        "may_plan": may_plan(request), "estimate": scene.ground.network is None,  # type: ignore[arg-type]
        "nowhere": _("どこに 開くか、地図か 一覧で えらんでください。"),
    }  # fmt: skip

"""A plan as a map, as GeoJSON, and as a table for Excel and CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.reach.queries import drawing, grounding
from ibasho.rooms.reach.queries import plans as queries
from ibasho.rooms.reach.queries.plans import Line, Shown
from ibasho.rooms.reach.rules.asking import WEEKDAYS
from ibasho.rooms.reach.views.seeing import reading

GEOJSON = "application/geo+json; charset=utf-8"
GAIN_SHADES = ((20, "#00438a"), (5, "#5aa2e0"), (0.5, "#c3ddf5"))  # children newly reached in a square


def openings_table(shown: Shown) -> Table:
    columns = [
        Column(_("場所"), lambda line: line.row.name),
        Column(_("曜日"), lambda line: WEEKDAYS[line.row.weekday]),
        Column(_("はじまり"), lambda line: f"{line.row.starts:%H:%M}"),
        Column(_("おわり"), lambda line: f"{line.row.ends:%H:%M}"),
        Column(_("新しく とどく こども（推計）"), lambda line: _one(line.row.children), number=True),
        Column(_("ふえる こども時間（週）"), lambda line: _one(line.row.child_hours), number=True),
        Column(
            _("やめると へる こども"), lambda line: line.why and _one(line.why.lost_children), number=True
        ),
        Column(
            _("やめると へる こども時間"), lambda line: line.why and _one(line.why.lost_hours), number=True
        ),
        Column(_("わけ"), lambda line: " ".join(line.why.sentences) if line.why else ""),
        Column(_("緯度"), lambda line: line.row.lat, number=True),
        Column(_("経度"), lambda line: line.row.lng, number=True),
    ]
    if shown.is_mobile:
        columns.insert(1, Column(_("何週目"), lambda line: line.row.week_of_cycle, number=True))
    return Table(gettext_lazy("計画の開設"), columns, shown.lines)


def _one(number: float | None) -> float | None:
    return None if number is None else round(number, 1)


@doors.desk
@reading
@require_safe
def desk_plan_geojson(request: Request, public_id: str) -> HttpResponse:
    shown = Shown(get_object_or_404(queries.plans(), public_id=public_id))
    features = [_feature(line) for line in shown.lines]
    answer = JsonResponse(drawing.collection(features), content_type=GEOJSON)
    answer.headers["Content-Disposition"] = f'attachment; filename="plan-{public_id}.geojson"'
    return answer


def _feature(line: Line) -> dict[str, Any]:
    row = line.row
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(row.lng, 6), round(row.lat, 6)]},
        "properties": {
            "name": row.name, "weekday": WEEKDAYS[row.weekday or 0], "starts": f"{row.starts:%H:%M}",
            "ends": f"{row.ends:%H:%M}", "week_of_cycle": row.week_of_cycle, "pinned": line.pinned,
            "children": _one(row.children), "child_hours": _one(row.child_hours), "estimated": True,
        },
    }  # fmt: skip


@doors.desk
@reading
@require_safe
def desk_plan_map(request: Request, public_id: str) -> HttpResponse:
    """Outline, the squares from which more children reach something, what is there now, and what the plan opens."""
    shown = Shown(get_object_or_404(queries.plans(), public_id=public_id))
    gained = dict(shown.found.get("cells", ()))
    homes = grounding.homes_of(shown.plan)
    codes = homes.cells.codes if homes else ()
    squares = drawing.squares(homes, lambda at: _look(gained.get(codes[at], 0.0))) if homes else []
    answer = drawing.collection([*drawing.outlines(clock.day(request.at)), *squares, *_pins(shown.lines)])
    return JsonResponse(answer)


def _look(children: float) -> dict[str, Any] | None:
    colour = next((colour for least, colour in GAIN_SHADES if children >= least), "")
    return {"colour": colour, "opacity": 0.65} if colour else None


def _pins(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """One for each site, with all its times."""
    sites: dict[tuple[float, float], list[Line]] = {}
    for line in lines:
        sites.setdefault((line.row.lat, line.row.lng), []).append(line)
    return [
        drawing.pin(
            lat, lng, id=f"plan-{found[0].row.pk}", name=found[0].row.name, icon="sprout", tint="lime",
            href=f"#opening-{found[0].row.pk}", status="、".join(line.block.label for line in found if line.block),
        )
        for (lat, lng), found in sites.items()
    ]  # fmt: skip

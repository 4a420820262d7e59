"""だれに きいたか: districts × stages, where nobody was heard, and where somebody goes next week."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.ui import doors, exports
from ibasho.base.ui.forms import Form
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Hearing, Outreach
from ibasho.rooms.voices.queries import heard as queries
from ibasho.rooms.voices.rules import heard as rules
from ibasho.rooms.voices.rules.heard import Group, Heard
from ibasho.rooms.voices.rules.kinds import Respondent
from ibasho.rooms.voices.views.desk_pages import crumbs, pages
from ibasho.town.people.permissions import Permission

CORNER = re.compile(r"[ML]([\d.]+) ([\d.]+)")
LETTER = 18  # units of the drawing
LEGEND = (
    ("s4", gettext_lazy("だれにも きいていない")),
    ("s3", gettext_lazy("とても 少ない")),
    ("s2", gettext_lazy("半分より 少ない")),
    ("s1", gettext_lazy("すこし 少ない")),
    ("s0", gettext_lazy("ほかと おなじくらい きいた")),
    ("none", gettext_lazy("こどもが いない")),
)


class WhichForm(Form):
    h = forms.ChoiceField(label=gettext_lazy("どの回"), required=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One district: `groups` by age, `shade` of all of them."""

    code: str
    name: str
    groups: Sequence[Group]
    heard: int
    shade: str


@doors.desk
@require_safe
def desk_heard(request: Request) -> HttpResponse:
    """`?h=` one hearing, else all of this 年度."""
    policies.require(request.actor, Permission.VOICES_READ, at=request.at)
    today = clock.day(request.at)
    hearings = queries.of_year(today)
    chosen = next((one for one in hearings if one.public_id == request.GET.get("h")), None)
    found, names = queries.of([chosen] if chosen else hearings, today), queries.names(today)
    if exports.wanted(request):
        return exports.answer(
            request, _table(found, names), f"kiita-{chosen.public_id if chosen else 'nendo'}"
        )
    lines = [
        Line(code, names[code], rows, sum(one.heard for one in rows), rules.shade(rows))
        for code, rows in found.rows()
    ]
    context = {
        "pages": pages("desk_heard", request), "crumbs": crumbs((_("だれに きいたか"), "")), "year": years.label(years.nendo(today)),
        "which": _which(hearings, chosen), "chosen": chosen, "hearings": hearings, "found": found, "lines": lines,
        "kinds": [(kind.label, n) for kind, n in found.by_kind.items() if n], "map": _map(lines, request), "legend": LEGEND,
        "unheard": [names[code] for code in found.unheard_districts()], "stages": [one.stage for one in lines[0].groups] if lines else [],
        "chances": queries.chances(found, chosen, today), "asking": _asking(chosen, hearings), "plans": _plans(names, request),
        "today": today, "child": Respondent.CHILD.label,
    }  # fmt: skip
    return render(request, "voices/heard/desk.html", context)


def _plans(names: dict[str, str], request: Request) -> list[Outreach]:
    """Each knows the name of its district."""
    rows = list(queries.plans(clock.day(request.at)))
    for one in rows:
        one.district_name = names.get(one.district_code, one.district_code)  # type: ignore[attr-defined]
    return rows


def _which(hearings: Sequence[Hearing], chosen: Hearing | None) -> WhichForm:
    form = WhichForm(initial={"h": chosen.public_id if chosen else ""})
    field = cast(forms.ChoiceField, form.fields["h"])
    field.choices = [("", _("この年度 ぜんぶ（のべ）")), *((one.public_id, one.title) for one in hearings)]
    return form


def _asking(chosen: Hearing | None, hearings: Sequence[Hearing]) -> Hearing | None:
    """For which hearing a visit is planned by one press: the one looked at, else the newest that is open."""
    open_ones = [one for one in hearings if one.state == Hearing.State.OPEN and not one.source_name]
    if chosen is not None:
        return chosen if chosen in open_ones else None
    return open_ones[0] if open_ones else None


def _table(found: Heard, names: dict[str, str]) -> Table:
    return Table(
        _("だれに きいたか"),
        [
            Column(_("小学校区"), lambda one: names.get(one.district, one.district)),
            Column(_("年代"), lambda one: one.stage.label),
            Column(_("きいた人数"), lambda one: one.heard, number=True),
            Column(_("いる こども（約）"), lambda one: None if one.children is None else round(one.children), number=True),
            Column(_("100人に 何人"), lambda one: None if one.share is None else round(one.share, 1), number=True),
        ],
        found.groups,
    )  # fmt: skip


def _map(lines: Sequence[Line], request: Request) -> dict[str, object] | None:
    """Every district with its shade and its number, over the outline of the city."""
    drawn = queries.picture(clock.day(request.at))
    if drawn is None:
        return None
    sheet, districts = drawn
    told, areas = {one.code: one for one in lines}, iter(districts)
    paths, labels = [], []
    for kind, d in sheet.paths:
        if kind != "area":
            paths.append((d, "", ""))
            continue
        line = told[next(areas).code]
        paths.append((d, line.shade, f"{line.name} {line.heard}"))
        labels.append(_label(d, line))
    return {"sheet": sheet, "paths": paths, "labels": labels}


def _label(d: str, line: Line) -> tuple[float, float, str, int]:
    """In the middle of a shape; a narrow one has room for the number alone."""
    corners = [(float(x), float(y)) for x, y in CORNER.findall(d)]
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    short = line.name.removesuffix("区").removesuffix("小学校")
    fits = max(xs) - min(xs) > LETTER * len(short)
    return (
        round((min(xs) + max(xs)) / 2, 1),
        round((min(ys) + max(ys)) / 2, 1),
        short if fits else "",
        line.heard,
    )

"""気づきの とどき方: from which places and districts nothing comes. Read by the city and by the centre; never of a child."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui import doors, exports
from ibasho.base.ui.charts import Bar, Chart, bars
from ibasho.base.ui.forms import Form
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.care import policies
from ibasho.rooms.care.queries import coverage as queries
from ibasho.rooms.care.queries.coverage import Coverage, Times
from ibasho.rooms.care.rules import coverage as rules
from ibasho.rooms.care.rules.coverage import Area, Tone, Waited
from ibasho.rooms.care.views.desk_pages import SEEING, pages, require_any
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place
from ibasho.town.places.rules.kinds import PlaceKind

CORNER = re.compile(r"[ML]([\d.]+) ([\d.]+)")
LETTER = 18  # units of the drawing
HERE = gettext_lazy("気づきの とどき方")
UNKNOWN, NOWHERE = gettext_lazy("小学校区が わからない"), "-"
UNTOLD = "–"  # of a district with few places


class WhereForm(Form):
    d = forms.ChoiceField(label=gettext_lazy("小学校区"), required=False)
    k = forms.ChoiceField(label=gettext_lazy("種類"), required=False)


@doors.desk
@require_safe
def desk_coverage(request: Request) -> HttpResponse:
    require_any(request, *SEEING)
    today = clock.day(request.at)
    found = queries.coverage(today)
    if exports.wanted(request):
        return exports.answer(request, _areas_table(found), "todokikata")
    context = {
        "pages": pages("desk_coverage", request), "found": found,
        "through": _through(found), "may_handle": policies.may(request.actor, Permission.CARE_HANDLE, at=request.at),
        "lines": [(one, _name(found, one)) for one in found.areas],
        "silent": len(rules.silent(found.places)), "map": _map(found, request), "legend": list(Tone),
        "waits": _waits(queries.times(today)), "quiet": [_name(found, one) for one in found.areas if one.tone is Tone.SILENT],
    }  # fmt: skip
    return render(request, "care/coverage/coverage.html", context)


@doors.desk
@require_safe
def desk_coverage_places(request: Request) -> HttpResponse:
    """`?d=` one district (its code, "-" for unknown ones), `?k=` one kind."""
    require_any(request, *SEEING)
    found = queries.coverage(clock.day(request.at))
    rows = list(queries.silent(found))
    district, kind = request.GET.get("d", ""), request.GET.get("k", "")
    form = _where(found, rows, district, kind)
    if district:
        rows = [one for one in rows if _district(found, one) == district]
    if kind:
        rows = [one for one in rows if one.kind == kind]
    table = _places_table(found, rows)
    if exports.wanted(request):
        return exports.answer(request, table, "mada-no-ibasho")
    way = [(HERE, reverse("care:desk_coverage")), (_("電話の 一覧"), "")]
    context = {
        "pages": pages("desk_coverage", request), "crumbs": way, "form": form, "table": table, "rows": rows,
        "through": _through(found), "narrowed": bool(district or kind),
    }  # fmt: skip
    return render(request, "care/coverage/places.html", context)


def _through(found: Coverage) -> str:
    month = found.window.last_month
    return f"{wareki.year_label(month)}{month.month}月"


def _name(found: Coverage, area: Area) -> str:
    return found.names.get(area.district) or str(UNKNOWN)


def _district(found: Coverage, place: Place) -> str:
    return place.district_code if place.district_code in found.names else NOWHERE


def _where(found: Coverage, rows: Sequence[Place], district: str, kind: str) -> WhereForm:
    """Only what is there to choose."""
    form = WhereForm(initial={"d": district, "k": kind})
    here, kinds = {_district(found, one) for one in rows}, {one.kind for one in rows}
    names = [(code, name) for code, name in found.names.items() if code in here]
    names += [(NOWHERE, str(UNKNOWN))] if NOWHERE in here else []
    cast(forms.ChoiceField, form.fields["d"]).choices = [("", _("ぜんぶ")), *names]
    told = pairs(one for one in PlaceKind if one.value in kinds)
    cast(forms.ChoiceField, form.fields["k"]).choices = [("", _("ぜんぶ")), *told]
    return form


def _areas_table(found: Coverage) -> Table:
    return Table(
        _("気づきの とどき方（小学校区ごと）"),
        [
            Column(_("小学校区"), lambda one: _name(found, one)),
            Column(_("居場所"), lambda one: one.places, number=True),
            Column(_("とどいた 居場所"), lambda one: UNTOLD if one.hidden else one.wrote, number=True),
            Column(_("まだの 居場所"), lambda one: UNTOLD if one.hidden else one.silent, number=True),
            Column(_("気づきの 数（12か月）"), lambda one: UNTOLD if one.hidden else one.band),
        ],
        found.areas,
    )


def _places_table(found: Coverage, rows: Sequence[Place]) -> Table:
    new = {one.public_id for one in found.places if rules.is_new(one, found.window)}
    return Table(
        _("まだ とどいていない 居場所"),
        [
            Column(_("居場所"), lambda one: one.name, href=lambda one: reverse("places:place", args=[one.public_id])),
            Column(_("小学校区"), lambda one: found.names.get(one.district_code) or str(UNKNOWN)),
            Column(_("種類"), lambda one: PlaceKind(one.kind).label),
            Column(_("電話"), lambda one: one.phone, href=lambda one: f"tel:{one.phone}" if one.phone else ""),
            Column(_("伝え方"), lambda one: _way(one, one.public_id in new)),
        ],
        rows,
    )  # fmt: skip


def _way(place: Place, is_new: bool) -> str:
    """How this place could send one: without an account there is paper."""
    way = _("スマートフォンで") if place.organisation_id else _("紙の メモで")
    return _("{way}（はじまったばかり）").format(way=way) if is_new else way


def _waits(found: Times) -> Chart | None:
    """None where there is nothing to tell yet."""
    told = (
        (_("うけとる"), found.taken, _("約束：つぎの 平日まで")),
        (_("安全を 確かめる"), found.checked, _("約束：48時間（2日）")),
        (_("返事を する"), found.answered, _("約束：7日")),
    )
    if not any(one.enough for _label, one, _promise in told):
        return None
    rows = [Bar(label, one.days, note=_note(one, promise)) for label, one, promise in told]
    return bars(
        _("半分の 気づきが すむまでの 日数"), rows, unit=_("日"), label_head=_("すること"), decimals=1
    )


def _note(one: Waited, promise: str) -> str:
    if not one.enough:
        return _("{promise}。10件より 少ないので 出しません").format(promise=promise)
    if one.days is None:
        return _("{promise}。半分より 多くが、この12か月の おわりに まだ でした").format(promise=promise)
    return promise


def _map(found: Coverage, request: Request) -> dict[str, object] | None:
    """Every district with its tone and "heard / places", over the outline of the city."""
    drawn = queries.picture(clock.day(request.at))
    if drawn is None:
        return None
    sheet, districts = drawn
    told, shapes = {one.district: one for one in found.areas}, iter(districts)
    paths, labels = [], []
    for kind, d in sheet.paths:
        if kind != "area":
            paths.append((d, "", ""))
            continue
        one = told[next(shapes).code]
        paths.append((d, one.tone.value, f"{_name(found, one)} {one.tone.label}"))
        labels.append(_label(d, one, _name(found, one)))
    return {"sheet": sheet, "paths": paths, "labels": labels}


def _label(d: str, one: Area, name: str) -> tuple[float, float, str, str]:
    """In the middle of a shape; a narrow one has room for the numbers alone."""
    corners = [(float(x), float(y)) for x, y in CORNER.findall(d)]
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    short = name.removesuffix("区").removesuffix("小学校")
    fits = max(xs) - min(xs) > LETTER * len(short)
    middle = round((min(xs) + max(xs)) / 2, 1), round((min(ys) + max(ys)) / 2, 1)
    wrote = UNTOLD if one.hidden else one.wrote
    return (*middle, short if fits else "", f"{wrote}/{one.places}" if one.places else "")

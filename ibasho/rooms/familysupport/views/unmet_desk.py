"""足りない時間: unmet demand on a map of the districts, over the hours of the week, by reason and by month."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.ui import charts, doors, exports
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import unmet as queries
from ibasho.rooms.familysupport.queries.unmet import Line, Unmet
from ibasho.rooms.familysupport.rules import unmet as rules
from ibasho.rooms.familysupport.rules.statistics import Shown
from ibasho.rooms.familysupport.views.desk_pages import crumbs, pages
from ibasho.town.people.permissions import Permission

WEEKDAYS = "月火水木金土日"
CORNER = re.compile(r"[ML]([\d.]+) ([\d.]+)")
LETTER = 14  # units of the drawing


@dataclass(frozen=True, slots=True)
class Seen:
    """What this reader may see of it; `minimum` 0: all."""

    found: Unmet
    minimum: int
    districts: Sequence[Sequence[Shown]]
    months: Sequence[Sequence[Shown]]
    reasons: Sequence[Shown]
    ends: Sequence[Shown]


@doors.desk
@require_safe
def desk_unmet(request: Request) -> HttpResponse:
    """`?year=2026`; `?table=hours|reasons|ends|months` chooses the file (the districts else)."""
    policies.require(request.actor, Permission.SUPPORT_FIGURES, at=request.at)
    centre, today = centres.centre(), clock.day(request.at)
    shown = {"pages": pages("desk_unmet", request), "crumbs": crumbs((_("足りない時間"), ""))}
    if centre is None:
        return render(request, "familysupport/tariff/unmet.html", shown)
    known = queries.known_years(centre, years.nendo(today))
    year = next((one for one in known if str(one) == request.GET.get("year")), known[0])
    seen = see(queries.unmet(centre, years.first_day(year), years.last_day(year)), minimum_for(request))
    tables = _tables(seen)
    if exports.wanted(request):
        wanted = request.GET.get("table", "")
        return exports.answer(
            request, tables.get(wanted, tables["districts"]), f"unmet-{wanted or 'districts'}-{year}"
        )
    context = {
        **shown, "centre": centre, "seen": seen, "title": years.label(year), "weekdays": WEEKDAYS,
        "years": [(years.label(one), f"?year={one}", one == year) for one in known], "tables": tables,
        "heat": rules.heat(seen.found.hours, seen.minimum), "legend": rules.legend(seen.minimum), "map": _map(seen),
        "total": _total(seen), "trend": _trend(seen), "away": _away(seen),
    }  # fmt: skip
    return render(request, "familysupport/tariff/unmet.html", context)


def minimum_for(request: Request) -> int:
    """Who arranges the help knows the families; everybody else sees no small number."""
    advises = policies.may(request.actor, Permission.SUPPORT_ADVISE, at=request.at)
    return 0 if advises else settings.SMALL_NUMBER_MIN


def see(found: Unmet, minimum: int) -> Seen:
    def lines(rows: Sequence[Line]) -> list[list[Shown]]:
        return rules.lines([(one.served, one.unmet) for one in rows], minimum)

    reasons = rules.parts([count for _reason, count in found.reasons], minimum)
    ends = rules.parts([count for _end, count in found.ends], minimum)
    return Seen(found, minimum, lines(found.districts), lines(found.months), reasons, ends)


def _total(seen: Seen) -> Sequence[Shown]:
    """[served, unmet, both] of all districts."""
    return seen.districts[-1] if seen.districts else [0, 0, 0]


def _away(seen: Seen) -> str:
    return _shown(seen, rules.parts([seen.found.turned_away], seen.minimum)[0])


def _shown(seen: Seen, value: Shown) -> str:
    return _("少ないので 出しません") if value is None else f"{value:,}"


def _tables(seen: Seen) -> dict[str, Table]:
    found = seen.found
    return {
        "districts": _table(_("小学校区ごと"), _("小学校区"), seen, found.districts, seen.districts),
        "months": _table(_("月ごと"), _("月"), seen, found.months, seen.months),
        "reasons": Table(
            _("見つからなかった わけ"),
            [
                Column(_("わけ"), lambda row: row[0].label),
                Column(_("回"), lambda row: _shown(seen, row[1]) if row[1] is None else row[1], number=True),
            ],
            [(reason, shown) for (reason, _n), shown in zip(found.reasons, seen.reasons, strict=True)],
        ),
        "ends": Table(
            _("見つからなかった あと どうしたか"),
            [
                Column(_("どうしたか"), lambda row: row[0].label),
                Column(_("回"), lambda row: _cell(seen, row[1]), number=True),
            ],
            [(end, shown) for (end, _n), shown in zip(found.ends, seen.ends, strict=True)],
        ),
        "hours": Table(
            _("曜日と 時間ごと"),
            [
                Column(_("時間"), lambda row: f"{row[0]}:00"),
                *(_weekday(at) for at in range(7)),
            ],
            rules.heat(found.hours, seen.minimum),
        ),
    }  # fmt: skip


def _weekday(at: int) -> Column:
    return Column(WEEKDAYS[at], lambda row: row[1][at].shown or 0, number=True)


def _table(
    title: str, head: str, seen: Seen, rows: Sequence[Line], lines: Sequence[Sequence[Shown]]
) -> Table:
    names = [one.name for one in rows] + ([_("ぜんぶ")] if len(lines) > len(rows) else [])
    return Table(
        title,
        [
            Column(head, lambda row: row[0]),
            Column(_("依頼（回）"), lambda row: _cell(seen, row[1][2]), number=True),
            Column(_("決まった（回）"), lambda row: _cell(seen, row[1][0]), number=True),
            Column(_("見つからなかった（回）"), lambda row: _cell(seen, row[1][1]), number=True),
            Column(_("見つからなかった割合（％）"), lambda row: rules.share(row[1]), number=True),
        ],
        list(zip(names, lines, strict=True)),
    )


def _cell(seen: Seen, value: Shown) -> int | str:
    return _shown(seen, None) if value is None else value


def _map(seen: Seen) -> dict[str, object] | None:
    """Every district with its shade and its word, over the outline of the city."""
    drawn = queries.picture(seen.found.last)
    if drawn is None:
        return None
    sheet, districts = drawn
    told = {one.code: line[1] for one, line in zip(seen.found.districts, seen.districts, strict=False)}
    areas = iter(districts)
    paths, labels = [], []
    for kind, d in sheet.paths:
        if kind != "area":
            paths.append((d, "", ""))
            continue
        district = next(areas)
        count = told.get(district.code, 0)
        paths.append((d, rules.shade(count), f"{district.name} {_shown(seen, count)}"))
        labels.append(_label(d, district.name, "少" if count is None else str(count)))
    return {"sheet": sheet, "paths": paths, "labels": labels}


def _label(d: str, name: str, count: str) -> tuple[float, float, str, str]:
    """In the middle of a shape; a narrow one has room for the number alone."""
    corners = [(float(x), float(y)) for x, y in CORNER.findall(d)]
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    short = name.removesuffix("区").removesuffix("小学校")
    fits = max(xs) - min(xs) > LETTER * len(short)
    return round((min(xs) + max(xs)) / 2, 1), round((min(ys) + max(ys)) / 2, 1), short if fits else "", count


def _trend(seen: Seen) -> charts.Chart:
    bars = [
        charts.Bar(one.name, line[1], note="" if line[1] is not None else _("少ないので 出しません"))
        for one, line in zip(seen.found.months, seen.months, strict=False)
    ]
    return charts.bars(_("月ごとの 見つからなかった数"), bars, unit=_("回"), label_head=_("月"))

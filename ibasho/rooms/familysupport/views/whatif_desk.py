"""もしも: what a higher allowance would do to past weeks, with every assumption beside the figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import whatif as actions
from ibasho.rooms.familysupport.forms.whatif import WhatIfForm
from ibasho.rooms.familysupport.models import Centre, WhatIf
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import whatif as queries
from ibasho.rooms.familysupport.rules import unmet
from ibasho.rooms.familysupport.rules import whatif as rules
from ibasho.rooms.familysupport.rules.statistics import Shown
from ibasho.rooms.familysupport.rules.whatif import Assumed
from ibasho.rooms.familysupport.views.desk_pages import crumbs, pages
from ibasho.rooms.familysupport.views.unmet_desk import WEEKDAYS, minimum_for
from ibasho.town.people.permissions import Permission

LIST = "familysupport:desk_whatif"


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_whatif(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.SUPPORT_FIGURES, at=request.at)
    centre = centres.centre()
    usual = WhatIfForm.usual(clock.day(request.at))
    form = WhatIfForm(request.POST if request.method == "POST" else None, initial=usual)
    if centre is not None and form.is_bound and form.is_valid():
        made = done(request, lambda: _asked(request, form, centre), form=form)
        if made is not None:
            return redirect("familysupport:desk_whatif_one", made.public_id)
    context = {
        "tabs": pages("desk_whatif", request), "crumbs": crumbs((_("もしも"), "")), "centre": centre, "form": form,
        "kept": [(one, told(one)) for one in queries.newest(centre)] if centre else [],
    }  # fmt: skip
    return render(request, "familysupport/tariff/whatif.html", context)


@doors.desk
@require_safe
def desk_whatif_one(request: Request, public_id: str) -> HttpResponse:
    row = _find(request, public_id)
    context: dict[str, Any] = {
        "crumbs": crumbs((_("もしも"), reverse(LIST)), (told(row), "")), "row": row, "title": told(row),
        "sentences": rules.sentences(Assumed.of(row.assumed), weeks=row.weeks, providers=_providers(row)),
    }  # fmt: skip
    if row.found:
        minimum = minimum_for(request)
        table = _weeks_table(row.found, minimum)
        if exports.wanted(request):
            return exports.answer(request, table, f"whatif-{row.from_on:%Y%m%d}")
        context |= {"table": table, "weekdays": WEEKDAYS, **_figures(row, minimum)}
    return render(request, "familysupport/tariff/whatif_one.html", context)


@doors.desk
@require_POST
def desk_whatif_drop(request: Request, public_id: str) -> HttpResponse:
    row = _find(request, public_id)
    done(
        request,
        lambda: actions.discard(what_if=row, by=request.actor, at=request.at),
        thanks=_("計算を 消しました。"),
    )
    return redirect(LIST)


def told(row: WhatIf) -> str:
    """`＋100円・会員 ＋10％・週 ＋0.2回`"""
    assumed = Assumed.of(row.assumed)
    return _("＋%(yen)s円・会員 ＋%(percent)s％・週 ＋%(visits)s回") % {
        "yen": f"{assumed.more_yen:,}", "percent": assumed.more_percent, "visits": f"{assumed.more_tenths / 10:g}",
    }  # fmt: skip


def _asked(request: Request, form: WhatIfForm, centre: Centre) -> WhatIf:
    given = form.cleaned_data
    return actions.ask(
        centre=centre, assumed=form.assumed(), from_on=given["from_on"], weeks=given["weeks"], by=request.actor,
        at=request.at,
    )  # fmt: skip


def _find(request: Request, public_id: str) -> WhatIf:
    policies.require(request.actor, Permission.SUPPORT_FIGURES, at=request.at)
    row = WhatIf.objects.filter(public_id=public_id).select_related("centre", "made_by").first()
    if row is None:
        raise Http404
    return row


def _providers(row: WhatIf) -> int | None:
    """None until it was worked out."""
    return max((one["providers"] for one in row.found["weeks"]), default=None) if row.found else None


def _figures(row: WhatIf, minimum: int) -> dict[str, object]:
    found, weeks = row.found, row.weeks
    before, after = found["before"], found["after"]
    yen = {side: rules.a_year(found[side]["city_yen"], weeks) for side in ("before", "after")}
    more = after["served"] - before["served"]
    asked, real = sum(one["asked"] for one in found["weeks"]), _real(found, minimum)[-1]
    return {
        "asked": real[2], "actual": real[0], "before": before, "after": after,
        "more": more, "yen_before": yen["before"], "yen_after": yen["after"], "yen_more": yen["after"] - yen["before"],
        "yen_each": (after["city_yen"] - before["city_yen"]) // more if more > 0 else None,
        "share_before": round(100 * before["served"] / asked), "share_after": round(100 * after["served"] / asked),
        "heat_before": unmet.heat(_cells(before), minimum), "heat_after": unmet.heat(_cells(after), minimum),
        "legend": unmet.legend(minimum), "proven": all(one["proven"] for one in found["weeks"]),
        "unpriced": found["unpriced"],
    }  # fmt: skip


def _cells(side: Mapping[str, Any]) -> dict[unmet.Cell, int]:
    return {(day, hour): count for day, hour, count in side["unmet"]}


def _real(found: Mapping[str, Any], minimum: int) -> list[list[Shown]]:
    """[served, unmet, asked] of each week as it was, and of all of them last; small numbers hidden."""
    return unmet.lines([(one["actual"], one["asked"] - one["actual"]) for one in found["weeks"]], minimum)


def _weeks_table(found: Mapping[str, Any], minimum: int) -> Table:
    """What was, as far as this reader may see it; before and after are the engine's and speak of nobody."""
    few = _("少ないので 出しません")
    rows = [
        {**week, "asked": few if asked is None else asked, "actual": few if actual is None else actual}
        for week, (actual, _missed, asked) in zip(found["weeks"], _real(found, minimum), strict=False)
    ]
    return Table(
        _("週ごと"),
        [
            Column(_("週の はじめ"), lambda row: date.fromisoformat(row["week"])),
            Column(_("依頼（回）"), lambda row: row["asked"], number=True),
            Column(_("ほんとうに 決まった（回）"), lambda row: row["actual"], number=True),
            Column(_("いまの会員で 決められる（回）"), lambda row: row["before"], number=True),
            Column(_("もしも の とき（回）"), lambda row: row["after"], number=True),
            Column(_("足した 提供会員（人）"), lambda row: row["copies"], number=True),
        ],
        rows,
    )

"""/desk/april/: the checklist of a change of 年度, printed, ticked, taken away as a file."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.errors import Invalid
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.forms import Form
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.front.reports.actions import april as actions
from ibasho.front.reports.queries import april as queries
from ibasho.front.reports.queries.april import Row
from ibasho.front.reports.rules import april as rules
from ibasho.front.reports.views.desk_pages import crumbs, may, pages, require


class NoteForm(Form):
    note = forms.CharField(label=gettext_lazy("ひとこと"), max_length=rules.NOTE_MAX, required=False)


@doors.desk
@require_safe
def desk_april(request: Request, nendo: int | None = None) -> HttpResponse:
    """Of the coming change, or of the one before or after it. `?format=`: the list as a file."""
    require(request)
    today = clock.day(request.at)
    chosen = _nendo(request, nendo)
    rows = queries.rows(chosen, request.actor, request.at)
    if exports.wanted(request):
        return exports.answer(request, _table(rows, chosen), f"4月の手順 {years.label(chosen)}")
    context: dict[str, Any] = {
        "pages": pages(request, "desk_april"), "crumbs": crumbs((_("4月の 手順"), "")), "nendo": chosen,
        "year": years.label(chosen), "writes": may(request), "left": sum(not one.is_done for one in rows),
        "total": len(rows), "groups": [(group.value, list(held)) for group, held in groupby(rows, _group)],
        "around": [
            (years.label(one), reverse("reports:desk_april_of", args=[one]), one == chosen)
            for one in range(rules.coming(today) - 1, rules.coming(today) + 2)
        ],
    }  # fmt: skip
    return render(request, "reports/april/desk.html", context)


@doors.desk
@require_POST
def desk_april_do(request: Request, nendo: int, step: str, verb: str) -> HttpResponse:
    """tick, untick. Back to the step it was pressed at."""
    require(request)
    chosen = _nendo(request, nendo)
    if step not in rules.BY_CODE or verb not in ("tick", "untick"):
        raise Http404
    told: dict[str, Any] = {"nendo": chosen, "step": step, "by": request.actor, "at": request.at}
    if verb == "untick":
        done(request, lambda: actions.untick(**told) or True, thanks=_("もとに もどしました。"))
    else:
        form = NoteForm(request.POST)
        note = form.cleaned_data["note"] if form.is_valid() else request.POST.get("note", "")
        done(request, lambda: actions.tick(**told, note=note), thanks=_("「すんだ」に しました。"))
    return redirect(f"{reverse('reports:desk_april_of', args=[chosen])}#{step}")


def _nendo(request: Request, asked: int | None) -> int:
    """Http404 for a 年度 that nobody prepares."""
    today = clock.day(request.at)
    try:
        return rules.check_nendo(rules.coming(today) if asked is None else asked, today)
    except Invalid as refusal:
        raise Http404 from refusal


def _group(row: Row) -> rules.Group:
    return row.step.group


def _table(rows: list[Row], nendo: int) -> Table:
    return Table(
        _("%(year)sに かわるときの 手順") % {"year": years.label(nendo)},
        [
            Column(_("まとまり"), lambda one: one.step.group.value),
            Column(_("すること"), lambda one: one.step.title),
            Column(_("わけ"), lambda one: one.step.why),
            Column(_("だれが"), lambda one: one.step.who),
            Column(_("いつまで"), lambda one: one.step.until),
            Column(_("のこり"), lambda one: one.left.count, number=True),
            Column(_("メモ"), lambda one: one.left.words),
            Column(_("すんだ"), lambda one: _("すんだ") if one.is_done else ""),
            Column(_("ひとこと"), lambda one: one.tick.note if one.tick else ""),
        ],
        rows,
    )

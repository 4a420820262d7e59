"""決定 at the desk: what was decided of which line and why, a new one, one that corrects, one that is taken back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock, nendo
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.front.reports.actions import decisions as actions
from ibasho.front.reports.forms.trying import DecisionForm
from ibasho.front.reports.models import Decision, Pilot
from ibasho.front.reports.queries import trying
from ibasho.front.reports.rules import deciding
from ibasho.front.reports.views import desk_pages
from ibasho.front.reports.views.pilots import FORMS, frame, parts
from ibasho.town.people.permissions import Permission as P


@doors.desk
@require_safe
def desk_decisions(request: Request) -> HttpResponse:
    desk_pages.require(request)
    rows = list(trying.decisions())
    if exports.wanted(request):
        return exports.answer(request, _table(rows), "decisions")
    context = {
        "decisions": rows, "undo_from": request.at - deciding.TAKEN_BACK_WITHIN, "parts": parts("desk_decisions"),
        **frame(request, (_("決定"), "")),
    }  # fmt: skip
    return render(request, "reports/trying/decisions.html", context)


def _table(rows: list[Decision]) -> Table:
    columns = [
        Column(_("年度"), lambda one: nendo.label(one.line.nendo)),
        Column(_("事業"), lambda one: one.line.code),
        Column(_("決定"), lambda one: one.get_kind_display()),
        Column(_("決めた日"), lambda one: one.decided_on),
        Column(_("わけ"), lambda one: one.reason),
        Column(_("試行"), lambda one: one.pilot.title if one.pilot else ""),
        Column(_("つぎの 年度の 事業"), lambda one: one.next_line.code if one.next_line else ""),
        Column(_("出典"), lambda one: one.source),
        Column(_("なおされた"), lambda one: _("はい") if hasattr(one, "corrected_by") else ""),
    ]
    return Table(_("決定"), columns, rows)


@doors.desk
@require_http_methods(FORMS)
def desk_decision_new(request: Request) -> HttpResponse:
    """`?line=`, `?pilot=` (its public id), `?corrects=` (a decision's)."""
    desk_pages.require(request, P.REPORTS_WRITE)
    pilot, old = trying.find(request.GET.get("pilot", "")), trying.decision(request.GET.get("corrects", ""))
    form = DecisionForm(
        request.POST or None, today=clock.day(request.at), initial=_initial(request, pilot, old)
    )
    if request.method == "POST" and form.is_valid():
        made = done(
            request, lambda: _decide(request, form, pilot or (old.pilot if old else None), old),
            form=form, thanks=_("決定を 書きました。1日のあいだは とりけせます。"),
        )  # fmt: skip
        if made is not None:
            return _after(made.pilot)
    heading = _("なおす 決定を 書く") if old else _("決定を 書く")
    back = (
        reverse("reports:desk_pilot", args=[pilot.public_id]) if pilot else reverse("reports:desk_decisions")
    )
    way = ((_("決定"), reverse("reports:desk_decisions")), (heading, ""))
    context = {
        "form": form, "heading": heading, "pilot": pilot, "old": old, "cancel": back, **frame(request, *way)
    }  # fmt: skip
    return render(request, "reports/trying/decide.html", context)


def _initial(request: Request, pilot: Pilot | None, old: Decision | None) -> dict[str, Any]:
    today = clock.day(request.at)
    if old is not None:
        return {**DecisionForm.of(old), "decided_on": today, "nendo": nendo.nendo(today) + 1}
    line = pilot.line.code if pilot else request.GET.get("line", "")
    return {"line": line, "decided_on": today, "nendo": nendo.nendo(today) + 1}


def _decide(request: Request, form: DecisionForm, pilot: Pilot | None, old: Decision | None) -> Decision:
    told = {**form.told(), "pilot": pilot, "corrects": old, "by": request.actor, "at": request.at}
    if form.onward is not None:
        return actions.decide_onward(onward=form.onward, **told)
    return actions.decide(next_line=form.chosen_next, **told)


@doors.desk
@require_POST
def desk_decision_take_back(request: Request, public_id: str) -> HttpResponse:
    desk_pages.require(request, P.REPORTS_WRITE)
    row = trying.decision(public_id)
    if row is None:
        raise Http404
    thanks = _("決定を とりけしました。")
    if row.next_line is not None:
        thanks += _(
            "つぎの 年度の 事業は のこっています。いらないときは その事業の ページで 消してください。"
        )
    done(request, lambda: actions.take_back(decision=row, by=request.actor, at=request.at), thanks=thanks)
    return _after(row.pilot)


def _after(pilot: Pilot | None) -> HttpResponse:
    if pilot is not None:
        return redirect(f"{reverse('reports:desk_pilot', args=[pilot.public_id])}#decisions")
    return redirect("reports:desk_decisions")

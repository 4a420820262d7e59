"""One record, many reports: chosen, looked at, taken as a file, kept as it went out. The same page behind both doors."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid
from ibasho.base.ui import exports, papers
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.sides import Side
from ibasho.rooms.network.actions import reporting as actions
from ibasho.rooms.network.forms.grants import ChoosingForm, SendForm, usual_days
from ibasho.rooms.network.models import SentReport
from ibasho.rooms.network.queries import attendance, report_papers
from ibasho.rooms.network.queries import grants as queries
from ibasho.rooms.network.queries.report_papers import Shown
from ibasho.rooms.network.rules.kinds import GrantState, ReportForm
from ibasho.town.people.models import Organisation

SENDABLE = (GrantState.GRANTED, GrantState.REPORTED)


def report_page(request: Request, side: Side, group: Organisation, page: dict[str, Any]) -> HttpResponse:
    """GET shows what the form would say, `?format=` as a file and `?paper=1` as A4; POST keeps it as it goes out."""
    choosing = _choosing(request, group)
    report = _report(request, choosing, group)
    uses = [one for one in queries.own_uses(group) if one.state in SENDABLE]
    form = SendForm(request.POST if request.method == "POST" else None, uses=uses)
    if report is not None and request.method == "POST" and form.is_valid():
        made = done(
            request, lambda: actions.send(
                form=choosing.cleaned_data["form"], organisation=group, place=report.place, first=report.first,
                last=report.last, words=form.cleaned_data["words"], grant_use=form.chosen, by=request.actor, at=request.at,
            ),
            form=form, thanks=_("出した 報告として 残しました。あとで 人数を 直しても、この数は かわりません。"),
        )  # fmt: skip
        if made is not None:
            return redirect(side.url("report_sent", made.public_id))
    if report is not None and request.method != "POST" and (file := _file(request, report)):
        return file
    context = {
        **page, "group": group, "choosing": choosing, "report": report, "form": form, "no_places": not choosing.places,
        "chart": report_papers.children_chart(report) if report else None,
    }  # fmt: skip
    return render(request, "network/reports/report.html", context)


def sent_page(request: Request, row: SentReport, page: dict[str, Any]) -> HttpResponse:
    """A report that went out, as it was; `?paper=1` as A4."""
    report = report_papers.of_sent(row)
    today = clock.day(request.at)
    if request.GET.get("paper"):
        made = report_papers.paper(report, row.words, clock.day(row.made_at), sent=True)
        return papers.answer(made, f"{report.form.title}_{row.first_on:%Y%m%d}", inline=True)
    context = {
        **page, "row": row, "report": report, "differences": report_papers.differences(row, today),
        "may_undo": request.at - row.made_at <= actions.UNDO,
    }  # fmt: skip
    return render(request, "network/reports/sent.html", context)


def take_back(request: Request, side: Side, row: SentReport) -> HttpResponse:
    thanks = _("とりけしました。出していないことに なりました。")
    done(request, lambda: actions.take_back(report=row, by=request.actor, at=request.at), thanks=thanks)
    home = side.url("grants")
    return redirect(home if side.is_desk else f"{home}?group={row.organisation.public_id}")


def _choosing(request: Request, group: Organisation) -> ChoosingForm:
    """Bound to the address; what it doesn't say is as usual."""
    given = request.GET.copy()
    asked = given.get("form") or ReportForm.SUBSIDY.value
    first, last = usual_days(asked, clock.day(request.at))
    for name, value in (("form", asked), ("first", first.isoformat()), ("last", last.isoformat())):
        if not given.get(name):
            given[name] = value
    return ChoosingForm(given, places=attendance.places_of(group))


def _report(request: Request, choosing: ChoosingForm, group: Organisation) -> Shown | None:
    """None where the address says what can't be; the form then says why."""
    if not choosing.is_valid():
        return None
    given = choosing.cleaned_data
    try:
        return report_papers.shown(
            given["form"], group, choosing.chosen, given["first"], given["last"], clock.day(request.at)
        )
    except Invalid as refusal:
        choosing.refuse(refusal)
        return None


def _file(request: Request, report: Shown) -> HttpResponse | None:
    name = f"{report.form.title}_{report.first:%Y%m%d}-{report.last:%Y%m%d}"
    if request.GET.get("paper"):
        made = report_papers.paper(report, "", clock.day(request.at))
        return papers.answer(made, name, inline=True)
    return exports.answer(request, report_papers.table(report), name) if exports.wanted(request) else None

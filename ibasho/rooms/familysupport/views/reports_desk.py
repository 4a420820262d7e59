"""Reports at the adviser's desk: what is still to come, what is talked over, paper typed in, and the list of a month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import DomainError, Invalid
from ibasho.base.ports import pdf
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.limits import limited
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import reporting
from ibasho.rooms.familysupport.forms.reports import HEARD, DisputeForm, HeardForm, PaidForm
from ibasho.rooms.familysupport.models import Member, Report
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import meetings, months, report_papers
from ibasho.rooms.familysupport.queries import reports as queries
from ibasho.rooms.familysupport.rules import reporting as rules
from ibasho.rooms.familysupport.rules.kinds import PaidWay, ReportState
from ibasho.rooms.familysupport.views.desk_pages import crumbs, pages
from ibasho.rooms.familysupport.views.looking import noted
from ibasho.rooms.familysupport.views.report_pages import seen, shown, tone
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


def adviser(request: Request) -> None:
    policies.require(request.actor, Permission.SUPPORT_ADVISE, at=request.at)


def heard(request: Request, via: str) -> Actor:
    """The adviser speaking for a member, and how the word came."""
    return replace(request.actor, via=Via(via)) if via in {one for one, _label in HEARD} else request.actor


@doors.desk
@require_safe
def listed(request: Request) -> HttpResponse:
    """What waits for somebody, then the reports of one month (`?month=`)."""
    adviser(request)
    first = asked_month(request)
    rows = list(queries.listed(first))
    table = _table(rows, day=clock.day(request.at))
    if exports.wanted(request):
        return exports.answer(request, table, f"hokoku-{first:%Y%m}")
    here, after = reverse("familysupport:desk_reports"), rules.next_month(first)
    context = {
        "tabs": pages("desk_reports", request), "crumbs": crumbs((_("打合せと報告"), "")), "table": table, "total": len(rows),
        "to_write": list(queries.to_write(request.at)), "disputed": list(queries.disputed()),
        "to_confirm": list(queries.to_confirm()), "missing": meetings.ahead(request.at), "title": _month(first),
        "before": f"{here}?month={rules.first_of_month(first - timedelta(days=1)):%Y-%m}#month",
        "after": f"{here}?month={after:%Y-%m}#month" if after <= clock.day(request.at) else "",
        "sums": _sums(rows),
    }  # fmt: skip
    return render(request, "familysupport/reports/desk_reports.html", context)


def asked_month(request: Request) -> date:
    """`?month=2026-11`, else this month; anything else is no address of ours."""
    told = request.GET.get("month", "")
    if not told:
        return rules.first_of_month(clock.day(request.at))
    try:
        return rules.first_of_month(clock.parse_day(f"{told}-01"))
    except Invalid as error:
        raise Http404 from error


def _month(first: date) -> str:
    return f"{wareki.year_label(first)}{first.month}月"


def _sums(rows: list[Report]) -> dict[str, Any]:
    return {
        "time": rules.label(queries.minutes(rows)), "user_yen": sum(one.user_yen for one in rows),
        "city_yen": sum(one.city_yen for one in rows),
    }  # fmt: skip


def _table(rows: list[Report], *, day: date) -> Table:
    """People under protection stay in lists and files without a name."""
    people = [
        one for row in rows for one in (row.visit.provider, row.visit.request.member) if one is not None
    ]
    seen, due = months.unprotected(people, day=day), queries.due_days(centres.centre())

    def name(member: Member | None) -> str:
        return "" if member is None else member.name if member.pk in seen else months.HIDDEN

    columns = [
        Column(_("日"), lambda one: f"{one.visit.day:%Y-%m-%d}", href=lambda one: reverse("familysupport:desk_report", args=[one.public_id])),
        Column(_("提供会員"), lambda one: name(one.visit.provider)),
        Column(_("依頼会員"), lambda one: name(one.visit.request.member)),
        Column(_("援助内容"), lambda one: one.visit.request.get_content_display()),
        Column(_("時間（分）"), lambda one: queries.as_told(one).minutes, number=True),
        Column(_("依頼会員から（円）"), lambda one: one.user_yen, number=True),
        Column(_("市から（円）"), lambda one: one.city_yen, number=True),
        Column(_("交通費・実費（円）"), lambda one: one.travel_yen + one.cost_yen, number=True),
        Column(_("段階"), lambda one: one.get_state_display() + ("（しめきりの あと）" if due.is_late(one) else "")),
    ]  # fmt: skip
    return Table(gettext_lazy("活動報告"), columns, rows)


@doors.desk
@require_http_methods(FORMS)
def write(request: Request, public_id: str) -> HttpResponse:
    """Paper, or what was said on the telephone, typed in for the provider of a visit."""
    adviser(request)
    visit = queries.visit(public_id)
    if visit is None:
        raise Http404
    noted(request, visit.request.member, visit.provider)
    written = Report.objects.filter(visit=visit).first()
    if written is not None:
        return redirect("familysupport:desk_report", written.public_id)
    form = HeardForm.of(request.POST, queries.as_planned(visit))
    if request.method == "POST" and form.is_valid():
        told, by = form.told(visit.day), heard(request, form.cleaned_data["via"])
        made = done(
            request,
            lambda: reporting.write(visit=visit, told=told, by=by, at=request.at),
            thanks=_("報告を 書きました。"),
            form=form,
        )
        if made:
            return redirect("familysupport:desk_report", made.public_id)
    context = {
        "visit": visit, "form": form, "heading": _("報告を 入力する"), "submit": _("報告を 書く"),
        "back": reverse("familysupport:desk_reports"), "tabs": pages("desk_reports", request), "crumbs": _crumbs(_("報告を 入力する")),
    }  # fmt: skip
    return render(request, "familysupport/reports/desk_write.html", context)


def _crumbs(word: str) -> list[tuple[str, str]]:
    return crumbs((_("打合せと報告"), reverse("familysupport:desk_reports")), (word, ""))


@doors.desk
@require_http_methods(FORMS)
def one(request: Request, public_id: str) -> HttpResponse:
    """One report. `do` says what a button asks; what a member said on paper or by telephone comes with `via`."""
    report = _found(request, public_id)
    dispute, paid = DisputeForm(), PaidForm(initial={"paid_on": clock.day(request.at)})
    if request.method == "POST":
        asked = request.POST.get("do", "")
        if asked == "dispute":
            dispute = DisputeForm(request.POST)
            if dispute.is_valid() and _dispute(request, report, dispute):
                return redirect("familysupport:desk_report", public_id)
        elif asked in _DEEDS:
            done(request, lambda: _DEEDS[asked](request, report))
            there = Report.objects.filter(pk=report.pk).exists()
            return (
                redirect("familysupport:desk_report", public_id)
                if there
                else redirect("familysupport:desk_reports")
            )
    context = {
        "shown": shown(report), "report": report, "tone": tone(report), "dispute": dispute, "paid": paid,
        "disputing": bool(dispute.errors), "tabs": pages("desk_reports", request),
        "is_disputed": report.state == ReportState.DISPUTED, "crumbs": _crumbs(wareki.day_label(report.visit.day)),
    }  # fmt: skip
    return render(request, "familysupport/reports/desk_report.html", context)


def _dispute(request: Request, report: Report, form: DisputeForm) -> bool:
    words, by = form.cleaned_data["words"], heard(request, request.POST.get("via", Via.PHONE.value))
    made = done(
        request,
        lambda: reporting.dispute(report=report, words=words, by=by, at=request.at),
        thanks=_("相談を 書きました。提供会員に 知らせました。"),
        form=form,
    )
    return made is not None


def _confirm(request: Request, report: Report) -> None:
    by = heard(request, request.POST.get("via", ""))
    reporting.confirm(report=report, seen=seen(request), by=by, at=request.at)
    messages.success(request, _("確認ずみに しました。"))


def _back(request: Request, report: Report) -> None:
    reporting.take_back(report=report, by=request.actor, at=request.at)
    messages.success(request, _("報告を とりけしました。"))


def _paid(request: Request, report: Report) -> None:
    form = PaidForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("はらい方と 日を 入れてください。"))
        return
    way, day = PaidWay(form.cleaned_data["way"]), form.cleaned_data["paid_on"]
    reporting.note_paid(report=report, way=way, paid_on=day, by=request.actor, at=request.at)
    messages.success(request, _("お金の やりとりが すんだことを 書きました。"))


def _unpaid(request: Request, report: Report) -> None:
    reporting.note_paid(report=report, way=None, by=request.actor, at=request.at)
    messages.success(request, _("まだに もどしました。"))


_DEEDS: dict[str, Callable[[Request, Report], None]] = {
    "confirm": _confirm, "back": _back, "paid": _paid, "unpaid": _unpaid,
}  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def change(request: Request, public_id: str) -> HttpResponse:
    """Other hours or costs. Of a disputed report this is the adviser's decision, and it is confirmed with it."""
    report = _found(request, public_id)
    settles = report.state == ReportState.DISPUTED
    form = HeardForm.of(request.POST, queries.as_told(report))
    if request.method == "POST" and form.is_valid():
        told, by = form.told(report.visit.day), heard(request, form.cleaned_data["via"])
        deed = reporting.settle if settles else reporting.change
        thanks = _("この時間と 金額に 決めました。両方に 知らせました。") if settles else _("直しました。")
        made = done(
            request, lambda: deed(report=report, told=told, by=by, at=request.at), thanks=thanks, form=form
        )
        if made:
            return redirect("familysupport:desk_report", public_id)
    heading = _("時間と 金額を 決める") if settles else _("報告を 直す")
    context = {
        "visit": report.visit, "form": form, "report": report, "heading": heading,
        "submit": _("これで 決める") if settles else _("直す"), "back": reverse("familysupport:desk_report", args=[public_id]),
        "tabs": pages("desk_reports", request), "crumbs": _crumbs(heading),
    }  # fmt: skip
    return render(request, "familysupport/reports/desk_write.html", context)


@doors.desk
@require_safe
@limited("support.paper", times=60, seconds=600, methods=("GET",))
def paper(request: Request, public_id: str) -> HttpResponse:
    report = _found(request, public_id)
    back = reverse("familysupport:desk_report", args=[public_id])
    data = report_papers.report(report, clock.day(request.at))
    return printed(request, "familysupport/pdf/report.typ", data, "katsudo-hokoku", back)


@doors.desk
@require_safe
@limited("support.paper", times=60, seconds=600, methods=("GET",))
def blank(request: Request) -> HttpResponse:
    """活動報告書 to write on."""
    adviser(request)
    centre, back = centres.centre(), reverse("familysupport:desk_reports")
    if centre is None:
        raise Http404
    data = report_papers.blank_report(centre, clock.day(request.at))
    return printed(request, "familysupport/pdf/report.typ", data, "katsudo-hokoku", back)


def printed(request: Request, template: str, data: dict[str, Any], name: str, back: str) -> HttpResponse:
    """A PDF, or the page one came from with the reason (a name with a letter the fonts lack)."""
    try:
        return pdf_file(pdf.render(template, data), name)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(back)


def _found(request: Request, public_id: str) -> Report:
    adviser(request)
    report = queries.one(public_id)
    if report is None:
        raise Http404
    noted(request, report.visit.request.member, report.visit.provider)
    return report

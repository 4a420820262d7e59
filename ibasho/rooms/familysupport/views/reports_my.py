"""On a member's own page: a report written in a minute, looked at and confirmed with one tap, and the money of the months.
The same pages serve both sides; each sees the buttons that are theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ports import pdf
from ibasho.base.ui.deeds import done
from ibasho.base.ui.doors import child
from ibasho.base.ui.limits import limited
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.actions import reporting
from ibasho.rooms.familysupport.forms.reports import DisputeForm, PaidForm, TellForm
from ibasho.rooms.familysupport.models import Meeting, Member, Report
from ibasho.rooms.familysupport.queries import meetings, months, report_papers
from ibasho.rooms.familysupport.queries import reports as queries
from ibasho.rooms.familysupport.queries.called import called_with_honour
from ibasho.rooms.familysupport.rules import reporting as rules
from ibasho.rooms.familysupport.rules.kinds import MeetingState, PaidWay, ReportState
from ibasho.rooms.familysupport.views.holding import BY, held
from ibasho.rooms.familysupport.views.report_pages import PLAIN, seen, shown, tell_form, tone

FORMS = ["GET", "HEAD", "POST"]
TAPS_MAX, TAPS_SECONDS = 120, 600
PAPERS_MAX, PAPERS_SECONDS = 60, 600


def part(request: Request, member: Member) -> str:
    """What this member has to write or to look at. Nothing where there is nothing."""
    at = request.at
    written = list(queries.for_family(member, at)) if member.asks else []
    today, write = clock.day(at), list(queries.to_write_of(member, at)) if member.helps else []
    page = {
        "member": member, "write": [(one, called_with_honour(one.request.member, today)) for one in write],
        "confirm": [shown(one, reader=member, today=today) for one in written if one.state == ReportState.WRITTEN],
        "meetings": [row for row in _book(request, member) if not _is_over(*row)], **PLAIN,
    }  # fmt: skip
    return render_to_string("familysupport/reports/_my_part.html", page, request=request)


def past_part(request: Request, member: Member) -> str:
    """What is over and may be looked up, and the money of the months."""
    family = list(queries.for_family(member, request.at)) if member.asks else []
    helped = list(queries.by_provider(member, request.at)) if member.helps else []
    family = [one for one in family if one.state != ReportState.WRITTEN]
    page = {
        "member": member, "family": [(one, tone(one)) for one in family], "helped": [(one, tone(one)) for one in helped],
        "count": len(family) + len(helped),
        "meetings": [row for row in _book(request, member) if _is_over(*row)],
        "money": list(months.top_ups_of(member)[:6]) if member.helps else [], **PLAIN,
    }  # fmt: skip
    return render_to_string("familysupport/reports/_my_past.html", page, request=request)


def _book(request: Request, member: Member) -> list[tuple[Meeting, bool]]:
    """Each with whether this member still has to answer."""
    return [
        (one, meetings.waits_for(one, member)) for one in meetings.of_member(member, clock.day(request.at))
    ]


def _is_over(one: Meeting, waits: bool) -> bool:
    return one.state == MeetingState.HELD and not waits


@child
@never_cache
@require_http_methods(FORMS)
@limited("support.tap", times=TAPS_MAX, seconds=TAPS_SECONDS)
@held
def write(request: Request, member: Member, public_id: str) -> HttpResponse:
    """活動報告書 of one of the provider's visits, the times prefilled."""
    visit = queries.visit_of(member, public_id)
    if visit is None:
        raise Http404
    written = Report.objects.filter(visit=visit).first()
    if written is not None:
        return redirect("familysupport:my_report", written.public_id)
    form = TellForm.of(request.POST, queries.as_planned(visit))
    if request.method == "POST" and form.is_valid():
        told = form.told(visit.day)
        made = done(
            request,
            lambda: reporting.write(visit=visit, told=told, by=BY, at=request.at),
            thanks=_("報告を 書きました。依頼会員に 確認を たのみました。今日も ありがとうございます。"),
            form=form,
        )
        if made:
            return redirect("familysupport:my_report", made.public_id)
    page = {
        "visit": visit, "form": form, "again": False, "over": visit.ends_at <= request.at, "due_on": _due_on(member, visit.day), "today": clock.day(request.at),
        "centre": member.centre, "children": list(visit.request.children.order_by("born_on", "pk")), **PLAIN,
    }  # fmt: skip
    return render(request, "familysupport/reports/my_write.html", page)


@child
@never_cache
@require_http_methods(FORMS)
@limited("support.tap", times=TAPS_MAX, seconds=TAPS_SECONDS)
@held
def change(request: Request, member: Member, public_id: str) -> HttpResponse:
    """なおす, by the one who wrote it."""
    report = _own(member, public_id)
    if report.visit.provider_id != member.pk:
        raise Http404
    form = tell_form(request, report)
    if request.method == "POST" and form.is_valid():
        told = form.told(report.visit.day)
        made = done(
            request,
            lambda: reporting.change(report=report, told=told, by=BY, at=request.at),
            thanks=_("直しました。依頼会員に もう一度 確認を たのみました。"),
            form=form,
        )
        if made:
            return redirect("familysupport:my_report", public_id)
    page = {
        "visit": report.visit, "form": form, "again": True, "over": True, "centre": member.centre, "report": report,
        "children": list(report.visit.request.children.order_by("born_on", "pk")), **PLAIN,
    }  # fmt: skip
    return render(request, "familysupport/reports/my_write.html", page)


@child
@never_cache
@require_http_methods(FORMS)
@limited("support.tap", times=TAPS_MAX, seconds=TAPS_SECONDS)
@held
def one(request: Request, member: Member, public_id: str) -> HttpResponse:
    """The report with its fee line by line. `do` says what a button asks."""
    report = _own(member, public_id)
    is_family = report.visit.request.member_id == member.pk
    dispute, paid = DisputeForm(), PaidForm(initial={"paid_on": clock.day(request.at)})
    if request.method == "POST":
        asked = request.POST.get("do", "")
        if asked == "dispute" and is_family:
            dispute = DisputeForm(request.POST)
            if dispute.is_valid() and _dispute(request, report, dispute):
                return redirect("familysupport:my_report", public_id)
        elif asked in _DEEDS and _may(asked, is_family):
            return _act(request, report, asked)
    page = {
        "shown": shown(report, reader=member, today=clock.day(request.at)), "report": report, "is_family": is_family, "tone": tone(report), "dispute": dispute,
        "paid": paid, "centre": member.centre, "disputing": bool(dispute.errors), **PLAIN,
    }  # fmt: skip
    return render(request, "familysupport/reports/my_report.html", page)


def _due_on(member: Member, day: date) -> date:
    return rules.due_on(day, queries.due_day(member.centre, day))


def _own(member: Member, public_id: str) -> Report:
    report = queries.own(member, public_id)
    if report is None:
        raise Http404
    return report


def _may(asked: str, is_family: bool) -> bool:
    return {"confirm": is_family, "back": not is_family}.get(asked, True)


def _dispute(request: Request, report: Report, form: DisputeForm) -> bool:
    words = form.cleaned_data["words"]
    made = done(
        request,
        lambda: reporting.dispute(report=report, words=words, by=BY, at=request.at),
        thanks=_("つたえました。センターが 両方の お話を 聞いて 連絡します。"),
        form=form,
    )
    return made is not None


def _confirm(request: Request, report: Report) -> None:
    reporting.confirm(report=report, seen=seen(request), by=BY, at=request.at)
    messages.success(request, _("確認しました。ありがとうございます。"))


def _back(request: Request, report: Report) -> None:
    reporting.take_back(report=report, by=BY, at=request.at)
    messages.success(request, _("報告を とりけしました。もう一度 書けます。"))


def _paid(request: Request, report: Report) -> None:
    form = PaidForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("はらい方と 日を 入れてください。"))
        return
    given: dict[str, Any] = form.cleaned_data
    way, day = PaidWay(given["way"]), given["paid_on"]
    reporting.note_paid(report=report, way=way, paid_on=day, by=BY, at=request.at)
    messages.success(request, _("お金の やりとりが すんだことを 書きました。"))


def _unpaid(request: Request, report: Report) -> None:
    reporting.note_paid(report=report, way=None, by=BY, at=request.at)
    messages.success(request, _("まだに もどしました。"))


_DEEDS: dict[str, Callable[[Request, Report], None]] = {
    "confirm": _confirm, "back": _back, "paid": _paid, "unpaid": _unpaid,
}  # fmt: skip


def _act(request: Request, report: Report, asked: str) -> HttpResponse:
    done(request, lambda: _DEEDS[asked](request, report))
    if not Report.objects.filter(pk=report.pk).exists():
        return redirect("familysupport:my_report_write", report.visit.public_id)
    return redirect("familysupport:my_report", report.public_id)


@child
@never_cache
@require_safe
@limited("support.paper", times=PAPERS_MAX, seconds=PAPERS_SECONDS, methods=("GET",))
@held
def paper(request: Request, member: Member, public_id: str) -> HttpResponse:
    """活動報告書 A4, for either side to keep."""
    report = _own(member, public_id)
    data = report_papers.report(report, clock.day(request.at))
    return _pdf(request, "familysupport/pdf/report.typ", data, "katsudo-hokoku")


@child
@never_cache
@require_safe
@limited("support.paper", times=PAPERS_MAX, seconds=PAPERS_SECONDS, methods=("GET",))
@held
def notice(request: Request, member: Member, public_id: str) -> HttpResponse:
    """支払のお知らせ of one's own month."""
    row = months.top_ups_of(member).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return _pdf(request, "familysupport/pdf/notice.typ", report_papers.notice([row], request.at), "shiharai")


def _pdf(request: Request, template: str, data: dict[str, Any], name: str) -> HttpResponse:
    try:
        return pdf_file(pdf.render(template, data), name)
    except DomainError as error:  # a name with a letter the fonts lack
        messages.error(request, error.message)
        return redirect(reverse("familysupport:my"))

"""Meetings at the adviser's desk: who has not met yet, the days in the book, the sheet and its paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.nendo import label, nendo
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.familysupport.actions import meetings as actions
from ibasho.rooms.familysupport.forms.reports import HeldForm, MeetingForm, SheetForm
from ibasho.rooms.familysupport.models import Meeting, Visit
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import meetings as queries
from ibasho.rooms.familysupport.queries import report_papers, reports
from ibasho.rooms.familysupport.rules.kinds import MeetingState, Side
from ibasho.rooms.familysupport.views.desk_pages import Crumbs, crumbs, pages
from ibasho.rooms.familysupport.views.looking import noted
from ibasho.rooms.familysupport.views.report_pages import meeting_context, seen
from ibasho.rooms.familysupport.views.reports_desk import FORMS, adviser, printed
from ibasho.rooms.familysupport.views.sheet_pages import save_sheet, sheet_context


@doors.desk
@require_safe
def listed(request: Request) -> HttpResponse:
    adviser(request)
    year = nendo(clock.day(request.at))
    rows = list(queries.listed(year))
    context = {
        "tabs": pages("desk_reports", request), "crumbs": _crumbs(), "missing": queries.ahead(request.at),
        "to_hold": list(queries.to_hold(request.at)), "table": _table(rows), "total": len(rows), "year": label(year),
    }  # fmt: skip
    return render(request, "familysupport/reports/desk_meetings.html", context)


def _crumbs(*more: tuple[str, str]) -> Crumbs:
    reports_page = (_("打合せと報告"), reverse("familysupport:desk_reports"))
    if not more:
        return crumbs(reports_page, (_("事前打合せ"), ""))
    return crumbs(reports_page, (_("事前打合せ"), reverse("familysupport:desk_meetings")), *more)


def _table(rows: list[Meeting]) -> Table:
    columns = [
        Column(_("日"), _day, href=lambda one: reverse("familysupport:desk_meeting", args=[one.public_id])),
        Column(_("依頼会員"), lambda one: one.child.member.name),
        Column(_("こども"), lambda one: one.child.call_name),
        Column(_("提供会員"), lambda one: one.provider.name),
        Column(_("援助内容"), lambda one: one.get_content_display()),
        Column(_("段階"), lambda one: one.get_state_display()),
        Column(_("同意"), _agreed),
    ]
    return Table(gettext_lazy("事前打合せ"), columns, rows)


def _day(one: Meeting) -> str:
    if one.held_on is not None:
        return f"{one.held_on:%Y-%m-%d}"
    return f"{clock.day(one.planned_at):%Y-%m-%d}" if one.planned_at else _("日は まだ")


def _agreed(one: Meeting) -> str:
    if one.state != MeetingState.HELD:
        return ""
    both = (one.user_agreed_at is not None) + (one.provider_agreed_at is not None)
    return (_("まだ"), _("片方"), _("両方"))[both]


@doors.desk
@require_http_methods(FORMS)
def plan(request: Request, public_id: str) -> HttpResponse:
    """A day for the people of a visit, or, of those who met already, the day they did (`do=held`)."""
    adviser(request)
    visit = reports.visit(public_id)
    if visit is None or visit.provider is None:
        raise Http404
    noted(request, visit.request.member, visit.provider)
    held = request.POST.get("do") == "held"
    form = MeetingForm(None if held else request.POST or None)
    held_form = HeldForm(request.POST if held else None, initial={"held_on": clock.day(request.at)})
    if request.method == "POST":
        made = _held(request, visit, held_form) if held else _plan(request, visit, form)
        if made:
            return redirect("familysupport:desk_meeting", made[0].public_id)
    context = {
        "visit": visit, "form": form, "held_form": held_form, "tabs": pages("desk_reports", request),
        "children": list(visit.request.children.order_by("born_on", "pk")), "crumbs": _crumbs((_("打合せを 入れる"), "")),
        "back": reverse("familysupport:desk_meetings"),
    }  # fmt: skip
    return render(request, "familysupport/reports/desk_meeting_plan.html", context)


def _plan(request: Request, visit: Visit, form: MeetingForm) -> list[Meeting] | None:
    if not form.is_valid():
        return None
    planned_at, where = form.planned_at(), form.cleaned_data["where"]
    return done(
        request,
        lambda: actions.plan(
            visit=visit, planned_at=planned_at, where=where, by=request.actor, at=request.at
        ),
        thanks=_("打合せを 入れました。両方に 知らせました。"),
        form=form,
    )


def _held(request: Request, visit: Visit, form: HeldForm) -> list[Meeting] | None:
    if not form.is_valid():
        return None
    given = form.cleaned_data
    return done(
        request,
        lambda: actions.note_held(
            visit=visit, held_on=given["held_on"], child_was_there=given["child_was_there"], by=request.actor, at=request.at
        ),
        thanks=_("打合せを したことを 書きました。"),
        form=form,
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def one(request: Request, public_id: str) -> HttpResponse:
    """One meeting: した, 同意 on paper, もどす, とりやめ (`do`)."""
    meeting = _found(request, public_id)
    form = HeldForm(initial={"held_on": clock.day(meeting.planned_at or request.at)})
    if request.method == "POST":
        asked = request.POST.get("do", "")
        if asked == "hold":
            form = HeldForm(request.POST)
            if form.is_valid() and _hold(request, meeting, form):
                return redirect("familysupport:desk_meeting", public_id)
        elif asked in _DEEDS:
            done(request, lambda: _DEEDS[asked](request, meeting))
            return redirect("familysupport:desk_meeting", public_id)
    family = meeting.child.member
    context = {
        **meeting_context(meeting), "form": form, "tabs": pages("desk_reports", request), "family": family,
        "is_planned": meeting.state == MeetingState.PLANNED, "is_held": meeting.state == MeetingState.HELD,
        "crumbs": _crumbs((f"{family.name}・{meeting.provider.name}", "")),
    }  # fmt: skip
    return render(request, "familysupport/reports/desk_meeting.html", context)


def _hold(request: Request, meeting: Meeting, form: HeldForm) -> bool:
    given = form.cleaned_data
    made = done(
        request,
        lambda: actions.hold(
            meeting=meeting, held_on=given["held_on"], child_was_there=given["child_was_there"], by=request.actor,
            at=request.at,
        ),
        thanks=_("打合せを「すみ」に しました。両方に 同意を たのみました。"),
        form=form,
    )  # fmt: skip
    return made is not None


def _agree(side: Side) -> Callable[[Request, Meeting], None]:
    def deed(request: Request, meeting: Meeting) -> None:
        actions.agree(meeting=meeting, side=side, seen=seen(request), by=request.actor, at=request.at)
        messages.success(request, _("同意を 書きました。"))

    return deed


def _back(request: Request, meeting: Meeting) -> None:
    actions.take_back(meeting=meeting, by=request.actor, at=request.at)
    messages.success(request, _("予定に もどしました。"))


def _cancel(request: Request, meeting: Meeting) -> None:
    actions.cancel(meeting=meeting, by=request.actor, at=request.at)
    messages.success(request, _("とりやめました。両方に 知らせました。つぎの日は、依頼から 入れられます。"))


_DEEDS: dict[str, Callable[[Request, Meeting], None]] = {
    "agree_user": _agree(Side.USER), "agree_provider": _agree(Side.PROVIDER), "back": _back, "cancel": _cancel,
}  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def move(request: Request, public_id: str) -> HttpResponse:
    """Another day or place."""
    meeting = _found(request, public_id)
    planned = clock.jst(meeting.planned_at) if meeting.planned_at else None
    first = {"day": planned.date(), "time": planned.time()} if planned else {}
    form = MeetingForm(request.POST or None, initial={**first, "where": meeting.where})
    if request.method == "POST" and form.is_valid():
        planned_at, where = form.planned_at(), form.cleaned_data["where"]
        made = done(
            request,
            lambda: actions.move(meeting=meeting, planned_at=planned_at, where=where, by=request.actor, at=request.at),
            thanks=_("日時を かえました。両方に 知らせました。"),
            form=form,
        )  # fmt: skip
        if made:
            return redirect("familysupport:desk_meeting", public_id)
    return _form_page(request, meeting, form, _("打合せの 日時を かえる"), _("かえる"))


@doors.desk
@require_http_methods(FORMS)
def write(request: Request, public_id: str) -> HttpResponse:
    """The sheet, from paper or while they speak."""
    meeting = _found(request, public_id)
    form = SheetForm(request.POST or None, initial=meeting.sheet)
    if request.method == "POST" and save_sheet(request, meeting, form, request.actor):
        return redirect("familysupport:desk_meeting", public_id)
    sheet = sheet_context(request, meeting, form)
    return _form_page(request, meeting, form, _("打合せ票を 書く"), _("ほぞんする"), **sheet)


def _form_page(
    request: Request, meeting: Meeting, form: Any, heading: str, submit: str, **more: Any
) -> HttpResponse:
    back = reverse("familysupport:desk_meeting", args=[meeting.public_id])
    name = f"{meeting.child.member.name}・{meeting.provider.name}"
    context = {
        **more, "meeting": meeting, "form": form, "heading": heading, "submit": submit, "back": back,
        "tabs": pages("desk_reports", request), "crumbs": _crumbs((name, back), (heading, "")),
    }  # fmt: skip
    return render(request, "familysupport/reports/desk_sheet.html", context)


@doors.desk
@require_safe
@limited("support.paper", times=60, seconds=600, methods=("GET",))
def paper(request: Request, public_id: str) -> HttpResponse:
    meeting = _found(request, public_id)
    data = report_papers.meeting_sheet(meeting, meeting.child.member.centre, clock.day(request.at))
    back = reverse("familysupport:desk_meeting", args=[public_id])
    return printed(request, "familysupport/pdf/meeting.typ", data, "jizen-uchiawase", back)


@doors.desk
@require_safe
@limited("support.paper", times=60, seconds=600, methods=("GET",))
def blank(request: Request) -> HttpResponse:
    """事前打合せ票 to write on."""
    adviser(request)
    centre = centres.centre()
    if centre is None:
        raise Http404
    data = report_papers.meeting_sheet(None, centre, clock.day(request.at))
    return printed(
        request,
        "familysupport/pdf/meeting.typ",
        data,
        "jizen-uchiawase",
        reverse("familysupport:desk_meetings"),
    )


def _found(request: Request, public_id: str) -> Meeting:
    adviser(request)
    meeting = queries.one(public_id)
    if meeting is None:
        raise Http404
    noted(request, meeting.child.member, meeting.provider)
    return meeting

"""Applications as city and place decide on them: what waits, one application, its looks. The desk sees every place, the
lead of a place its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors, exports
from ibasho.base.ui.days import day_label, hours_label
from ibasho.base.ui.forms import Form
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.actions import approvals
from ibasho.rooms.openhouse.forms.groups import DecideForm, NoteForm, WhyForm
from ibasho.rooms.openhouse.models import Application, Booking
from ibasho.rooms.openhouse.queries import applications as queries
from ibasho.rooms.openhouse.rules import approval
from ibasho.rooms.openhouse.rules.kinds import ApplicationState, StepKind
from ibasho.rooms.openhouse.views import groups_use
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

PAGE = 50
SHOW: dict[str, tuple[str, ...]] = {
    "open": approval.OPEN,
    "approved": (ApplicationState.APPROVED,),
    "over": (ApplicationState.DECLINED, ApplicationState.CANCELLED),
}


@dataclass(frozen=True, slots=True)
class Side:
    """A door: its layout, the names of its list and of one application, and with what one may read there."""

    layout: str
    listed: str
    page: str
    permission: Permission

    def crumbs(self, last: str = "") -> list[tuple[str, str]]:
        here = (_("部屋の申請"), reverse(self.listed))
        return [here, (last, "")] if last else [here]


DESK = Side(
    "ui/desk.html", "openhouse:desk_applications", "openhouse:desk_application", Permission.OPENHOUSE_READ
)
OPS = Side(
    "ui/operator.html", "openhouse:ops_requests", "openhouse:ops_request", Permission.OPENHOUSE_APPROVE
)


@doors.desk
@require_safe
def desk_applications(request: Request) -> HttpResponse:
    people.require_seen(request.actor, Permission.OPENHOUSE_READ, day=clock.day(request.at))
    return _listed(request, DESK)


@doors.operator
@require_safe
def ops_requests(request: Request) -> HttpResponse:
    people.require_seen(request.actor, Permission.OPENHOUSE_APPROVE, day=clock.day(request.at))
    return _listed(request, OPS)


@doors.desk
@require_safe
def desk_application(request: Request, public_id: str) -> HttpResponse:
    return _one(request, public_id, DESK)


@doors.operator
@require_safe
def ops_request(request: Request, public_id: str) -> HttpResponse:
    return _one(request, public_id, OPS)


@doors.desk
@require_http_methods(groups_use.FORMS)
def desk_application_step(request: Request, public_id: str, step: str) -> HttpResponse:
    return _step(request, public_id, step, DESK)


@doors.operator
@require_http_methods(groups_use.FORMS)
def ops_request_step(request: Request, public_id: str, step: str) -> HttpResponse:
    return _step(request, public_id, step, OPS)


@doors.desk
@require_http_methods(groups_use.FORMS)
def desk_application_day(request: Request, public_id: str, booking: int) -> HttpResponse:
    row = _approved_by(request, public_id)
    return groups_use.cancel_day(request, row, booking, DESK.layout, DESK.page)


@doors.desk
@require_safe
def desk_permit(request: Request, public_id: str) -> HttpResponse:
    return groups_use.permit(request, _seen(request, public_id, DESK), DESK.page)


@doors.desk
@require_safe
def desk_photo(request: Request, public_id: str, booking: int) -> HttpResponseBase:
    return groups_use.photo(groups_use.one_day(_seen(request, public_id, DESK), booking))


def _listed(request: Request, side: Side) -> HttpResponse:
    show = request.GET.get("show", "open")
    if show not in SHOW:
        raise Http404
    rows = queries.decided_by(request.actor, side.permission, request.at).filter(state__in=SHOW[show])
    rows = rows.order_by("applied_at" if show == "open" else "-applied_at")
    if exports.wanted(request):
        return exports.answer(request, _table(rows, side), _("部屋の申請"))
    page, here = Paginator(rows, PAGE).get_page(request.GET.get("page")), reverse(side.listed)
    words = {"open": _("手つづき中"), "approved": _("許可した"), "over": _("おわった")}
    context = {
        "table": _table(page.object_list, side), "paged": page, "total": page.paginator.count, "layout": side.layout,
        "tabs": [(label, f"{here}?show={code}", code == show) for code, label in words.items()], "show": show,
        "mine": queries.waiting(request.actor, request.at), "side": side, "crumbs": side.crumbs(),
        "lending": queries.lending(request.actor, request.at) if side is DESK else [],
    }  # fmt: skip
    return render(request, "openhouse/groups/requests.html", context)


def _table(rows: QuerySet[Application] | Any, side: Side) -> Table:
    return Table(_("部屋の申請"), [
        Column(_("行事"), lambda row: row.title, href=lambda row: reverse(side.page, args=[row.public_id])),
        Column(_("団体"), lambda row: row.organisation.name),
        Column(_("部屋"), lambda row: f"{row.space.place.name} {row.space.name}"),
        Column(_("はじめの日"), lambda row: row.first_day.isoformat() if row.first_day else ""),
        Column(_("日数"), lambda row: len(row.bookings.all()), number=True),
        Column(_("人数"), lambda row: row.adults + row.children, number=True),
        Column(_("減免"), lambda row: _("ねがう") if row.waiver_asked else ""),
        Column(_("状態"), lambda row: row.get_state_display()),
        Column(_("申請した日"), lambda row: clock.day(row.applied_at).isoformat()),
    ], rows)  # fmt: skip


def _one(request: Request, public_id: str, side: Side) -> HttpResponse:
    row = _seen(request, public_id, side)
    may = policies.may_approve(request.actor, row, at=request.at)
    coming = approval.NEXT.get(row.state)
    why = _why_not(coming, row, request.actor.person_id) if coming and may else ""
    context = {
        **groups_use.shown(row, request), "layout": side.layout, "desk": True, "side": side, "may": may,
        "coming": coming if may and not why else None, "why_not": why, "may_decline": may and row.state in approval.OPEN,
        "key": row.key_code if may else "", "crumbs": side.crumbs(row.title),
    }  # fmt: skip
    return render(request, "openhouse/groups/application.html", context)


def _why_not(step: StepKind, row: Application, person_id: int | None) -> str:
    return approval.why_not(
        step, person_id, drafted_by=approvals.drafter_of(row), applied_by=row.applied_by_id
    )


def _seen(request: Request, public_id: str, side: Side) -> Application:
    """For who reads at this door; a stranger to the place meets 404."""
    row = queries.find(public_id)
    if row is None:
        raise Http404
    policies.require_space(request.actor, side.permission, row.space, at=request.at)
    return row


def _approved_by(request: Request, public_id: str) -> Application:
    row = queries.find(public_id)
    if row is None:
        raise Http404
    policies.require_space(request.actor, Permission.OPENHOUSE_APPROVE, row.space, at=request.at)
    return row


def _step(request: Request, public_id: str, step: str, side: Side) -> HttpResponse:
    row = _approved_by(request, public_id)
    if step == "cancel":
        return groups_use.cancel(request, row, side.layout, side.page)
    if step not in set(StepKind):
        raise Http404
    kind = StepKind(step)
    form = _form(kind, row, request)
    if request.method == "POST" and form.is_valid():
        try:
            _DEEDS[kind](application=row, **form.cleaned_data, by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _thanks(kind))
            return redirect(side.page, public_id=public_id)
    context = {
        "heading": _headings()[kind] % {"title": row.title}, "facts": _facts(row), "form": form, "submit": kind.label,
        "tone": "danger" if kind is StepKind.DECLINE else "", "cancel": reverse(side.page, args=[public_id]),
        "layout": side.layout, "row": row, "decides": kind is StepKind.DECIDE,
    }  # fmt: skip
    return render(request, "openhouse/groups/step.html", context)


_DEEDS: dict[StepKind, Callable[..., Application]] = {
    StepKind.DRAFT: approvals.draft,
    StepKind.CHECK: approvals.check,
    StepKind.DECIDE: approvals.decide,
    StepKind.DECLINE: approvals.decline,
}


def _form(kind: StepKind, row: Application, request: Request) -> Form:
    data = groups_use.sent(request)
    if kind is StepKind.DECIDE:
        return DecideForm(data, waiver_asked=row.waiver_asked)
    return WhyForm(data, must=True) if kind is StepKind.DECLINE else NoteForm(data)


def _headings() -> dict[StepKind, str]:
    return {
        StepKind.DRAFT: _("「%(title)s」を 起案しますか"),
        StepKind.CHECK: _("「%(title)s」を 確認しましたか"),
        StepKind.DECIDE: _("「%(title)s」の 利用を 許可しますか"),
        StepKind.DECLINE: _("「%(title)s」を 許可しないで おわりますか"),
    }


def _thanks(kind: StepKind) -> str:
    return {
        StepKind.DRAFT: _("起案しました。つぎは ほかの担当者の 確認です。"),
        StepKind.CHECK: _("確認しました。つぎは 決裁です。"),
        StepKind.DECIDE: _("許可しました。団体に メールで 知らせました。"),
        StepKind.DECLINE: _("許可しないことを 団体に 知らせました。日は あきました。"),
    }[kind]


def _facts(row: Application) -> list[tuple[str, str]]:
    told = [
        (_("団体"), row.organisation.name),
        (_("部屋"), f"{row.space.place.name} {row.space.name}"),
        (_("日"), _days(list(row.bookings.all()))),
        (_("人数"), f"おとな {row.adults}人・こども {row.children}人"),
    ]
    return [*told, (_("減免の わけ"), row.waiver_reason)] if row.waiver_asked else told


def _days(found: list[Booking]) -> str:
    """`2026年11月30日（月） 10:00～14:30`; of a series its first day and how many there are."""
    if not found:
        return ""
    first = f"{day_label(found[0].day, with_year=True)} {hours_label(found[0].starts, found[0].ends)}"
    return first if len(found) == 1 else f"{first}から 全部で {len(found)}日"

"""交流会 at the desk: the rounds of a 年度, one meeting with its five steps, and the buttons on it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as nendos
from ibasho.base.ui import deeds, doors
from ibasho.base.ui.request import Request
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import attending, minutes
from ibasho.rooms.network.actions import meetings as actions
from ibasho.rooms.network.actions import todos as todo_actions
from ibasho.rooms.network.forms.meetings import PlanForm
from ibasho.rooms.network.models import Meeting
from ibasho.rooms.network.queries import meeting_line
from ibasho.rooms.network.queries import meetings as queries
from ibasho.rooms.network.rules import meetings as rules
from ibasho.rooms.network.views import desk_pages
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


@doors.desk
@require_safe
def meetings(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.NETWORK_READ, at=request.at)
    this = nendos.nendo(clock.day(request.at))
    known = sorted({*queries.nendos(), this}, reverse=True)
    asked = request.GET.get("nendo", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and int(asked) in known else this
    found = queries.rounds(year)
    context = {
        "meetings": [(one, queries.heads(one.invitations.all())) for one in found], "year": nendos.label(year),
        "line": meeting_line.line(year, found, clock.day(request.at)), "years": [(one, nendos.label(one), one == year) for one in known],
        "pages": desk_pages.pages("desk_meetings", request), "may_manage": _manages(request),
        "todos": queries.open_todos().count(),
    }  # fmt: skip
    return render(request, "network/meetings/list.html", context)


@doors.desk
@require_http_methods(FORMS)
def new(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.NETWORK_MANAGE, at=request.at)
    this = nendos.nendo(clock.day(request.at))
    first = {"nendo": this, "round": len(queries.rounds(this)) + 1}
    form = PlanForm(request.POST or None, this=this, initial=first)
    if form.is_bound and form.is_valid():
        told = form.plan()
        made = deeds.done(
            request, lambda: actions.plan(plan=told, place=form.cleaned_data["place"], by=request.actor, at=request.at),
            form=form, thanks=_("交流会を 作りました。つぎは 日程です。"),
        )  # fmt: skip
        if made is not None:
            return redirect("network:desk_meeting", made.public_id)
    page = {
        "form": form,
        "heading": _("交流会を 作る"),
        "back": reverse("network:desk_meetings"),
        "submit": _("作る"),
    }
    return render(
        request, "network/meetings/form.html", {**page, "crumbs": crumbs(None, (_("交流会を 作る"), ""))}
    )


@doors.desk
@require_http_methods(FORMS)
def change(request: Request, public_id: str) -> HttpResponse:
    policies.require(request.actor, Permission.NETWORK_MANAGE, at=request.at)
    meeting = queries.one(public_id)
    this = max(nendos.nendo(clock.day(request.at)), meeting.nendo)
    form = PlanForm(request.POST or None, this=this, initial=PlanForm.of(meeting))
    if form.is_bound and form.is_valid():
        told = form.plan()
        done = deeds.done(
            request,
            lambda: actions.change(
                meeting=meeting, plan=told, place=form.cleaned_data["place"], by=request.actor, at=request.at
            ),
            form=form,
            thanks=_("直しました。"),
        )
        if done is not None:
            return redirect("network:desk_meeting", public_id)
    page = {"form": form, "heading": _("交流会を 直す"), "back": here(meeting), "submit": _("保存する")}
    return render(request, "network/meetings/form.html", {**page, "crumbs": crumbs(meeting, (_("直す"), ""))})


@doors.desk
@require_safe
def one(request: Request, public_id: str) -> HttpResponse:
    policies.require(request.actor, Permission.NETWORK_READ, at=request.at)
    meeting = queries.one(public_id)
    invited = queries.invitations(meeting)
    heads = queries.heads(invited)
    todos = list(meeting.todos.select_related("organisation", "done_by").order_by("due_on", "pk"))
    left = sum(one.done_at is None and one.dropped_at is None for one in todos)
    today = clock.day(request.at)
    context = {
        "meeting": meeting, "invited": invited, "heads": heads, "steps": queries.steps(meeting, heads, left), "todos": todos,
        "poll": queries.poll(meeting), "materials": meeting.materials.order_by("added_at", "pk"),
        "decisions": meeting.decisions.all(), "replies": meeting.replies.count(), "today": today,
        "undo_from": request.at - todo_actions.UNDO, "may_undo": queries.may_undo(meeting, request.at),
        "may_manage": _manages(request), "may_write": policies.may(request.actor, Permission.NETWORK_WRITE, at=request.at),
        "planning": meeting.state in rules.PLANNING, "after": meeting.state in rules.AFTER,
        "day_came": meeting.day is not None and meeting.day <= today,
        "corrected": bool(meeting.told_at and meeting.minutes_at and meeting.minutes_at > meeting.told_at),
        "crumbs": crumbs(None, (meeting.title, "")),
    }  # fmt: skip
    return render(request, "network/meetings/one.html", context)


@doors.desk
@require_POST
def do(request: Request, public_id: str) -> HttpResponse:
    policies.require(request.actor, Permission.NETWORK_WRITE, at=request.at)
    meeting = queries.one(public_id)
    deed, thanks = _deed(request, meeting)
    deeds.done(request, deed, thanks=thanks)
    return redirect("network:desk_meeting", public_id)


def _deed(request: Request, meeting: Meeting) -> tuple[Callable[[], object], str]:
    by, at, wish = request.actor, request.at, request.POST.get("do")
    if wish == "cancel":
        return lambda: actions.cancel(meeting=meeting, by=by, at=at), _(
            "交流会を やめました。さそった 団体に 知らせます。"
        )
    if wish == "restore":
        return lambda: actions.restore(meeting=meeting, by=by, at=at), _(
            "「やめる」を とり消しました。知らせた 団体に、ひらくと 知らせます。"
        )
    if wish == "unhold":
        return lambda: attending.unhold(meeting=meeting, by=by, at=at), _("「ひらいた」を とり消しました。")
    if wish == "hold":
        return lambda: attending.hold(meeting=meeting, by=by, at=at), _("「ひらいた」に しました。")
    if wish == "tell_minutes":
        return lambda: minutes.tell(meeting=meeting, by=by, at=at), _("まとめを さそった 団体に 送りました。")
    raise Http404


def here(meeting: Meeting) -> str:
    return reverse("network:desk_meeting", args=[meeting.public_id])


def crumbs(meeting: Meeting | None, *pairs: tuple[str, str]) -> desk_pages.Crumbs:
    above = [(_("交流会"), reverse("network:desk_meetings"))]
    if meeting is not None:
        above.append((meeting.title, here(meeting)))
    return [*above, *pairs]


def _manages(request: Request) -> bool:
    return policies.may(request.actor, Permission.NETWORK_MANAGE, at=request.at)

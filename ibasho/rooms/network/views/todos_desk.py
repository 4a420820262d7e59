"""やること of everybody, seen by the city and the CSW; the own organisation's first."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import deeds, doors
from ibasho.base.ui.request import Request
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import todos as actions
from ibasho.rooms.network.forms.meetings import TodoForm
from ibasho.rooms.network.models import Todo
from ibasho.rooms.network.queries import meetings as queries
from ibasho.rooms.network.views import desk_pages
from ibasho.rooms.network.views.meetings_desk import FORMS, crumbs
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


@doors.desk
@require_safe
def todos(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.NETWORK_READ, at=request.at)
    today = clock.day(request.at)
    mine = {one.organisation_id for one in people.current_memberships(request.actor.person_id, today)}
    rows = list(queries.open_todos())
    context = {
        "mine": [one for one in rows if one.organisation_id in mine], "today": today,
        "others": [one for one in rows if one.organisation_id not in mine], "ended": queries.ended_todos()[:30],
        "undo_from": request.at - actions.UNDO, "may_write": policies.may(request.actor, Permission.NETWORK_WRITE, at=request.at),
        "pages": desk_pages.pages("desk_meetings", request), "crumbs": crumbs(None, (_("やること"), "")),
    }  # fmt: skip
    return render(request, "network/meetings/todos.html", context)


@doors.desk
@require_http_methods(FORMS)
def new(request: Request) -> HttpResponse:
    """`?meeting=`: what was promised there. Comes back to where it was asked from."""
    policies.require(request.actor, Permission.NETWORK_WRITE, at=request.at)
    asked = request.GET.get("meeting", "")
    meeting = queries.one(asked) if asked else None
    form = TodoForm(request.POST or None)
    back = (
        reverse("network:desk_meeting", args=[meeting.public_id])
        if meeting
        else reverse("network:desk_todos")
    )
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        made = deeds.done(
            request,
            lambda: actions.make(
                organisation=told["organisation"], words=told["words"], due_on=form.due, meeting=meeting,
                by=request.actor, at=request.at,
            ),
            form=form, thanks=_("やることを 入れました。その団体の ページに 出ます。"),
        )  # fmt: skip
        if made is not None:
            return redirect(
                f"{reverse('network:desk_todo_new')}?meeting={asked}" if "more" in request.POST else back
            )
    page = {
        "form": form,
        "heading": _("やることを 入れる"),
        "back": back,
        "submit": _("入れる"),
        "more": _("入れて つづけて もう1つ"),
    }
    return render(
        request, "network/meetings/form.html", {**page, "crumbs": crumbs(meeting, (_("やること"), ""))}
    )


@doors.desk
@require_POST
def do(request: Request, public_id: str) -> HttpResponse:
    policies.require(request.actor, Permission.NETWORK_WRITE, at=request.at)
    todo = queries.todo(public_id)
    deed, thanks = deed_of(request, todo)
    deeds.done(request, deed, thanks=thanks)
    if request.POST.get("from") == "meeting" and todo.meeting:
        return redirect(f"{reverse('network:desk_meeting', args=[todo.meeting.public_id])}#todos")
    return redirect("network:desk_todos")


def deed_of(request: Request, todo: Todo) -> tuple[Callable[[], object], str]:
    by, at = request.actor, request.at
    wish, words = request.POST.get("do"), request.POST.get("words", "")[:1000]
    if wish == "done":
        return lambda: actions.done(todo=todo, words=words, by=by, at=at), _("「できた」に しました。")
    if wish == "undo":
        return lambda: actions.undo(todo=todo, by=by, at=at), _("もどしました。")
    if wish == "drop":
        return lambda: actions.drop(todo=todo, by=by, at=at), _("「やめた」に しました。")
    raise Http404

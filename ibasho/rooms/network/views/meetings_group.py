"""A 交流会 as a group sees it: behind its own door, and by the link without an account. One page for both."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import NotFound
from ibasho.base.ui import deeds, doors
from ibasho.base.ui.holding import private
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.network.actions import surveying
from ibasho.rooms.network.actions import todos as todo_actions
from ibasho.rooms.network.forms.meeting_answers import AnswerForm, PollForm, ReplyForm
from ibasho.rooms.network.models import Invitation
from ibasho.rooms.network.queries import lending
from ibasho.rooms.network.queries import meetings as queries
from ibasho.rooms.network.rules import meetings as rules
from ibasho.rooms.network.rules import survey
from ibasho.rooms.network.rules.kinds import MeetingState
from ibasho.rooms.network.views.material_files import answer as file_answer
from ibasho.rooms.network.views.meetings_invite import answered
from ibasho.rooms.network.views.meetings_papers import ical
from ibasho.rooms.network.views.supporting_pages import own_groups
from ibasho.rooms.network.views.todos_desk import deed_of

FORMS = ["GET", "HEAD", "POST"]
TRIES_MAX, TRIES_SECONDS = 120, 600


@dataclass(frozen=True, slots=True)
class Way:
    """Where this page stands and where its files lie."""

    layout: str
    here: str
    calendar: str
    files: str
    own: bool


@doors.operator
@require_safe
def ops_meetings(request: Request) -> HttpResponse:
    """Everything a group has of 交流会: what to answer, what it promised, what there was."""
    own = _own(request)
    found = queries.of_groups(own)
    today = clock.day(request.at)
    context = {
        "asked": [one for one in found if _to_answer(one)], "rest": [one for one in found if not _to_answer(one)],
        "todos": queries.open_todos(own), "ended": queries.ended_todos(own)[:10], "undo_from": request.at - todo_actions.UNDO,
        "today": today, "to_lend": lending.to_answer(own).count(),
    }  # fmt: skip
    return render(request, "network/meetings/ops_list.html", context)


@doors.operator
@require_http_methods(FORMS)
def ops_meeting(request: Request, public_id: str) -> HttpResponse:
    found = _ours(request, public_id)
    way = Way(
        "ui/operator.html", reverse("network:ops_meeting", args=[public_id]),
        reverse("network:ops_meeting_calendar", args=[public_id]), "network:ops_meeting_file", own=True,
    )  # fmt: skip
    return _page(request, found, way, public_id)


@doors.operator
@require_safe
def ops_file(request: Request, key: str, material_id: str) -> HttpResponse:
    return file_answer(_ours(request, key).meeting, material_id)


@doors.operator
@require_safe
def ops_calendar(request: Request, public_id: str) -> HttpResponse:
    found = _ours(request, public_id)
    return ical(found.meeting, reverse("network:ops_meeting", args=[public_id]))


@doors.operator
@require_POST
def ops_todo_do(request: Request, public_id: str) -> HttpResponse:
    todo = queries.todo(public_id)
    if todo.organisation_id not in _own(request) or request.POST.get("do") == "drop":
        raise Http404
    deed, thanks = deed_of(request, todo)
    deeds.done(request, deed, thanks=thanks)
    return redirect(f"{reverse('network:ops_meetings')}#todos")


@doors.child
@never_cache
@require_http_methods(FORMS)
@limited("network.meeting", times=TRIES_MAX, seconds=TRIES_SECONDS, methods=("GET", "HEAD", "POST"))
def link(request: Request, token: str) -> HttpResponse:
    found = _by_link(request, token)
    if found is None:
        return _private(render(request, "network/meetings/gone.html", status=404))
    request.actor = Actor.public(Via.LINK)
    way = Way(
        "ui/child.html", reverse("network:meeting_link", args=[token]),
        reverse("network:meeting_link_calendar", args=[token]), "network:meeting_link_file", own=False,
    )  # fmt: skip
    return _private(_page(request, found, way, token))


@doors.child
@never_cache
@require_safe
@limited("network.meeting", times=TRIES_MAX, seconds=TRIES_SECONDS, methods=("GET", "HEAD"))
def link_file(request: Request, key: str, material_id: str) -> HttpResponse:
    found = _by_link(request, key)
    if found is None:
        raise Http404
    return _private(file_answer(found.meeting, material_id))


@doors.child
@never_cache
@require_safe
@limited("network.meeting", times=TRIES_MAX, seconds=TRIES_SECONDS, methods=("GET", "HEAD"))
def link_calendar(request: Request, token: str) -> HttpResponse:
    found = _by_link(request, token)
    if found is None:
        raise Http404
    return _private(ical(found.meeting, "/"))  # the file goes on to others: it does not hold the link


def _page(request: Request, found: Invitation, way: Way, key: str) -> HttpResponse:
    wish = request.POST.get("do")
    answer_form = AnswerForm(request.POST if wish == "answer" else None, initial=AnswerForm.of(found))
    poll_form = PollForm(request.POST if wish == "poll" else None, invitation=found)
    reply_form = ReplyForm(request.POST if wish == "reply" else None, invitation=found)
    if answered(request, found, answer_form, poll_form) or _replied(request, found, reply_form):
        return redirect(way.here)
    meeting, today = found.meeting, clock.day(request.at)
    after = meeting.state in rules.AFTER
    context = {
        "invitation": found, "meeting": meeting, "way": way, "layout": way.layout, "today": today, "after": after,
        "answer_form": answer_form, "poll_form": poll_form, "reply_form": reply_form,
        "polling": meeting.state == MeetingState.POLLING,
        "answering": meeting.state == MeetingState.INVITED and meeting.day is not None and meeting.day >= today,
        "materials": [(one, reverse(way.files, args=[key, one.public_id])) for one in meeting.materials.order_by("added_at", "pk")],
        "decisions": meeting.decisions.all() if meeting.told_at else [], "surveys": after and meeting.questions.exists(),
        "survey_until": survey.open_until(meeting.day) if after and meeting.day else None, "survey_running": survey.is_running(meeting.day, today),
        "todos": queries.open_todos([found.organisation_id]).filter(meeting=meeting),
        "came": meeting.invitations.filter(came_heads__gt=0).select_related("organisation").order_by("organisation__name"),
    }  # fmt: skip
    return render(request, "network/meetings/group.html", context)


def _replied(request: Request, found: Invitation, form: ReplyForm) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    return (
        deeds.done(
            request, lambda: surveying.reply(invitation=found, told=form.told(), by=request.actor, at=request.at) or True,
            form=form, thanks=_("アンケートを うけとりました。ありがとうございます。"),
        )
        is not None
    )  # fmt: skip


def _to_answer(one: Invitation) -> bool:
    if one.meeting.state == MeetingState.POLLING:
        return bool(getattr(one, "open_days", True))
    return one.meeting.state == MeetingState.INVITED and not one.answered_at


def _own(request: Request) -> list[int]:
    """Their groups, or the one for which staff type in. Http404 for who speaks for none."""
    return [one.pk for one in own_groups(request)]


def _ours(request: Request, public_id: str) -> Invitation:
    """Raises NotFound for a stranger's, and for one that has not been sent."""
    own = _own(request)
    found = queries.invitation(public_id)
    if found.organisation_id not in own or not queries.is_told(found):
        raise NotFound("network.invitation_unknown", _("見つかりません。一覧から えらんでください。"))
    return found


def _by_link(request: Request, token: str) -> Invitation | None:
    return queries.by_token(token[:60], clock.day(request.at))


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store, private"
    return private(response)

"""日程 and 案内: days, groups, their links, and what they answer by telephone."""

from __future__ import annotations

from collections.abc import Callable

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.kernel.links import grouped
from ibasho.base.ui import deeds, doors
from ibasho.base.ui.request import Request
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import inviting, meeting_letters, polling
from ibasho.rooms.network.forms.meeting_answers import AnswerForm, PollForm
from ibasho.rooms.network.forms.meetings import AnswerUntilForm, GroupsForm, PollDayForm, UntilForm
from ibasho.rooms.network.models import Invitation, Meeting
from ibasho.rooms.network.queries import meetings as queries
from ibasho.rooms.network.rules import meetings as rules
from ibasho.rooms.network.rules.kinds import Coming
from ibasho.rooms.network.views.meetings_desk import FORMS, crumbs
from ibasho.town.people.permissions import Permission


@doors.desk
@require_http_methods(FORMS)
def poll(request: Request, public_id: str) -> HttpResponse:
    """Days are added one by one, then everybody on the list is asked at once."""
    policies.require(request.actor, Permission.NETWORK_MANAGE, at=request.at)
    meeting, wish = queries.one(public_id), request.POST.get("do")
    day_form = PollDayForm(request.POST if wish == "add" else None)
    until_form = UntilForm(request.POST if wish == "open" else None, initial={"until": meeting.poll_until})
    if _poll_done(request, meeting, day_form, until_form):
        return redirect("network:desk_meeting_poll", public_id)
    context = {
        "meeting": meeting, "poll": queries.poll(meeting), "day_form": day_form, "until_form": until_form,
        "invited": queries.invitations(meeting), "crumbs": crumbs(meeting, (_("日程"), "")),
    }  # fmt: skip
    return render(request, "network/meetings/poll.html", context)


def _poll_done(request: Request, meeting: Meeting, day_form: PollDayForm, until_form: UntilForm) -> bool:
    by, at = request.actor, request.at
    if day_form.is_bound and day_form.is_valid():
        slot = rules.DaySlot(**day_form.cleaned_data)
        made = deeds.done(
            request, lambda: polling.add_day(meeting=meeting, slot=slot, by=by, at=at), form=day_form
        )
        return made is not None
    if until_form.is_bound and until_form.is_valid():
        until = until_form.cleaned_data["until"]
        sent = deeds.done(
            request, lambda: polling.open_poll(meeting=meeting, until=until, by=by, at=at), form=until_form,
            thanks=_("日程を ききました。メールが ない 団体には 電話してください。"),
        )  # fmt: skip
        return sent is not None
    return False


@doors.desk
@require_POST
def poll_day(request: Request, public_id: str, day: int) -> HttpResponse:
    policies.require(request.actor, Permission.NETWORK_MANAGE, at=request.at)
    found = get_object_or_404(queries.one(public_id).days.select_related("meeting"), pk=day)
    by, at, wish = request.actor, request.at, request.POST.get("do")
    if wish == "choose":
        deeds.done(
            request,
            lambda: polling.choose(day=found, by=by, at=at),
            thanks=_("日が きまりました。つぎは 案内です。"),
        )
        return redirect("network:desk_meeting", public_id)
    if wish == "drop":
        deeds.done(
            request, lambda: polling.drop_day(day=found, by=by, at=at), thanks=_("候補から 消しました。")
        )
        return redirect("network:desk_meeting_poll", public_id)
    raise Http404


@doors.desk
@require_http_methods(FORMS)
def invite(request: Request, public_id: str) -> HttpResponse:
    """The list of groups, and the button that sends."""
    policies.require(request.actor, Permission.NETWORK_WRITE, at=request.at)
    meeting, wish = queries.one(public_id), request.POST.get("do")
    groups_form = GroupsForm(request.POST if wish == "add" else None, meeting=meeting)
    tell_form = AnswerUntilForm(
        request.POST if wish == "tell" else None, initial={"answer_until": meeting.answer_until}
    )
    if _invite_done(request, meeting, groups_form, tell_form):
        return redirect("network:desk_meeting_invite", public_id)
    invited = queries.invitations(meeting)
    context = {
        "meeting": meeting, "invited": invited, "heads": queries.heads(invited), "groups_form": groups_form,
        "tell_form": tell_form, "untold": sum(one.told_at is None for one in invited),
        "may_manage": policies.may(request.actor, Permission.NETWORK_MANAGE, at=request.at),
        "unreached": [one for one in invited if not one.answered_at and not meeting_letters.addresses(one.organisation, request.at)],
        "planning": meeting.state in rules.PLANNING, "crumbs": crumbs(meeting, (_("案内"), "")),
    }  # fmt: skip
    return render(request, "network/meetings/invite.html", context)


def _invite_done(
    request: Request, meeting: Meeting, groups_form: GroupsForm, tell_form: AnswerUntilForm
) -> bool:
    by, at = request.actor, request.at
    if groups_form.is_bound and groups_form.is_valid():
        groups = list(groups_form.cleaned_data["groups"])
        made = deeds.done(
            request, lambda: inviting.add(meeting=meeting, groups=groups, by=by, at=at), form=groups_form,
            thanks=_("団体を 足しました。"),
        )  # fmt: skip
        return made is not None
    if tell_form.is_bound and tell_form.is_valid():
        until = tell_form.cleaned_data["answer_until"]
        told = deeds.done(
            request, lambda: inviting.tell(meeting=meeting, answer_until=until, by=by, at=at), form=tell_form
        )
        if told is not None:
            words = _("%(n)s団体に メールを 送りました。") % {"n": told[0]}
            if told[1]:
                words += _("メールが ない 団体：%(names)s。電話か 紙で 案内してください。") % {
                    "names": "、".join(one.organisation.name for one in told[1])
                }
            messages.success(request, words)
        return told is not None
    return False


@doors.desk
@require_http_methods(FORMS)
def invitation(request: Request, public_id: str) -> HttpResponse:
    """One group: what it said by telephone is typed in, its link is given anew."""
    policies.require(request.actor, Permission.NETWORK_WRITE, at=request.at)
    found, wish = queries.invitation(public_id), request.POST.get("do")
    answer_form = AnswerForm(request.POST if wish == "answer" else None, initial=AnswerForm.of(found))
    poll_form = PollForm(request.POST if wish == "poll" else None, invitation=found)
    page = {
        "invitation": found, "meeting": found.meeting, "answer_form": answer_form, "poll_form": poll_form,
        "mailable": bool(meeting_letters.addresses(found.organisation, request.at)),
        "crumbs": crumbs(found.meeting, (_("案内"), reverse("network:desk_meeting_invite", args=[found.meeting.public_id])), (found.organisation.name, "")),
    }  # fmt: skip
    if wish == "link":
        given = deeds.done(request, lambda: _link(request, found))
        if given is not None:
            shown = {
                "given": given,
                "letters": grouped(given.token),
                "site": settings.PUBLIC_URL,
                "qr": _qr(given.address),
            }
            return render(request, "network/meetings/link_given.html", {**page, **shown})
    elif _removed(request, found, wish) or answered(request, found, answer_form, poll_form):
        return redirect("network:desk_meeting_invite", found.meeting.public_id)
    return render(request, "network/meetings/invitation.html", page)


def _removed(request: Request, found: Invitation, wish: str | None) -> bool:
    def remove() -> bool:
        inviting.remove(invitation=found, by=request.actor, at=request.at)
        return True

    return wish == "remove" and bool(deeds.done(request, remove, thanks=_("名簿から 消しました。")))


def answered(request: Request, found: Invitation, answer_form: AnswerForm, poll_form: PollForm) -> bool:
    """Whether one of the two forms was sent and taken. For staff, the group's own page and the link alike."""
    by, at = request.actor, request.at
    deed: Callable[[], object] | None = None
    form: AnswerForm | PollForm = answer_form
    if answer_form.is_bound and answer_form.is_valid():
        told = answer_form.cleaned_data
        deed = lambda: inviting.answer(  # noqa: E731
            invitation=found,
            coming=Coming(told["coming"]),
            heads=told["heads"],
            words=told["words"],
            by=by,
            at=at,
        )
    elif poll_form.is_bound and poll_form.is_valid():
        form = poll_form
        deed = lambda: polling.answer(invitation=found, answers=poll_form.answers(), by=by, at=at) or True  # noqa: E731
    if deed is None:
        return False
    return (
        deeds.done(request, deed, form=form, thanks=_("返事を うけとりました。ありがとうございます。"))
        is not None
    )


def _link(request: Request, found: Invitation) -> inviting.Given:
    mail = request.POST.get("mail") == "yes"
    return inviting.give_link(invitation=found, mail=mail, by=request.actor, at=request.at)


def _qr(address: str) -> SafeString:
    return SafeString(
        segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=2, light="#fff")
    )

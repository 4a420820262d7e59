"""The family's and the provider's own page of a meeting: the sheet, and one tap to say yes to it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ibasho.base.kernel import clock
from ibasho.base.ui.deeds import done
from ibasho.base.ui.doors import child
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.actions import meetings as actions
from ibasho.rooms.familysupport.forms.reports import SheetForm
from ibasho.rooms.familysupport.models import Meeting, Member
from ibasho.rooms.familysupport.queries import meetings as queries
from ibasho.rooms.familysupport.queries.called import called_with_honour, of_sheet
from ibasho.rooms.familysupport.rules.kinds import Side
from ibasho.rooms.familysupport.views.holding import BY, held
from ibasho.rooms.familysupport.views.report_pages import PLAIN, meeting_context, seen
from ibasho.rooms.familysupport.views.reports_my import FORMS, TAPS_MAX, TAPS_SECONDS
from ibasho.rooms.familysupport.views.sheet_pages import save_sheet, sheet_context


@child
@never_cache
@require_http_methods(FORMS)
@limited("support.tap", times=TAPS_MAX, seconds=TAPS_SECONDS)
@held
def one(request: Request, member: Member, public_id: str) -> HttpResponse:
    meeting = _own(member, public_id)
    is_family = meeting.child.member_id == member.pk
    if request.method == "POST":
        side = Side.USER if is_family else Side.PROVIDER
        done(
            request,
            lambda: actions.agree(meeting=meeting, side=side, seen=seen(request), by=BY, at=request.at),
            thanks=_("ありがとうございます。センターに つたえました。"),
        )
        return redirect("familysupport:my_meeting", public_id)
    today, family = clock.day(request.at), meeting.child.member
    other = meeting.provider if is_family else family
    sheet = None if is_family else of_sheet(meeting.sheet, family, today)
    page = {
        **meeting_context(meeting, sheet), "is_family": is_family, "waits": queries.waits_for(meeting, member),
        "centre": member.centre, "other": called_with_honour(other, today), **PLAIN,
    }  # fmt: skip
    return render(request, "familysupport/reports/my_meeting.html", page)


@child
@never_cache
@require_http_methods(FORMS)
@limited("support.tap", times=TAPS_MAX, seconds=TAPS_SECONDS)
@held
def write(request: Request, member: Member, public_id: str) -> HttpResponse:
    """The family writes the sheet beforehand, so that the meeting is short."""
    meeting = _own(member, public_id)
    if meeting.child.member_id != member.pk:
        raise Http404
    form = SheetForm(request.POST or None, initial=meeting.sheet)
    if request.method == "POST" and save_sheet(request, meeting, form, BY):
        return redirect("familysupport:my_meeting", public_id)
    sheet = sheet_context(request, meeting, form)
    page = {"meeting": meeting, "form": form, "centre": member.centre, **sheet, **PLAIN}
    return render(request, "familysupport/reports/my_sheet.html", page)


def _own(member: Member, public_id: str) -> Meeting:
    meeting = queries.own(member, public_id)
    if meeting is None:
        raise Http404
    return meeting

"""打合せ票 as a form that both sides write: who was slower keeps what they typed, and sees what the other wrote."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import DomainError, NotFound
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.actions import meetings as actions
from ibasho.rooms.familysupport.forms.reports import SheetForm
from ibasho.rooms.familysupport.models import Meeting
from ibasho.rooms.familysupport.queries import meetings as queries
from ibasho.rooms.familysupport.rules.meetings import SHEET
from ibasho.rooms.familysupport.views.report_pages import seen


def save_sheet(request: Request, meeting: Meeting, form: SheetForm, by: Actor) -> bool:
    """Where somebody else has written meanwhile, `meeting` is read again and the form keeps the typed words."""
    if not form.is_valid():
        return False
    sheet, shown = dict(form.cleaned_data), seen(request)
    try:
        actions.write(meeting=meeting, sheet=sheet, seen=shown, by=by, at=request.at)
    except NotFound as refusal:
        raise Http404 from refusal
    except DomainError as refusal:
        form.refuse(refusal)
        form.changed_meanwhile = refusal.code == actions.SHEET_CHANGED
        if form.changed_meanwhile:
            meeting.refresh_from_db(fields=["sheet"])
        return False
    messages.success(request, _("打合せ票を ほぞんしました。"))
    return True


def sheet_context(request: Request, meeting: Meeting, form: SheetForm) -> dict[str, Any]:
    """`stamp`: of the sheet this page shows. `others`: (box, what stands there now) where the typed words are others."""
    fresh = not form.is_bound or form.changed_meanwhile
    others = [
        (one.label, meeting.sheet.get(one.key, ""))
        for one in SHEET
        if form.changed_meanwhile and form.cleaned_data.get(one.key, "") != meeting.sheet.get(one.key, "")
    ]
    return {"stamp": queries.stamp(meeting) if fresh else seen(request), "others": others}

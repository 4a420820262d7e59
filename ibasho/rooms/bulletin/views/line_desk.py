"""The desk's page: LINE・ほかの道具."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel.errors import NotFound
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.actions import tool_texts
from ibasho.rooms.bulletin.models import Notice
from ibasho.rooms.bulletin.queries import line_desk, notices
from ibasho.rooms.bulletin.rules.kinds import Tool
from ibasho.rooms.bulletin.views.desk_pages import may, pages, require
from ibasho.town.people.permissions import Permission as P


@doors.desk
@require_safe
def desk_line(request: Request) -> HttpResponse:
    require(request, P.BULLETIN_READ)
    context = {
        "pages": pages("desk_line"),
        "ready": list(line_desk.ready(request.at)),
        "own": line_desk.own(request.at),
        "may_tick": may(request, P.BULLETIN_MANAGE),
    }
    return render(request, "bulletin/line/desk.html", context)


@doors.desk
@require_POST
def desk_line_took(request: Request, public_id: str) -> HttpResponse:
    """`do`: take (送りました) or back (まだ 送っていない)."""
    require(request, P.BULLETIN_MANAGE)
    deed = tool_texts.put_back if request.POST.get("do") == "back" else tool_texts.take
    thanks = _("「送りました」に しました。") if deed is tool_texts.take else _("「まだ」に もどしました。")
    done(
        request,
        partial(deed, notice=_notice(public_id), tool=Tool.CITY_LINE, by=request.actor, at=request.at),
        thanks=thanks,
    )
    return redirect("bulletin:desk_line")


def _notice(public_id: str) -> Notice:
    try:
        return notices.find(public_id)
    except NotFound as refusal:
        raise Http404 from refusal

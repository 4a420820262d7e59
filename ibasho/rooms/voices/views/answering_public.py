"""A child's way in: what is asked now, what came of what was said, and the letters of a ticket."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.holding import private
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.forms.answering import TicketForm
from ibasho.rooms.voices.models import Hearing
from ibasho.rooms.voices.queries import hearings, themes
from ibasho.rooms.voices.rules.kinds import Access, Method
from ibasho.rooms.voices.views import answering_entrance as entrances
from ibasho.rooms.voices.views.answering_who import asks_children

ANSWERS_SHOWN, COUNTED_SHOWN = 4, 12  # on the first page; all answers stand one step further


@doors.child
@doors.shared()
@require_safe
def home(request: Request) -> HttpResponse:
    """What everybody may answer, what needs a ticket, and the box that is always open."""
    today = clock.day(request.at)
    found = hearings.open_now(today)
    boxes = [one for one in found if _is_box(one)]
    others = [one for one in found if not _is_box(one)]
    asked = [one for one in others if asks_children(one)]
    page = {
        "open": [one for one in asked if one.access == Access.OPEN],
        "by_ticket": [one for one in asked if one.access == Access.TICKET],
        "boxes": boxes,
        "grown_up": [one for one in others if not asks_children(one) and one.access == Access.OPEN],
        "counted": hearings.with_numbers()[:COUNTED_SHOWN],
        "answered": themes.newest_answers(today, most=ANSWERS_SHOWN),
    }
    return render(request, "voices/answering/home.html", page)


def _is_box(hearing: Hearing) -> bool:
    return hearing.closes_on is None or Method.BOX in hearing.methods


@doors.child
@never_cache
@limited("voices.in", times=400, seconds=600, methods=("GET", "POST"))
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Request) -> HttpResponse:
    """`?t=`: the letters of a ticket, a class's link or a poster's QR; they go into a cookie and out of the address."""
    code = request.GET.get("t", "")
    form = TicketForm({"code": code} if code else request.POST or None)
    if form.is_bound and form.is_valid():
        entrance = entrances.found(form.cleaned_data["code"], request)
        if entrance is None or entrance.door is None:
            form.add_error("code", _("この 文字は みつかりません。ふだを よく見て、もう一度 入れてね。"))
        elif entrance.door.hearing.state == Hearing.State.DRAFT:
            form.add_error("code", _("まだ はじまって いません。はじまる日を まっていてね。"))
        elif entrance.refusal:
            form.add_error("code", entrance.refusal.message)
        else:
            answer = redirect("voices:ask", entrance.door.hearing.public_id)
            return private(entrances.keep(answer, form.cleaned_data["code"]))
    return private(render(request, "voices/answering/enter.html", {"form": form}))

"""つなぐ: six digits behind the sign-in, to be typed into the LINE talk; and the way there from the page of one's wishes."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods

from ibasho.base.ports import line
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.actions import line_links
from ibasho.rooms.bulletin.rules import link_code
from ibasho.rooms.bulletin.views import line_says
from ibasho.town.outbox.models import Channel
from ibasho.town.outbox.queries import addresses
from ibasho.town.people import policies as people


@doors.family
@require_http_methods(["GET", "HEAD", "POST"])
@limited("bulletin.line_link", times=20, seconds=3600)
def link(request: Request) -> HttpResponse:
    """The digits stand on the answer to the button alone: they are told once."""
    if not line.is_on():
        raise Http404
    digits = ""
    if request.method == "POST":
        digits = done(request, lambda: line_links.make(by=request.actor, at=request.at)) or ""
    context = {
        "digits": f"{digits[:3]} {digits[3:]}" if digits else "",
        "linked": _is_linked(request),
        "add_url": settings.LINE_ADD_URL,
        "asks": [choice.label for choice in line_says.menu().choices],
        "minutes": int(link_code.GOOD_FOR.total_seconds()) // 60,
    }
    response = render(request, "bulletin/line/link.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def panel(request: Request, _thing: object) -> str:
    """Safe HTML, or nothing where the city has no channel of its own here."""
    if not line.is_on():
        return ""
    return render_to_string("bulletin/line/_link.html", {"linked": _is_linked(request)}, request)


def _is_linked(request: Request) -> bool:
    mine = addresses.live().filter(channel=Channel.LINE, person_id=people.person_of(request.actor))
    return mine.exists()

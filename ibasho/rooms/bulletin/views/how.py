"""しくみ (L8): one page for each reader, and the same on A4."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from ibasho.base.ui import doors, papers
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.actions import codes
from ibasho.rooms.bulletin.queries import how as queries
from ibasho.rooms.bulletin.queries.how_words import ALL, How
from ibasho.rooms.bulletin.rules.kinds import Audience, Paper, Purpose


@doors.child
@doors.shared()
@require_safe
def how(request: Request) -> HttpResponse:
    """Who are you?"""
    return render(request, "bulletin/how/choose.html", {"pages": ALL.values()})


@doors.child
@doors.shared()
@require_safe
def how_for(request: Request, audience: str) -> HttpResponse:
    found = _of(audience)
    others = [one for one in ALL.values() if one is not found]
    context = {
        "how": found, "figures": queries.figures(), "others": others, "childs": found.audience is Audience.CHILD,
        "ways": [(way.picture, way.label, reverse(way.url)) for way in found.ways],
    }  # fmt: skip
    return render(request, "bulletin/how/page.html", context)


@doors.child
@limited("bulletin.how_paper", times=60, seconds=3600)
@require_safe
def how_paper(request: Request, audience: str) -> HttpResponse:
    """Anybody may print it; its QR is one for all copies. Paper is Japanese: it hangs on walls."""
    found = _of(audience)
    page = reverse("bulletin:how_for", args=[audience])
    code = codes.give(purpose=Purpose.HOW, paper=Paper.HOW, path=page, by=request.actor, at=request.at)
    with translation.override("ja"):
        return papers.shown(
            request, lambda: queries.paper(found, code, at=request.at), f"しくみ {found.title}", page
        )


def _of(audience: str) -> How:
    if audience not in {one.value for one in ALL}:
        raise Http404
    return ALL[Audience(audience)]

"""/support/my/looks/: a family reads who looked at their record, and when."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ibasho.base.ui import furigana
from ibasho.base.ui.doors import child
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.queries import looks as queries
from ibasho.rooms.familysupport.views.holding import held

PLAIN = {"furigana": furigana.OFF}  # these pages are for grown-ups


def part(request: HttpRequest, member: Member) -> str:
    """On the member's own page: one quiet line that leads here."""
    return render_to_string("familysupport/members/_my_looks.html", PLAIN, request)


@child
@never_cache
@require_safe
@held
def my_looks(request: Request, member: Member) -> HttpResponse:
    page = {**PLAIN, "looks": queries.looks(member, request.at), "member": member}
    return render(request, "familysupport/members/my_looks.html", page)

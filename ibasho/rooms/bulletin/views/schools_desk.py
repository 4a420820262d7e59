"""The desk's page: 学校."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.views.desk_pages import pages, require
from ibasho.town.people.permissions import Permission as P


@doors.desk
@require_safe
def desk_schools(request: Request) -> HttpResponse:
    require(request, P.BULLETIN_READ)
    return render(request, "bulletin/schools/desk.html", {"pages": pages("desk_schools")})

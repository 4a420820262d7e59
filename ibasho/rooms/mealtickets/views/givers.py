"""Those who give and wish to be named: seen by everybody once the city has looked."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ibasho.base.ui.doors import child, shared
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets.queries import giving


@child
@shared()
@require_safe
def givers(request: Request) -> HttpResponse:
    page = {"givers": giving.givers(), "words": giving.words()}
    return render(request, "mealtickets/giving/givers.html", page)


@child
@shared()
@require_safe
def giver(request: Request, public_id: str) -> HttpResponse:
    return render(request, "mealtickets/giving/giver.html", {"giver": giving.giver_by_code(public_id)})


@child
@require_safe
def logo(request: Request, public_id: str) -> HttpResponseBase:
    found = giving.giver_by_code(public_id).donor
    if not found.logo:
        raise Http404
    response = FileResponse(found.logo.open("rb"), content_type="image/webp")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "public, max-age=300"
    return response

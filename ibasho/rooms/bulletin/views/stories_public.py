"""活動だより as everybody sees it: a list, one by one, its photo, and a few on the page of the place."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.models import Story
from ibasho.rooms.bulletin.queries import stories as queries
from ibasho.rooms.bulletin.rules.kinds import StoryState
from ibasho.rooms.bulletin.rules.story_pictures import small_name
from ibasho.rooms.bulletin.views.stories_pages import found
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place
from ibasho.town.places.rules.photos import CONTENT_TYPE

PAGE = 12


@doors.child
@doors.shared(query=("page",))
@require_safe
def stories(request: Request) -> HttpResponse:
    page = Paginator(queries.shown(), PAGE).get_page(request.GET.get("page"))
    return render(request, "bulletin/stories/list.html", {"page": page})


@doors.child
@doors.shared()
@require_safe
def story(request: Request, public_id: str) -> HttpResponse:
    row = found(public_id)
    if row.state != StoryState.SHOWN:
        raise Http404
    place = queries.public_place(row)
    there = (
        (place, row.happened_on) if place else None
    )  # what other rooms know of that day stands below the words
    context = {"story": row, "place": place, "event": queries.public_event(row), "there": there}
    return render(request, "bulletin/stories/story.html", context)


@doors.child
@require_safe
def story_photo(request: Request, public_id: str) -> HttpResponseBase:
    """`?small` for lists. To everybody while it is shown, before that to who writes or looks at it; a browser asks each
    time whether it still may show what it has kept."""
    row = found(public_id)
    shown = row.state == StoryState.SHOWN
    if not row.photo or not (shown or _may_look(request, row)):
        raise Http404
    name = str(row.photo.name)
    name = small_name(name) if "small" in request.GET else name
    known = get_conditional_response(request, etag=f'"{name}"') if shown else None
    response = known or FileResponse(row.photo.storage.open(name, "rb"), content_type=CONTENT_TYPE)
    response.headers["ETag"] = f'"{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = f'inline; filename="{row.public_id}.webp"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "public, no-cache" if shown else "private, no-store"
    return response


def panel(request: Request, place: Place) -> str:
    """On a place's page: the newest of it, in one statement. Nothing where there is none."""
    rows = queries.of_place(place)
    return render_to_string("bulletin/stories/_place.html", {"stories": rows}, request) if rows else ""


def _may_look(request: Request, row: Story) -> bool:
    if row.state == StoryState.WITHDRAWN:
        return False
    own = policies.may_of(request.actor, Permission.BULLETIN_OWN, row.organisation_id, at=request.at)
    return own or policies.may(request.actor, Permission.BULLETIN_READ, at=request.at)

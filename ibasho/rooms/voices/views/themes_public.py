"""What became of it: the answers by hearing, and one of them from the first voice to the day it was told."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.models import Done, Hearing, Opinion, Theme
from ibasho.rooms.voices.queries import hearings
from ibasho.rooms.voices.queries import themes as queries
from ibasho.town.places.rules.photos import CONTENT_TYPE

HEARINGS_A_PAGE, VOICES_MAX = 5, 12


@doors.child
@doors.shared(query=("h", "page"))
@require_safe
def answers(request: Request) -> HttpResponse:
    """Hearings with their themes, the newest first; `?h=` one of them."""
    today = clock.day(request.at)
    one = hearings.find_public(request.GET.get("h", ""))
    asked = hearings.of_desk().filter(themes__dropped_on__isnull=True, themes__isnull=False).distinct()
    asked = asked.exclude(state=Hearing.State.DRAFT)
    page = Paginator(asked.filter(pk=one.pk) if one else asked, HEARINGS_A_PAGE).get_page(
        request.GET.get("page")
    )
    found = [(hearing, queries.public(hearing, today)) for hearing in page.object_list]
    return render(request, "voices/themes/answers.html", {"found": found, "paged": page, "one": one})


@doors.child
@doors.shared()
@require_safe
def theme(request: Request, public_id: str) -> HttpResponse:
    """言った → まとめた → 決めた → した → 知らせた."""
    found = _public(public_id)
    chain = queries.chain(found, clock.day(request.at))
    voices = Opinion.objects.filter(groupings__theme=found, state=Opinion.State.SHOWN)
    context = {"chain": chain, "theme": found, "voices": voices.order_by("shown_words", "pk")[:VOICES_MAX]}
    return render(request, "voices/themes/public.html", context)


def _public(public_id: str) -> Theme:
    found = queries.find(public_id)
    if found is None or found.dropped_on is not None or found.hearing.state == Hearing.State.DRAFT:
        raise Http404
    return found


@doors.child
@require_safe
def photo(request: Request, public_id: str) -> HttpResponse:
    """The picture of what was done, while it stands on the page."""
    row = Done.objects.filter(public_id=public_id, dropped_on__isnull=True).select_related("theme").first()
    if row is None or not row.photo or row.theme.dropped_on is not None:
        raise Http404
    with row.photo.open("rb") as file:
        response = HttpResponse(file.read(), content_type=CONTENT_TYPE)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = f'inline; filename="{row.public_id}.webp"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response

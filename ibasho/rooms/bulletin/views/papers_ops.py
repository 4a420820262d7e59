"""A group prints the poster of its own place."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, papers
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.actions import papers as actions
from ibasho.rooms.bulletin.forms.papers import LANGUAGES
from ibasho.rooms.bulletin.queries import papers as queries
from ibasho.rooms.bulletin.queries.paper_tongue import Tongue
from ibasho.rooms.bulletin.queries.papers import Wish
from ibasho.rooms.bulletin.rules.kinds import Paper, Purpose
from ibasho.town.people.permissions import Permission as P
from ibasho.town.places.models import Place
from ibasho.town.places.rules.calendar import Month


@doors.operator
@require_POST
def ops_poster(request: Request, public_id: str) -> HttpResponse:
    """The PDF, in the language asked for. 404 for a place that is not theirs, or that the public may not see."""
    place = get_object_or_404(queries.places(), public_id=public_id)
    policies.require_of(request.actor, P.BULLETIN_OWN, place.organisation_id, at=request.at)
    asked = request.POST.get("language", "")
    language = asked if asked in dict(LANGUAGES) else "ja"
    month = Month.of(clock.day(request.at))
    wish = Wish(Paper.POSTER, month, Tongue(language), Purpose.PLACE, place=place)
    back = reverse("places:ops_place", args=[place.public_id])
    return papers.shown(
        request, lambda: actions.print_out(wish=wish, by=request.actor, at=request.at), wish.name, back
    )


def panel(request: Request, place: Place) -> SafeString | str:
    """`{% panels "places.ops_place" place %}`: nothing for a place that is not on the pages, or not theirs."""
    if not queries.places().filter(pk=place.pk).exists():
        return ""
    if not policies.may_of(request.actor, P.BULLETIN_OWN, place.organisation_id, at=request.at):
        return ""
    return render_to_string(
        "bulletin/papers/_ops_panel.html", {"place": place, "languages": LANGUAGES}, request
    )

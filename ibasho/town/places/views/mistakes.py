"""「ここが ちがうよ」: anybody may tell, without a name."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.town.places.actions import mistakes
from ibasho.town.places.forms.closing import MistakeForm
from ibasho.town.places.models import Place
from ibasho.town.places.queries.desk import PUBLIC
from ibasho.town.places.views.where import find


def find_public(public_id: str) -> Place:
    place = find(public_id)
    if place.state not in PUBLIC:
        raise Http404
    return place


@doors.child
@limited("places.mistake", times=60, seconds=3600)
def mistake(request: Request, public_id: str) -> HttpResponse:
    place = find_public(public_id)
    form = MistakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        mistakes.report(
            place=place, what=form.cleaned_data["what"], words=form.cleaned_data["words"], public_id=form.public_id,
            by=request.actor, at=request.at,
        )  # fmt: skip
        return render(request, "places/notes/told.html", {"place": place})
    return render(request, "places/notes/mistake.html", {"place": place, "form": form})

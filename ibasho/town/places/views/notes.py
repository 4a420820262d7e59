"""「こんなところだったよ」: a child writes, a grown-up reads it first."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from ibasho.base.kernel.errors import Invalid
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.town.places.actions import notes
from ibasho.town.places.forms.note import NoteForm
from ibasho.town.places.views.mistakes import find_public


@doors.child
@limited("places.note", times=60, seconds=3600)
def note(request: Request, public_id: str) -> HttpResponse:
    place = find_public(public_id)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            notes.write(
                place=place, stage=form.cleaned_data["stage"], words=form.cleaned_data["words"], public_id=form.public_id,
                by=request.actor, at=request.at,
            )  # fmt: skip
        except Invalid as refusal:
            form.add_error("words", refusal.message)
        else:
            return render(request, "places/notes/thanks.html", {"place": place})
    return render(request, "places/notes/note.html", {"place": place, "form": form})

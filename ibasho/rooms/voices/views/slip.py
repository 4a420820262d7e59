"""The slip: by its code alone somebody looks what came of their answer. The code is in no address, so in no log."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.forms.themes import SlipForm
from ibasho.rooms.voices.queries import slips

# A class looks together from one school's address, twice over for what was mistyped; trying 65 bits takes longer.
LOOKS_MAX, LOOKS_SECONDS = 120, 600


@doors.child
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("voices.slip", times=LOOKS_MAX, seconds=LOOKS_SECONDS)
def slip(request: Request) -> HttpResponse:
    form = SlipForm(request.POST or None)
    asked = request.method == "POST" and form.is_valid()
    found = slips.look(form.cleaned_data["code"], clock.day(request.at)) if asked else None
    return render(request, "voices/themes/slip.html", {"form": form, "asked": asked, "found": found})

"""Why somebody is asked, in five steps with their days: for children first, and for grown-ups below it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.models.hearing import STAGES
from ibasho.rooms.voices.queries import hearings as queries
from ibasho.rooms.voices.queries import steps as steps_of
from ibasho.rooms.voices.rules import hearings as rules
from ibasho.rooms.voices.rules.kinds import Method, Moment, Respondent


@doors.child
@doors.shared()
@require_safe
def about(request: Request, public_id: str) -> HttpResponse:
    """What for, who, until when, when the answer comes; what was left out, and why."""
    hearing = queries.find_public(public_id)
    if hearing is None:
        raise Http404
    today = clock.day(request.at)
    context = {
        "hearing": hearing, "steps": steps_of.shown(hearing.steps.all(), today), "today": today,
        "answer_by": rules.answer_by(hearing.closes_on, hearing.answer_days),
        "open_now": hearing in queries.open_now(today), "moment": Moment(hearing.moment),
        "who": [Respondent(one).label for one in hearing.respondents],
        "stages": [dict(STAGES)[one] for one in hearing.stages],
        "methods": [Method(one).label for one in hearing.methods], "places": hearing.places.filter(state="published"),
    }  # fmt: skip
    return render(request, "voices/hearings/about.html", context)

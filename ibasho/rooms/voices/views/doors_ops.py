"""A group's own page: what children said at its places, where they can say more, and what is asked of the group itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.actions import doors as actions
from ibasho.rooms.voices.queries import doors as queries
from ibasho.rooms.voices.queries import hearings, place_voices
from ibasho.rooms.voices.rules.doors import GROUPS, Wished
from ibasho.rooms.voices.rules.kinds import Channel
from ibasho.rooms.voices.views.doors_desk import PICTURES
from ibasho.town.people.permissions import Permission

CHANNEL_WORDS = {
    Channel.PLACE: gettext_lazy("ポスターを はる"),
    Channel.STICKER: gettext_lazy("シール・付箋で きく"),
    Channel.WORKSHOP: gettext_lazy("話しあいで きく"),
    Channel.STALL: gettext_lazy("来た人を カウンターで 数える"),
}
VOICES_SHOWN = 6
SHOWN = 20  # places: staff who type in for everybody choose the group first


@doors.operator
@require_safe
def ops(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.VOICES_COLLECT, at=request.at)
    found = queries.own(request.actor, request.at)[:SHOWN]
    context = {
        "places": [_place(one, clock.day(request.at)) for one in found], "asked": queries.for_place_people(request.at),
        "channels": [(one.value, CHANNEL_WORDS[one], PICTURES[one]) for one in CHANNEL_WORDS],
    }  # fmt: skip
    return render(request, "voices/doors/ops.html", context)


def _place(one: queries.Own, today: date) -> dict[str, Any]:
    return {
        "place": one.place, "doors": [(door, PICTURES[Channel(door.channel)]) for door in one.doors],
        "without": one.without, "about": place_voices.about(one.place, today, most=VOICES_SHOWN, children_only=False),
    }  # fmt: skip


@doors.operator
@require_POST
def ops_door_make(request: Request) -> HttpResponse:
    """One press: a door of this place for this hearing."""
    policies.require(request.actor, Permission.VOICES_COLLECT, at=request.at)
    told = request.POST
    place = next(
        (one for one in queries.own_places(request.actor, request.at) if one.public_id == told.get("place")),
        None,
    )
    hearing = hearings.find_public(told.get("hearing", ""))
    if place is None or hearing is None or told.get("channel") not in list(GROUPS):
        raise Http404
    wished = Wished(told["channel"], place.name, place.district_code)
    made = done(
        request,
        lambda: actions.make(hearing=hearing, wished=wished, place=place, by=request.actor, at=request.at),
        thanks=_("%(place)sの 入り口が できました。") % {"place": place.name},
    )
    return redirect("voices:ops_door", made.public_id) if made is not None else redirect("voices:ops")

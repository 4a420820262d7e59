"""For the grown-ups on duty: who waits for help, which seats are taken; any seat can be freed. No child has a name here."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.actions import asking, seats
from ibasho.rooms.openhouse.models import HelpAsk
from ibasho.rooms.openhouse.queries import seats as queries
from ibasho.rooms.openhouse.rules.seats import Subject
from ibasho.rooms.openhouse.views.safety_sides import place_of
from ibasho.town.areas.stages import Stage
from ibasho.town.people.permissions import Permission

DOOR = Permission.OPENHOUSE_DOOR
CAME_SHOWN = 10


@doors.operator
@require_safe
def ops_seats(request: Request, public_id: str) -> HttpResponse:
    place = place_of(request, public_id, DOOR)
    cards = [(one, Subject(one.subject).label, _stage(one)) for one in queries.asks(place, request.at)]
    context = {
        "place": place,
        "waiting": [card for card in cards if card[0].came_at is None],
        "came": [card for card in cards if card[0].came_at is not None][-CAME_SHOWN:],
        "plans": [queries.plan(room, request.at) for room in queries.rooms_of(place)],
        "crumbs": [(_("わたしたちの場所"), "/ops/"), (place.name, "")],
    }
    return render(request, "openhouse/seats/staff.html", context)


@doors.operator
@require_POST
def ops_seat_free(request: Request, public_id: str, room: str) -> HttpResponse:
    place = place_of(request, public_id, DOOR)
    space = get_object_or_404(queries.rooms_of(place), public_id=room)
    number = request.POST.get("number", "")
    if not number.isdecimal():
        raise Http404
    done(
        request,
        lambda: seats.free(space=space, number=int(number), by=request.actor, at=request.at),
        thanks=_("%(number)s番を あけました。") % {"number": number},
    )
    return redirect("openhouse:ops_seats", place.public_id)


@doors.operator
@require_POST
def ops_ask(request: Request, public_id: str, key: int) -> HttpResponse:
    """`do` = go or again."""
    place = place_of(request, public_id, DOOR)
    card = get_object_or_404(HelpAsk.objects.select_related("place"), place=place, pk=key)
    goes = request.POST.get("do") == "go"
    deed = asking.go if goes else asking.wait_again
    thanks = _("行くことに しました。") if goes else _("もどしました。")
    done(request, lambda: deed(card=card, by=request.actor, at=request.at), thanks=thanks)
    return redirect("openhouse:ops_seats", place.public_id)


def _stage(card: HelpAsk) -> str:
    return Stage(card.stage).label if card.stage else ""

"""Today's exact heads for the staff: by stage, more and fewer, a wrong tap taken back."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.actions import counting
from ibasho.rooms.openhouse.actions.counting import Tap
from ibasho.rooms.openhouse.forms.door import TapForm, UndoForm
from ibasho.rooms.openhouse.models import Crossing, Door, Presence
from ibasho.rooms.openhouse.queries import door as queries
from ibasho.rooms.openhouse.rules.counting import Turn
from ibasho.rooms.openhouse.rules.kinds import Crossing as Way
from ibasho.rooms.openhouse.views.door_seeing import Look, both
from ibasho.town.areas.stages import Stage
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

_staff = both(Permission.OPENHOUSE_DOOR)


@require_safe
def _today(request: Request, look: Look, place: Place) -> HttpResponse:
    door, day = queries.door_of(place), clock.day(request.at)
    heads = queries.heads(place, day, door)
    context = {
        "layout": look.layout, "look": look, "place": place, "own_door": door, "heads": heads,
        "may_settle": queries.may_settle(request.actor, place, request.at),
        "rows": [{"row": row, "in_nonce": uuid4(), "out_nonce": uuid4(), "more_nonce": uuid4()} for row in heads.rows],
        "at": request.GET.get("at", ""),
        "latest": [{"tap": one, "words": _words(one), "nonce": uuid4()} for one in queries.latest(place, day)],
        "urls": {name: look.url(name, place.public_id) for name in ("today_tap", "today_undo", "month", "diary")},
        "door_url": look.url("door", place.public_id) if not look.is_desk else "",
        "cards_url": look.url("cards", place.public_id) if not look.is_desk else "",
        "crumbs": look.crumbs(place, _("きょうの人数")),
    }  # fmt: skip
    return render(request, "openhouse/door/today.html", context)


def _words(tap: Crossing) -> str:
    """`小学4～6年生 来た 1人（タブレット）`"""
    turn = Turn.IN if tap.inside > 0 else Turn.OUT
    return f"{Stage(tap.stage).label} {turn.label} {abs(tap.inside)}人（{Way(tap.way).label}）"


@require_POST
def _tap(request: Request, look: Look, place: Place) -> HttpResponse:
    form = TapForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("人数は 1から 40までの 数字で 入れてください。"))
        return redirect(look.url("today", place.public_id))
    given = form.cleaned_data
    one = Tap(given["nonce"], Stage(given["stage"]), Turn(given["turn"]), given["count"] or 1)
    try:
        counting.count(place=place, tap=one, way=Way.STAFF, by=request.actor, at=request.at)
    except DomainError as error:
        messages.warning(request, error.message)
    pressed = "more" if given["count"] else f"{one.stage.value}-{one.turn.value}"
    return redirect(f"{look.url('today', place.public_id)}?at={pressed}")  # the finger stays where it was


@require_POST
def _undo(request: Request, look: Look, place: Place) -> HttpResponse:
    form = UndoForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            counting.undo(place=place, nonce=given["nonce"], of=given["of"], by=request.actor, at=request.at)
        except DomainError as error:
            messages.warning(request, error.message)
        else:
            messages.success(request, _("とりけしました。"))
    return redirect(look.url("today", place.public_id))


ops_today, desk_today = _staff(_today)
ops_today_tap, desk_today_tap = _staff(_tap)
ops_today_undo, desk_today_undo = _staff(_undo)


@doors.operator
@require_safe
def ops_doors(request: Request) -> HttpResponse:
    """Every place of one's groups: those that count first."""
    return _list(request, queries.own_places(request.actor, request.at), "ui/operator.html", "ops")


@doors.desk
@require_safe
def desk_doors(request: Request) -> HttpResponse:
    """For the city: the places that count."""
    people.require_seen(request.actor, Permission.OPENHOUSE_READ, day=clock.day(request.at))
    found = Place.objects.filter(door__is_on=True).order_by("kana", "name", "pk")
    return _list(request, list(found), "ui/desk.html", "desk")


def _list(request: Request, places: list[Place], layout: str, prefix: str) -> HttpResponse:
    day = clock.day(request.at)
    on = {door.place_id: door for door in Door.objects.filter(place__in=places, is_on=True)}
    here = set(Presence.objects.filter(place__in=places, day=day).values_list("place_id", flat=True))
    counting_now = [
        (place, queries.heads(place, day, on[place.pk]), place.pk in here)
        for place in places
        if place.pk in on
    ]
    context = {
        "layout": layout, "prefix": prefix, "counting": counting_now, "title": _("入口と 人数"),
        "others": [place for place in places if place.pk not in on], "month": f"openhouse:{prefix}_month",
        "today": f"openhouse:{prefix}_today", "may_count": people.may(request.actor, Permission.OPENHOUSE_DOOR, day=day),
    }  # fmt: skip
    return render(request, "openhouse/door/list.html", context)

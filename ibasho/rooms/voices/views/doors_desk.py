"""The doors of a hearing at the desk: where answers come in, and how many came through each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.actions import doors as actions
from ibasho.rooms.voices.forms.doors import DoorForm
from ibasho.rooms.voices.models import Door, Hearing
from ibasho.rooms.voices.queries import doors as queries
from ibasho.rooms.voices.queries import hearings
from ibasho.rooms.voices.rules.kinds import Channel
from ibasho.rooms.voices.views import desk_pages
from ibasho.rooms.voices.views.door_seeing import DESK, own_door
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]
PICTURES = {
    Channel.WEB: "globe", Channel.TABLET: "book", Channel.SHEET: "pencil", Channel.STALL: "noren",
    Channel.WORKSHOP: "friends", Channel.STICKER: "star", Channel.PLACE: "house",
}  # fmt: skip


@doors.desk
@require_safe
def desk_doors(request: Request, public_id: str) -> HttpResponse:
    hearing = _hearing(request, public_id)
    found = queries.of_hearing(hearing, clock.day(request.at))
    context = {
        "hearing": hearing, "rows": [{"row": row, "picture": PICTURES[Channel(row.door.channel)]} for row in found],
        "heads": sum(row.heads for row in found), "may_make": _may_make(request, hearing),
        "tabs": desk_pages.pages("desk_hearings", request), "crumbs": _crumbs(hearing, _("入り口")),
    }  # fmt: skip
    return render(request, "voices/doors/list.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_door_new(request: Request, public_id: str) -> HttpResponse:
    """With `?district=&place=&on=&channel=` from the list of whom to ask next: the form is filled in already."""
    hearing = _hearing(request, public_id)
    if not _may_make(request, hearing):
        raise Http404
    form = DoorForm(request.POST or None, initial=_initial(request), **_known(request))
    if request.method == "POST" and form.is_valid():
        made = done(
            request,
            lambda: actions.make(
                hearing=hearing, wished=form.wished(), place=form.cleaned_data["place"], by=request.actor, at=request.at
            ),
            thanks=_("入り口を 作りました。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect("voices:desk_door", made.public_id)
    context = {
        "heading": _("入り口を 作る"), "text": hearing.title, "form": form, "submit": _("作る"),
        "back": reverse("voices:desk_doors", args=[hearing.public_id]),
        "crumbs": _crumbs(hearing, (_("入り口"), reverse("voices:desk_doors", args=[hearing.public_id])), _("作る")),
    }  # fmt: skip
    return render(request, "voices/doors/form.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_door_change(request: Request, public_id: str) -> HttpResponse:
    policies.require(request.actor, Permission.VOICES_READ, at=request.at)
    door = own_door(request, public_id)
    initial = {
        name: getattr(door, name) for name in ("name", "place", "district_code", "stage", "on", "quota")
    }
    form = DoorForm(request.POST or None, initial=initial, door=door, **_known(request, door))
    if request.method == "POST" and form.is_valid():
        changed = done(
            request,
            lambda: actions.change(
                door=door, wished=form.wished(), place=form.cleaned_data["place"], by=request.actor, at=request.at
            ),
            thanks=_("書きかえました。"), form=form,
        )  # fmt: skip
        if changed is not None:
            return redirect("voices:desk_door", door.public_id)
    context = {
        "heading": _("入り口を なおす"), "text": door.name, "form": form, "submit": _("書きかえる"),
        "back": DESK.back(door), "crumbs": DESK.crumbs(door, _("なおす")),
    }  # fmt: skip
    return render(request, "voices/doors/form.html", context)


def _hearing(request: Request, public_id: str) -> Hearing:
    policies.require(request.actor, Permission.VOICES_READ, at=request.at)
    found = hearings.find(public_id)
    if found is None:
        raise Http404
    return found


def _may_make(request: Request, hearing: Hearing) -> bool:
    open_to = hearing.state in (Hearing.State.DRAFT, Hearing.State.OPEN) and not hearing.source_name
    return open_to and policies.may(request.actor, Permission.VOICES_COLLECT, at=request.at)


def _known(request: Request, door: Door | None = None) -> dict[str, Any]:
    """What the form offers. A door keeps its place also when that is closed now."""
    places = queries.places()
    if door is not None and door.place_id:
        places = queries.places_with(door.place_id)
    return {"places": places, "districts": queries.districts(clock.day(request.at))}


def _initial(request: Request) -> dict[str, Any]:
    told = request.GET
    found: dict[str, Any] = {
        "channel": told.get("channel") or Channel.STALL.value,
        "district_code": told.get("district", ""),
    }
    place = queries.places().filter(public_id=told.get("place", "")).first()
    if place is not None:
        found |= {
            "place": place.pk,
            "name": place.name,
            "district_code": found["district_code"] or place.district_code,
        }
    try:
        found["on"] = date.fromisoformat(told.get("on", ""))
    except ValueError:
        found["on"] = None
    return found


def _crumbs(hearing: Hearing, *pairs: tuple[str, str] | str) -> desk_pages.Crumbs:
    own = (hearing.title, reverse("voices:desk_hearing", args=[hearing.public_id]))
    return desk_pages.crumbs(own, *((one, "") if isinstance(one, str) else one for one in pairs))

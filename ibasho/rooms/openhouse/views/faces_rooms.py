"""Rooms of places: the first page, one place with its rooms and their versions, a room made and changed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import presses
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.actions import spaces as actions
from ibasho.rooms.openhouse.forms.faces import HousePlaceForm, SpaceForm
from ibasho.rooms.openhouse.queries import spaces, waiting
from ibasho.rooms.openhouse.views import faces_doors
from ibasho.rooms.openhouse.views.faces_where import Where, both, find_place, find_space, ruled, seen
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


@require_safe
def _open(request: Request, *, where: Where) -> HttpResponse:
    """Every place with rooms, what waits, and the ways to the room's other pages."""
    day = clock.day(request.at)
    ways = faces_doors.doors(request, where.code)
    if not ways:
        raise Http404
    found = spaces.ruled_by(request.actor, request.at, city=where.is_desk)
    manages = people.may(request.actor, Permission.OPENHOUSE_MANAGE, day=day)
    context = {
        "where": where, "houses": spaces.houses(found, day), "manages": manages,
        "doors": ways,
        "waiting": waiting.waiting_for(request.actor, request.at) if where.is_desk else [],
    }  # fmt: skip
    return render(request, "openhouse/faces/open.html", context)


@require_http_methods(FORMS)
def _first(request: Request, *, where: Where) -> HttpResponse:
    """Which place gets its first room."""
    if not people.may(request.actor, Permission.OPENHOUSE_MANAGE, day=clock.day(request.at)):
        raise Http404
    found = spaces.may_be_ruled(request.actor, request.at, city=where.is_desk)
    form = HousePlaceForm(request.POST or None, places=[(one.public_id, one.name) for one in found])
    if request.method == "POST" and form.is_valid():
        return redirect(where.url("space_new", form.cleaned_data["place"]))
    context = {
        "where": where, "form": form, "any": bool(found), "heading": _("部屋を 足す居場所"), "submit": _("つぎへ"),
        "cancel": where.url("open"), "crumbs": where.crumbs((_("部屋を 足す居場所"), "")),
    }  # fmt: skip
    return render(request, "openhouse/faces/edit.html", context)


@require_safe
def _faces(request: Request, public_id: str, *, where: Where) -> HttpResponse:
    place = seen(request, find_place(public_id))
    (house,) = spaces.houses([place], clock.day(request.at))
    context = {
        "where": where, "place": place, "house": house, "crumbs": where.crumbs((place.name, "")),
        "may_rule": spaces.may_rule(request.actor, place, request.at),
    }  # fmt: skip
    return render(request, "openhouse/faces/place.html", context)


@require_http_methods(FORMS)
def _space_new(request: Request, public_id: str, *, where: Where) -> HttpResponse:
    place = ruled(request, find_place(public_id))
    form = SpaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            presses.once(
                request,
                lambda: actions.create(
                    place=place, values=form.cleaned_data, by=request.actor, at=request.at
                ),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("部屋を 足しました。つぎに 1週間の きまりを つくってください。"))
            return redirect(where.url("faces", place.public_id))
    return _edit(request, where, place.name, place.public_id, form, _("部屋を 足す"))


@require_http_methods(FORMS)
def _space_edit(request: Request, public_id: str, *, where: Where) -> HttpResponse:
    space = find_space(public_id)
    place = ruled(request, space.place)
    form = SpaceForm(request.POST or None, space=space)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(space=space, values=form.cleaned_data, by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("なおしました。"))
            return redirect(where.url("faces", place.public_id))
    return _edit(request, where, place.name, place.public_id, form, space.name)


def _edit(
    request: Request, where: Where, name: str, public_id: str, form: SpaceForm, heading: str
) -> HttpResponse:
    back = where.url("faces", public_id)
    context = {
        "where": where, "form": form, "any": True, "heading": heading, "submit": _("ほぞんする"), "cancel": back,
        "crumbs": where.crumbs((name, back), (heading, "")),
    }  # fmt: skip
    return render(request, "openhouse/faces/edit.html", context)


ops_open, desk_open = both(_open)
ops_first, desk_first = both(_first)
ops_faces, desk_faces = both(_faces)
ops_space_new, desk_space_new = both(_space_new)
ops_space_edit, desk_space_edit = both(_space_edit)

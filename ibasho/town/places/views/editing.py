"""Writing an entry, for groups and for the desk: a new one, its sections, the confirm page with old → new."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, DomainError, NotFound
from ibasho.base.ui import doors, presses
from ibasho.base.ui.request import Request
from ibasho.town.places import policies
from ibasho.town.places.actions import changes as change_actions
from ibasho.town.places.actions import places
from ibasho.town.places.forms.place import NewPlaceForm, PlaceForm
from ibasho.town.places.models import Place, PlaceChange
from ibasho.town.places.queries import changes, locating, ops
from ibasho.town.places.rules.opening_text import OpeningText
from ibasho.town.places.rules.reading import read_opening
from ibasho.town.places.views.where import DESK, OPS, Where, find_own


@doors.operator
def ops_new(request: Request) -> HttpResponse:
    return _new(request, OPS)


@doors.desk
def desk_new(request: Request) -> HttpResponse:
    return _new(request, DESK)


@doors.operator
def ops_edit(request: Request, public_id: str) -> HttpResponse:
    return _edit(request, public_id, OPS)


@doors.desk
def desk_edit(request: Request, public_id: str) -> HttpResponse:
    return _edit(request, public_id, DESK)


def _new(request: Request, where: Where) -> HttpResponse:
    if not ops.may_write(request.actor, request.at):
        raise Http404
    form = NewPlaceForm(request.POST or None)
    groups = ops.organisations(request.actor, request.at)
    _offer_groups(form, groups, where)
    if request.method == "POST" and form.is_valid():
        place = _created(request, form)
        if place is not None:
            messages.success(request, _("下書きを つくりました。まだ だれにも 見えません。"))
            return redirect(where.url("place", place.public_id))
    return render(request, "places/editing/new.html", {"form": form, "where": where})


def _offer_groups(form: NewPlaceForm, groups: Any, where: Where) -> None:
    """A person of one group is not asked which; the desk may leave it open."""
    field = form.fields["organisation"]
    field.queryset = groups  # type: ignore[attr-defined]
    if where is OPS:
        field.required = True
        field.empty_label = None  # type: ignore[attr-defined]
        field.initial = groups.first()


def _created(request: Request, form: NewPlaceForm) -> Place | None:
    values = locating.located(form.values(), clock.day(request.at))
    reading = read_opening(OpeningText(days=values["opening_words"]))
    values["opening_certain"] = reading.certain and bool(reading.openings)
    try:
        return presses.once(
            request,
            lambda: places.create(values=values, openings=reading.openings, by=request.actor, at=request.at),
        )
    except NotFound as refusal:
        raise Http404 from refusal
    except DomainError as refusal:
        _tell(form, refusal)
        return None


def _edit(request: Request, public_id: str, where: Where) -> HttpResponse:
    """GET: the form. POST: the confirm page with old → new; `do=send` writes, `do=back` gives the form again."""
    place = find_own(request, public_id)
    change = _waiting(request, place)
    stored = {**vars(place), **(change.proposed if change else {})}
    form = PlaceForm(request.POST or None, initial=_initial(stored), instance=find_own(request, public_id))
    context: dict[str, Any] = {"form": form, "place": place, "change": change, "where": where,
               "seen": request.POST.get("seen") or changes.seen(place, change)}  # fmt: skip
    if request.method != "POST":
        return render(request, "places/editing/edit.html", context)
    if not form.is_valid() or request.POST.get("do") == "back":
        return render(request, "places/editing/edit.html", context)
    values = locating.located(form.values(), clock.day(request.at))
    context["differences"] = changes.differences(place, values, None)
    if request.POST.get("do") != "send":
        context["again"] = _sent_again(request)
        context["direct"] = policies.writes_directly(request.actor, place, at=request.at)
        return render(request, "places/editing/confirm.html", context)
    return _send(request, context, place, values, where)


def _send(
    request: Request, context: dict[str, Any], place: Place, values: dict[str, Any], where: Where
) -> HttpResponse:
    try:
        written = change_actions.submit(
            place=place, values=values, seen=request.POST.get("seen", ""), by=request.actor, at=request.at
        )
    except NotFound as refusal:
        raise Http404 from refusal
    except Conflict as refusal:
        context["conflict"], context["seen"] = refusal.message, changes.seen(place, context["change"])
        return render(request, "places/editing/edit.html", context, status=409)
    except DomainError as refusal:
        _tell(context["form"], refusal)
        return render(request, "places/editing/edit.html", context)
    messages.success(request, thanks_for(written))
    return redirect(where.url("place", place.public_id))


def thanks_for(written: Place | PlaceChange) -> str:
    if isinstance(written, PlaceChange):
        return _("市に おくりました。承認されるまでは 前の内容が のっています。")
    return _("直しました。")


def _waiting(request: Request, place: Place) -> PlaceChange | None:
    """What this person's wishes are laid upon: nothing for who writes at once."""
    direct = policies.writes_directly(request.actor, place, at=request.at)
    return None if direct else changes.waiting(place)


def _initial(stored: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in stored.items() if name in PlaceForm.base_fields}


def _sent_again(request: Request) -> list[tuple[str, str]]:
    """Everything that was sent, for the hidden fields of the confirm page."""
    skip = {"csrfmiddlewaretoken", "do", "seen"}
    return [
        (name, value) for name in request.POST if name not in skip for value in request.POST.getlist(name)
    ]


def _tell(form: NewPlaceForm | PlaceForm, refusal: DomainError) -> None:
    """A refusal stands at its field, or above the form."""
    for name, sentence in refusal.fields.items():
        form.add_error(name if name in form.fields else None, sentence)
    if not refusal.fields:
        form.add_error(None, refusal.message)

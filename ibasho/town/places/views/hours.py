"""The editor of opening hours, for groups and for the desk. Every button is a plain submit; htmx only shows the words sooner."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, DomainError, NotFound
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.town.places import policies
from ibasho.town.places.actions import changes as change_actions
from ibasho.town.places.forms.opening import OpeningRows, typed_rows
from ibasho.town.places.models import Place, PlaceChange
from ibasho.town.places.queries import changes
from ibasho.town.places.rules.opening import Opening
from ibasho.town.places.rules.opening_form import as_typed
from ibasho.town.places.rules.opening_text import OpeningText
from ibasho.town.places.rules.reading import read_opening
from ibasho.town.places.rules.words import describe
from ibasho.town.places.views.editing import thanks_for
from ibasho.town.places.views.where import DESK, OPS, Where, find_own

NEW_ROW: dict[str, Any] = {"pattern": "weekly"}


@doors.operator
def ops_hours(request: Request, public_id: str) -> HttpResponse:
    return _hours(request, public_id, OPS)


@doors.desk
def desk_hours(request: Request, public_id: str) -> HttpResponse:
    return _hours(request, public_id, DESK)


@doors.operator
@require_POST
def ops_hours_words(request: Request, public_id: str) -> HttpResponse:
    return _words(request, public_id)


@doors.desk
@require_POST
def desk_hours_words(request: Request, public_id: str) -> HttpResponse:
    return _words(request, public_id)


def _words(request: Request, public_id: str) -> HttpResponse:
    """What the rows would say, while they are being typed: a fragment."""
    find_own(request, public_id)
    rows = OpeningRows.sent(request.POST, clock.day(request.at))
    return render(request, "places/editing/hours_words.html", {"said": rows.said})


def _hours(request: Request, public_id: str, where: Where) -> HttpResponse:
    place = find_own(request, public_id)
    direct = policies.writes_directly(request.actor, place, at=request.at)
    change = None if direct else changes.waiting(place)
    context: dict[str, Any] = {
        "place": place, "change": change, "where": where, "direct": direct,
        "seen": request.POST.get("seen") or changes.seen(place, change),
        "free_words": request.POST.get("free_words", place.opening_words),
    }  # fmt: skip
    if request.method != "POST":
        context["rows"] = OpeningRows.of_rules(_current(place, change), clock.day(request.at))
        return render(request, "places/editing/hours.html", context)
    return _answer(request, place, where, context)


def _current(place: Place, change: PlaceChange | None) -> tuple[Opening, ...]:
    proposed = changes.split(change.proposed)[1] if change else None
    return changes.openings_of(place) if proposed is None else proposed


def _answer(request: Request, place: Place, where: Where, context: dict[str, Any]) -> HttpResponse:
    do, today = request.POST.get("do", ""), clock.day(request.at)
    if do in ("check", "send"):
        return _check(request, place, where, context, send=do == "send")
    typed = typed_rows(request.POST)
    if do == "add":
        typed.append(NEW_ROW)
    elif do.startswith("remove-") and do[7:].isdecimal() and int(do[7:]) < len(typed):
        del typed[int(do[7:])]
    elif do == "read":
        context["reading"] = _reading(context["free_words"])
    elif do in ("use", "use_weekly"):
        typed = [as_typed(rule) for rule in _reading(context["free_words"])[do]]
    context["rows"] = OpeningRows.of_typed(typed, today)
    return render(request, "places/editing/hours.html", context)


def _reading(words: str) -> dict[str, Any]:
    """What was read from free words; `use` and `use_weekly` are the rules one may take over."""
    found = read_opening(OpeningText(days=words))
    return {
        "use": found.openings,
        "use_weekly": found.if_weekly,
        "says": [describe(rule) for rule in found.openings],
        "weekly_says": [describe(rule) for rule in found.if_weekly],
        "unread": found.unread,
        "certain": found.certain,
    }


def _check(
    request: Request, place: Place, where: Where, context: dict[str, Any], *, send: bool
) -> HttpResponse:
    rows = OpeningRows.sent(request.POST, clock.day(request.at))
    context["rows"] = rows
    if not rows.is_valid():
        return render(request, "places/editing/hours.html", context)
    context["differences"] = changes.differences(place, {}, rows.rules())
    if not send:
        context["said"] = rows.said
        context["again"] = [
            (name, value)
            for name in request.POST
            if name.startswith("o-")
            for value in request.POST.getlist(name)
        ]
        return render(request, "places/editing/hours_confirm.html", context)
    return _send(request, place, where, context, rows)


def _send(
    request: Request, place: Place, where: Where, context: dict[str, Any], rows: OpeningRows
) -> HttpResponse:
    try:
        written = change_actions.submit(
            place=place, values={"opening_certain": True}, openings=rows.rules(),
            seen=request.POST.get("seen", ""), by=request.actor, at=request.at,
        )  # fmt: skip
    except NotFound as refusal:
        raise Http404 from refusal
    except Conflict as refusal:
        context["conflict"] = refusal.message
        context["seen"] = changes.seen(place, context["change"])
        return render(request, "places/editing/hours.html", context, status=409)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return render(request, "places/editing/hours.html", context)
    messages.success(request, thanks_for(written))
    return redirect(where.url("place", place.public_id))

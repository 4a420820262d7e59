"""The board of a place: its week as a picture, on paper too; and the list of boards."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ports import pdf
from ibasho.base.ui import doors
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.actions import rosters as actions
from ibasho.rooms.roster.queries import board as queries
from ibasho.rooms.roster.queries import holes, paper, veiled
from ibasho.rooms.roster.views.board_sides import DESK, OPS, Side, find_place, find_roster, may_manage
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


@doors.operator
@require_safe
def ops_rosters(request: Request) -> HttpResponse:
    """The places of this person's groups, with or without a roster."""
    places = holes.own_places(request.actor, request.at)
    found = {one.place_id: one for one in holes.rosters_of(places)}
    context = {
        "rows": [(place, found.get(place.pk), may_manage(request, place)) for place in places],
        "holes": holes.holes(list(found.values()), request.at), "side": OPS, "layout": OPS.layout,
        "hub": _hub(request),
    }  # fmt: skip
    return render(request, "roster/board/list.html", context)


@doors.desk
@require_safe
def desk_rosters(request: Request) -> HttpResponse:
    """Every roster of the city, those with holes first."""
    people.require_seen(request.actor, Permission.ROSTER_SEE, day=clock.day(request.at))
    rosters = holes.every()
    short = holes.holes(rosters, request.at)
    first = {one.place.pk for one in short}
    rows = sorted(rosters, key=lambda one: (one.place_id not in first, not one.is_on, one.place.name))
    context = {
        "rows": [(one.place, one, may_manage(request, one.place)) for one in rows], "holes": short,
        "side": DESK, "layout": DESK.layout, "hub": _hub(request),
    }  # fmt: skip
    return render(request, "roster/board/list.html", context)


def _hub(request: Request) -> dict[str, bool]:
    """Which other pages of the room this person keeps."""
    wanted = {
        "people": Permission.ROSTER_MANAGE, "hours": Permission.ROSTER_HOURS, "pay": Permission.ROSTER_PAY,
    }  # fmt: skip
    day = clock.day(request.at)
    return {name: people.may(request.actor, right, day=day) for name, right in wanted.items()}


@doors.operator
@require_safe
def ops_board(request: Request, public_id: str) -> HttpResponse:
    return _board(request, public_id, OPS)


@doors.desk
@require_safe
def desk_board(request: Request, public_id: str) -> HttpResponse:
    return _board(request, public_id, DESK)


def _board(request: Request, public_id: str, side: Side) -> HttpResponse:
    place = find_place(request, public_id, Permission.ROSTER_SEE)
    roster = queries.of_place(place)
    context: dict[str, object] = {
        "place": place, "side": side, "layout": side.layout, "crumbs": side.crumbs(place), "roster": roster,
        "may_manage": may_manage(request, place),
    }  # fmt: skip
    if roster is None:
        return render(request, "roster/board/none.html", context)
    week = queries.week(roster, _week(request), request.at)
    veiled.on_screen(week.helpers, by=request.actor, at=request.at)
    context["week"] = week
    context["may_hours"] = policies.may_place(request.actor, Permission.ROSTER_HOURS, place, at=request.at)
    return render(request, "roster/board/week.html", context)


@doors.operator
@require_POST
def ops_begin(request: Request, public_id: str) -> HttpResponse:
    return _begin(request, public_id, OPS)


@doors.desk
@require_POST
def desk_begin(request: Request, public_id: str) -> HttpResponse:
    return _begin(request, public_id, DESK)


def _begin(request: Request, public_id: str, side: Side) -> HttpResponse:
    place = find_place(request, public_id, Permission.ROSTER_MANAGE)
    try:
        actions.begin(place=place, by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(side.url("board", public_id))
    messages.success(request, _("名簿を 作りました。まだ 使いはじめていません。まず まい週の枠を 入れます。"))
    return redirect(side.url("patterns", public_id))


@doors.operator
@require_safe
def ops_paper(request: Request, public_id: str) -> HttpResponse:
    return _paper(request, public_id, OPS)


@doors.desk
@require_safe
def desk_paper(request: Request, public_id: str) -> HttpResponse:
    return _paper(request, public_id, DESK)


def _paper(request: Request, public_id: str, side: Side) -> HttpResponse:
    """A4 for the wall, with empty boxes for who writes by hand."""
    roster = find_roster(request, public_id, Permission.ROSTER_SEE)
    week = queries.week(roster, _week(request), request.at)
    veiled.on_paper(week.helpers, day=clock.day(request.at))
    try:
        made = pdf.render("roster/pdf/week.typ", paper.week(week))
    except DomainError as error:  # a name with a letter the fonts lack
        messages.error(request, error.message)
        return redirect(side.url("board", public_id))
    name = f"meibo_{week.monday:%Y%m%d}"
    return pdf_file(made, name, inline=True)


def _week(request: Request) -> date:
    """The day `?week=` names, or today."""
    try:
        return date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        return clock.day(request.at)

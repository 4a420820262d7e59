"""The weekly wishes of a roster, on one page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors, presses
from ibasho.base.ui.request import Request
from ibasho.rooms.roster.actions import patterns as actions
from ibasho.rooms.roster.forms.shifts import WEEKDAYS, PatternForm
from ibasho.rooms.roster.queries import patterns as queries
from ibasho.rooms.roster.rules.words import hours_words
from ibasho.rooms.roster.views.board_sides import DESK, OPS, Side, find_roster
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


@doors.operator
@require_http_methods(FORMS)
def ops_patterns(request: Request, public_id: str) -> HttpResponse:
    return _patterns(request, public_id, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_patterns(request: Request, public_id: str) -> HttpResponse:
    return _patterns(request, public_id, DESK)


def _patterns(request: Request, public_id: str, side: Side) -> HttpResponse:
    roster = find_roster(request, public_id, Permission.ROSTER_MANAGE)
    form = PatternForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            presses.once(
                request, lambda: actions.add(roster=roster, wish=form.wish(), by=request.actor, at=request.at)
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("足しました。これからの 枠も できました。"))
            return redirect(side.url("patterns", public_id))
    rows = [(WEEKDAYS[one.weekday][1], hours_words(one.starts, one.ends), one) for one in queries.of(roster)]
    context = {
        "form": form, "roster": roster, "place": roster.place, "rows": rows, "side": side,
        "layout": side.layout, "crumbs": side.crumbs(roster.place, _("まい週の枠")),
    }  # fmt: skip
    return render(request, "roster/board/patterns.html", context)


@doors.operator
@require_POST
def ops_patterns_from_hours(request: Request, public_id: str) -> HttpResponse:
    return _from_hours(request, public_id, OPS)


@doors.desk
@require_POST
def desk_patterns_from_hours(request: Request, public_id: str) -> HttpResponse:
    return _from_hours(request, public_id, DESK)


def _from_hours(request: Request, public_id: str, side: Side) -> HttpResponse:
    roster = find_roster(request, public_id, Permission.ROSTER_MANAGE)
    try:
        actions.from_hours(roster=roster, by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("開所日時から 作りました。ちがうところは 消して、足してください。"))
    return redirect(side.url("patterns", public_id))


@doors.operator
@require_POST
def ops_pattern_remove(request: Request, public_id: str, pattern: int) -> HttpResponse:
    return _remove(request, public_id, pattern, OPS)


@doors.desk
@require_POST
def desk_pattern_remove(request: Request, public_id: str, pattern: int) -> HttpResponse:
    return _remove(request, public_id, pattern, DESK)


def _remove(request: Request, public_id: str, key: int, side: Side) -> HttpResponse:
    roster = find_roster(request, public_id, Permission.ROSTER_MANAGE)
    found = get_object_or_404(roster.patterns.select_related("roster__place"), pk=key)
    actions.remove(pattern=found, by=request.actor, at=request.at)
    messages.success(request, _("消しました。もう 引きうけた人が いる枠は のこしてあります。"))
    return redirect(side.url("patterns", public_id))

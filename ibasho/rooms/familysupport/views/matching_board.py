"""The board of a week: proposals with their reasons, what cannot be better, and the hours that lack providers."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import deciding, plans
from ibasho.rooms.familysupport.actions.ask_letters import when
from ibasho.rooms.familysupport.models import Centre
from ibasho.rooms.familysupport.queries import board as queries_board
from ibasho.rooms.familysupport.queries import board_week
from ibasho.rooms.familysupport.queries import plans as queries
from ibasho.rooms.familysupport.queries.centre import centre as the_centre
from ibasho.rooms.familysupport.queries.centre import policy_on
from ibasho.rooms.familysupport.views import desk_pages
from ibasho.town.people.permissions import Permission

CLASHES_SHOWN = 5


@doors.desk
@require_safe
def board(request: Request) -> HttpResponse:
    """`?week=` names a day of it. Who reads figures only comes to those: no family stands there."""
    if not policies.may(request.actor, Permission.SUPPORT_ADVISE, at=request.at):
        policies.require(request.actor, Permission.SUPPORT_FIGURES, at=request.at)
        return redirect("familysupport:desk_figures")
    found = the_centre()
    context: dict[str, object] = {
        "crumbs": desk_pages.crumbs((_("調整"), "")), "pages": desk_pages.pages("desk_board", request), "centre": found,
    }  # fmt: skip
    if found is not None:
        week = board_week.week(found, _day(request.GET.get("week", ""), request), request.at)
        insured = all(policy_on(found, day) for day in (week.monday, week.sunday))
        context |= {"week": week, "insured": insured}
    return render(request, "familysupport/matching/board.html", context)


@doors.desk
@require_POST
def solve(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.SUPPORT_ADVISE, at=request.at)
    found, day = _centre(), _day(request.POST.get("week", ""), request)
    done(
        request, lambda: plans.solve(centre=found, week=day, by=request.actor, at=request.at),
        thanks=_("ときました。案を 見て 決めてください。まだ だれにも 知らせていません。"),
    )  # fmt: skip
    return redirect(address(day))


@doors.desk
@require_POST
def decide_plan(request: Request, public_id: str) -> HttpResponse:
    """Every proposal at once. What clashes is named; the rest is decided."""
    policies.require(request.actor, Permission.SUPPORT_ADVISE, at=request.at)
    plan = queries.one(public_id)
    if plan is None:
        raise Http404
    found = done(request, lambda: deciding.decide_plan(plan=plan, by=request.actor, at=request.at))
    if found is not None and found.visits:
        said = _(
            "%(count)d回を 決めました。両方の方に お知らせを 送ります。電話で 知らせる人は 下に 出ています。"
        )
        messages.success(request, said % {"count": len(found.visits)})
    for clashed, words in found.clashes[:CLASHES_SHOWN] if found else ():
        messages.error(request, f"{when(clashed)}：{words}")
    return redirect(address(plan.week))


def address(day: date) -> str:
    return f"{reverse('familysupport:desk_board')}?week={day.isoformat()}"


def _centre() -> Centre:
    found = the_centre()
    if found is None:
        raise Http404
    return found


def _day(told: str, request: Request) -> date:
    """The day that was named, or the first on which somebody waits for an answer, or today."""
    try:
        return date.fromisoformat(told)
    except ValueError:
        return queries_board.first_open(request.at) or clock.day(request.at)

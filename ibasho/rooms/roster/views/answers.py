"""Who has not said whether they come: staff ring up and write the answer down."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.roster.actions import reminding
from ibasho.rooms.roster.queries import taking_waiting as queries
from ibasho.rooms.roster.queries import veiled
from ibasho.rooms.roster.views.sides import DESK, OPS, Side, pages
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


@doors.operator
@require_safe
def ops_answers(request: Request) -> HttpResponse:
    return _answers(request, OPS)


@doors.desk
@require_safe
def desk_answers(request: Request) -> HttpResponse:
    return _answers(request, DESK)


@doors.operator
@require_POST
def ops_answer(request: Request, key: int) -> HttpResponse:
    return _answer(request, key, OPS)


@doors.desk
@require_POST
def desk_answer(request: Request, key: int) -> HttpResponse:
    return _answer(request, key, DESK)


def _answers(request: Request, side: Side) -> HttpResponse:
    people.require_seen(request.actor, Permission.ROSTER_MANAGE, day=clock.day(request.at))
    waiting = list(queries.unanswered(request.actor, request.at))
    veiled.on_screen([one.helper for one in waiting], by=request.actor, at=request.at)
    turns = [(one, side.url("answer", one.pk), side.url("offers", one.shift.public_id)) for one in waiting]
    page = {
        "turns": turns,
        "layout": side.layout,
        "pages": pages(side, "answers", manages=True),
        "crumbs": side.crumbs((_("返事がない人"), "")),
    }
    return render(request, "roster/mine/answers.html", page)


def _answer(request: Request, key: int, side: Side) -> HttpResponse:
    turn = queries.unanswered(request.actor, request.at).filter(pk=key).first()
    if turn is None:
        raise Http404
    coming = request.POST.get("answer") == "yes"
    try:
        reminding.answer(taken=turn, coming=coming, by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(side.url("answers"))
    if coming:
        messages.success(request, _("「来る」と 書きました。"))
        return redirect(side.url("answers"))
    messages.warning(
        request, _("「来られない」と 書きました。枠が 空いたので、つぎの人に たのんでください。")
    )
    return redirect(side.url("offers", turn.shift.public_id))

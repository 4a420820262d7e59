"""つなぎ at a place: whom the centre asks it to welcome. Three facts while it runs, and nothing but days after."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import referrals as actions
from ibasho.rooms.care.forms.referrals import ArriveForm, DeclineForm, EndForm
from ibasho.rooms.care.models import Referral
from ibasho.rooms.care.queries import referrals as queries
from ibasho.rooms.care.queries.settings import centre
from ibasho.rooms.care.rules import referrals as rules
from ibasho.rooms.care.rules.referrals import Facts, Side
from ibasho.rooms.care.views import referral_steps
from ibasho.rooms.care.views.quietly import quietly
from ibasho.town.people.permissions import Permission

OVER_SHOWN_MAX = 20


@doors.operator
@require_safe
@quietly
def welcome(request: Request) -> HttpResponse:
    """Days and the place's own names; whom it is about stands on the page of each."""
    policies.require(request.actor, Permission.CARE_WELCOME, at=request.at)
    rows, today = list(queries.of_place(request.actor, request.at)), clock.day(request.at)
    context = {
        "asked": [row for row in rows if row.state == Referral.State.ASKED],
        "running": [row for row in rows if row.state in (Referral.State.ACCEPTED, Referral.State.ARRIVED)],
        "over": [row for row in rows if row.state in rules.OVER][-OVER_SHOWN_MAX:][::-1],
        "today": today, "centre": centre(),
    }  # fmt: skip
    return render(request, "care/referrals/welcome.html", context)


@doors.operator
@require_safe
@quietly
def one(request: Request, public_id: str) -> HttpResponse:
    row = _find(request, public_id)
    shown = _read(request, row) if row.state in rules.TOLD else None
    today = clock.day(request.at)
    context = {
        "referral": row, "facts": shown, "steps": referral_steps.drawn(row), "centre": centre(),
        "next": rules.next_steps(row.state, Side.PLACE), "over": row.state in rules.OVER,
        "may_take_back": queries.may_take_back(row, request.actor, request.at), "decline_form": DeclineForm(),
        "arrive_form": ArriveForm(initial={"on": today}), "end_form": EndForm(), "late": row.answer_by < today,
    }  # fmt: skip
    return render(request, "care/referrals/welcome_one.html", context)


@doors.operator
@require_POST
@limited("care.welcome", times=120, seconds=3600)
@quietly
def do(request: Request, public_id: str) -> HttpResponse:
    row = _find(request, public_id)
    referral_steps.perform(request, row, referral_steps.PLACE)
    return redirect("care:ops_welcome_one", public_id)


def _find(request: Request, public_id: str) -> Referral:
    """One question for one's own, another group's and a made-up number alike."""
    policies.require(request.actor, Permission.CARE_WELCOME, at=request.at)
    found = queries.of_place(request.actor, request.at).filter(matter__public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _read(request: Request, row: Referral) -> Facts | None:
    try:
        return actions.read_for_place(referral=row, by=request.actor, at=request.at)
    except DomainError as refusal:
        messages.info(request, refusal.message)
        return None

"""たのむ: a hole is offered to the able, near and least used first, each with why."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.roster.actions import giving_up, link_letters, offering
from ibasho.rooms.roster.forms.taking import GiveUpForm, OfferForm
from ibasho.rooms.roster.queries import offers as queries
from ibasho.rooms.roster.queries import veiled
from ibasho.rooms.roster.rules.kinds import Answer
from ibasho.rooms.roster.views.sides import DESK, OPS, Side, pages
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]
TONES = {Answer.YES: "good", Answer.NO: "quiet", Answer.CLOSED: "quiet", Answer.WAITING: "warn"}


@doors.operator
@require_safe
def ops_open_shifts(request: Request) -> HttpResponse:
    return _open_shifts(request, OPS)


@doors.desk
@require_safe
def desk_open_shifts(request: Request) -> HttpResponse:
    return _open_shifts(request, DESK)


@doors.operator
@require_http_methods(FORMS)
def ops_offers(request: Request, public_id: str) -> HttpResponse:
    return _offers(request, public_id, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_offers(request: Request, public_id: str) -> HttpResponse:
    return _offers(request, public_id, DESK)


@doors.operator
@require_http_methods(FORMS)
def ops_give_up(request: Request, key: int) -> HttpResponse:
    return _give_up(request, key, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_give_up(request: Request, key: int) -> HttpResponse:
    return _give_up(request, key, DESK)


def _open_shifts(request: Request, side: Side) -> HttpResponse:
    people.require_seen(request.actor, Permission.ROSTER_MANAGE, day=clock.day(request.at))
    holes = [
        (shift, missing, side.url("offers", shift.public_id))
        for shift, missing in queries.holes(request.actor, request.at)
    ]
    page = {
        "holes": holes, "layout": side.layout, "crumbs": side.crumbs((_("空いている枠"), "")),
        "pages": pages(side, "open_shifts", manages=True), "days": queries.AHEAD.days,
    }  # fmt: skip
    return render(request, "roster/mine/open_shifts.html", page)


def _offers(request: Request, public_id: str, side: Side) -> HttpResponse:
    shift = queries.own_shift(request.actor, public_id, request.at)
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = offering.offer(
                shift=shift, first=form.cleaned_data["first"], by=request.actor, at=request.at
            )
        except DomainError as error:
            form.refuse(error)
        else:
            rung = sum(not link_letters.reachable(one.helper) for one in made)
            words = _("%(n)s人に たのみました。") % {"n": len(made)}
            if rung:
                words += _("うち %(n)s人は メールが ないので、電話してください。") % {"n": rung}
            messages.success(request, words)
            return redirect(side.url("offers", public_id))
    hole = queries.hole(shift, request.at)
    veiled.on_screen(hole.helpers, by=request.actor, at=request.at)
    page = {
        "hole": hole, "form": form, "layout": side.layout, "crumbs": side.crumbs((_("空いている枠"), side.url("open_shifts")), (_("穴を うめる"), "")),
        "sent": [(one, Answer(one.answer).label, TONES[Answer(one.answer)], link_letters.reachable(one.helper)) for one in hole.sent],
        "there": [(one, side.url("give_up", one.pk)) for one in hole.there],
        "next": [(who, found, link_letters.reachable(who)) for who, found in hole.next],
    }  # fmt: skip
    return render(request, "roster/mine/offers.html", page)


def _give_up(request: Request, key: int, side: Side) -> HttpResponse:
    """Somebody rang up that they cannot come; then the next is asked."""
    turn = queries.own_turn(request.actor, key, request.at)
    veiled.require(turn.helper, by=request.actor, at=request.at)
    form = GiveUpForm(request.POST or None)
    back = side.url("offers", turn.shift.public_id)
    if request.method == "POST" and form.is_valid():
        try:
            giving_up.give_up(taken=turn, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("とりやめを 書きました。つぎの人に たのめます。"))
            return redirect(back)
    words = {
        "heading": _("%(name)sの とりやめを 書く") % {"name": turn.helper.called},
        "text": _("電話や 窓口で 聞いたときに 書きます。枠は すぐに 空きます。"),
        "submit": _("とりやめに する"), "tone": "danger",
    }  # fmt: skip
    return render(request, "ui/confirm.html", {"form": form, "cancel": back, "layout": side.layout, **words})

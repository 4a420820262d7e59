"""Standing offers: made, answered each week, stopped; at the groups' door for one's own, at the desk for who is rung up."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus.actions import standing as actions
from ibasho.rooms.surplus.forms.standing import PromiseForm, YesForm
from ibasho.rooms.surplus.models import StandingOffer
from ibasho.rooms.surplus.queries import standing as queries
from ibasho.rooms.surplus.views import desk_pages, offers_ops
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission as P

FORMS = ["GET", "HEAD", "POST"]


@doors.operator
@require_http_methods(FORMS)
def ops_new(request: Request) -> HttpResponse:
    crumbs = offers_ops.crumbs((_("毎週の 約束"), ""))
    return _new(request, offers_ops.own_givers(request), "ops", reverse("surplus:ops_home"), crumbs)


@doors.operator
@require_safe
def ops_one(request: Request, public_id: str) -> HttpResponse:
    return _page(request, _own(request, public_id), "ops")


@doors.operator
@require_POST
def ops_yes(request: Request, public_id: str) -> HttpResponse:
    return _yes(request, _own(request, public_id), "ops")


@doors.operator
@require_POST
def ops_no(request: Request, public_id: str) -> HttpResponse:
    return _no(request, _own(request, public_id), "ops")


@doors.operator
@require_POST
def ops_switch(request: Request, public_id: str) -> HttpResponse:
    return _switch(request, _own(request, public_id), "ops")


@doors.desk
@require_safe
def desk_list(request: Request) -> HttpResponse:
    desk_pages.require(request, P.SURPLUS_READ)
    context = {
        "pages": desk_pages.pages("desk_offers"), "found": queries.shown(queries.rows(), request.at),
        "writes": desk_pages.may(request, P.SURPLUS_WRITE), "crumbs": _desk_crumbs(),
    }  # fmt: skip
    return render(request, "surplus/offers/desk_promises.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_new(request: Request) -> HttpResponse:
    desk_pages.require(request, P.SURPLUS_WRITE)
    givers = Organisation.objects.filter(is_active=True).order_by("name", "pk")
    back = reverse("surplus:desk_promises")
    return _new(request, givers, "desk", back, _desk_crumbs((_("約束を 入れる"), "")))


@doors.desk
@require_safe
def desk_one(request: Request, public_id: str) -> HttpResponse:
    return _page(request, _desks(request, public_id), "desk")


@doors.desk
@require_POST
def desk_yes(request: Request, public_id: str) -> HttpResponse:
    return _yes(request, _desks(request, public_id), "desk")


@doors.desk
@require_POST
def desk_no(request: Request, public_id: str) -> HttpResponse:
    return _no(request, _desks(request, public_id), "desk")


@doors.desk
@require_POST
def desk_switch(request: Request, public_id: str) -> HttpResponse:
    return _switch(request, _desks(request, public_id), "desk")


def _own(request: Request, public_id: str) -> StandingOffer:
    offers_ops.own_givers(request)
    return queries.one_of(request.actor, public_id, request.at)


def _desks(request: Request, public_id: str) -> StandingOffer:
    desk_pages.require(request, P.SURPLUS_WRITE)
    return queries.one_of(request.actor, public_id, request.at)


def _desk_crumbs(*more: tuple[str, str]) -> desk_pages.Crumbs:
    pairs = (
        (str(_("出す人")), reverse("surplus:desk_offers")),
        (str(_("毎週の 約束")), reverse("surplus:desk_promises")),
    )
    return desk_pages.crumbs(*pairs, *more)


def _new(
    request: Request, givers: Iterable[Organisation], side: str, back: str, crumbs: list[tuple[str, str]]
) -> HttpResponse:
    form = PromiseForm(request.POST or None, organisations=givers, at=request.at)
    if request.method == "POST" and form.is_valid():
        made = done(
            request, lambda: actions.promise(words=form.words(), organisation=form.giver, by=request.actor, at=request.at),
            thanks=_("約束を 入れました。その曜日の 前の 週に「今週も ありますか」と ききます。"), form=form,
        )  # fmt: skip
        if made:
            return redirect(f"surplus:{side}_promise", public_id=made.public_id)
    context = {"form": form, "back": back, "crumbs": crumbs, "layout": _layout(side)}
    return render(request, "surplus/offers/promise_new.html", context)


def _page(request: Request, one: StandingOffer, side: str, form: YesForm | None = None) -> HttpResponse:
    today = clock.day(request.at)
    shown = queries.Shown(one, actions.due_day(one, today), queries.reached(one, today))
    said_no = one.none_on if one.is_active and one.none_on and one.none_on >= today else None
    crumbs = _desk_crumbs((one.name, "")) if side == "desk" else offers_ops.crumbs((one.name, ""))
    context = {
        "shown": shown, "said_no": said_no, "asks": shown.due or said_no, "form": form or YesForm(standing=one), "layout": _layout(side), "crumbs": crumbs,
        "offers": one.offers.order_by("-ready_from")[:12], "side": side,
        **{name: reverse(f"surplus:{side}_promise_{name}", args=[one.public_id]) for name in ("yes", "no", "switch")},
        "offer_page": f"surplus:{side}_offer",
    }  # fmt: skip
    return render(request, "surplus/offers/promise.html", context)


def _yes(request: Request, one: StandingOffer, side: str) -> HttpResponse:
    form = YesForm(request.POST, standing=one)
    if form.is_valid():
        offer = done(
            request, lambda: actions.say_yes(standing=one, grams=form.grams, by=request.actor, at=request.at),
            thanks=_("ありがとうございます。うけとる所を さがします。"), form=form,
        )  # fmt: skip
        if offer:
            return redirect(f"surplus:{side}_offer", public_id=offer.public_id)
    return _page(request, one, side, form)


def _no(request: Request, one: StandingOffer, side: str) -> HttpResponse:
    done(
        request, lambda: actions.say_no(standing=one, by=request.actor, at=request.at),
        thanks=_("わかりました。また 来週 ききます。"),
    )  # fmt: skip
    return redirect(f"surplus:{side}_promise", public_id=one.public_id)


def _switch(request: Request, one: StandingOffer, side: str) -> HttpResponse:
    deed = actions.stop if one.is_active else actions.go_on
    words = _("約束を やめました。もう ききません。") if one.is_active else _("約束を つづけます。")
    done(request, lambda: deed(standing=one, by=request.actor, at=request.at), thanks=words)
    return redirect(f"surplus:{side}_promise", public_id=one.public_id)


def _layout(side: str) -> str:
    return {"ops": "ui/operator.html", "desk": "ui/desk.html"}[side]

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
from ibasho.rooms.surplus.views.sides import DESK, OPS, Crumbs, Side
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission as P

FORMS = ["GET", "HEAD", "POST"]


@doors.operator
@require_http_methods(FORMS)
def ops_new(request: Request) -> HttpResponse:
    return _new(request, offers_ops.own_givers(request), OPS, reverse("surplus:ops_home"))


@doors.operator
@require_safe
def ops_one(request: Request, public_id: str) -> HttpResponse:
    return _page(request, _own(request, public_id), OPS)


@doors.operator
@require_http_methods(FORMS)
def ops_change(request: Request, public_id: str) -> HttpResponse:
    return _change(request, _own(request, public_id), OPS)


@doors.operator
@require_POST
def ops_yes(request: Request, public_id: str) -> HttpResponse:
    return _yes(request, _own(request, public_id), OPS)


@doors.operator
@require_POST
def ops_no(request: Request, public_id: str) -> HttpResponse:
    return _no(request, _own(request, public_id), OPS)


@doors.operator
@require_POST
def ops_switch(request: Request, public_id: str) -> HttpResponse:
    return _switch(request, _own(request, public_id), OPS)


@doors.desk
@require_safe
def desk_list(request: Request) -> HttpResponse:
    desk_pages.require(request, P.SURPLUS_READ)
    context = {
        "pages": desk_pages.pages("desk_offers"), "found": queries.shown(queries.rows(), request.at),
        "writes": desk_pages.may(request, P.SURPLUS_WRITE), "crumbs": _crumbs(DESK),
    }  # fmt: skip
    return render(request, "surplus/offers/desk_promises.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_new(request: Request) -> HttpResponse:
    desk_pages.require(request, P.SURPLUS_WRITE)
    givers = Organisation.objects.filter(is_active=True).order_by("name", "pk")
    return _new(request, givers, DESK, reverse("surplus:desk_promises"))


@doors.desk
@require_safe
def desk_one(request: Request, public_id: str) -> HttpResponse:
    return _page(request, _desks(request, public_id), DESK)


@doors.desk
@require_http_methods(FORMS)
def desk_change(request: Request, public_id: str) -> HttpResponse:
    return _change(request, _desks(request, public_id), DESK)


@doors.desk
@require_POST
def desk_yes(request: Request, public_id: str) -> HttpResponse:
    return _yes(request, _desks(request, public_id), DESK)


@doors.desk
@require_POST
def desk_no(request: Request, public_id: str) -> HttpResponse:
    return _no(request, _desks(request, public_id), DESK)


@doors.desk
@require_POST
def desk_switch(request: Request, public_id: str) -> HttpResponse:
    return _switch(request, _desks(request, public_id), DESK)


def _own(request: Request, public_id: str) -> StandingOffer:
    offers_ops.own_givers(request)
    return queries.one_of(request.actor, public_id, request.at)


def _desks(request: Request, public_id: str) -> StandingOffer:
    desk_pages.require(request, P.SURPLUS_WRITE)
    return queries.one_of(request.actor, public_id, request.at)


def _crumbs(side: Side, *more: tuple[str, str]) -> Crumbs:
    listed = reverse("surplus:desk_promises") if more else ""
    return side.giving(*([(_("毎週の 約束"), listed)] if side.is_desk else []), *more)


def _new(request: Request, givers: Iterable[Organisation], side: Side, back: str) -> HttpResponse:
    form = PromiseForm(request.POST or None, organisations=givers, at=request.at)
    if request.method == "POST" and form.is_valid():
        made = done(
            request, lambda: actions.promise(words=form.words(), organisation=form.giver, by=request.actor, at=request.at),
            thanks=_("約束を 入れました。その曜日の 前の 週に「今週も ありますか」と ききます。"), form=form,
        )  # fmt: skip
        if made:
            return redirect(side.url("promise", made.public_id))
    context = {
        "form": form, "back": back, "heading": _("毎週 あるものを 約束する"), "submit": _("約束する"),
        "crumbs": _crumbs(side, (_("約束を 入れる"), "")), "layout": side.layout,
    }  # fmt: skip
    return render(request, "surplus/offers/promise_form.html", context)


def _change(request: Request, one: StandingOffer, side: Side) -> HttpResponse:
    back = side.url("promise", one.public_id)
    form = PromiseForm(request.POST or None, organisations=(), at=request.at, like=one)
    if request.method == "POST" and form.is_valid():
        changed = done(
            request, lambda: actions.change(standing=one, words=form.words(), by=request.actor, at=request.at),
            thanks=_("約束を 直しました。もう 出した おすそわけは そのままです。"), form=form,
        )  # fmt: skip
        if changed:
            return redirect(back)
    context = {
        "form": form, "back": back, "heading": _("毎週の 約束を 直す"), "submit": _("直す"),
        "crumbs": _crumbs(side, (one.name, back), (_("直す"), "")), "layout": side.layout,
    }  # fmt: skip
    return render(request, "surplus/offers/promise_form.html", context)


def _page(request: Request, one: StandingOffer, side: Side, form: YesForm | None = None) -> HttpResponse:
    today = clock.day(request.at)
    shown = queries.Shown(one, actions.due_day(one, today), queries.reached(one, today))
    said_no = one.none_on if one.is_active and one.none_on and one.none_on >= today else None
    context = {
        "shown": shown, "said_no": said_no, "asks": shown.due or said_no, "form": form or YesForm(standing=one),
        "layout": side.layout, "crumbs": _crumbs(side, (one.name, "")), "side": side,
        "offers": [(each, side.url("offer", each.public_id)) for each in one.offers.order_by("-ready_from")[:12]],
        **{name: side.url(f"promise_{name}", one.public_id) for name in ("yes", "no", "switch", "change")},
    }  # fmt: skip
    return render(request, "surplus/offers/promise.html", context)


def _yes(request: Request, one: StandingOffer, side: Side) -> HttpResponse:
    form = YesForm(request.POST, standing=one)
    if form.is_valid():
        offer = done(
            request, lambda: actions.say_yes(standing=one, grams=form.grams, by=request.actor, at=request.at),
            thanks=_("ありがとうございます。うけとる所を さがします。"), form=form,
        )  # fmt: skip
        if offer:
            return redirect(side.url("offer", offer.public_id))
    return _page(request, one, side, form)


def _no(request: Request, one: StandingOffer, side: Side) -> HttpResponse:
    done(
        request, lambda: actions.say_no(standing=one, by=request.actor, at=request.at),
        thanks=_("わかりました。また 来週 ききます。"),
    )  # fmt: skip
    return redirect(side.url("promise", one.public_id))


def _switch(request: Request, one: StandingOffer, side: Side) -> HttpResponse:
    deed = actions.stop if one.is_active else actions.go_on
    words = _("約束を やめました。もう ききません。") if one.is_active else _("約束を つづけます。")
    done(request, lambda: deed(standing=one, by=request.actor, at=request.at), thanks=words)
    return redirect(side.url("promise", one.public_id))

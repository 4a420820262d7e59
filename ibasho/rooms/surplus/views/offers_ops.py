"""The groups' door: what one's own farm, shop, company or group gives; the first page of the room."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.actions import offers
from ibasho.rooms.surplus.forms.offers import OfferForm
from ibasho.rooms.surplus.models import Offer
from ibasho.rooms.surplus.queries import calls, standing
from ibasho.rooms.surplus.queries import offers as queries
from ibasho.rooms.surplus.rules.kinds import Told
from ibasho.rooms.surplus.views import offer_changes, offer_photos, recalls_ops, receivers_home
from ibasho.rooms.surplus.views.sides import OPS
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]
SHOWN_MAX = 30
THANKED_MAX = 4  # the newest that are over: whether somebody told what became of them


@doors.operator
@require_safe
def home(request: Request) -> HttpResponse:
    """For who gives, and for who only hands over in a place of theirs."""
    givers = list(queries.givers(request.actor, request.at))
    if not givers and not policies.may(request.actor, Permission.SURPLUS_HAND, at=request.at):
        raise Http404
    found = queries.shown(queries.own(request.actor, request.at)[:SHOWN_MAX], request.at)
    over = [one for one in found if one.is_over]
    context = {
        "under_way": [one for one in found if not one.is_over], "ended": over,
        "thanked": [one for one in over[:THANKED_MAX] if one.became],
        "promises": standing.own(request.actor, request.at), "last": queries.last_of(givers),
        "gives": bool(givers), **receivers_home.part(request),
        "recalled": recalls_ops.part_of_home(request), "hands": policies.may(request.actor, Permission.SURPLUS_HAND, at=request.at),
    }  # fmt: skip
    return render(request, "surplus/offers/home.html", context)


@doors.operator
@require_http_methods(FORMS)
def give(request: Request, public_id: str = "") -> HttpResponse:
    """`public_id`: an own offer that is given once more."""
    givers = own_givers(request)
    like = find(request, public_id) if public_id else None
    giver = _giver(request, givers, like)
    form = OfferForm(
        request.POST or None, request.FILES or None, at=request.at, like=like, again=True,
        initial={} if like else _usual(giver),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        offer = done(
            request, lambda: offers.post(
                told=Told.OWN, words=form.words(), organisation=giver, public_id=form.public_id, by=request.actor,
                at=request.at,
            ), thanks=_("うけとりました。うけとる所を さがします。"), form=form,
        )  # fmt: skip
        if offer:
            return redirect("surplus:ops_offer", public_id=offer.public_id)
    context = {
        "form": form, "heading": _("食べものを おすそわけする"), "submit": _("おすそわけする"), "givers": givers,
        "giver": giver, "crumbs": OPS.giving((_("出す"), "")), "back": reverse("surplus:ops_home"), "layout": OPS.layout,
    }  # fmt: skip
    return render(request, "surplus/offers/offer_form.html", context)


@doors.operator
@require_safe
def offer(request: Request, public_id: str) -> HttpResponse:
    found = queries.Shown(find(request, public_id), clock.day(request.at))
    return render(
        request,
        "surplus/offers/ops_offer.html",
        {"shown": found, "crumbs": OPS.giving((found.offer.name, ""))},
    )


@doors.operator
@require_http_methods(FORMS)
def change(request: Request, public_id: str) -> HttpResponse:
    return offer_changes.page(request, find(request, public_id), OPS)


@doors.operator
@require_POST
def withdraw(request: Request, public_id: str) -> HttpResponse:
    found = find(request, public_id)
    if done(request, lambda: offers.withdraw(offer=found, by=request.actor, at=request.at)):
        messages.success(request, withdrawn_words(found, request.at))
    return redirect("surplus:ops_offer", public_id=public_id)


@doors.operator
@require_safe
def photo(request: Request, public_id: str) -> HttpResponse:
    """Also for who is to get some of it."""
    found = queries.rows().filter(public_id=public_id).first()
    if found is None or not queries.sees_photo(found, request.actor, request.at):
        raise Http404
    return offer_photos.answer(found)


def withdrawn_words(offer: Offer, at: datetime) -> str:
    """For the giver: names of places are on the page, who is rung up is the desk's matter."""
    if calls.of_offer(offer, at):
        return _("とりさげました。うけとるはずだった所には、市から 電話でも お知らせします。")
    return _("とりさげました。うけとるはずだった所には お知らせしました。")


def own_givers(request: Request) -> list[Organisation]:
    """For whom the actor gives. Who gives for nobody meets 404."""
    found = list(queries.givers(request.actor, request.at))
    if not found:
        raise Http404
    return found


def find(request: Request, public_id: str) -> Offer:
    """One's own."""
    found = queries.own(request.actor, request.at).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _giver(request: Request, givers: list[Organisation], like: Offer | None) -> Organisation:
    """The organisation for which is given: as asked by `?for=`, as the earlier offer, or the only one."""
    if like is not None and like.organisation is not None:
        return like.organisation
    asked = request.GET.get("for", "")
    return next((one for one in givers if one.public_id == asked), givers[0])


def _usual(giver: Organisation) -> dict[str, str]:
    """Where it was fetched the last time: a farm does not move."""
    last = queries.last_of([giver])
    return {"pickup_words": last.pickup_words, "food": last.food, "band": last.band} if last else {}

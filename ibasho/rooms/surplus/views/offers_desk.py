"""The desk: what is offered, what nobody has looked at yet, and typing in from a call or a fax."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus.actions import offer_links, offers
from ibasho.rooms.surplus.forms.offers import ListFilter, ReasonForm, TypeInForm
from ibasho.rooms.surplus.models import Offer
from ibasho.rooms.surplus.queries import offers as queries
from ibasho.rooms.surplus.queries import standing
from ibasho.rooms.surplus.rules.kinds import OfferState
from ibasho.rooms.surplus.views import calls_desk, desk_pages, offer_changes, offer_photos
from ibasho.rooms.surplus.views.desk_pages import may
from ibasho.rooms.surplus.views.sides import DESK
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission as P

FORMS = ["GET", "HEAD", "POST"]
SHOWN_MAX = 200


@doors.desk
@require_safe
def listed(request: Request) -> HttpResponse:
    desk_pages.require(request, P.SURPLUS_READ)
    states = [(one.value, one.label) for one in OfferState if one is not OfferState.NEW]
    form = ListFilter(request.GET, states=states)
    found = queries.listed(**form.wanted()).exclude(state=OfferState.NEW)[:SHOWN_MAX]
    today = clock.day(request.at)
    context = {
        "pages": desk_pages.pages("desk_offers"), "filter": form, "writes": may(request, P.SURPLUS_WRITE),
        "new": queries.shown(queries.new_ones(), request.at), "found": queries.shown(found, request.at),
        "promises_due": len(standing.due(standing.rows(), today)), "crumbs": DESK.crumbs((_("出す人"), "")),
    }  # fmt: skip
    return render(request, "surplus/offers/desk_list.html", context)


@doors.desk
@require_http_methods(FORMS)
def type_in(request: Request) -> HttpResponse:
    desk_pages.require(request, P.SURPLUS_WRITE)
    form = TypeInForm(
        request.POST or None, request.FILES or None, at=request.at,
        organisations=Organisation.objects.filter(is_active=True).order_by("name", "pk"),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        offer = done(
            request, lambda: offers.post(
                told=form.told_by, words=form.words(), organisation=form.giver, public_id=form.public_id,
                by=request.actor, at=request.at,
            ), thanks=_("入れました。うけとる所を さがします。"), form=form,
        )  # fmt: skip
        if offer:
            return redirect("surplus:desk_offer", public_id=offer.public_id)
    context = {
        "form": form, "heading": _("電話・FAX・窓口の おすそわけを 入れる"), "submit": _("入れる"),
        "back": reverse("surplus:desk_offers"), "crumbs": DESK.giving((_("入れる"), "")), "sheet": True,
        "layout": DESK.layout,
    }  # fmt: skip
    return render(request, "surplus/offers/offer_form.html", context)


@doors.desk
@require_safe
def one(request: Request, public_id: str) -> HttpResponse:
    return _page(request, _readable(request, public_id))


@doors.desk
@require_http_methods(FORMS)
def change(request: Request, public_id: str) -> HttpResponse:
    return offer_changes.page(request, _writable(request, public_id), DESK)


@doors.desk
@require_POST
def accept(request: Request, public_id: str) -> HttpResponse:
    offer = _writable(request, public_id)
    done(
        request, lambda: offers.accept(offer=offer, by=request.actor, at=request.at),
        thanks=_("うけつけました。うけとる所を さがします。"),
    )  # fmt: skip
    return redirect("surplus:desk_offer", public_id=public_id)


@doors.desk
@require_http_methods(FORMS)
def refuse(request: Request, public_id: str) -> HttpResponse:
    offer, back = _writable(request, public_id), reverse("surplus:desk_offer", args=[public_id])
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deed = done(
            request,
            lambda: offers.refuse_new(offer=offer, why=form.cleaned_data["why"], by=request.actor, at=request.at),
            form=form,
        )  # fmt: skip
        if deed:
            calls_desk.say(request, offer, _("ことわりました。"), _("出した人に わけを 知らせました。"))
            return redirect(back)
    context = {
        "layout": DESK.layout, "heading": _("このおすそわけを ことわる"), "form": form, "cancel": back,
        "submit": _("ことわる"), "text": _("出した人に わけを メールで 知らせます。メールが ないときは 電話してください。"),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@doors.desk
@require_POST
def withdraw(request: Request, public_id: str) -> HttpResponse:
    offer = _writable(request, public_id)
    if done(request, lambda: offers.withdraw(offer=offer, by=request.actor, at=request.at)):
        calls_desk.say(request, offer, _("とりさげました。"), _("うけとるはずだった所に 知らせました。"))
    return redirect("surplus:desk_offer", public_id=public_id)


@doors.desk
@require_POST
def finish(request: Request, public_id: str) -> HttpResponse:
    """What is left of it finds no home any more."""
    offer = _writable(request, public_id)
    done(
        request, lambda: offers.finish(offer=offer, by=request.actor, at=request.at),
        thanks=_("おわりに しました。わたした分は 記録に のこっています。"),
    )  # fmt: skip
    return redirect("surplus:desk_offer", public_id=public_id)


@doors.desk
@never_cache
@require_POST
def link(request: Request, public_id: str) -> HttpResponse:
    """A new link of the giver's own page, shown once: to read out or to copy."""
    offer = _writable(request, public_id)
    given = done(request, lambda: offer_links.give(offer=offer, by=request.actor, at=request.at))
    if given is None:
        return redirect("surplus:desk_offer", public_id=public_id)
    return _page(request, given.offer, given=given)


@doors.desk
@require_safe
def photo(request: Request, public_id: str) -> HttpResponse:
    return offer_photos.answer(_readable(request, public_id))


def _page(request: Request, offer: Offer, **more: object) -> HttpResponse:
    shown = queries.Shown(offer, clock.day(request.at))
    context = {
        "shown": shown, "writes": may(request, P.SURPLUS_WRITE), "manages": may(request, P.SURPLUS_MANAGE),
        "crumbs": DESK.giving((offer.name, "")), **more,
        "pages": desk_pages.pages("desk_offers"),
    }  # fmt: skip
    return render(request, "surplus/offers/desk_offer.html", context)


def _readable(request: Request, public_id: str) -> Offer:
    desk_pages.require(request, P.SURPLUS_READ)
    return queries.one_of(request.actor, public_id, request.at)


def _writable(request: Request, public_id: str) -> Offer:
    desk_pages.require(request, P.SURPLUS_WRITE)
    return queries.one_of(request.actor, public_id, request.at)

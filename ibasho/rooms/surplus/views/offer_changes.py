"""An offer mended before anybody counts on it: by its group, or at the desk."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus.actions import offers
from ibasho.rooms.surplus.forms.offers import OfferForm
from ibasho.rooms.surplus.models import Offer
from ibasho.rooms.surplus.views.sides import Side


def page(request: Request, offer: Offer, side: Side) -> HttpResponse:
    back = side.url("offer", offer.public_id)
    form = OfferForm(
        request.POST or None, request.FILES or None, at=request.at, like=offer, named=offer.organisation_id is None
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        deed = done(
            request, lambda: offers.change(offer=offer, words=form.words(), by=request.actor, at=request.at),
            thanks=_("直しました。"), form=form,
        )  # fmt: skip
        if deed:
            return redirect(back)
    context = {
        "form": form, "heading": _("おすそわけを 直す"), "submit": _("直す"), "back": back, "layout": side.layout,
        "crumbs": side.giving((offer.name, back), (_("直す"), "")),
    }  # fmt: skip
    return render(request, "surplus/offers/offer_form.html", context)

"""Offering without an account, and the giver's own page by its link: how it stands, change, take back, once more."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.codes import tidy_code
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.holding import private
from ibasho.base.ui.limits import limited
from ibasho.base.ui.papers import answer
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus.actions import offer_links, offers
from ibasho.rooms.surplus.forms.offers import OfferForm
from ibasho.rooms.surplus.models import Offer
from ibasho.rooms.surplus.queries import offer_papers
from ibasho.rooms.surplus.queries import offers as queries
from ibasho.rooms.surplus.rules.kinds import Told
from ibasho.rooms.surplus.views import offer_photos

# A whole market may offer from one address; a machine may not go on for ever.
WRITES_MAX, READS_MAX, PAPERS_MAX, SECONDS = 30, 240, 60, 600
_FORMS = ["GET", "HEAD", "POST"]
_BY = Actor.public(via=Via.LINK)


@doors.child
@never_cache
@require_http_methods(_FORMS)
@limited("surplus.give", times=WRITES_MAX, seconds=SECONDS)
def give(request: Request) -> HttpResponse:
    form = OfferForm(request.POST or None, request.FILES or None, at=request.at, named=True)
    if request.method == "POST" and form.is_snared:
        return redirect("surplus:give")  # a machine learns nothing of why
    return _given(request, form, Told.PUBLIC, None)


@doors.child
@never_cache
@require_safe
@limited("surplus.giver", times=READS_MAX, seconds=SECONDS, methods=("GET", "HEAD"))
def giver_page(request: Request, token: str) -> HttpResponse:
    offer = _held(token)
    context = {
        "shown": queries.Shown(offer, clock.day(request.at)), "token": tidy_code(token),
        "address": offer_links.address(offer),
    }  # fmt: skip
    return private(render(request, "surplus/offers/giver.html", context))


@doors.child
@never_cache
@require_http_methods(_FORMS)
@limited("surplus.give", times=WRITES_MAX, seconds=SECONDS)
def giver_change(request: Request, token: str) -> HttpResponse:
    offer = _held(token)
    form = OfferForm(
        request.POST or None, request.FILES or None, at=request.at, like=offer,
        named=offer.organisation_id is None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        deed = done(
            request, lambda: offers.change(offer=offer, words=form.words(), by=_BY, at=request.at),
            thanks=_("直しました。ありがとうございます。"), form=form,
        )  # fmt: skip
        if deed:
            return private(redirect("surplus:giver_page", token=token))
    context = {
        "form": form,
        "heading": _("おすそわけを 直す"),
        "token": tidy_code(token),
        "submit": _("直す"),
    }
    return private(render(request, "surplus/offers/give.html", context))


@doors.child
@never_cache
@require_POST
@limited("surplus.give", times=WRITES_MAX, seconds=SECONDS)
def giver_withdraw(request: Request, token: str) -> HttpResponse:
    offer = _held(token)
    done(
        request, lambda: offers.withdraw(offer=offer, by=_BY, at=request.at),
        thanks=_("とりさげました。また あまったときは、お知らせください。"),
    )  # fmt: skip
    return private(redirect("surplus:giver_page", token=token))


@doors.child
@never_cache
@require_http_methods(_FORMS)
@limited("surplus.give", times=WRITES_MAX, seconds=SECONDS)
def giver_again(request: Request, token: str) -> HttpResponse:
    """The same once more, with dates of today; of who has no account a person looks at it again."""
    offer = _held(token)
    form = OfferForm(
        request.POST or None, request.FILES or None, at=request.at, like=offer, again=True,
        named=offer.organisation_id is None,
    )  # fmt: skip
    told = Told.PUBLIC if offer.organisation is None else Told.LINK
    return private(_given(request, form, told, offer))


@doors.child
@never_cache
@require_safe
@limited("surplus.giver", times=READS_MAX, seconds=SECONDS, methods=("GET", "HEAD"))
def giver_photo(request: Request, token: str) -> HttpResponse:
    return private(offer_photos.answer(_held(token)))


@doors.child
@require_safe
@limited("surplus.papers", times=PAPERS_MAX, seconds=SECONDS, methods=("GET",))
def sheet(request: Request) -> HttpResponse:
    """A4 to fill in by hand and fax, or to read out on the telephone."""
    return answer(offer_papers.sheet(day=clock.day(request.at)), _("おすそわけの 用紙"), inline=True)


def _given(request: Request, form: OfferForm, told: Told, like: Offer | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        offer = done(
            request, lambda: offers.post(
                told=told, words=form.words(), organisation=like.organisation if like else None,
                public_id=form.public_id, by=_BY if like else Actor.public(), at=request.at,
            ), thanks=_("うけとりました。ありがとうございます。"), form=form,
        )  # fmt: skip
        if offer is not None and offer_links.holds(offer):
            return redirect("surplus:giver_page", token=offer_links.token(offer))
        if offer is not None:
            return redirect("surplus:give")
    context = {"form": form, "heading": _("食べものを おすそわけする"), "submit": _("おすそわけする")}
    return render(request, "surplus/offers/give.html", context)


def _held(token: str) -> Offer:
    """The address itself is the key; without one that opens there is no such page."""
    offer = queries.by_token(tidy_code(token)[:60])
    if offer is None:
        raise Http404
    return offer

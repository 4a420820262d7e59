"""/give/: one page, five questions, no account."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.ports import payments
from ibasho.base.ui.doors import child
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets.actions import checkouts, gifts
from ibasho.rooms.mealtickets.forms.giving import GiveForm
from ibasho.rooms.mealtickets.models import Gift
from ibasho.rooms.mealtickets.queries import giving
from ibasho.rooms.mealtickets.rules import receipts

log = logging.getLogger(__name__)
GIVES_MAX, GIVES_SECONDS = 60, 600


@child
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("mealtickets.give", times=GIVES_MAX, seconds=GIVES_SECONDS)
def give(request: Request) -> HttpResponse:
    purposes = giving.purposes(request.at)
    if not purposes:
        return render(request, "mealtickets/giving/closed.html")
    takes_cards = payments.provider() is not None
    form = GiveForm(request.POST or None, purposes=purposes, takes_cards=takes_cards)
    if request.method == "POST" and form.is_valid():
        try:
            gift = _promised(form, request)
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            return to_checkout(request, gift) if gift.channel == Gift.Channel.CARD else to_page(gift)
    funds = list({one.fund.pk: one.fund for one in purposes}.values())
    page = {
        "form": form,
        "options": list(zip(form["purpose"], purposes, strict=True)),
        "takes_cards": takes_cards,
        "funds": [(fund, receipts.wording(fund.receiver, fund.certificate_words)) for fund in funds],
        "several": len(funds) > 1,
        "meal_yen": funds[0].meal_yen,
    }
    return render(request, "mealtickets/giving/give.html", page)


def to_page(gift: Gift) -> HttpResponse:
    return redirect("mealtickets:gift", public_id=gift.public_id)


def to_checkout(request: Request, gift: Gift) -> HttpResponse:
    """To the provider's page; where it can't be reached, to the giver's page with a word of what to do."""
    port = payments.provider()
    if port is None:
        messages.warning(
            request, _("いまは カードを つかえません。銀行から ふりこむか、窓口で お願いします。")
        )
        return to_page(gift)
    try:
        url = checkouts.open_page(gift=gift, payments=port, by=Actor.public(), at=request.at)
    except Conflict as error:
        messages.info(request, error.message)
    except (payments.PaymentsDown, payments.PaymentsRefused) as error:
        log.warning("checkout not opened: %s", error)
        words = _(
            "カードの画面を いま ひらけません。お金は うごいていません。少し待って、もう一度 おしてください。"
        )
        messages.warning(request, words)
    else:
        if url:
            return redirect(url)
    return to_page(gift)


def _promised(form: GiveForm, request: Request) -> Gift:
    told = form.cleaned_data
    return gifts.promise(
        fund=told["for"].fund, pool=told["for"].pool, channel=told["way"], amount_yen=told["yen"], name=told["name"],
        message=told["message"], public_id=form.public_id, by=Actor.public(), at=request.at,
    )  # fmt: skip

"""Where the payment provider sends its messages. Believed by signature alone; everything true is answered 200, so that
nothing is sent again for ever."""

from __future__ import annotations

import logging

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.ports.payments import BODY_BYTES_MAX, Forged, read_event
from ibasho.base.ui.doors import machine
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets.actions import checkouts

log = logging.getLogger(__name__)
PROVIDER = Actor.of_job("payments.webhook")


@machine
@require_POST
def webhook(request: Request) -> HttpResponse:
    """200 heard (also what had no effect) · 401 not signed by the provider, or too old · 413 too large · 503 not now,
    tell it again."""
    if _length(request) > BODY_BYTES_MAX:
        return JsonResponse({"problem": "too large"}, status=413)
    body = request.read(BODY_BYTES_MAX + 1)
    if len(body) > BODY_BYTES_MAX:
        return JsonResponse({"problem": "too large"}, status=413)
    signature = request.headers.get("Stripe-Signature", "")
    try:
        event = read_event(body, signature, secret=settings.PAYMENTS_WEBHOOK_SECRET, at=request.at)
    except Forged:
        return JsonResponse({"problem": "not signed"}, status=401)
    try:
        checkouts.hear(event=event, by=PROVIDER, at=request.at)
    except (
        Conflict
    ) as error:  # the fund's books are not ready: nothing was written, the provider tells it again
        log.error("a payment can't be booked: %s", error.code)
        return JsonResponse({"problem": error.code}, status=503, headers={"Retry-After": "600"})
    return JsonResponse({"received": True})


def _length(request: Request) -> int:
    told = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(told) if told.isascii() and told.isdigit() else 0

"""/demo/payments/: the API our server speaks to, and the page on which somebody pays. No card number is asked for."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from demo.payments import store
from demo.views import demo_only
from ibasho.base.kernel.yen import format_yen
from ibasho.base.ports.payments import CURRENCY
from ibasho.base.ui.doors import child
from ibasho.base.ui.request import Request

YEN_MIN, YEN_MAX = 50, 99_999_999
LATER_SECONDS = 8


def with_key(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only our own server knows the secret key."""

    @wraps(view)
    def asked(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not secrets.compare_digest(given.encode(), str(settings.PAYMENTS_KEY).encode()):
            return problem(401, "invalid_api_key")
        return view(request, *args, **kwargs)

    return asked


@child
@csrf_exempt
@require_POST
@demo_only
@with_key
def sessions(request: Request) -> HttpResponse:
    fields = {name: str(value) for name, value in request.POST.items()}
    item = "line_items[0][price_data]"
    yen = fields.get(f"{item}[unit_amount]", "")
    if fields.get("mode") != "payment" or fields.get(f"{item}[currency]") != CURRENCY:
        return problem(400, "parameter_invalid")
    if not (yen.isascii() and yen.isdigit() and YEN_MIN <= int(yen) <= YEN_MAX):
        return problem(400, "amount_too_small" if yen.isdigit() else "parameter_invalid_integer")
    if not all(
        fields.get(name, "").startswith(settings.PUBLIC_URL) for name in ("success_url", "cancel_url")
    ):
        return problem(400, "url_invalid")
    made = store.create(fields, key=request.headers.get("Idempotency-Key", ""), at=request.at)
    return problem(400, "idempotency_error") if made is None else JsonResponse(made.told())


@child
@require_safe
@demo_only
@with_key
def session(request: Request, session_id: str) -> HttpResponse:
    found = store.find(session_id, at=request.at)
    return problem(404, "resource_missing") if found is None else JsonResponse(found.told())


@child
@csrf_exempt
@require_POST
@demo_only
@with_key
def refunds(request: Request) -> HttpResponse:
    yen = request.POST.get("amount", "")
    key = request.headers.get("Idempotency-Key", "")
    if not (yen.isascii() and yen.isdigit()):
        return problem(400, "parameter_invalid_integer")
    if key and not store.first_time(key):
        return JsonResponse({"id": f"re_demo_{key[:24]}", "object": "refund", "status": "succeeded"})
    found = store.refund(request.POST.get("payment_intent", ""), int(yen), at=request.at)
    if found is None:
        return problem(400, "charge_already_refunded")
    store.tell_later(store.refund_event(found, request.at), wait=0)
    return JsonResponse({"id": f"re_demo_{key[:24]}", "object": "refund", "status": "succeeded"})


@child
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@demo_only
def checkout(request: Request, session_id: str) -> HttpResponse:
    """はらう: paid and told at once. あとで: paid, and the message comes some seconds after the buyer. やめる: back."""
    found = store.find(session_id, at=request.at)
    if found is None:
        raise Http404
    if request.method != "POST":
        return render(
            request, "demo/checkout.html", {"session": found, "yen": format_yen(found.amount_total)}
        )
    asked = request.POST.get("do", "")
    if asked not in ("pay", "later") or found.status == "expired":
        return redirect(found.cancel_url)
    paid = store.pay(found)
    body = store.paid_event(paid, request.at)
    if asked == "later":
        store.tell_later(body, wait=LATER_SECONDS)
    else:
        store.tell(body)
    return redirect(paid.success_url)


def problem(status: int, code: str) -> HttpResponse:
    return JsonResponse({"error": {"type": "invalid_request_error", "code": code}}, status=status)

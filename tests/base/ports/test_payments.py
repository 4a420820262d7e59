"""Speaking to the provider: what goes over the wire, and every way in which it may fail."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from django.conf import LazySettings

from ibasho.base.ports import payments
from ibasho.base.ports.payments import (
    Checkout,
    HttpPayments,
    Order,
    PaymentsDown,
    PaymentsRefused,
    RecordingPayments,
)
from tests.base.ports.answering import transport

ORDER = Order(
    "1234567", 3_000, "寄附", "https://ibasho.example/give/x/?paid=1", "https://ibasho.example/give/x/", "k1"
)
TOLD: dict[str, Any] = {
    "id": "cs_1", "url": "https://checkout.stripe.com/c/pay/cs_1", "status": "open", "payment_status": "unpaid",
    "amount_total": 3_000, "currency": "jpy", "client_reference_id": "1234567", "payment_intent": None,
}  # fmt: skip


@pytest.fixture(autouse=True)
def city(settings: LazySettings) -> None:
    settings.PAYMENTS_CHECKOUT, settings.PUBLIC_URL = "https://checkout.stripe.com", "https://ibasho.example"


def port(answer: httpx.Response | Exception, asked: list[httpx.Request] | None = None) -> HttpPayments:
    return HttpPayments("https://api.stripe.com/", "sk_1", transport=transport(answer, asked))


def test_a_checkout_is_asked_for_as_the_api_wants_it() -> None:
    asked: list[httpx.Request] = []
    found = port(httpx.Response(200, json=TOLD), asked).open(ORDER)
    (request,) = asked
    assert (request.method, str(request.url)) == ("POST", "https://api.stripe.com/v1/checkout/sessions")
    assert (request.headers["Authorization"], request.headers["Idempotency-Key"]) == ("Bearer sk_1", "k1")
    sent = {key: value[0] for key, value in parse_qs(request.content.decode()).items()}
    assert sent["line_items[0][price_data][unit_amount]"] == "3000"
    assert sent["line_items[0][price_data][currency]"] == "jpy"
    assert (sent["mode"], sent["client_reference_id"], sent["success_url"]) == (
        "payment",
        "1234567",
        ORDER.paid_url,
    )
    assert "customer_email" not in sent
    assert found == Checkout("cs_1", TOLD["url"], "open", False, 3_000, "jpy", "1234567", "")


@pytest.mark.parametrize(
    "answer",
    [
        httpx.ConnectTimeout("slow"), httpx.ConnectError("gone"), httpx.ReadTimeout("slow"), httpx.Response(500, json={}),
        httpx.Response(429, json={}), httpx.Response(200, content=b"<html>"), httpx.Response(200, json=[]),
        httpx.Response(200, json={}), httpx.Response(200, json={**TOLD, "amount_total": "3000"}),
        httpx.Response(200, json={**TOLD, "id": ""}), httpx.Response(200, json={**TOLD, "currency": {"a": 1}}),
    ],
)  # fmt: skip
def test_no_clear_answer_means_later(answer: Any) -> None:
    with pytest.raises(PaymentsDown):
        port(answer).open(ORDER)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"error": {"code": "amount_too_large"}}, "amount_too_large"),
        ({"error": {"type": "card_error"}}, "card_error"),
        ({"error": "x"}, "HTTP 400"),
        ({}, "HTTP 400"),
    ],
)
def test_a_no_is_told_by_its_code_alone(body: dict[str, Any], code: str) -> None:
    with pytest.raises(PaymentsRefused, match=code):
        port(httpx.Response(400, json=body)).open(ORDER)


@pytest.mark.parametrize(
    "url",
    ["https://evil.example/pay", "http://checkout.stripe.com/x", "javascript:alert(1)", "", "//evil.example"],
)
def test_a_giver_is_sent_nowhere_else(url: str) -> None:
    with pytest.raises(PaymentsRefused, match="checkout_elsewhere"):
        port(httpx.Response(200, json={**TOLD, "url": url})).open(ORDER)


def test_a_refund_that_failed_is_no_refund() -> None:
    assert (
        port(httpx.Response(200, json={"id": "re_1", "status": "pending"})).refund(
            payment="pi_1", yen=1, key="r"
        )
        == "re_1"
    )
    for told in ({"id": "re_1", "status": "failed"}, {"status": "succeeded"}):
        with pytest.raises(PaymentsRefused):
            port(httpx.Response(200, json=told)).refund(payment="pi_1", yen=1, key="r")


def test_without_a_key_there_is_no_provider(settings: LazySettings) -> None:
    settings.PAYMENTS_KEY = ""
    assert payments.provider() is None
    settings.PAYMENTS_KEY = "sk_1"
    assert isinstance(payments.provider(), HttpPayments)


def test_the_stand_in_answers_a_repeated_call_as_the_first() -> None:
    stand_in = RecordingPayments()
    assert stand_in.open(ORDER).id == stand_in.open(ORDER).id
    assert stand_in.refund(payment="pi", yen=1, key="r") == stand_in.refund(payment="pi", yen=1, key="r")
    assert len(stand_in.refunded) == 1
    with pytest.raises(PaymentsRefused):
        stand_in.find("cs_unknown")

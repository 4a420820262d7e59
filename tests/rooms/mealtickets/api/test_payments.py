"""The provider's messages: signed, once, in any order; everything else has no effect."""

from __future__ import annotations

import itertools
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports.payments import BODY_BYTES_MAX, sign
from ibasho.rooms.mealtickets.actions import gifts
from ibasho.rooms.mealtickets.models import Gift, LedgerEntry, PaymentEvent, Pool
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db
URL = "/api/v1/payments/webhook"
SECRET = "whsec_demo_mihon"


@pytest.fixture
def gift() -> Gift:
    """Promised by card, its page opened."""
    fund = ground.fund()
    ground.general_pool(fund)
    made = gifts.promise(
        fund=fund, pool=None, channel="card", amount_yen=3_000, by=Actor.public(), at=clock.now()
    )
    Gift.objects.filter(pk=made.pk).update(checkout_id="cs_1")
    made.refresh_from_db()
    return made


def event(kind: str = "checkout.session.completed", event_id: str = "evt_1", **thing: Any) -> bytes:
    checkout = {
        "id": "cs_1", "amount_total": 3_000, "currency": "jpy", "payment_status": "paid", "status": "complete",
        "payment_intent": "pi_1", "client_reference_id": None, "url": None,
    }  # fmt: skip
    return json.dumps({"id": event_id, "type": kind, "data": {"object": {**checkout, **thing}}}).encode()


def send(
    body: bytes, *, signature: str | None = None, secret: str = SECRET, at: datetime | None = None
) -> int:
    header = sign(body, secret=secret, at=at or clock.now()) if signature is None else signature
    answer = Client().post(URL, body, content_type="application/json", headers={"Stripe-Signature": header})
    return answer.status_code


def outcomes() -> list[str]:
    return list(PaymentEvent.objects.order_by("pk").values_list("outcome", flat=True))


def state(gift: Gift) -> tuple[str, int]:
    gift.refresh_from_db()
    return gift.state, -ground.balance(A.GIVEN, gift.fund)


def test_a_paid_checkout_is_a_gift_in_the_ledger(gift: Gift) -> None:
    assert send(event()) == 200
    assert state(gift) == ("received", 3_000)
    assert (gift.payment_id, outcomes()) == ("pi_1", ["受けとった"])
    assert Entry.objects.filter(verb="mealtickets.payment.hear").count() == 1


def test_a_message_that_comes_forty_times_has_its_effect_once(gift: Gift) -> None:
    assert {send(event()) for _ in range(40)} == {200}
    assert (state(gift), PaymentEvent.objects.count(), LedgerEntry.objects.filter(kind="gift").count()) == (
        ("received", 3_000),
        1,
        1,
    )


MESSAGES = (
    event("checkout.session.completed", "evt_a", payment_status="unpaid"),
    event("checkout.session.async_payment_succeeded", "evt_b"),
    event("checkout.session.expired", "evt_c", payment_status="unpaid", status="expired"),
    event("payment_intent.created", "evt_d"),
)


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::2])
def test_messages_end_the_same_in_any_order(gift: Gift, order: tuple[int, ...]) -> None:
    for index in order:
        assert send(MESSAGES[index]) == 200
    assert state(gift) == ("received", 3_000)
    assert PaymentEvent.objects.count() == 4


def test_another_message_about_the_same_payment_changes_nothing(gift: Gift) -> None:
    send(event(event_id="evt_1"))
    send(event(event_id="evt_2"))
    assert (state(gift), outcomes()) == (("received", 3_000), ["受けとった", "前に 受けとった支払い"])


def test_a_second_payment_is_shown_to_a_person(gift: Gift) -> None:
    send(event(event_id="evt_1"))
    send(event(event_id="evt_2", id="cs_2", payment_intent="pi_2", client_reference_id=gift.reference))
    assert (state(gift), outcomes()[1]) == (("received", 3_000), "要確認：同じ寄附に 2回 払われた")


@pytest.mark.parametrize(
    ("thing", "outcome"),
    [
        ({"amount_total": 2_999}, "要確認：金額が ちがう"),
        ({"amount_total": 3_001}, "要確認：金額が ちがう"),
        ({"amount_total": 0}, "要確認：円ではない"),
        ({"currency": "usd"}, "要確認：円ではない"),
        ({"id": "cs_other"}, "要確認：寄附が 見つからない"),
        ({"payment_status": "unpaid"}, "まだ 払われていない"),
        ({"amount_total": None}, "要確認：読めない知らせ"),
        ({"amount_total": 3_000.5}, "要確認：読めない知らせ"),
        ({"id": "cs_1\x00"}, "要確認：読めない知らせ"),
        ({"payment_intent": {"id": "pi_1"}}, "要確認：読めない知らせ"),
    ],
)
def test_what_cannot_be_right_has_no_effect_and_is_kept(
    gift: Gift, thing: dict[str, Any], outcome: str
) -> None:
    assert send(event(**thing)) == 200
    assert (state(gift), outcomes()) == (("promised", 0), [outcome])


def test_a_checkout_is_found_by_the_reference_as_well(gift: Gift) -> None:
    Gift.objects.update(checkout_id="")
    send(event(id="cs_9", client_reference_id=gift.reference))
    assert (state(gift), gift.checkout_id) == (("received", 3_000), "cs_9")


def test_money_for_a_gift_that_was_taken_back_is_received(gift: Gift) -> None:
    gifts.cancel(gift=gift, by=Actor.public(), at=clock.now())
    send(event())
    assert state(gift) == ("received", 3_000)


def test_an_expired_page_leaves_the_gift_promised(gift: Gift) -> None:
    send(event("checkout.session.expired", payment_status="unpaid", status="expired"))
    assert (state(gift), outcomes()) == (("promised", 0), ["期限切れ（もう一度 払える）"])


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "t=1,v1=",
        "v1=00",
        "t=x,v1=00",
        "nonsense",
        "t=1,t=2,v1=00",
        "t=" + "9" * 5_000,
        "t=1,v1=é",
        "t=²,v1=00",
    ],
)
def test_a_signature_that_is_none_is_refused(gift: Gift, signature: str) -> None:
    assert send(event(), signature=signature) == 401
    assert (state(gift), PaymentEvent.objects.count()) == (("promised", 0), 0)


def test_forged_truncated_and_changed_messages_are_refused(gift: Gift) -> None:
    body, now = event(), clock.now()
    right = sign(body, secret=SECRET, at=now)
    forged = {
        "other secret": send(body, secret="whsec_other"),
        "changed body": send(body.replace(b"3000", b"3001"), signature=right),
        "cut body": send(body[:-1], signature=right),
        "cut signature": send(body, signature=right[:-1]),
        "old scheme": send(body, signature=right.replace("v1=", "v0=")),
        "five minutes old": send(body, at=now - timedelta(seconds=400)),
        "three days old": send(body, at=now - timedelta(days=3)),
        "from tomorrow": send(body, at=now + timedelta(days=1)),
        "not JSON": send(b"{"),
        "no event": send(b"[]"),
        "no id": send(b'{"type": "a", "data": {"object": {}}}'),
        "long id": send(event(event_id="e" * 200)),
        "deep": send(b'{"id":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    }
    assert forged == dict.fromkeys(forged, 401)
    assert (state(gift), PaymentEvent.objects.count()) == (("promised", 0), 0)


def test_a_message_within_five_minutes_is_heard(gift: Gift) -> None:
    assert send(event(), at=clock.now() - timedelta(seconds=280)) == 200
    assert state(gift) == ("received", 3_000)


def test_while_a_secret_is_changed_one_right_signature_of_two_is_enough(gift: Gift) -> None:
    body, now = event(), clock.now()
    stamp, new = sign(body, secret=SECRET, at=now).split(",")
    old = sign(body, secret="whsec_old", at=now).split(",")[1]
    assert send(body, signature=f"{stamp},{old},{new}") == 200


def test_ten_megabytes_are_not_read() -> None:
    body = b" " * (10 * 1024 * 1024)
    assert send(body) == 413
    assert send(b" " * (BODY_BYTES_MAX + 1)) == 413


def test_without_a_secret_nothing_is_believed(gift: Gift, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PAYMENTS_WEBHOOK_SECRET", "")
    assert send(event(), secret="") == 401


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_only_posts_are_answered(method: str) -> None:
    assert getattr(Client(), method)(URL).status_code == 405


def test_what_cannot_be_booked_yet_is_told_again(gift: Gift) -> None:
    Pool.objects.update(state="closed")
    assert send(event()) == 503
    assert (state(gift), PaymentEvent.objects.count()) == (("promised", 0), 0)
    Pool.objects.update(state="open")
    assert send(event()) == 200
    assert state(gift) == ("received", 3_000)


def test_a_refund_made_elsewhere_is_shown_to_a_person(gift: Gift) -> None:
    send(event())
    told = {"payment_intent": "pi_1", "amount_refunded": 3_000, "currency": "jpy"}
    send(event("charge.refunded", "evt_r", **told))
    send(event("charge.refunded", "evt_s", **{**told, "payment_intent": "pi_unknown"}))
    assert outcomes()[1:] == ["要確認：きろくにない返金", "要確認：返金の 寄附が 見つからない"]
    assert state(gift) == ("received", 3_000)


@pytest.mark.django_db(transaction=True)
def test_messages_that_come_at_the_same_moment_have_one_effect() -> None:
    fund = ground.fund()
    ground.general_pool(fund)
    made = gifts.promise(
        fund=fund, pool=None, channel="card", amount_yen=3_000, by=Actor.public(), at=clock.now()
    )
    Gift.objects.filter(pk=made.pk).update(checkout_id="cs_1")

    def tell(number: int) -> int:
        try:
            return send(event(event_id=f"evt_{number % 2}"))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        assert set(threads.map(tell, range(12))) == {200}
    assert state(made) == ("received", 3_000)
    assert sorted(outcomes()) == ["前に 受けとった支払い", "受けとった"]

"""The demo's payment provider speaks the API our server speaks: tried by our own port, over HTTP's own interface."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.test import Client

from demo.payments import store
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports import payments
from ibasho.base.ports.payments import HttpPayments, Order, PaymentsRefused
from ibasho.rooms.mealtickets.actions import checkouts, gifts
from ibasho.rooms.mealtickets.models import Gift
from ibasho.rooms.mealtickets.rules.kinds import AccountKind
from tests.demo.answering import transport
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a demo answers; its messages reach our server without a socket."""
    settings.DEMO, settings.ROOT_URLCONF, settings.PUBLIC_URL = True, "demo.urls", "http://testserver"
    settings.PAYMENTS_API = "http://testserver/demo/payments"
    direct = store.tell
    monkeypatch.setattr(store, "tell", lambda body: direct(body, transport=transport()))
    monkeypatch.setattr(store, "tell_later", lambda body, wait: waiting.append(body))
    waiting.clear()
    monkeypatch.setattr(payments, "provider", port)


waiting: list[bytes] = []


def port(key: str = "sk_demo_mihon") -> HttpPayments:
    return HttpPayments("http://testserver/demo/payments", key, transport=transport())


def order(**told: object) -> Order:
    known = {
        "reference": "1234567", "yen": 3_000, "words": "寄附", "paid_url": "http://testserver/give/x/?paid=1",
        "back_url": "http://testserver/give/x/", "key": "k1",
    }  # fmt: skip
    return Order(**{**known, **told})  # type: ignore[arg-type]


def gift() -> Gift:
    fund = ground.fund()
    ground.general_pool(fund)
    return gifts.promise(
        fund=fund, pool=None, channel="card", amount_yen=3_000, by=Actor.public(), at=clock.now()
    )


def test_a_checkout_is_opened_once_for_a_key_and_refused_for_another_order() -> None:
    first = port().open(order())
    assert (first.state, first.paid, first.yen, first.currency, first.reference) == (
        "open",
        False,
        3_000,
        "jpy",
        "1234567",
    )
    assert port().open(order()).id == first.id
    assert port().open(order(key="k2")).id != first.id
    with pytest.raises(PaymentsRefused, match="idempotency"):
        port().open(order(yen=5_000))


@pytest.mark.parametrize(
    "wrong", [{"yen": 10}, {"yen": 100_000_000}, {"paid_url": "https://elsewhere.example/"}]
)
def test_an_order_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(PaymentsRefused):
        port().open(order(**wrong))


def test_without_the_key_nothing_is_answered() -> None:
    with pytest.raises(PaymentsRefused, match="invalid_api_key"):
        port("sk_other").open(order())
    with pytest.raises(PaymentsRefused, match="resource_missing"):
        port().find("cs_unknown")


def test_somebody_pays_and_the_gift_is_received() -> None:
    given, browser = gift(), Client()
    page = urlsplit(checkouts.open_page(gift=given, payments=port(), by=Actor.public(), at=clock.now())).path
    assert "3,000円" in browser.get(page).content.decode()
    answer = browser.post(page, {"do": "pay"})
    given.refresh_from_db()
    assert (given.state, given.payment_id[:8]) == ("received", "pi_demo_")
    assert answer["Location"].endswith(f"/give/{given.public_id}/?paid=1")
    assert browser.post(page, {"do": "pay"}).status_code == 302  # pressed twice: paid once
    assert ground.balance(AccountKind.GIVEN, given.fund) == -3_000


def test_who_is_back_before_the_message_sees_that_we_are_looking() -> None:
    given, browser = gift(), Client()
    page = urlsplit(checkouts.open_page(gift=given, payments=port(), by=Actor.public(), at=clock.now())).path
    browser.post(page, {"do": "later"})
    own = f"/give/{given.public_id}/"
    assert 'http-equiv="refresh" content="3; url=?paid=2"' in browser.get(f"{own}?paid=1").content.decode()
    assert "http-equiv" not in browser.get(f"{own}?paid=21").content.decode()
    assert "http-equiv" not in browser.get(own).content.decode()
    store.tell(waiting[0])
    assert "http-equiv" not in browser.get(f"{own}?paid=2").content.decode()


def test_a_message_that_is_lost_is_asked_after() -> None:
    given = gift()
    page = urlsplit(checkouts.open_page(gift=given, payments=port(), by=Actor.public(), at=clock.now())).path
    given.refresh_from_db()
    assert checkouts.look(gift=given, payments=port(), by=ground.SERVER, at=clock.now()) is None
    Client().post(page, {"do": "later"})
    heard = checkouts.look(gift=given, payments=port(), by=ground.SERVER, at=clock.now())
    assert heard is not None
    assert heard.outcome == "受けとった"
    store.tell(waiting[0])  # the message comes after all
    given.refresh_from_db()
    assert (given.state, given.events.count()) == ("received", 2)


def test_who_gives_up_can_pay_later_on_the_same_page_or_a_new_one() -> None:
    given = gift()
    first = checkouts.open_page(gift=given, payments=port(), by=Actor.public(), at=clock.now())
    assert (
        Client()
        .post(urlsplit(first).path, {"do": "cancel"})["Location"]
        .endswith(f"/give/{given.public_id}/")
    )
    given.refresh_from_db()
    assert checkouts.open_page(gift=given, payments=port(), by=Actor.public(), at=clock.now()) == first
    a_day_on = clock.now() + timedelta(days=1, seconds=1)
    store.find(given.checkout_id, at=a_day_on)  # the page has run out
    second = checkouts.open_page(gift=given, payments=port(), by=Actor.public(), at=clock.now())
    assert second != first
    Client().post(urlsplit(second).path, {"do": "pay"})
    given.refresh_from_db()
    assert given.state == "received"


def test_a_refund_goes_back_once_and_never_more_than_was_paid() -> None:
    given = gift()
    page = urlsplit(checkouts.open_page(gift=given, payments=port(), by=Actor.public(), at=clock.now())).path
    Client().post(page, {"do": "pay"})
    given.refresh_from_db()
    assert port().refund(payment=given.payment_id, yen=2_000, key="r1").startswith("re_")
    assert port().refund(payment=given.payment_id, yen=2_000, key="r1").startswith("re_")
    assert len(waiting) == 1
    with pytest.raises(PaymentsRefused):
        port().refund(payment=given.payment_id, yen=2_000, key="r2")


def test_outside_a_demo_nothing_of_it_answers(settings: LazySettings) -> None:
    settings.DEMO = False
    assert Client().post("/demo/payments/v1/refunds").status_code == 404

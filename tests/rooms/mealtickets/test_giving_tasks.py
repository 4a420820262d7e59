"""The jobs of giving: asking after lost messages, letting promises go."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports import payments
from ibasho.base.ports.payments import RecordingPayments
from ibasho.rooms.mealtickets import tasks
from ibasho.rooms.mealtickets.actions import checkouts, gifts
from ibasho.rooms.mealtickets.models import Gift
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db


def opened(provider: RecordingPayments) -> Gift:
    fund = ground.fund()
    ground.general_pool(fund)
    gift = gifts.promise(
        fund=fund, pool=None, channel="card", amount_yen=3_000, by=Actor.public(), at=clock.now()
    )
    checkouts.open_page(gift=gift, payments=provider, by=Actor.public(), at=clock.now())
    gift.refresh_from_db()
    return gift


def test_a_gift_of_which_no_word_came_is_asked_after(monkeypatch: pytest.MonkeyPatch) -> None:
    provider = RecordingPayments()
    monkeypatch.setattr(payments, "provider", lambda: provider)
    paid, open_one, lost = (opened(provider) for _ in range(3))
    known = provider.checkouts[paid.checkout_id]
    provider.checkouts[paid.checkout_id] = replace(known, paid=True, state="complete", payment="pi_1")
    del provider.checkouts[lost.checkout_id]
    tasks.ask_provider(0)
    for gift in (paid, open_one, lost):
        gift.refresh_from_db()
    assert [gift.state for gift in (paid, open_one, lost)] == ["received", "promised", "promised"]
    monkeypatch.setattr(payments, "provider", lambda: None)
    tasks.ask_provider(0)


def test_whoever_presses_pay_again_after_paying_has_given_once() -> None:
    provider = RecordingPayments()
    gift = opened(provider)
    known = provider.checkouts[gift.checkout_id]
    provider.checkouts[gift.checkout_id] = replace(known, paid=True, state="complete", payment="pi_1")
    for _time in range(2):
        assert checkouts.open_page(gift=gift, payments=provider, by=Actor.public(), at=clock.now()) == ""
    gift.refresh_from_db()
    assert (gift.state, gift.payment_id) == ("received", "pi_1")


def test_the_night_asks_after_a_page_that_was_opened_weeks_after_the_promise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    provider = RecordingPayments()
    monkeypatch.setattr(payments, "provider", lambda: provider)
    gift = opened(provider)
    Gift.objects.update(promised_at=clock.now() - timedelta(days=40))
    known = provider.checkouts[gift.checkout_id]
    provider.checkouts[gift.checkout_id] = replace(known, paid=True, state="complete", payment="pi_1")
    tasks.ask_provider(0)
    gift.refresh_from_db()
    assert gift.state == "promised"
    tasks.ask_provider_again(0)
    gift.refresh_from_db()
    assert gift.state == "received"


def test_the_night_lets_old_promises_go() -> None:
    gift = opened(RecordingPayments())
    Gift.objects.update(promised_at=clock.now() - timedelta(days=91))
    tasks.erase_givers(0)
    gift.refresh_from_db()
    assert gift.state == "cancelled"

"""Giving in a real browser: from the form over the provider's page to the giver's own, without scripts; axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from ibasho.rooms.mealtickets.actions import gifts
from ibasho.rooms.mealtickets.models import Fund, Gift
from tests import make
from tests.browser.looking import BOTH, look
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]


@pytest.fixture
def fund() -> Fund:
    made = ground.fund(bank_words="みほん銀行 本店 普通 1234567 ミホンシ")
    ground.general_pool(made)
    return made


@pytest.fixture
def provider(settings: Any, live_server: Any) -> None:
    """The demo's, at this very server."""
    settings.DEMO, settings.ROOT_URLCONF = True, "demo.urls"
    settings.PUBLIC_URL, settings.PAYMENTS_API = live_server.url, f"{live_server.url}/demo/payments"


def test_a_gift_by_card_in_three_touches_without_scripts(open_page: Open, fund: Fund, provider: None) -> None:
    page = open_page("/give/", javascript=False)
    page.locator("label:has([name=amount][value='1200'])").click()
    page.locator("form.dads-form button").click()
    page.locator("button[value=pay]").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    gift = Gift.objects.get()
    assert page.url.endswith(f"/give/{gift.public_id}/?paid=1")
    assert (gift.state, gift.amount_yen) == ("received", 1_200)
    assert page.locator("meta[http-equiv=refresh]").count() == 0


def test_every_page_of_giving_passes_axe_on_phone_and_laptop(
    open_page: Open, fund: Fund, axe_findings: Callable[[Page], list[str]]
) -> None:
    with transaction.atomic():
        done = ground.shown_gift(message="たくさん 食べてね")
    waiting = gifts.promise(
        fund=fund, pool=None, channel="bank", amount_yen=3_000, by=ground.SERVER, at=make.AT
    )
    own = f"/give/{done.public_id}/"
    addresses = [
        "/give/",
        own,
        f"{own}receipt/",
        f"{own}page/",
        f"/give/{waiting.public_id}/",
        f"/give/{waiting.public_id}/cancel/",
        "/givers/",
        f"/givers/{done.donor.public_id}/",
    ]
    assert look(open_page("/give/"), addresses, axe_findings, sizes=BOTH) == {}

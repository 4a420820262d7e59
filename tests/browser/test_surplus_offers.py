"""Giving food, looked at on a phone and a desk's screen: axe finds nothing, nothing scrolls sideways, no JavaScript needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ibasho.base.kernel import clock
from ibasho.rooms.surplus.actions import offer_links
from ibasho.rooms.surplus.models import Offer
from tests import make
from tests.browser.looking import BOTH, arrive, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.surplus import ground
from tests.rooms.surplus.offers_objects import promise, with_link
from tests.rooms.surplus.pages import url

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return cast()


def in_time(**changed: Any) -> dict[str, Any]:
    now = clock.now()
    return {
        "ready_from": now, "ready_until": now + timedelta(days=2), "use_until": clock.day(now) + timedelta(days=5),
        **changed,
    }  # fmt: skip


def test_who_has_no_account_gives_without_javascript(people: Cast, open_page: Callable[..., Page]) -> None:
    page = open_page(url("give"), javascript=False)
    made = page.locator("[data-made]")
    page.locator("label[for='id_food_0']").click()
    expect(made, "what grew is not asked for allergens").to_be_hidden()
    page.locator("label[for='id_food_3']").click()
    expect(made).to_be_visible()
    listed = page.locator("[data-listed]")
    assert not listed.is_visible()
    page.locator("label[for='id_allergens_told_0']").click()
    expect(listed).to_be_visible()
    page.locator("label[for='id_food_0']").click()
    expect(made).to_be_hidden()
    for name, words in (
        ("name", "大根"),
        ("amount", "たくさん"),
        ("giver_name", "山田"),
        ("giver_phone", "051-000-0009"),
    ):
        page.fill(f"[name={name}]", words)
    arrive(page.locator("form.dads-form button"))
    assert page.input_value("[name=name]") == "大根"
    assert page.locator("[data-invalid]").count() == 1
    page.fill("[name=amount]", "5kg×4箱")
    arrive(page.locator("form.dads-form button"))
    assert offer_links.token(Offer.objects.get()) in page.url


@pytest.mark.long
def test_every_page_of_giving_is_fit_to_read(
    people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    farm, mame = ground.farm(people)
    citizen = with_link(
        ground.offer(
            None, giver_name="山田", giver_phone="051-000-0009", told="public", state="new", **in_time()
        )
    )
    token = offer_links.token(citizen)
    page = open_page(url("give"))
    pages = [url("give"), *(url(name, token) for name in ("giver_page", "giver_change", "giver_again"))]
    assert look(page, pages, axe_findings, sizes=BOTH) == {}

    own = with_link(ground.offer(farm, **in_time()))
    promised = promise(farm, months=list(range(1, 13)))
    ground.proposal(own, ground.receiver(make.place(organisation=people.midori)), grams=5_000, state="agreed")
    page = open_page(url("ops_home"), cookies=cookies_of(mame))
    pages = [
        url("ops_home"), url("ops_give"), url("ops_offer", own.public_id), url("ops_promise_new"),
        url("ops_promise", promised.public_id), url("ops_promise_change", promised.public_id),
        url("ops_change", own.public_id), url("ops_again", own.public_id),
    ]  # fmt: skip
    assert look(page, pages, axe_findings, sizes=BOTH) == {}

    page = open_page(url("desk_offers"), cookies=cookies_of(people.aoi), size="tablet")
    pages = [
        url("desk_offers"), url("desk_offer_new"), url("desk_offer", citizen.public_id), url("desk_offer", own.public_id),
        url("desk_offer_refuse", citizen.public_id), url("desk_promises"), url("desk_promise", promised.public_id),
        url("desk_promise_new"), url("desk_promise_change", promised.public_id), url("desk_offer_change", own.public_id),
    ]  # fmt: skip
    assert look(page, pages, axe_findings, sizes=BOTH) == {}

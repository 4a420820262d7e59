"""Giving a meal, helping at a place, and the counter of a shop, without a mouse and by ear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Browser, expect

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.actions import cards, devices
from ibasho.rooms.mealtickets.models import Card, Gift, Redemption, Reversal
from ibasho.rooms.roster.actions import links
from ibasho.rooms.roster.models import Helper, Taken, Vacancy
from tests.browser.looking import cookies_of
from tests.keyboard.keys import Keys
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground as meals
from tests.rooms.roster import ground as roster

pytestmark = pytest.mark.django_db(transaction=True)
Hand = Callable[..., Keys]
PIN = "2580"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def paid(settings: Any, live_server: Any) -> None:
    """The payment house of the demo, at this very server."""
    settings.DEMO, settings.ROOT_URLCONF = True, "demo.urls"
    settings.PUBLIC_URL, settings.PAYMENTS_API = live_server.url, f"{live_server.url}/demo/payments"


def test_a_meal_is_given(hand: Hand, paid: None) -> None:
    meals.general_pool(meals.fund())
    donor = hand("/give/")
    donor.skip()
    donor.to("", role="radio")
    donor.choose("1食")
    donor.follow("寄附する", role="button")
    donor.to("はらう", role="button")
    donor.leave()
    assert Gift.objects.get().state == "received"
    assert any("うけとりました" in one.words for one in donor.ear.page())


def test_a_helper_applies(hand: Hand, people: Cast) -> None:
    Vacancy.objects.create(
        organisation=people.midori, title="宿題を 見る", words="はじめての人も だいじょうぶです。", when="月・木",
        opens_on=clock.day(clock.now()),
    )  # fmt: skip
    minoru = hand(reverse("roster:join"))
    minoru.skip()
    minoru.follow("宿題", role="link")
    minoru.skip()
    minoru.follow("応募する", role="button")
    minoru.refused()
    assert "名前" in minoru.stays().name
    minoru.page.keyboard.type("山口 みのる")
    minoru.write("電話", "000-000-0002")
    minoru.to("", role="radio")
    minoru.choose("18歳")
    minoru.follow("応募する", role="button")
    assert Helper.objects.get().name == "山口 みのる"
    assert any("面談" in one.words for one in minoru.ear.page())


def test_a_helper_says_that_he_comes(hand: Hand, people: Cast) -> None:
    with transaction.atomic():
        day = clock.day(clock.now()) + timedelta(days=2)
        world = roster.ground(people, day=day, remind_hours=200)
        mine = roster.taken(roster.shift(world.roster, day), world.helpers[0])
    token = links.give(helper=world.helpers[0], mail=False, by=people.by(people.hana), at=clock.now()).token
    minoru = hand(f"{reverse('roster:shift_open')}?t={token}")
    minoru.skip()
    minoru.follow("行きます", role="button")
    assert Taken.objects.get(pk=mine.pk).confirmed_at is not None
    minoru.answered("待っています")


@pytest.fixture
def card(people: Cast) -> Card:
    with transaction.atomic():
        shop = meals.ground(organisation=people.midori).shop
    devices.set_pin(shop=shop, pin=PIN, by=meals.SERVER, at=clock.now())
    made = cards.make_sheet(count=1, given_to="みほん小学校", by=meals.SERVER, at=clock.now())
    return made.cards.get()


@pytest.fixture
def till(browser: Browser, live_server: Any, people: Cast, card: Card) -> Iterator[Keys]:
    """The shop's laptop, a till from now on: no camera, a keyboard. In a context of its own: a refusal is an error in the console."""
    context = browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo")
    cookies: Any = [{**one, "url": live_server.url} for one in cookies_of(people.hana)]
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(live_server.url + "/ops/meals/devices/")
    kenji = Keys(page)
    kenji.skip()
    kenji.to("レジにする", role="button")
    with kenji.page.expect_navigation(url="**/till/"):
        kenji.page.keyboard.press("Enter")
    expect(kenji.page.locator("#till-pin")).to_be_focused()
    kenji.arrive()
    kenji.page.keyboard.type(PIN)
    kenji.press("Enter")
    expect(kenji.page.locator("[data-screen=scan]")).to_be_visible()
    yield kenji
    context.close()
    assert kenji.wrong == []


def _types(till: Keys, code: str) -> None:
    till.stays()
    till.to("番号をうつ", role="button")
    till.press("Enter")
    assert "12文字" in till.stays().name
    till.page.keyboard.type(code)
    till.press("Enter")


def test_a_card_is_typed_at_the_till(till: Keys, card: Card) -> None:
    _types(till, card.typed)
    till.told("まる。どうぞ")
    assert till.stays().role == "button"
    till.press("Enter")
    _types(till, card.typed)
    till.told("さんかく")
    till.press("Enter")
    other = card.typed[:11] + ("C" if card.typed[11] != "C" else "D")
    _types(till, other)
    till.told("ばつ")
    assert Redemption.objects.filter(outcome="ok").count() == 1
    till.press("Escape")
    till.press("Enter")
    till.to("もどる", role="button")
    till.press("Enter")
    till.stays()
    till.to("とりけし", role="button")
    till.press("Enter")
    till.stays()
    expect(
        till.page.get_by_role("button", name="とりけす")
    ).to_be_visible()  # the list is read from the phone's own store
    till.to("とりけす", role="button")
    till.press("Enter")
    till.told("とりけしました")
    till.stays()
    expect(till.page.locator("[data-pending]")).to_have_text("0")
    assert Reversal.objects.exists()

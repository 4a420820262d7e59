"""つなぎ as people see it: axe finds nothing, nothing scrolls sideways, the whole way goes by keyboard and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.care.models import Referral
from ibasho.town.places.models import Place
from tests import make
from tests.browser.looking import BOTH, cookies_of, look, tab_to
from tests.people import Cast, cast
from tests.rooms.care import ground
from tests.rooms.care.referrals_objects import SQUARE

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Page], list[str]]
Open = Callable[..., Page]


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def place(people: Cast) -> Place:
    make.district(geometry=SQUARE)
    found = make.place(
        organisation=people.midori,
        lat=34.153,
        lng=138.15,
        features=["meal"],
        phone="0537-00-0001",
        alone_from="lower",
    )
    today = clock.day(clock.now())
    make.session(found, today + timedelta(days=2))
    far = make.place("とおい 学習室", lat=34.17, lng=138.16)
    make.session(far, today + timedelta(days=3))
    return found


def _in_every_state(people: Cast, place: Place) -> list[Referral]:
    now = clock.now()
    yes = {"answered_at": now, "answered_by": people.hana}
    came = {"arrived_on": clock.day(now), "arrived_at": now, "arrived_by": people.hana}
    over = {"ended_at": now, "ended_by": people.hana}
    given = {
        "asked": {}, "accepted": yes, "declined": {**yes, "decline": "full"}, "arrived": {**yes, **came},
        "ended": {**yes, **came, **over, "ended_how": "settled"}, "revoked": {**yes, **over},
    }  # fmt: skip
    return [
        ground.referral(people, place, state=state, asked_at=now, **more) for state, more in given.items()
    ]


@pytest.mark.long
def test_the_centres_pages(people: Cast, place: Place, open_page: Open, axe_findings: Axe) -> None:
    rows = _in_every_state(people, place)
    names = ("desk_referrals", "desk_referral_find", "desk_consent_texts")
    pages = [reverse(f"care:{name}") for name in names]
    pages += [reverse("care:desk_referral_ask", args=[place.public_id])]
    pages += [reverse("care:desk_referral", args=[row.matter.public_id]) for row in rows]
    page = open_page(pages[0], cookies=cookies_of(people.sumi))
    assert look(page, pages, axe_findings, sizes=BOTH) == {}


@pytest.mark.long
def test_a_places_pages(people: Cast, place: Place, open_page: Open, axe_findings: Axe) -> None:
    rows = _in_every_state(people, place)
    pages = [reverse("care:ops_welcome")]
    pages += [reverse("care:ops_welcome_one", args=[row.matter.public_id]) for row in rows]
    page = open_page(pages[0], cookies=cookies_of(people.hana))
    assert look(page, pages, axe_findings, sizes=BOTH) == {}


def test_from_the_search_to_the_sent_request_by_keyboard(
    people: Cast, place: Place, open_page: Open, axe_findings: Axe
) -> None:
    page = open_page(reverse("care:desk_referral_find"), cookies=cookies_of(people.sumi))
    page.select_option("#id_district", "M01")
    page.get_by_role("button", name="さがす", exact=True).press("Enter")
    page.get_by_text("合う居場所 2か所").wait_for()
    assert page.url.endswith("/find/") and axe_findings(page) == []
    page.locator(".care-found a.dads-button").first.press("Enter")
    page.locator("h1", has_text="みどり食堂へ つなぐ").wait_for()
    tab_to(page, "#id_consent_by_0")
    page.locator("#id_consent_by_2").press("Space")
    page.locator("#id_consent_how_0").press("Space")
    page.fill("#id_child", "ゆいちゃん")
    page.fill("#id_allergy", "なし")
    page.fill("#id_collect", "ひとりで 帰る 17時")
    page.get_by_role("button", name="この居場所に たのむ").press("Enter")
    page.get_by_text("居場所に 見えているもの").wait_for()
    assert Referral.objects.get().state == "asked"
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "ゆい" not in kept and "M01" not in kept


def test_a_spot_is_pressed_on_the_map(people: Cast, place: Place, open_page: Open) -> None:
    page = open_page(reverse("care:desk_referral_find"), cookies=cookies_of(people.sumi))
    page.locator("summary", has_text="地図を おして えらぶ").click()
    page.locator(".care-find-map").click(position={"x": 200, "y": 240})
    page.get_by_text("地図で おした ところ（虹橋）から").wait_for()
    assert page.url.endswith("/find/")

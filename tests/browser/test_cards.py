"""A card on a phone: drawn there, kept there, shown without a network. And the desk's pages of cards."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.actions import cards
from ibasho.rooms.mealtickets.models import Card
from ibasho.rooms.mealtickets.queries.cards import text_of
from ibasho.rooms.mealtickets.rules.codes import shown
from tests.browser.looking import BOTH, FITS, cookies_of, look
from tests.people import cast
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db(transaction=True)


def card() -> Card:
    made = cards.make_sheet(count=2, given_to="虹橋小学校", by=ground.SERVER, at=clock.now())
    return made.cards.select_related("sheet").get(position=1)


def seen(page: Page) -> set[str]:
    """What a reader makes of the code the phone has drawn."""
    drawn = page.locator("[data-card-qr] path").get_attribute("d") or ""
    size = int((page.locator("[data-card-qr] svg").get_attribute("viewBox") or "").split()[2])
    picture = Image.new("L", (size, size), 255)
    for x, y in re.findall(r"M(\d+) (\d+)h1", drawn):
        picture.putpixel((int(x), int(y)), 0)
    return {
        found.text
        for found in zxingcpp.read_barcodes(picture.resize((size * 4, size * 4), Image.Resampling.NEAREST))
    }


def test_a_card_is_shown_and_kept_by_the_phone_alone(
    open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    text = text_of(card())
    page = open_page("/card/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    expect(page.locator("#phone-card")).to_be_hidden()
    page.evaluate("code => { location.hash = code }", quote(text))
    expect(page.locator("[data-card-qr] svg")).to_be_visible()
    assert seen(page) == {text}
    assert page.evaluate("localStorage.length") == 0
    assert axe_findings(page) == []
    assert page.evaluate(FITS)
    page.get_by_role("button", name="のこす").click()
    expect(page.locator("#phone-card-said")).to_contain_text("のこしたよ")
    page.evaluate("history.replaceState(null, '', '/card/')")
    page.reload()
    expect(page.locator("[data-card-qr] svg")).to_be_visible()
    assert seen(page) == {text}
    page.get_by_role("button", name="けす").click()
    expect(page.locator("#phone-card-new")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0
    assert not any(part in url for url in asked for part in (text, quote(text), text[4:30]))


def test_typed_letters_are_shown_large_and_wrong_ones_are_told(
    open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    typed = card().typed
    page = open_page("/card/")
    letters = page.locator("#phone-card-letters")
    letters.fill(typed[:5])
    letters.press("Enter")
    expect(page.locator("#phone-card-said")).to_contain_text("たりないよ")
    letters.fill(shown(typed).lower())
    page.locator("[data-card-show]").click()
    expect(page.locator("[data-card-typed]")).to_have_text(shown(typed))
    assert axe_findings(page) == []


def test_a_kept_card_is_shown_without_a_network(open_page: Callable[..., Page]) -> None:
    text = text_of(card())
    page = open_page("/card/#" + quote(text))
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.get_by_role("button", name="のこす").click()
    page.wait_for_function(
        "caches.open('kept-card').then((kept) => kept.keys()).then((all) => all.length > 4)"
    )
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    address = page.url.split("#")[0]
    page.goto("about:blank")
    page.context.set_offline(True)
    page.goto(address)
    expect(page.locator("[data-card-qr] svg")).to_be_visible()
    assert seen(page) == {text}


def test_without_javascript_the_page_tells_of_the_paper_card(open_page: Callable[..., Page]) -> None:
    page = open_page("/card/", javascript=False)
    assert "カードを そのまま お" in page.content()
    expect(page.locator("#phone-card-new")).to_be_hidden()


@pytest.mark.long
def test_the_desk_of_cards_is_whole(
    open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    people, one = cast(), card()
    shop = ground.shop()
    here = f"/desk/meals/cards/{one.sheet.public_id}/"
    page = open_page("/desk/meals/cards/", cookies=cookies_of(people.aoi))
    addresses = ["/desk/meals/cards/", "/desk/meals/cards/new/", "/desk/meals/cards/keys/", here, f"{here}1/"]
    addresses += [
        f"{here}stop/",
        "/desk/meals/cards/keys/1/stop/",
        f"/desk/meals/shops/{shop.public_id}/papers/",
    ]
    assert look(page, addresses, axe_findings, sizes=BOTH) == {}

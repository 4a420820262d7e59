"""Notes on a phone that several people use, and what happens to a box while the city stumbles."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from ibasho.rooms.care.models import Notice
from ibasho.rooms.care.queries import notes as queries
from tests.browser import test_care_note as noting
from tests.people import Cast

pytestmark = pytest.mark.django_db(transaction=True)
people, place, phone, page = noting.people, noting.place, noting.phone, noting.page


def test_ken_writes_on_the_paper_that_hana_left_and_it_is_not_hers(
    phone: BrowserContext, page: Page, people: Cast, live_server: Any
) -> None:
    """The page on the screen is still hers, the session is his: the city is asked before it goes."""
    noting.as_person(phone, live_server.url, people.ken)
    noting.press(page)
    noting.add_words(page)
    noting.send(page)
    noting.arrived(page, 1)
    assert Notice.objects.get().writer == people.ken
    page.wait_for_timeout(300)
    noting.cut_off(phone)
    page.reload()  # and the paper kept for the cellar is his by now
    marks = json.loads(page.locator("#care-note-config").text_content() or "")["marks"]
    assert marks == queries.writer_marks(people.by(people.ken))


def test_written_offline_after_another_signed_in_somebody_says_whose_it_is(
    phone: BrowserContext, page: Page, people: Cast, live_server: Any
) -> None:
    noting.cut_off(phone)
    page.reload()
    expect(page.locator("[data-whose]")).to_contain_text("さいごに ログインした人")
    noting.press(page)
    noting.add_words(page)
    noting.send(page)
    expect(page.locator("[data-pending]")).to_have_text("1")
    noting.as_person(phone, live_server.url, people.ken)
    noting.join(phone)
    page.goto(live_server.url + noting.WRITE)
    expect(page.locator("[data-who-words]")).to_contain_text("書いた人が ログインするまで")
    expect(page.locator("[data-mine]")).to_be_hidden()  # he signed in after it was written
    assert not Notice.objects.exists()
    page.click("[data-unnamed]")
    noting.arrived(page, 1)
    expect(page.locator("[data-who]")).to_be_hidden()
    assert Notice.objects.get().writer is None


def test_signed_out_the_paper_goes(phone: BrowserContext, page: Page, live_server: Any) -> None:
    phone.clear_cookies()
    page.goto(live_server.url + noting.WRITE)
    assert "/accounts/login/" in page.url
    assert "care-note-config" not in page.evaluate(noting.KEPT)


def test_a_note_written_while_another_is_on_its_way_goes_too(page: Page) -> None:
    held: list[Any] = []
    page.route(noting.SEND, lambda route: route.abort())
    noting.press(page)
    noting.send(page)
    expect(page.locator("[data-sent-later]")).to_be_visible()
    page.click("[data-again]")
    expect(page.locator("[name=signs]").first).to_be_visible()
    page.unroute(noting.SEND)
    page.route(noting.SEND, lambda route: held.append(route), times=1)  # noqa: PLW0108 — a bound method of a list cannot be marked
    page.evaluate("dispatchEvent(new Event('online'))")
    while not held:
        page.wait_for_timeout(50)
    noting.press(page, "eating")
    page.click("form[data-care-note] button[data-size=lg]")
    expect(page.locator("[data-pending]")).to_have_text("2")
    held.pop().continue_()
    expect(page.locator("[data-sent]")).to_be_visible()
    expect(page.locator("[data-sent-yes]")).to_be_visible()
    noting.arrived(page, 2)
    assert page.evaluate(noting.BOXES) == []


def test_what_the_vault_has_no_time_for_can_not_be_let_go(page: Page) -> None:
    busy = {"ok": False, "later": True, "words": "1分 待って もう一度 ためしてください。"}

    def later(route: Any) -> None:
        items = json.loads(route.request.post_data)["items"]
        route.fulfill(json={"results": [{"nonce": one["nonce"], **busy} for one in items]})

    page.route(noting.SEND, later)
    noting.press(page)
    noting.send(page)
    expect(page.locator("[data-pending]")).to_have_text("1")
    expect(page.locator("[data-refused]")).to_be_hidden()
    page.unroute(noting.SEND)
    page.click("[data-try]")
    noting.arrived(page, 1)


def test_one_box_the_city_stumbles_over_keeps_no_newer_one_waiting(page: Page) -> None:
    nonces: list[str] = []

    def lost(route: Any) -> None:
        nonces[:] = [one["nonce"] for one in json.loads(route.request.post_data)["items"]]
        route.abort()

    page.route(noting.SEND, lost)
    for sign in ("tired", "eating"):
        noting.press(page, sign)
        noting.send(page)
        page.click("[data-again]")
    page.unroute(noting.SEND)
    page.route(
        noting.SEND,
        lambda route: (
            route.fulfill(status=500) if nonces[0] in route.request.post_data else route.continue_()
        ),
    )
    page.click("[data-try]")
    noting.arrived(page, 1)
    expect(page.locator("[data-pending]")).to_have_text("1")


def test_after_a_new_version_the_old_paper_keeps_its_script(
    phone: BrowserContext, page: Page, people: Cast, live_server: Any
) -> None:
    """The new version found nobody signed in: it has no paper of its own, so the old one stays with all it names."""
    page.evaluate("""async () => {
        const [name] = (await caches.keys()).filter((one) => one.startsWith("care-note-"));
        const now = await caches.open(name), old = await caches.open("care-note-1");
        const paper = await (await now.match("/ops/care/")).text();
        const script = /src="([^"]*care-note[^"]*)"/.exec(paper)[1];
        const named = script.replace("care-note", "care-note.old");
        await old.put(named, await now.match(script));
        await old.put("/ops/care/", new Response(paper.replace(script, named), { headers: { "Content-Type": "text/html" } }));
        await now.delete("/ops/care/");
    }""")
    noting.cut_off(phone)
    page.reload()
    assert "care-note.old" in page.content()
    noting.press(page)
    noting.send(page)
    expect(page.locator("[data-pending]")).to_have_text("1")

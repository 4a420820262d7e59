"""A note from a phone in a real browser: sealed before it is kept, nothing lost without a network, nothing twice, no word left."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ibasho.base.kernel import clock
from ibasho.rooms.care.actions import notes
from ibasho.rooms.care.models import Notice
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place
from tests import make
from tests.browser.looking import BOTH, FITS, arrive, cookies_of, look, tab_to, until
from tests.people import Cast, cast
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
WRITE, SEND, STATE = "/ops/care/", "**/ops/care/send/", "**/ops/care/state/"
SECRET = "かなりあの ことば"
OWN_WORKER = """async () => {
    for (let tries = 0; tries < 200; tries += 1) {
        const one = await navigator.serviceWorker.getRegistration("/ops/care/");
        if (one?.scope.endsWith("/ops/care/") && one.active?.state === "activated") return true;
        await new Promise((done) => setTimeout(done, 50));
    }
    return false;
}"""
# Everything this browser keeps of ours, as one text: boxes byte by byte, storages, cookies, what stands in the caches.
KEPT = """async () => {
    const found = [document.cookie, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
        const db = await new Promise((done) => { const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); });
        for (const store of db.objectStoreNames) {
            const rows = await new Promise((done) => { const asked = db.transaction(store).objectStore(store).getAll(); asked.onsuccess = () => done(asked.result); });
            for (const row of rows) {
                found.push(JSON.stringify(row, (_key, value) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : value)));
            }
        }
        db.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) if (request.url.endsWith("/ops/care/")) found.push(await (await cache.match(request)).text());
    }
    return found.join("\\n");
}"""
BOXES = """async () => {
    const db = await new Promise((done) => { const asked = indexedDB.open("ibasho-notes"); asked.onsuccess = () => done(asked.result); });
    const rows = await new Promise((done) => { const asked = db.transaction("boxes").objectStore("boxes").getAll(); asked.onsuccess = () => done(asked.result); });
    db.close();
    return rows.map(({ nonce, box, mark, ...rest }) => ({ nonce, box: [...box], mark, rest: Object.keys(rest).sort() }));
}"""


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def place(people: Cast) -> Place:
    with transaction.atomic():
        return make.place(organisation=people.midori)


@pytest.fixture
def phone(browser: Browser, live_server: Any, people: Cast, place: Place) -> Iterator[BrowserContext]:
    """Hana's, in a context of its own: what cannot be reached is an error in the console."""
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, locale="ja-JP", timezone_id="Asia/Tokyo"
    )
    context.set_default_timeout(12_000)
    as_person(context, live_server.url, people.hana)
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext, live_server: Any) -> Page:
    found = phone.new_page()
    found.goto(live_server.url + WRITE)
    assert found.evaluate(OWN_WORKER)
    expect(found.locator("[data-whose]")).to_contain_text(
        "ログインしている人"
    )  # the city has said who is signed in
    return found


def as_person(context: BrowserContext, url: str, person: Person) -> None:
    found = cookies_of(person)
    context.add_cookies([{"name": one["name"], "value": one["value"], "url": url} for one in found])


def cut_off(phone: BrowserContext) -> None:
    """No network. What is sent is refused as well: a reloaded page can be quicker than the browser's word that it is offline."""
    for address in (SEND, STATE):
        phone.route(address, lambda route: route.abort())
    phone.set_offline(True)


def join(phone: BrowserContext) -> None:
    for address in (SEND, STATE):
        phone.unroute(address)
    phone.set_offline(False)


def press(page: Page, sign: str = "tired") -> None:
    page.check(f"[name=signs][value={sign}]")


def add_words(page: Page, words: str = SECRET) -> None:
    page.click("form[data-care-note] summary")
    page.fill("[name=words]", words)
    page.fill("[name=child]", "かなりあ")


def send(page: Page) -> None:
    page.click("form[data-care-note] button[data-size=lg]")
    expect(page.locator("[data-sent]")).to_be_visible()


def arrived(page: Page, wanted: int) -> None:
    until(page, lambda: Notice.objects.count() == wanted)


def test_two_touches_are_a_note_and_no_word_stays(page: Page, people: Cast) -> None:
    press(page)
    send(page)
    expect(page.locator("[data-sent-yes]")).to_be_visible()
    arrived(page, 1)
    made = Notice.objects.get()
    assert (made.writer, made.pace) == (people.hana, "usual")
    page.click("[data-again]")
    press(page, "eating")
    add_words(page)
    send(page)
    arrived(page, 2)
    assert page.evaluate(BOXES) == []
    for word in ("かなりあ", "eating"):
        assert word not in page.evaluate(KEPT).replace('value="eating"', "").replace("id_signs", "")
    assert page.input_value("[name=words]") == page.input_value("[name=child]") == ""
    own = notes.read_own(notice=Notice.objects.order_by("-pk")[0], by=people.by(people.hana), at=clock.now())
    assert (own.told.words, own.told.child) == (SECRET, "かなりあ")


def test_without_a_network_it_is_sealed_kept_over_a_reload_and_arrives_once(
    phone: BrowserContext, page: Page, people: Cast
) -> None:
    cut_off(phone)
    press(page, "injury")
    add_words(page)
    send(page)
    expect(page.locator("[data-sent-later]")).to_be_visible()
    expect(page.locator("[data-pending]")).to_have_text("1")
    page.reload()  # the phone was restarted in a kitchen without reception
    expect(page.locator("[data-pending]")).to_have_text("1")
    expect(page.locator("[name=signs]").first).to_be_visible()
    (kept,) = page.evaluate(BOXES)
    assert kept["box"][0] == 1 and set(kept["rest"]) <= {"at", "tried"}
    everything = page.evaluate(KEPT)
    assert (
        SECRET not in everything
        and "かなりあ" not in everything
        and people.hana.email not in json.dumps(kept)
    )
    assert not Notice.objects.exists()
    join(phone)
    page.evaluate("dispatchEvent(new Event('online'))")
    arrived(page, 1)
    expect(page.locator("[data-waiting]")).to_be_hidden()
    page.reload()
    page.wait_for_timeout(500)
    assert Notice.objects.get().pace == "urgent"
    own = notes.read_own(notice=Notice.objects.get(), by=people.by(people.hana), at=clock.now())
    assert own.told.words == SECRET


def test_an_answer_lost_on_its_way_makes_no_second_note(page: Page) -> None:
    def swallow(route: Any) -> None:
        route.fetch()  # the city has it; the phone never hears so
        route.abort()

    page.route(SEND, swallow)
    press(page)
    send(page)
    arrived(page, 1)
    expect(page.locator("[data-pending]")).to_have_text("1")
    page.unroute(SEND)
    page.click("[data-try]")
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert Notice.objects.count() == 1


def test_signed_out_it_waits_unread_and_goes_when_its_writer_is_back(
    phone: BrowserContext, page: Page, people: Cast, live_server: Any
) -> None:
    cut_off(phone)
    press(page)
    add_words(page)
    send(page)
    expect(page.locator("[data-pending]")).to_have_text("1")
    phone.set_offline(False)  # there is a network again, but it never came to sending
    page.goto(f"{live_server.url}/accounts/logout/")
    arrive(page.locator("main form button"))
    join(phone)
    page.goto(live_server.url + WRITE)
    assert "/accounts/login/" in page.url
    as_person(phone, live_server.url, people.ken)
    page.goto(live_server.url + WRITE)
    expect(page.locator("[data-others]")).to_be_visible()
    page.wait_for_timeout(700)
    assert not Notice.objects.exists()
    as_person(phone, live_server.url, people.hana)
    page.goto(live_server.url + WRITE)
    arrived(page, 1)
    assert Notice.objects.get().writer == people.hana


def test_what_the_city_cannot_open_stays_and_can_be_let_go(page: Page) -> None:
    broken = {"ok": False, "final": True, "words": "このメモは ひらけませんでした。"}

    def refuse(route: Any) -> None:
        items = json.loads(route.request.post_data)["items"]
        route.fulfill(json={"results": [{"nonce": one["nonce"], **broken} for one in items]})

    page.route(SEND, refuse)
    press(page)
    send(page)
    expect(page.locator("[data-refused-words]")).to_contain_text("ひらけません")
    expect(page.locator("[data-pending]")).to_have_text("1")
    page.click("[data-let-go]")
    expect(page.locator("[data-pending]")).to_have_text("1")  # once is a slip of the finger
    page.click("[data-let-go]")
    expect(page.locator("[data-waiting]")).to_be_hidden()


def test_danger_now_shows_the_numbers_large_before_and_after(page: Page) -> None:
    call = page.locator(".care-note .care-danger__calls a[href='tel:189']")
    before = call.bounding_box()
    page.check("[name=danger]")
    after = call.bounding_box()
    assert before and after and after["height"] > before["height"] and after["width"] > before["width"]
    press(page)
    send(page)
    expect(page.locator("[data-sent-danger] a[href='tel:110']")).to_be_visible()
    arrived(page, 1)
    assert Notice.objects.get().pace == "urgent"


def test_the_numbers_stand_above_the_menu_of_a_phone(page: Page) -> None:
    bar = page.locator(".door-nav").bounding_box()
    calls = [one.bounding_box() for one in page.locator(".care-note .care-danger__calls a").all()]
    assert bar and len(calls) == 3
    for call in calls:
        assert call and call["y"] + call["height"] <= 540 < bar["y"] and call["height"] >= 44
    assert len({round(call["y"]) for call in calls if call}) == 1
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("address", ["/ops/", WRITE, "/ops/members/"])
def test_the_sliding_menu_shows_where_one_is(page: Page, live_server: Any, address: str) -> None:
    page.goto(live_server.url + address)
    here = page.locator(".door-nav [aria-current]").bounding_box()
    assert here and here["x"] >= 0 and here["x"] + here["width"] <= 360


def test_without_a_picture_the_page_says_so_and_sends_nothing(page: Page) -> None:
    page.click("form[data-care-note] button[data-size=lg]")
    expect(page.locator("[data-said]")).to_contain_text("絵を 1つ")
    assert page.evaluate("document.activeElement.name") == "signs"
    assert not Notice.objects.exists()


def test_by_the_keyboard_alone(page: Page) -> None:
    tab_to(page, "[name=signs][value=glad]")
    page.keyboard.press("Space")
    expect(page.locator("[name=signs][value=glad]")).to_be_checked()
    tab_to(page, "form[data-care-note] button[data-size=lg]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-sent]")).to_be_focused()
    arrived(page, 1)
    assert Notice.objects.get().pace == "glad"
    tab_to(page, "[data-again]")
    page.keyboard.press("Enter")
    expect(page.locator("[name=signs]").first).to_be_focused()


def test_without_scripts(open_page: Callable[..., Page], people: Cast, place: Place) -> None:
    page = open_page(WRITE, javascript=False, cookies=cookies_of(people.hana))
    page.check("[name=danger]")
    expect(page.locator(".care-note .care-danger__now")).to_be_visible()  # by style alone
    page.check("[name=signs][value=injury]")
    page.click("form[data-care-note] button[data-size=lg]")
    expect(page.locator("h1")).to_contain_text("とどきました")
    assert Notice.objects.get().pace == "urgent"


def test_the_pages_read_well_on_phone_and_tablet(
    open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]], people: Cast, place: Place
) -> None:
    hana = sign_in(Client(), people.hana)
    hana.post(
        WRITE,
        {
            "nonce": "5a4c2e1c-7c52-4a53-9d1d-2f6a3b0f6d11",
            "signs": ["tired"],
            "place": place.public_id,
            "when": "today",
        },
    )
    number = Notice.objects.get().matter.public_id
    ops = open_page(WRITE, cookies=cookies_of(people.hana))
    addresses = [WRITE, "/ops/care/sent/", "/ops/care/notes/", f"/ops/care/notes/{number}/"]
    assert look(ops, addresses, axe_findings, sizes=BOTH) == {}
    assert ops.evaluate(FITS)
    desk = open_page("/desk/care/write/", cookies=cookies_of(people.tsubaki))
    assert (
        look(desk, ["/desk/care/write/", "/desk/care/sent/", "/desk/care/mine/"], axe_findings, sizes=BOTH)
        == {}
    )

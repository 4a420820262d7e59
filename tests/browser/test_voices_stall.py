"""The counter at a stall in a real browser: thirty taps without a network, a reload without a network, and each counts once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ibasho.base.kernel import clock
from ibasho.rooms.voices.actions import doors
from ibasho.rooms.voices.actions import tallies as actions
from ibasho.rooms.voices.models import Door, Hearing, Tally
from ibasho.rooms.voices.queries import tallies
from ibasho.rooms.voices.rules.tallies import HEADS, Who
from tests import make
from tests.browser.looking import BOTH, FITS, arrive, cookies_of, look, tab_to, until
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.rooms.voices.ground import Ground

pytestmark = pytest.mark.django_db(transaction=True)
TAPS = "**/voices/stall/taps/"
UPPER = "[data-who='child.upper']"
EARLIER = """(day) => {
    for (const name of Object.keys(localStorage).filter((name) => name.includes(":tap:"))) {
        localStorage.setItem(name, JSON.stringify({ ...JSON.parse(localStorage.getItem(name)), day }));
    }
}"""
OWN_WORKER = """async () => {
    for (let tries = 0; tries < 200; tries += 1) {
        const one = await navigator.serviceWorker.getRegistration("/voices/stall/");
        if (one?.scope.endsWith("/voices/stall/") && one.active?.state === "activated") return true;
        await new Promise((done) => setTimeout(done, 50));
    }
    return false;
}"""


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here(people: Cast) -> Ground:
    with transaction.atomic():
        return ground.ground(people)


@pytest.fixture
def stall(people: Cast, here: Ground) -> Door:
    return ground.door(here.hearing, channel="stall", name="けっトラ市の テント")


@pytest.fixture
def link(people: Cast, stall: Door) -> str:
    address = doors.give_link(door=stall, by=people.by(people.aoi), at=clock.now())
    return "/" + address.split("://", 1)[1].split("/", 1)[1]


@pytest.fixture
def phone(browser: Browser, live_server: Any) -> Iterator[BrowserContext]:
    """In a context of its own: what cannot be reached is an error in the console."""
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, locale="ja-JP", timezone_id="Asia/Tokyo"
    )
    context.set_default_timeout(12_000)
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext, live_server: Any, link: str) -> Page:
    found = phone.new_page()
    found.goto(live_server.url + link)
    assert found.evaluate(OWN_WORKER)
    return found


def press(page: Page, selector: str, times: int = 1) -> None:
    for _n in range(times):
        page.click(selector)
        page.wait_for_timeout(270)


def arrived(page: Page, wanted: int) -> None:
    """Waits until so many heads stand in the city's own table."""
    until(page, lambda: _heads() == wanted)


def _heads() -> int:
    return Tally.objects.filter(question=None).aggregate(n=Sum("count"))["n"] or 0


def cut_off(phone: BrowserContext, city: pytest.MonkeyPatch) -> None:
    """No network. What is sent is refused as well, and the city itself is down: a page reloaded by its worker can be quicker
    than the browser's word that it is offline."""

    def down(**told: Any) -> None:
        raise ConnectionError("nobody is there")

    city.setattr(actions, "count", down)
    phone.route(TAPS, lambda route: route.abort())
    phone.set_offline(True)


def join(phone: BrowserContext, city: pytest.MonkeyPatch) -> None:
    city.undo()
    phone.unroute(TAPS)
    phone.set_offline(False)


def test_thirty_taps_without_a_network_count_once_each(
    phone: BrowserContext, page: Page, stall: Door, here: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = (
        f"[data-key='{tallies.key((here.wishes.pk, here.wishes.choices.order_by('position')[0].pk, None))}']"
    )
    cut_off(phone, monkeypatch)
    press(page, UPPER, 20)
    press(page, game, 10)
    expect(page.locator("[data-pending]")).to_have_text("30")
    expect(page.locator("[data-offline]")).to_be_visible()
    page.reload()  # the phone was restarted in a field
    expect(page.locator("[data-pending]")).to_have_text("30")
    expect(page.locator(f"{UPPER} [data-count]")).to_have_text("20")
    expect(page.locator(f"{game} [data-count]")).to_have_text("10")
    assert not Tally.objects.exists()
    page.click("[data-leave] button")  # it does not let go of what was not sent
    expect(page.locator("[data-said]")).to_be_visible()
    expect(page.locator("[data-pending]")).to_have_text("30")
    join(phone, monkeypatch)
    page.reload()
    arrived(page, 20)
    expect(page.locator("[data-queue]")).to_be_hidden()
    page.reload()
    page.wait_for_timeout(500)
    assert Tally.objects.count() == 30
    assert tallies.sums(stall)[Who("child", "upper")][HEADS] == 20


def test_an_answer_that_was_lost_on_its_way_makes_nothing_count_twice(page: Page, live_server: Any) -> None:
    def swallow(route: Any) -> None:
        route.fetch()  # the city has it; the phone never hears so
        route.abort()

    page.route("**/voices/stall/taps/", swallow)
    press(page, UPPER, 2)
    arrived(page, 2)
    expect(page.locator("[data-pending]")).to_have_text("2")
    page.unroute("**/voices/stall/taps/")
    page.reload()
    expect(page.locator("[data-queue]")).to_be_hidden()
    assert Tally.objects.count() == 2


def test_the_last_tap_back_before_it_was_sent_and_after(phone: BrowserContext, page: Page) -> None:
    press(page, UPPER, 2)
    arrived(page, 2)
    page.click("[data-undo-last]")
    arrived(page, 1)
    phone.set_offline(True)
    press(page, UPPER)
    page.click("[data-undo-last]")
    expect(page.locator(f"{UPPER} [data-count]")).to_have_text("1")
    phone.set_offline(False)
    page.reload()
    expect(page.locator("[data-queue]")).to_be_hidden()
    assert _heads() == 1
    page.click("[data-minus]")
    press(page, UPPER)
    arrived(page, 0)
    page.click("[data-minus]")
    press(page, UPPER)
    expect(page.locator("[data-said]")).to_be_visible()
    expect(page.locator(f"{UPPER} [data-count]")).to_have_text("0")


def test_whoever_came_stands_first(page: Page, here: Ground) -> None:
    face = f"[data-key='f{here.feeling.pk}-5']"
    press(page, face)
    expect(page.locator("[data-said]")).to_be_visible()
    assert not Tally.objects.exists()
    press(page, UPPER)
    press(page, face)
    expect(page.locator("[data-current-line] strong")).to_have_text("小学（しょうがく）4～6年生（ねんせい）")
    arrived(page, 1)


def test_a_link_that_was_stopped_keeps_what_was_pressed(
    people: Cast, page: Page, stall: Door, live_server: Any
) -> None:
    page.route("**/voices/stall/taps/", lambda route: route.abort())
    press(page, UPPER, 3)
    expect(page.locator("[data-pending]")).to_have_text("3")
    by = people.by(people.aoi)
    address = doors.give_link(door=stall, by=by, at=clock.now())
    page.unroute("**/voices/stall/taps/")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-offline]")).to_contain_text("止めて")
    expect(page.locator("[data-pending]")).to_have_text("3")
    page.goto(live_server.url + "/voices/stall/?t=" + address.split("?t=")[1])
    arrived(page, 3)


def test_what_was_refused_stays_on_the_phone_until_it_is_counted_or_let_go(
    page: Page, stall: Door, here: Ground, axe_findings: Callable[[Page], list[str]]
) -> None:
    """The desk took that age out of the hearing while the phone was away; on Monday it is there again."""
    left = page.locator("[data-refused]")
    Hearing.objects.filter(pk=here.hearing.pk).update(stages=["lower", "junior"])
    press(page, UPPER, 3)
    expect(left).to_contain_text("3回")
    expect(left).to_contain_text("だれの 数か")
    expect(page.locator("[data-queue]")).to_be_hidden()
    expect(page.locator(f"{UPPER} [data-count]")).to_have_text("0")
    assert axe_findings(page) == []
    assert page.evaluate(FITS)
    page.click("[data-undo-last]")  # the third was a mistake
    expect(left).to_contain_text("2回")
    page.click("[data-again]")
    page.wait_for_timeout(600)
    expect(left).to_contain_text("2回")
    assert not Tally.objects.exists()
    Hearing.objects.filter(pk=here.hearing.pk).update(stages=["lower", "upper", "junior"])
    page.reload()
    expect(left).to_contain_text("2回")
    page.click("[data-again]")
    arrived(page, 2)
    expect(left).to_be_hidden()
    expect(page.locator(f"{UPPER} [data-count]")).to_have_text("2")
    Tally.objects.all().delete()  # another phone took both back: one less is refused, and let go
    page.click("[data-minus]")
    press(page, UPPER)
    expect(left).to_contain_text("1回")
    page.click("[data-let-go]")
    expect(left).to_be_visible()
    page.click("[data-let-go]")
    expect(left).to_be_hidden()
    page.reload()
    expect(page.locator(f"{UPPER} [data-count]")).to_have_text("0")
    expect(left).to_be_hidden()


def test_what_was_pressed_before_the_new_link_counts_for_its_own_day(
    people: Cast, phone: BrowserContext, page: Page, stall: Door, live_server: Any
) -> None:
    """Pressed on Saturday without a network; on Monday the city gives a new link."""
    phone.set_offline(True)
    press(page, UPPER, 2)
    expect(page.locator("[data-pending]")).to_have_text("2")
    day = clock.day(clock.now()) - timedelta(days=2)
    Hearing.objects.filter(pk=stall.hearing_id).update(opens_on=day - timedelta(days=30))
    page.evaluate(EARLIER, str(day))
    phone.set_offline(False)
    address = doors.give_link(door=stall, by=people.by(people.aoi), at=clock.now())
    page.goto(live_server.url + "/voices/stall/?t=" + address.split("?t=")[1])
    arrived(page, 2)
    expect(page.locator("[data-queue]")).to_be_hidden()
    assert {row.day for row in Tally.objects.all()} == {day}


@pytest.mark.parametrize("size", BOTH)
def test_it_fits_and_axe_finds_nothing(
    open_page: Callable[..., Page], link: str, axe_findings: Callable[[Page], list[str]], size: str
) -> None:
    page = open_page("/voices/stall/", size=size)
    assert axe_findings(page) == []
    page.goto(page.url.split("/voices")[0] + link)
    assert page.evaluate(FITS)
    assert axe_findings(page) == []
    tab_to(page, UPPER)
    page.keyboard.press("Enter")
    arrived(page, 1)


def test_it_counts_without_scripts(open_page: Callable[..., Page], link: str, here: Ground) -> None:
    page = open_page(link, size="phone", javascript=False)
    arrive(page.locator(UPPER))
    arrive(page.locator(f"[data-key='f{here.feeling.pk}-4']"))
    assert (_heads(), Tally.objects.count()) == (1, 2)
    arrive(page.locator("[data-undo] button"))
    assert Tally.objects.aggregate(n=Sum("count"))["n"] == 1


@pytest.mark.long
def test_the_desks_and_a_groups_pages(
    open_page: Callable[..., Page], people: Cast, here: Ground, axe_findings: Callable[[Page], list[str]]
) -> None:
    with transaction.atomic():
        place = make.place(organisation=people.midori)
        door = ground.door(here.hearing, channel="stall", name="みどり食堂の テント", place=place)
        doors.give_link(door=door, by=people.by(people.aoi), at=clock.now())
        ground.opinion(door, "おやつが おいしい", state="shown")
    page = open_page("/desk/", size="tablet", cookies=cookies_of(people.aoi))
    one = f"/desk/voices/d/{door.public_id}/"
    listed = f"/desk/voices/h/{here.hearing.public_id}/doors/"
    desk = [listed, f"{listed}new/", one, *(f"{one}{name}/" for name in ("change", "link", "count", "notes"))]
    assert look(page, desk, axe_findings, sizes=BOTH) == {}
    group = open_page("/ops/", size="phone", cookies=cookies_of(people.hana))
    own = f"/ops/voices/d/{door.public_id}/"
    assert look(group, ["/ops/voices/", own, f"{own}count/", f"{own}notes/"], axe_findings, sizes=BOTH) == {}

"""The tablet at the door in a real browser: counts twelve, forgets nothing without a network, works without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page, expect

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.actions import diary, doors, notices
from ibasho.rooms.openhouse.models import Crossing, Presence
from ibasho.rooms.openhouse.views.door_tablet import COOKIE
from ibasho.town.places.models import Place
from tests.browser.looking import BOTH, FITS, arrive, cookies_of, look, until
from tests.people import Cast, cast
from tests.rooms.openhouse import ground

pytestmark = pytest.mark.django_db(transaction=True)
IN = "[data-stage=upper] [data-turn=in]"
OUT = "[data-stage=upper] [data-turn=out]"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def place(people: Cast) -> Place:
    with transaction.atomic():
        found = ground.ground(people).place
        ground.door(found)
        today = clock.day(clock.now())
        found.sessions.create(day=today, starts=time(0), ends=clock.END_OF_DAY)
    return found


@pytest.fixture
def cookie(place: Place, people: Cast) -> list[dict[str, str]]:
    at = clock.now()
    made = doors.register(place=place, name="げんかん", by=people.by(people.hana), at=at)
    return [{"name": COOKIE, "value": doors.open_link(token=made.token, at=at).token}]


def counted(place: Place) -> tuple[int, int]:
    rows = Presence.objects.filter(place=place)
    return sum(row.came for row in rows), sum(row.inside for row in rows)


def wait_for(place: Place, wanted: tuple[int, int], page: Page) -> None:
    until(page, lambda: counted(place) == wanted)


@pytest.mark.parametrize("size", BOTH)
def test_the_tablet_fits_and_axe_finds_nothing(
    open_page: Callable[..., Page], cookie: Any, axe_findings: Callable[[Page], list[str]], size: str
) -> None:
    page = open_page("/door/", size=size, cookies=cookie)
    assert page.evaluate(FITS)
    assert axe_findings(page) == []
    page.click(".door-card summary")
    expect(page.locator("#door-code")).to_be_visible()
    assert axe_findings(page) == []


def test_twelve_come_one_double_tap_counts_once_and_one_is_taken_back(
    open_page: Callable[..., Page], cookie: Any, place: Place
) -> None:
    page = open_page("/door/", size="tablet", cookies=cookie)
    for _n in range(12):
        page.click(IN)
        page.wait_for_timeout(420)
    expect(page.locator("[data-inside]")).to_have_text("12")
    expect(page.locator("[data-crowd]")).to_have_attribute("data-crowd", "normal")
    wait_for(place, (12, 12), page)
    page.dblclick(IN)
    wait_for(place, (13, 13), page)
    page.click("[data-undo-now] button")
    wait_for(place, (12, 12), page)
    expect(page.locator("[data-undo-now]")).to_be_hidden()


def test_nothing_is_lost_without_a_network(
    browser: Browser, live_server: Any, cookie: Any, place: Place
) -> None:
    """In a context of its own: what cannot be reached is an error in the console."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    cookies: Any = [{**one, "url": live_server.url} for one in cookie]
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(live_server.url + "/door/")
    page.route("**/door/taps/", lambda route: route.fulfill(status=503, body="down"))
    page.click(IN)
    page.wait_for_timeout(450)
    page.click("[data-stage=junior] [data-turn=in]")
    expect(page.locator("[data-offline]")).to_be_visible()
    expect(page.locator("[data-inside]")).to_have_text("2")
    assert counted(place) == (0, 0)
    page.unroute("**/door/taps/")
    page.reload()  # the tablet was restarted: what was kept is sent now
    wait_for(place, (2, 2), page)
    expect(page.locator("[data-offline]")).to_be_hidden()
    assert Crossing.objects.count() == 2
    context.close()


def test_nobody_leaves_an_empty_house(open_page: Callable[..., Page], cookie: Any, place: Place) -> None:
    page = open_page("/door/", size="tablet", cookies=cookie)
    page.click(OUT)
    expect(page.locator("[data-said]")).to_be_visible()
    assert not Crossing.objects.exists()


def test_it_counts_without_scripts(open_page: Callable[..., Page], cookie: Any, place: Place) -> None:
    page = open_page("/door/", size="phone", javascript=False, cookies=cookie)
    arrive(page.locator(IN))
    arrive(page.locator("[data-stage=high] [data-turn=in]"))
    assert counted(place) == (2, 2)
    arrive(page.locator("[data-undo] button"))
    assert counted(place) == (1, 1)
    arrive(page.locator(OUT))
    assert counted(place) == (1, 0)


def test_a_card_greets_and_shows_the_eye(
    open_page: Callable[..., Page],
    cookie: Any,
    place: Place,
    people: Cast,
    axe_findings: Callable[[Page], list[str]],
) -> None:
    card = ground.door_cards(place, people)[0]
    at = clock.now()
    told = notices.confirm(card=card.card, number=people.tamotsu.public_id, by=people.by(people.hana), at=at)
    notices.switch(notice=told, on=True, by=people.by(people.tamotsu), at=at)
    page = open_page("/door/", size="tablet", cookies=cookie)
    page.click(".door-card summary")
    page.fill("#door-code", card.code)
    page.click("[data-card] button")
    expect(page.locator("[data-answer]")).to_be_visible()
    expect(page.locator("[data-answer-eye]")).to_be_visible()
    assert axe_findings(page) == []
    page.click("[data-answer]")
    expect(page.locator("[data-answer]")).to_be_hidden()
    assert counted(place) == (1, 1)
    other = ground.door_cards(place, people)[0]
    page.click(".door-bar__name")
    page.keyboard.type(other.code)  # a reader on a cable
    page.keyboard.press("Enter")
    expect(page.locator("[data-answer]")).to_be_visible()
    expect(page.locator("[data-answer-eye]")).to_be_hidden()
    wait_for(place, (2, 2), page)


@pytest.mark.long
def test_the_keepers_pages(
    open_page: Callable[..., Page], place: Place, people: Cast, axe_findings: Callable[[Page], list[str]]
) -> None:
    by = people.by(people.hana)
    ground.door_cards(place, people)
    diary.open_day(place=place, checked=["open_exit"], by=by, at=clock.now())
    page = open_page("/ops/", size="tablet", cookies=cookies_of(people.hana))
    own = [f"/ops/open/{place.public_id}/{name}/" for name in ("today", "door", "cards", "month", "diary")]
    assert look(page, ["/ops/open/doors/", *own], axe_findings, sizes=BOTH) == {}
    page.goto(page.url.replace(own[-1], own[0]))
    page.fill("#more-count", "5")
    arrive(page.locator("[name=turn][value=in]").last)
    assert counted(place) == (5, 5)
    family = open_page("/my/door/", size="phone", cookies=cookies_of(people.tamotsu))
    assert (
        look(family, ["/my/door/", f"/places/{place.public_id}/", "/door/"], axe_findings, sizes=BOTH) == {}
    )

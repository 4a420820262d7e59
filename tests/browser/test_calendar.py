"""居場所カレンダー and the map in a real browser: axe, narrow screens, no scripts, the keyboard, paper, weight."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page, expect

from ibasho.base.kernel import clock
from ibasho.town.areas.models import Boundary
from ibasho.town.places.models import ClosedDays, OpeningRule, Place, Session
from ibasho.town.places.rules.kinds import NEVER_FOR_ALL, PlaceKind
from tests import make
from tests.browser.looking import IN_TURN, arrive
from tests.town.places.views.test_map import box

pytestmark = pytest.mark.django_db(transaction=True)
MONTH = reverse("places:calendar_month", args=["2026-12"])
LIST = reverse("places:calendar_list_month", args=["2026-12"])
DAY = reverse("places:calendar_day", args=["2026-12-01"])
MAP = reverse("places:map")
KINDS = [kind for kind in PlaceKind if kind not in NEVER_FOR_ALL]
KIB = 1024


@pytest.fixture(autouse=True)
def city(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Forty places as みほん市 has them: a third open most days, a third once a week, some as they like, events."""
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    cache.clear()
    for number in range(2):
        west = 138.0 + number / 10
        make.district(
            f"M0{number + 1}", ("虹橋", "星砂")[number], ("にじはし", "ほしすな")[number], lat=34.05, lng=west + 0.05,
            geometry=box(west, 34.0, west + 0.1, 34.1),
        )  # fmt: skip
    Boundary.objects.create(
        name="みほん市", geometry=box(138, 34, 138.2, 34.1), source="みほん", as_of=make.MONDAY
    )
    places = [_place(number) for number in range(40)]
    _open_all(places)
    library = places[0]
    ClosedDays.objects.create(
        place=library, first=date(2026, 12, 29), last=date(2027, 1, 3), reason="年末年始", told_at=make.AT
    )
    Session.objects.filter(place=library, day__gte=date(2026, 12, 29)).update(state="cancelled")
    Session.objects.filter(place=places[14], day=date(2026, 12, 1)).update(staffing="short")
    for number in range(6):
        make.event_day(make.event(f"もよおし{number}"), date(2026, 12, 4 + 3 * number), time(13), time(15))
    yield


def _place(number: int) -> Place:
    return make.place(
        f"みほん子育て支援センター {number}ごう", kana=f"みほんこそだてしえんせんたー {number}ごう",
        kind=KINDS[number % len(KINDS)], district_code=f"M0{number % 2 + 1}", alone_from="lower",
        fee_elementary_yen=number % 3 * 100, lat=34.01 + number % 8 / 100, lng=138.01 + number / 250,
    )  # fmt: skip


def _open_all(places: list[Place]) -> None:
    sessions = []
    for number, place in enumerate(places[:36]):
        weekdays = [1, 2, 3, 4, 5] if number < 14 else [number % 7]
        rule = make.weekly(place, *weekdays)
        days = (date(2026, 12, 1) + timedelta(days=ahead) for ahead in range(34))
        starts = time(9 + number % 9, 30) if number != 20 else None
        sessions += [
            Session(place=place, rule=rule, day=day, starts=starts, ends=time(19) if starts else None)
            for day in days
            if day.weekday() in weekdays
        ]
    Session.objects.bulk_create(sessions)
    for place in places[36:]:
        OpeningRule.objects.create(place=place, pattern="irregular", words="月に1回くらい", weekdays=[1])


def apart_from_pins(findings: list[str]) -> list[str]:
    """Where two places stand close together is given by the city, not by us: WCAG 2.5.8 calls pins of a map essential."""
    return [one for one in findings if not re.match("target-size: <a [^>]*map-pin", one)]


@pytest.mark.parametrize("size", IN_TURN)
def test_every_page_passes_axe_and_fits(size: str, open_page: Callable[..., Page], axe_findings: Any) -> None:
    narrowed = "?kind=library&stage=upper&alone=1&district=M01&q=みほん"
    for path in (MONTH, MONTH + narrowed, LIST, DAY, MAP):
        page = open_page(path, size=size)
        assert apart_from_pins(axe_findings(page)) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_nothing_is_lost_at_320_pixels(open_page: Callable[..., Page]) -> None:
    for path in (MONTH, LIST, DAY, MAP):
        page = open_page(path)
        page.set_viewport_size({"width": 320, "height": 568})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_month_is_a_table_to_a_screen_reader_on_every_screen(open_page: Callable[..., Page]) -> None:
    for size in ("phone", "tablet"):
        page = open_page(MONTH, size=size)
        table = page.get_by_role("table", name=re.compile("12月の 居場所カレンダー"))
        assert table.get_by_role("cell").count() >= 27
        assert table.get_by_role("link", name=re.compile(r"^(12. ?)?2")).first.is_visible()


def test_without_scripts_a_child_walks_from_the_month_to_a_day_and_on(open_page: Callable[..., Page]) -> None:
    page = open_page(MONTH, javascript=False)
    arrive(page.locator(f'a[href^="{DAY}"]').first)
    assert page.url.endswith(DAY) and page.locator(".hour").count() >= 3
    arrive(page.locator('a[rel="next"]'))
    assert page.url.endswith("/calendar/2026-12-02/")
    arrive(page.get_by_role("group", name="どんな ところ").get_by_role("link").first)
    assert "/calendar/2026-12-02/?kind=" in page.url


def test_on_a_phone_the_month_is_a_list_of_days_that_begins_today(open_page: Callable[..., Page]) -> None:
    make.session(make.place("きのうの会"), make.MONDAY)
    make.session(make.place("きょうの会"), make.TUESDAY)
    page = open_page(reverse("places:calendar"))
    assert not page.get_by_text("きのうの会").first.is_visible()
    assert page.locator("#today").get_by_text("きょうの会").first.is_visible()
    assert page.locator("#today rt").first.is_visible()


@pytest.mark.parametrize("query", ["", "?district=M01"])
@pytest.mark.parametrize("month", ["2026-12", "2027-01"])  # the second has six weeks
def test_a_month_is_one_sheet_of_a4_across(month: str, query: str, open_page: Callable[..., Page]) -> None:
    page = open_page(reverse("places:calendar_month", args=[month]) + query, size="tablet")
    pdf = page.pdf(prefer_css_page_size=True)
    width, height = (float(one) for one in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)[0])
    assert round(width) == 842 and round(height) == 595
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1


def test_a_first_visit_stays_light_and_brings_no_map(open_page: Callable[..., Page]) -> None:
    for path in (MONTH, LIST, DAY):
        page = open_page(path)
        names = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
        assert not any("map" in name for name in names), path
        assert len(page.content().encode()) < 150 * KIB, path


def test_the_map_brings_every_place_as_a_link_and_opens_it_as_a_card(open_page: Callable[..., Page]) -> None:
    page = open_page(MAP, size="tablet")
    page.locator("ibasho-map").scroll_into_view_if_needed()
    page.wait_for_selector("a.map-pin")
    assert page.locator("a.map-pin").count() == 40
    pin = page.locator("a.map-pin").nth(3)
    href = pin.get_attribute("href")
    card = page.locator(".maplibregl-popup .map-card")
    pin.focus()
    page.keyboard.press("Enter")
    expect(card.locator("a").first).to_have_attribute("href", href or "")
    expect(card.locator(":focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(page.locator(":focus")).to_have_class(re.compile("^map-pin"))


def test_the_map_with_a_card_open_passes_axe(open_page: Callable[..., Page], axe_findings: Any) -> None:
    page = open_page(MAP)
    page.locator("ibasho-map button").first.click()
    page.wait_for_selector("a.map-pin")
    page.locator("a.map-pin").nth(3).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".map-card")
    assert apart_from_pins(axe_findings(page)) == []


def test_without_scripts_the_map_page_lists_every_place(open_page: Callable[..., Page]) -> None:
    page = open_page(MAP, javascript=False)
    assert page.locator(".map-list a").count() == 40

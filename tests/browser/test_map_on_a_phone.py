"""ちずで見る on a child's phone: half a megabyte comes when it is asked for, and what stands below never jumps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page, expect

from ibasho.base.kernel import clock
from ibasho.town.areas.models import Boundary
from tests import make
from tests.town.places.views.test_map import box

pytestmark = pytest.mark.django_db(transaction=True)
MAP = reverse("places:map")
COUNT_SHIFTS = """window.moved = [];
new PerformanceObserver(list => list.getEntries().forEach(one => one.hadRecentInput || moved.push(one.value)))
  .observe({ type: "layout-shift", buffered: true });"""


@pytest.fixture(autouse=True)
def city(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    cache.clear()
    Boundary.objects.create(
        name="みほん市", geometry=box(138, 34, 138.2, 34.1), source="みほん", as_of=make.MONDAY
    )
    make.place("みどり食堂", kana="みどりしょくどう", lat=34.02, lng=138.05)
    make.place("あおぞら文庫", kana="あおぞらぶんこ", lat=34.05, lng=138.1)
    yield


def top_of_the_list(page: Page) -> Any:
    return page.locator("#map-list").evaluate("one => Math.round(one.getBoundingClientRect().top + scrollY)")


def test_on_a_phone_the_map_waits_for_a_tap_and_then_has_its_room_at_once(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(MAP)
    page.wait_for_load_state("networkidle")
    names = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    assert not any("maplibre" in name or "geojson" in name for name in names)
    page.evaluate(COUNT_SHIFTS)
    page.locator("ibasho-map button").first.click()
    expect(page.locator(".map-canvas")).to_be_visible()
    taken = top_of_the_list(page)
    page.wait_for_selector("a.map-pin")
    expect(page.locator(".map-canvas[data-waits]")).to_have_count(0)
    expect(page.locator("ibasho-map button").first).to_be_hidden()
    assert top_of_the_list(page) == taken
    assert page.evaluate("moved") == []


def test_on_a_wide_window_it_comes_by_itself_into_room_kept_for_it(open_page: Callable[..., Page]) -> None:
    page = open_page(MAP, size="tablet")
    kept = top_of_the_list(page)
    page.wait_for_selector("a.map-pin")
    expect(page.locator(".map-canvas[data-waits]")).to_have_count(0)
    assert top_of_the_list(page) == kept


def test_without_scripts_no_room_is_kept_for_a_map(open_page: Callable[..., Page]) -> None:
    page = open_page(MAP, size="tablet", javascript=False)
    assert page.locator("ibasho-map").evaluate("one => one.offsetHeight") < 250

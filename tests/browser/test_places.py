"""The child's pages in a real browser: axe, a narrow phone, no scripts, the keyboard, a position that stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from ibasho.base.kernel import clock
from ibasho.town.areas.engine.building import build
from ibasho.town.places.models import ClosedDays, Place, PlaceNote, Session
from tests import make
from tests.browser.looking import IN_TURN, tab_to

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = reverse("places:today")
LIST = reverse("places:list")
START = reverse("places:start")
HERE = {"latitude": 34.1609, "longitude": 138.1501}


@pytest.fixture(autouse=True)
def town(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Place]]:
    """Tuesday, 15:00: one of everything a card can say."""
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    make.district()
    make.town()
    everything: dict[str, Any] = {
        "description": "みんなで たべます。", "people_note": "元気な人", "address": "みほん市虹橋町1", "phone": "000-000-0001",
        "alone_from": "upper", "fee_elementary_yen": 0, "fee_junior_yen": 0, "fee_high_yen": 100, "fee_adult_yen": 300,
        "features": ["meal", "wifi", "quiet", "lie_down", "books"], "accessibility": ["wheelchair", "writing"],
        "booking": "needed", "allergy": "ask", "capacity": 30, "opening_words": "毎週火曜 15:00～18:00",
        "source_name": "こども食堂一覧", "original": {"開催日": "火", "備考": "なし"}, "parking_note": "3台",
        "url": "https://example.test/", "verified_on": date(2026, 11, 1), "verified_words": "でんわ",
    }  # fmt: skip
    near = make.place("きた食堂", kana="きたしょくどう", lat=34.161, lng=138.15, **everything)
    far = make.place("みなみ食堂", kana="みなみしょくどう", lat=34.1505, lng=138.15)
    for place in (near, far):
        make.weekly(place, 1)
        make.session(place)
        make.session(place, make.TUESDAY + timedelta(days=7))
    off = make.place("おやすみ食堂", kana="おやすみしょくどう", outside_city=True)
    row = make.session(off)
    Session.objects.filter(pk=row.pk).update(state="cancelled", reason="台風")
    ClosedDays.objects.create(
        place=off, first=make.TUESDAY, last=make.TUESDAY, sudden=True, reason="台風", told_at=make.AT
    )
    short = make.session(make.place("あやふや"), starts=time(16))
    Session.objects.filter(pk=short.pk).update(staffing="short")
    make.place("わからない", kind="playground")
    make.place("休み", state="paused", paused_since=date(2026, 11, 1))
    make.place("北小の学童", kind="after_school", restricted=True, restricted_to="北小の子", everyone=False)
    PlaceNote.objects.create(
        place=near, stage="upper", words="カレーが おいしかった", told_on=make.TUESDAY, state="published"
    )
    yield {"near": near, "far": far}


def page_of(place: Place) -> str:
    return reverse("places:place", args=[place.public_id])


@pytest.mark.parametrize("size", IN_TURN)
def test_every_page_passes_axe_and_fits(
    size: str, open_page: Callable[..., Page], axe_findings: Any, town: dict[str, Place]
) -> None:
    for path in (
        "/",
        TODAY,
        TODAY + "?when=week&district=M01&stage=upper&home=17:00",
        START + "?q=に",
        LIST,
        page_of(town["near"]),
    ):
        page = open_page(path, size=size)
        assert axe_findings(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_nothing_is_lost_at_320_pixels(open_page: Callable[..., Page], town: dict[str, Place]) -> None:
    for path in ("/", TODAY, START, LIST, page_of(town["near"])):
        page = open_page(path)
        page.set_viewport_size({"width": 320, "height": 568})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_two_taps_without_scripts_lead_to_todays_places_from_my_school(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/", javascript=False)
    page.locator(f'.ask[href="{START}"]').click()
    page.locator('a[href$="/start/district/M01/"]').click()
    expect(page).to_have_url(re.compile(TODAY + "$"))
    assert page.locator(".dads-card__title").first.inner_text().startswith("みなみ")
    assert "あるいて" in page.locator(".dads-card").first.inner_text()


def test_the_keyboard_alone_finds_and_opens_a_place(open_page: Callable[..., Page]) -> None:
    page = open_page(TODAY, size="tablet")
    link = page.locator(".dads-card__title a").first
    tab_to(page, ".dads-card__title a")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("食堂")


def test_where_i_am_is_used_on_the_page_and_goes_nowhere(open_page: Callable[..., Page]) -> None:
    page = open_page(TODAY)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(HERE)
    page.locator("[data-near-me]").click()
    expect(page.locator("[data-near-words] [role=status]")).to_contain_text("ちかい じゅん")
    first = page.locator("[data-near-results] .dads-card").first
    expect(first).to_contain_text("きた")
    expect(first).to_contain_text("18:00まで")
    expect(page.locator("[data-near-results] .dads-card").nth(1)).to_contain_text("とおい")
    assert [url for url in asked if "near.json" in url] != []
    assert [url for url in asked if re.search(r"34\.1|138\.1|lat|lng", url)] == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert "34.1" not in page.url
    first.locator("a").click()
    expect(page.locator("h1")).to_contain_text("きた")


def test_a_river_is_gone_round_though_the_position_stays_on_the_page(open_page: Callable[..., Page]) -> None:
    """300 m away across the water, 2.3 km over the bridge: 38 minutes, not 7."""
    south = [HERE["latitude"] - at * 100 / 111_195 for at in range(11)]
    lat, lng = [*south, *south], [138.1501] * 11 + [138.1534] * 11
    streets = [(at, at + 1, 100.0) for at in [*range(10), *range(11, 21)]] + [(10, 21, 304.0)]
    make.streets(build(lat, lng, *zip(*streets, strict=True)))
    make.session(make.place("むこう食堂", kana="むこうしょくどう", lat=HERE["latitude"], lng=138.1534))
    page = open_page(TODAY)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(HERE)
    card = page.locator("[data-near-results] .dads-card", has_text="むこう")
    page.locator("[data-near-me]").click()
    expect(card).to_be_visible()
    minutes = int(card.locator("[data-slot=minutes]").inner_text())
    assert 34 <= minutes <= 42


def test_a_refused_position_leads_to_the_school(open_page: Callable[..., Page]) -> None:
    page = open_page(TODAY)
    page.context.clear_permissions()
    page.locator("[data-near-me]").click()
    expect(page.locator("[data-near-words] [role=status]")).to_contain_text("小学校区を えらんで")
    assert page.locator("[data-near-results] .dads-card").count() > 1


def test_without_scripts_no_button_does_nothing(
    open_page: Callable[..., Page], town: dict[str, Place]
) -> None:
    assert not open_page(TODAY, javascript=False).locator("[data-near-me]").is_visible()
    assert not open_page(page_of(town["near"]), javascript=False).locator("[data-print]").is_visible()


def test_a_place_prints_on_one_sheet(open_page: Callable[..., Page], town: dict[str, Place]) -> None:
    sheet = open_page(page_of(town["near"]), size="tablet").pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1


def test_the_first_load_is_small(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    sizes = page.evaluate("performance.getEntries().map(one => one.encodedBodySize || 0)")
    assert sum(sizes) < 150_000

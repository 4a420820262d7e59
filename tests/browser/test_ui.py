"""The style guide of each door, by axe, keyboard and a narrow screen; the small scripts at work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import IN_TURN

DOORS = ("child", "family", "operator", "desk")


@pytest.mark.parametrize("size", IN_TURN)
@pytest.mark.parametrize("door", DOORS)
def test_every_part_of_a_door_passes_axe_and_fits(
    door: str, size: str, open_page: Callable[..., Page], axe_findings: Any
) -> None:
    page = open_page(f"/ui/?door={door}", size=size)
    assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("mode", ["off", "1"])
def test_the_child_door_passes_axe_with_every_furigana_setting(
    mode: str, open_page: Callable[..., Page], axe_findings: Any
) -> None:
    page = open_page("/ui/?door=child", cookies=[{"name": "furigana", "value": mode}])
    assert axe_findings(page) == []


@pytest.mark.parametrize("path", ["/help/", "/ui/?door=child", "/ui/?door=desk"])
def test_nothing_is_lost_at_320_pixels(path: str, open_page: Callable[..., Page]) -> None:
    page = open_page(path)
    page.set_viewport_size({"width": 320, "height": 568})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_help_passes_axe_and_works_without_scripts(open_page: Callable[..., Page], axe_findings: Any) -> None:
    assert axe_findings(open_page("/help/")) == []
    assert open_page("/help/", javascript=False).locator("a.helpline").count() >= 4


def test_the_skip_link_is_first_and_leads_to_the_text(open_page: Callable[..., Page]) -> None:
    page = open_page("/help/")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_furigana_goes_away_without_a_reload_and_stays_away(open_page: Callable[..., Page]) -> None:
    page = open_page("/help/")
    page.locator("[data-furigana-switch] summary").click()
    expect(page.locator('[data-furigana-switch] a[data-mode="off"]')).to_be_visible()
    with page.expect_response(lambda answer: "/furigana/off/" in answer.url):
        page.locator('[data-furigana-switch] a[data-mode="off"]').click()
    expect(page.locator("main rt").first).to_be_hidden()
    page.reload()
    assert page.locator("rt").count() == 0


def test_the_position_sorts_the_list_and_is_sent_nowhere(open_page: Callable[..., Page]) -> None:
    page = open_page("/ui/?door=child")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 34.13, "longitude": 138.13})
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("ibasho-near button").click()
    page.wait_for_selector("ibasho-near [role=status] ruby")
    assert "北公民館" in page.locator("#places h2").first.inner_text()
    assert asked == []


def test_a_refused_position_is_taken_kindly(open_page: Callable[..., Page]) -> None:
    page = open_page("/ui/?door=child", cookies=[{"name": "furigana", "value": "off"}])
    page.locator("ibasho-near button").click()
    page.wait_for_function(
        "document.querySelector('ibasho-near [role=status]').textContent.includes('使いません')"
    )


def test_what_was_typed_survives_a_reload(open_page: Callable[..., Page]) -> None:
    page = open_page("/ui/?door=desk", size="tablet")
    page.locator("#id_name").fill("ひだまり")
    page.reload()
    assert page.locator("#id_name").input_value() == "ひだまり"


def test_the_map_opens_on_a_tap_with_every_place_as_a_link(open_page: Callable[..., Page]) -> None:
    page = open_page("/ui/?door=child", size="tablet")
    assert page.evaluate("!window.maplibregl")
    page.locator("ibasho-map button").first.click()
    page.wait_for_selector("a.map-pin")
    assert page.locator("a.map-pin").count() == 3
    page.wait_for_selector(".maplibregl-ctrl-zoom-in[aria-label='大きくする']")


def test_leaving_help_takes_it_out_of_the_history(open_page: Callable[..., Page]) -> None:
    page = open_page("/ui/?door=child")
    page.goto(page.url.replace("/ui/?door=child", "/help/"))
    page.locator("[data-quick-exit]").evaluate("link => (link.href = '/ui/?door=family')")
    page.locator("[data-quick-exit]").click()
    page.wait_for_url("**/ui/?door=family")
    page.go_back()
    assert "/help/" not in page.url


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/"])
def test_sign_in_wears_our_look(path: str, open_page: Callable[..., Page], axe_findings: Any) -> None:
    page = open_page(path)
    assert axe_findings(page) == []
    assert page.locator(".brand").count() == 1

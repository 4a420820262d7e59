"""The pages on which places are kept, in a real browser: axe, a phone's width, no scripts, live words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests import make
from tests.browser.looking import IN_TURN
from tests.people import Cast, cast
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]


@pytest.fixture
def town() -> Cast:
    return cast()


def session_of(client: Any, person: Any) -> list[dict[str, str]]:
    sign_in(client, person)
    name = settings.SESSION_COOKIE_NAME
    return [{"name": name, "value": client.cookies[name].value}]


@pytest.mark.parametrize("size", IN_TURN)
@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("hana", "/ops/"),
        ("hana", "/ops/places/new/"),
        ("hana", "/ops/places/{}/"),
        ("hana", "/ops/places/{}/edit/"),
        ("hana", "/ops/places/{}/hours/"),
        ("hana", "/ops/places/{}/close/"),
        ("hana", "/ops/places/{}/photos/"),
        ("aoi", "/desk/"),
        ("aoi", "/desk/places/"),
        ("aoi", "/desk/places/{}/"),
        ("aoi", "/desk/calls/"),
        ("aoi", "/desk/queue/"),
        ("aoi", "/desk/places/{}/sheet/"),
        (None, "/places/{}/note/"),
        (None, "/places/{}/mistake/"),
    ],
)
def test_pages_are_open_to_everyone_and_fit_the_screen(
    open_page: OpenPage, axe_findings: Callable[[Page], list[str]], client: Any, town: Cast, size: str,
    who: str | None, path: str,
) -> None:  # fmt: skip
    place = make.place(organisation=town.midori, phone="000-000-0001", opening_words="毎週 火曜")
    make.weekly(place, 1)
    make.note(place)
    make.mistake(place)
    make.change(place, asked_by=town.hana)
    cookies = session_of(client, getattr(town, who)) if who else ()
    page = open_page(path.format(place.public_id), size=size, cookies=cookies)
    assert axe_findings(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def test_closing_today_takes_two_taps_and_no_script(open_page: OpenPage, client: Any, town: Cast) -> None:
    make.place(organisation=town.midori)
    page = open_page("/ops/", cookies=session_of(client, town.hana), javascript=False)
    page.get_by_text("きょう お休みにする").click()
    page.get_by_role("button", name="天気").click()
    expect(page.get_by_text("きょうは お休みと 知らせています（天気）")).to_be_visible()
    page.get_by_role("button", name="とりけす").click()
    expect(page.get_by_text("きょう お休みにする")).to_be_visible()


def test_the_words_follow_the_hours_while_they_are_typed(
    open_page: OpenPage, client: Any, town: Cast
) -> None:
    place = make.place(organisation=town.midori)
    make.weekly(place, 1)
    page = open_page(
        f"/ops/places/{place.public_id}/hours/", size="tablet", cookies=session_of(client, town.hana)
    )
    expect(page.locator("#said")).to_contain_text("毎週 火曜 15:00～18:00")
    page.get_by_role("checkbox", name="木", exact=True).check()
    expect(page.locator("#said")).to_contain_text("毎週 火・木 15:00～18:00")
    page.get_by_label("くりかえし").select_option("dates")
    expect(page.get_by_label("あく日")).to_be_visible()
    expect(page.get_by_role("checkbox", name="木", exact=True)).to_be_hidden()

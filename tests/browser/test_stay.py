"""Half an hour without a touch signs an officer out: typing is a touch, it is said before, and what was typed comes back."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from ibasho.town.people.middleware import LAST_SEEN
from tests.browser.looking import cookies_of
from tests.people import Cast, cast
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
FORM, FIELD = "/desk/bulletin/notices/new/", "main form input[type=text]"
TOLD = "/my/account/stay/"
WORDS = "夏の 居場所"
SOON, OVER = "あと5分で ログアウトします", "ログアウトしました"
Open = Callable[..., Page]


@pytest.fixture
def people() -> Cast:
    return cast()


def opened(open_page: Open, cookies: list[dict[str, str]], path: str = FORM) -> Page:
    page = open_page("/help/", size="tablet", cookies=cookies)
    page.clock.install()
    page.goto(page.url.replace("/help/", path))
    return page


def minutes(page: Page, many: int) -> None:
    page.clock.fast_forward(many * 60_000)


def forgotten_by_the_server(cookies: list[dict[str, str]]) -> None:
    """As if half an hour had gone by there as well."""
    session = import_module(settings.SESSION_ENGINE).SessionStore(cookies[0]["value"])
    session[LAST_SEEN] -= settings.STAFF_IDLE_SECONDS_MAX + 60
    session.save()


def test_who_only_reads_is_asked_before_and_stays_with_one_press(
    people: Cast, open_page: Open, axe_findings: Callable[[Page], list[str]]
) -> None:
    page = opened(open_page, cookies_of(people.aoi))
    minutes(page, 20)
    expect(page.get_by_text(SOON)).to_be_hidden()
    minutes(page, 5)
    expect(page.get_by_text(SOON)).to_be_visible()
    assert axe_findings(page) == []
    with page.expect_response(lambda answer: answer.url.endswith(TOLD)) as answered:
        page.keyboard.press("Enter")  # the one button has the focus
    assert answered.value.status == 204
    expect(page.get_by_text(SOON)).to_be_hidden()
    minutes(page, 20)
    expect(page.get_by_text(SOON)).to_be_hidden()


def test_who_does_not_answer_hears_that_it_is_over(
    people: Cast, open_page: Open, axe_findings: Callable[[Page], list[str]]
) -> None:
    page = opened(open_page, cookies_of(people.aoi))
    minutes(page, 25)
    expect(page.get_by_text(SOON)).to_be_visible()
    minutes(page, 6)
    expect(page.get_by_role("heading", name=OVER)).to_be_visible()
    assert page.locator(FIELD).count() == 0, "nothing of the page is left on the screen"
    assert axe_findings(page) == []


def test_who_writes_for_an_hour_is_never_asked(people: Cast, open_page: Open) -> None:
    page = opened(open_page, cookies_of(people.aoi))
    for part in range(6):
        page.locator(FIELD).first.fill(f"夏の 居場所 {part}")
        with page.expect_response(lambda answer: answer.url.endswith(TOLD)) as answered:
            minutes(page, 10)
        assert answered.value.status == 204
        expect(page.get_by_text(SOON)).to_be_hidden()


def test_without_a_network_who_writes_is_left_in_peace_and_who_left_is_not(
    people: Cast, open_page: Open
) -> None:
    page = opened(open_page, cookies_of(people.aoi))
    page.evaluate("void (window.fetch = () => Promise.reject(new TypeError()))")
    for part in range(4):
        page.locator(FIELD).first.fill(f"夏の 居場所 {part}")
        minutes(page, 10)
    expect(page.locator(FIELD).first).to_be_visible()
    minutes(page, 21)
    expect(page.get_by_role("heading", name=OVER)).to_be_visible()


def test_another_tab_in_which_somebody_works_counts(people: Cast, open_page: Open) -> None:
    page = opened(open_page, cookies_of(people.aoi))
    page.evaluate("localStorage.setItem('stay-told', Date.now() + 20 * 60_000)")
    minutes(page, 25)
    expect(page.get_by_text(SOON)).to_be_hidden()
    minutes(page, 20)
    expect(page.get_by_text(SOON)).to_be_visible()


def written_and_left(people: Cast, open_page: Open) -> Page:
    """葵 writes half a notice and goes away; the page tells that it is over and leads to the sign-in."""
    cookies = cookies_of(people.aoi)
    page = opened(open_page, cookies)
    page.locator(FIELD).first.fill(WORDS)
    page.wait_for_function("sessionStorage.length > 0")
    assert WORDS not in page.evaluate("JSON.stringify(sessionStorage)")
    forgotten_by_the_server(cookies)
    minutes(page, 31)
    expect(page.get_by_role("heading", name=OVER)).to_be_visible()
    page.get_by_role("link").click()
    page.wait_for_url(lambda url: "/accounts/login/?next=" in url)
    return page


def signed_in_again(page: Page, cookies: list[dict[str, str]], path: str = FORM) -> None:
    page.context.add_cookies([{**one, "url": page.url} for one in cookies])
    page.goto(page.url.partition("/accounts/")[0] + path)


def test_after_the_end_the_way_back_brings_what_was_typed(people: Cast, open_page: Open) -> None:
    page = written_and_left(people, open_page)
    signed_in_again(page, cookies_of(people.aoi))
    expect(page.locator(FIELD).first).to_have_value(WORDS)


def test_who_comes_after_them_at_the_same_machine_finds_nothing(people: Cast, open_page: Open) -> None:
    page = written_and_left(people, open_page)
    signed_in_again(page, cookies_of(people.fumi), "/desk/")
    page.wait_for_function("sessionStorage.length === 0")
    page.goto(page.url.replace("/desk/", FORM))
    expect(page.locator(FIELD).first).to_have_value("")


def test_a_leader_is_not_signed_out_and_is_told_nothing(people: Cast, open_page: Open) -> None:
    page = opened(open_page, cookies_of(people.hana), "/ops/")
    assert page.locator("#stay").count() == 0


def test_it_needs_a_person_and_a_press(people: Cast) -> None:
    aoi = Client()
    sign_in(aoi, people.aoi)
    assert Client().post(TOLD).status_code == 302
    assert aoi.get(TOLD).status_code == 405
    assert aoi.post(TOLD).status_code == 204

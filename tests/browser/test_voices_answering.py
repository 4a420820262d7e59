"""A child answers on a phone, with and without scripts; a clerk types paper; axe finds nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.voices.models import Envelope
from tests.browser.looking import BOTH, arrive, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.voices import ground as grounds
from tests.rooms.voices.ground import Ground

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
SHOTS = os.environ.get("SHOTS", "")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    today = clock.day(clock.now())
    days = {"opens_on": today - 7 * DAY, "closes_on": today + 9 * DAY}
    made = grounds.ground(people, **days)
    ranked = grounds.question(made.hearing, "rank", "いちばん ほしいものは？")
    for at, words in enumerate(("まんが", "ボール", "がっき"), start=1):
        grounds.choice(ranked, at, words)
    grounds.hearing(people, child_title="なんでも いって", closes_on=None, opens_on=today, methods=["box"])
    grounds.hearing(people, child_title="クラスの しつもん", access="ticket", **days)
    return made


def test_a_child_answers_without_scripts_and_gets_a_slip(
    world: Ground, open_page: Callable[..., Page]
) -> None:
    page = open_page(reverse("voices:home"), javascript=False)
    arrive(page.get_by_role("link", name="いばしょに ほしいもの"))
    arrive(page.get_by_role("link", name="4・5・6"))
    page.get_by_label("ゲーム").check()
    page.get_by_label("とても いい").check()
    page.get_by_label("おもったこと").fill("卓球台が ほしい")
    page.wait_for_timeout(2_100)  # faster than this only robots read
    arrive(page.locator(".voice-form .buttons .dads-button"))
    assert len((page.locator(".voice-slip__code").text_content() or "").replace(" ", "")) == 15
    assert page.get_by_role("link", name="0120-99-7777").is_visible()
    assert Envelope.objects.count() == 1


def test_a_box_counts_its_letters(world: Ground, open_page: Callable[..., Page]) -> None:
    page = open_page(reverse("voices:ask", args=[world.hearing.public_id]) + "?as=upper")
    box = page.get_by_label("おもったこと")
    box.fill("あ" * 12)
    assert page.get_by_text("12 / 400文字").is_visible()
    box.fill("あ" * 401)
    assert page.get_by_text("401文字です").is_visible()


def test_enter_sends_and_never_changes_the_words(world: Ground, open_page: Callable[..., Page]) -> None:
    page = open_page(reverse("voices:ask", args=[world.hearing.public_id]) + "?as=upper")
    page.get_by_label("ゲーム").check()
    page.wait_for_timeout(2_100)
    page.get_by_label("ゲーム").press("Enter")
    page.wait_for_url("**/thanks/")


def test_every_page_of_a_child_on_phone_and_tablet(
    world: Ground, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    one = [world.hearing.public_id]
    ask = reverse("voices:ask", args=one)
    closed = grounds.hearing(world.people, state="closed")
    addresses = [
        reverse("voices:home"), reverse("voices:enter"), reverse("voices:enter") + "?t=CDFHJKMNPQRT", ask,
        f"{ask}?as=lower", f"{ask}?as=parent", reverse("voices:thanks", args=one),
        reverse("voices:ask", args=[closed.public_id]),
    ]  # fmt: skip
    page = open_page(addresses[0])
    assert look(page, addresses, axe_findings, sizes=BOTH) == {}
    _shots(page, addresses, "child")


def test_what_has_to_be_mended_is_shown(
    world: Ground, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page(reverse("voices:ask", args=[world.hearing.public_id]) + "?as=junior")
    page.get_by_label("おもったこと").fill("あ" * 401)
    page.wait_for_timeout(2_100)
    arrive(page.locator(".voice-form .buttons .dads-button"))
    page.locator(".voice-form [role=alert]").wait_for()
    assert axe_findings(page) == []
    _shots(page, [], "mend")


def test_paper_is_typed_on_tablet_and_screen(
    world: Ground, people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    address = reverse("voices:desk_type", args=[world.hearing.public_id])
    page = open_page(address, size="tablet", cookies=cookies_of(people.mado))
    assert look(page, [address], axe_findings, sizes=BOTH) == {}
    page.get_by_label("いばしょに あったら いいものは？").fill("1 3")
    page.get_by_label("いばしょに あったら いいものは？").press("Enter")
    page.get_by_text("ここまで 1枚です").wait_for()
    assert axe_findings(page) == []
    _shots(page, [], "paper")


def _shots(page: Page, addresses: list[str], name: str) -> None:
    """Pictures to look at, where `SHOTS` names a folder."""
    origin = "/".join(page.url.split("/")[:3])
    for number, address in enumerate([*addresses] if SHOTS else []):
        page.goto(origin + address)
        page.screenshot(path=f"{SHOTS}/{name}{number}.png", full_page=True)
    if SHOTS and not addresses:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)

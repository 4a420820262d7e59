"""A parent with a baby in the arm and one hand for the phone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from tests.journeys.walking import Walk

PATIENCE = 60  # seconds until the job worker has sent a mail


def test_a_parent_finds_a_place_with_a_nursing_room(walk: Callable[..., Walk]) -> None:
    parent = walk("parent")
    parent.open("/today/?when=week")
    parent.tap(parent.page.locator("a.chip-link[href*='want=small']").first)
    assert parent.page.locator("main article").count()
    parent.stop("with-a-baby")
    parent.tap("つどいの広場")
    assert parent.page.locator(".answers [href$='#bottle'], .answers .dads-chip").count()
    parent.stop("place")


def test_a_parent_sees_when_the_bus_comes_next(walk: Callable[..., Walk]) -> None:
    parent = walk("parent-bus")
    parent.open("/places/")
    parent.tap("おでかけ広場 しおぶえ")
    parent.sees("つぎは")
    assert parent.page.locator(".days li").count()
    parent.stop("next-visit")
    parent.tap("カレンダーで 見る")
    parent.stop("calendar")


def test_a_parent_subscribes_to_news_by_mail(walk: Callable[..., Walk]) -> None:
    parent = walk("parent-news")
    parent.open("/subscribe/")
    parent.page.get_by_label("茜空").first.check()
    parent.page.locator("input[name=stages][value=infant]").check()
    parent.stop("wishes")
    parent.tap("つぎへ")
    parent.stop("how")
    mail = f"hana-{parent.size}@example.jp"
    parent.page.locator("main input[type=email]").first.fill(mail)
    parent.tap("たしかめる メールを もらう")
    parent.stop("sent")
    parent.open(link_of(parent, mail))
    parent.tap(parent.page.locator("main form button").first)
    parent.stop("subscribed")
    assert parent.page.locator(".dads-notification-banner[data-type=success], main h1").first.is_visible()


def test_a_member_opens_the_own_page_of_family_support_by_a_link(walk: Callable[..., Walk]) -> None:
    parent = walk("parent-support")
    parent.open("/demo/")
    parent.tap(parent.page.locator("a[href*='/support/my/']").last)
    assert "?t=" not in parent.page.url  # the key is not left in the address
    parent.stop("support")


def link_of(walk: Walk, mail: str) -> str:
    """The path to confirm, out of the newest mail to this address."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        walk.open("/demo/mail/")
        told = walk.page.locator("main section, main article, main li").filter(has_text=mail)
        found = (
            re.search(r"/subscribe/confirm/\?[^\s\"<]+", told.first.inner_text()) if told.count() else None
        )
        if found:
            return found[0]
        walk.page.wait_for_timeout(300)
    raise AssertionError(f"no mail to {mail}")

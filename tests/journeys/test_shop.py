"""A soba shop at lunch rush. What it wants: the next child fed without waiting, and every meal on the month's paper."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import expect

from tests.evidence.keeping import measured
from tests.journeys.walking import Walk

ANSWER = "[data-screen=answer]:not([hidden])"


def test_a_shop_feeds_a_child_online_and_offline_and_finds_both_on_its_paper(
    walk: Callable[..., Walk],
) -> None:
    tetsu = walk("tetsu", enter="tetsu")
    pin = a_phone_becomes_the_till(tetsu)
    opens_in_the_morning(tetsu, pin)
    first = card_on_show(tetsu)
    online, taps = eats(tetsu, first, "ok")
    tetsu.stop("maru")
    next_child(tetsu)
    second = card_on_show(tetsu)
    tetsu.page.context.set_offline(True)
    expect(tetsu.page.locator(".till-bar__state")).to_have_attribute("data-net", "off")
    offline, _ = eats(tetsu, second, "ok")
    next_child(tetsu)
    eats(tetsu, second, "wait")
    tetsu.stop("sankaku-offline")
    next_child(tetsu)
    tetsu.stop("queue")
    the_network_is_back(tetsu)
    measured("U6", online_seconds=round(online, 2), offline_seconds=round(offline, 2), taps_typed=taps)
    takes_one_back_and_reads_the_month(tetsu)


def a_phone_becomes_the_till(tetsu: Walk) -> str:
    pin = tetsu.page.context.new_page()
    pin.goto(f"{tetsu.origin}/demo/")
    found = pin.locator(".demo-card code").nth(1).inner_text()
    pin.close()
    tetsu.stop("home")
    tetsu.start()
    tetsu.tap("きょうの レジ")
    tetsu.tap("レジを ひらく")
    tetsu.sees("まだ レジでは ありません")
    tetsu.stop("first")
    tetsu.tap("登録する")
    tetsu.stop("devices")
    tetsu.tap("この スマホを レジにする")
    assert tetsu.taps <= 4
    return found


def opens_in_the_morning(tetsu: Walk, pin: str) -> None:
    tetsu.sees("お店の 暗証番号")
    tetsu.stop("pin")
    tetsu.type("4〜8けたの 数字", pin)
    tetsu.tap("レジを ひらく")
    expect(tetsu.page.locator("[data-screen=scan]")).to_be_visible()
    tetsu.stop("scan")


def card_on_show(tetsu: Walk) -> str:
    """The card a child holds out: the demo shows the next one that has not eaten today."""
    page = tetsu.page.context.new_page()
    page.goto(f"{tetsu.origin}/demo/")
    typed = page.locator(".demo-card code").first.inner_text()
    page.close()
    return typed


def eats(tetsu: Walk, typed: str, answer: str) -> tuple[float, int]:
    """The twelve letters under the QR, as where a camera can't see. Seconds from たしかめる to the sign, and taps."""
    tetsu.start()
    tetsu.tap("番号を うつ")
    tetsu.type("QRの 下の 12文字", typed)
    began = time.monotonic()
    tetsu.page.get_by_role("button", name="たしかめる").click()
    expect(tetsu.page.locator(ANSWER)).to_have_attribute("data-answer", answer, timeout=8_000)
    return time.monotonic() - began, tetsu.taps + 1


def next_child(tetsu: Walk) -> None:
    tetsu.page.locator(".till-answer__all").click()
    expect(tetsu.page.locator("[data-screen=scan]")).to_be_visible()


def the_network_is_back(tetsu: Walk) -> None:
    expect(tetsu.page.locator("[data-pending]")).to_have_text("1")
    tetsu.page.context.set_offline(False)
    expect(tetsu.page.locator("[data-pending]")).to_have_text("0", timeout=15_000)
    # what a browser says of a request without a network is no fault of the page
    tetsu.problems = [said for said in tetsu.problems if "ERR_INTERNET_DISCONNECTED" not in said]


def takes_one_back_and_reads_the_month(tetsu: Walk) -> None:
    tetsu.open("/ops/")
    tetsu.tap("きょうの レジ")
    tetsu.sees("きょうの 食事")
    tetsu.stop("today")
    tetsu.open("/ops/meals/")
    tetsu.stop("shop")
    tetsu.tap("支払いの明細")
    tetsu.stop("statements")
    tetsu.tap(tetsu.page.locator("main td a, main tbody a").first)
    tetsu.sees("お支払いする金額")
    tetsu.stop("statement")

"""A pupil of the junior high school with a phone: looks for a table, Wi-Fi and a word in the town."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.journeys.walking import Walk


def test_a_teen_finds_a_table_with_wifi_for_the_evening(walk: Callable[..., Walk]) -> None:
    teen = walk("teen")
    teen.open("/today/")
    teen.tap(teen.page.locator("a.chip-link[href*='want=study']").first)
    teen.tap(teen.page.locator("a.chip-link[href*='want=wifi']").first)
    teen.stop("study-and-wifi")
    found = teen.page.locator("main article")
    assert found.count()
    assert all("Wi-Fi" in card.inner_text() for card in found.all())

    teen.tap("みほん食堂（ミホショク）")
    teen.sees("つかえます")  # the seats, and from which hour on
    teen.stop("place")
    teen.tap(teen.page.locator("a[href*='/seats/']").first)
    assert teen.page.locator(".seat").count() == 12
    assert teen.page.locator(".instead li").count()  # until then another place is open
    teen.stop("seats")


def test_a_teen_votes_and_finds_the_answer_by_the_slip(walk: Callable[..., Walk]) -> None:
    teen = walk("teen-voice")
    teen.open("/voices/")
    teen.tap("いばしょに あったら いいもの")
    teen.tap("中学生")
    teen.stop("question")
    teen.tap("Wi-Fi")
    teen.page.wait_for_timeout(2_200)  # who sends faster than anybody reads is asked to press once more
    teen.tap(teen.page.locator("main form button", has_text="おくる").last)
    teen.sees("ありがとう")
    teen.stop("thanks")
    slip = re.search(r"\b(?:[A-Z0-9]{3} ){4}[A-Z0-9]{3}\b", teen.page.locator("main").inner_text())
    assert slip is not None

    teen.open("/voices/slip/")
    teen.page.locator("main form input[type=text]").first.fill(slip[0])
    teen.tap(teen.page.locator("main form button").first)
    teen.stop("slip")
    assert teen.page.locator(".dads-field__error").count() == 0
    assert "/voices/slip/" in teen.page.url


def test_what_became_of_an_older_voice_can_be_read(walk: Callable[..., Walk]) -> None:
    teen = walk("teen-heard")
    teen.open("/voices/slip/")
    teen.page.locator("main form input[type=text]").first.fill("KTN CDF MHJ PQR VWX")
    teen.tap(teen.page.locator("main form button").first)
    teen.sees("やります")
    teen.stop("answered")

"""A leader of a こども食堂, on her phone between two pots. What she wants: one thing done, and no doubt whether it was."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.evidence.keeping import measured
from tests.journeys.walking import Walk


def test_a_leader_writes_a_note_and_sees_that_it_arrived(walk: Callable[..., Walk]) -> None:
    hana = walk("hana-note", enter="hana")
    hana.start()
    hana.tap("気づきメモを 書く")
    hana.stop("note")
    hana.tap("つかれている")
    hana.tap("センターへ おくる")
    expect(hana.page.locator("[data-sent-yes]")).to_be_visible()
    measured("U9", questions=3, taps=hana.taps, seconds=round(hana.seconds, 1))
    assert hana.taps <= 5  # where and when are asked as well, and already answered as usual
    hana.stop("arrived")
    hana.tap("わたしの メモと 返事")
    hana.stop("own")


def test_a_leader_closes_her_next_day_and_takes_it_back(walk: Callable[..., Walk]) -> None:
    hana = walk("hana", enter="hana")
    hana.stop("home")
    hana.start()
    hana.tap("つぎの日を お休みにする")
    hana.stop("close")
    hana.tap(hana.page.locator("main form button[type=submit], main form button").last)
    hana.sees("お休みの日を 入れました。")
    assert hana.taps == 2
    hana.stop("closed")
    hana.tap("とりけす")
    hana.stop("back")
    hana.open("/ops/")
    assert hana.page.get_by_text("おやすみに なりました").count() == 0

"""A child of nine on a school tablet: no account, no phone, no parent at hand."""

from __future__ import annotations

from collections.abc import Callable

from tests.evidence.keeping import measured
from tests.journeys.walking import Walk

PAGES = (
    "/",
    "/today/",
    "/start/",
    "/calendar/",
    "/places/",
    "/meals/shops/",
    "/voices/",
    "/help/",
    "/events/",
)
READING = 2_200  # milliseconds: who sends faster than anybody reads is asked to press once more
KANJI = "[㐀-䶿一-鿿]"


def test_a_child_finds_where_to_go_today(walk: Callable[..., Walk]) -> None:
    child = walk("child")
    child.open("/")
    child.stop("front")
    child.start()
    child.tap("わたしの 小学校区")
    child.tap("笹舟")  # no word of where the tablet is: the school's name is enough
    nearest = child.page.locator("[data-group='now'] article").first
    assert "あるいて" in nearest.inner_text()
    measured("U5", taps=child.taps, seconds=round(child.seconds, 1))
    assert child.taps <= 2 and child.seconds <= 10
    child.stop("today")

    child.tap(nearest.locator("h3 a"))
    child.sees("いま あいています")
    assert child.page.locator(".answers dt").count() >= 4  # alone? money? when? where?
    child.stop("place")


def test_a_child_before_a_shut_door_is_told_where_else_to_go(walk: Callable[..., Walk]) -> None:
    child = walk("child-shut")
    child.open("/today/")
    child.tap("かいぶえ児童館")
    child.sees("おやすみに なりました")
    child.stop("shut")
    instead = child.page.locator(".instead li")
    assert 1 <= instead.count() <= 3
    child.tap(instead.first.locator("a"))
    assert child.page.locator(".one__head .dads-chip", has_text="おやすみ").count() == 0
    child.stop("instead")


def test_a_hungry_child_finds_the_shops_of_the_card(walk: Callable[..., Walk]) -> None:
    child = walk("child-hungry")
    child.open("/")
    child.tap("こどもカードで")
    child.sees("たべられる")
    child.stop("shops")
    child.tap("ごはんの ある ところ")  # at 15:00 the noodles are sold out, so the page sends on
    assert child.page.locator("main article").count()
    child.stop("other-food")


def test_a_child_says_what_it_thinks_and_finds_help(walk: Callable[..., Walk]) -> None:
    child = walk("child-voice")
    child.open("/")
    child.tap("いいたいこと・ほしいもの")
    child.tap("いばしょノート")
    child.tap("小学 1・2・3年生")
    child.stop("question")
    child.tap("あそび・どうぐ")
    child.page.locator("textarea").fill("ボールが もっと ほしい")
    child.page.wait_for_timeout(READING)
    child.tap(child.page.locator("main form button", has_text="おくる").last)
    child.sees("ありがとう")
    child.stop("thanks")

    child.tap("こまった")
    child.sees("0120-99-7777")
    assert child.page.locator("a[href='tel:110']").is_visible()
    child.stop("help")


def test_every_kanji_a_child_meets_has_its_reading(walk: Callable[..., Walk]) -> None:
    child = walk("child-reads")
    for path in PAGES:
        child.open(path)
        assert child.page.evaluate(BARE, KANJI) == [], path
    measured("U4", pages=len(PAGES), bare_kanji=0)


# Text nodes with kanji outside a ruby, a form's list of choices and what is for grown-ups (its own heading says so).
BARE = """kanji => {
    const bare = [], walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.parentElement, text = walker.currentNode.data.trim();
        const left_out = at.closest("ruby, option, script, style, template, [hidden], .u-hide, [data-print-only]");
        if (!left_out && new RegExp(kanji).test(text)) bare.push(text.slice(0, 40));
    }
    return bare;
}"""

"""The head of a 児童館 on a Tuesday after school. What he wants: heads without names, and a word outside that is true."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.journeys.walking import Walk

HOUSE = "くじらお児童館"


def test_a_house_closes_today_in_two_taps_and_takes_it_back(walk: Callable[..., Walk]) -> None:
    jun = walk("jun-closes", enter="jun")
    jun.start()
    jun.tap(card(jun).locator("summary", has_text="きょう お休みにする"))
    jun.stop("why")
    jun.tap(card(jun).get_by_role("button", name="ぐあいが わるい"))
    expect(card(jun).get_by_text("きょうは お休みと 知らせています")).to_be_visible()
    assert jun.taps == 2
    jun.stop("closed")
    jun.tap(card(jun).get_by_role("button", name="とりけす"))
    expect(card(jun).get_by_text("きょうは お休みと 知らせています")).to_have_count(0)


def test_a_house_counts_heads_and_children_read_one_word(walk: Callable[..., Walk]) -> None:
    jun = walk("jun", enter="jun")
    jun.stop("home")
    starts_counting(jun)
    jun.start()
    for _ in range(3):
        jun.tap(jun.page.get_by_role("button", name="1人 来た").nth(1))
    jun.tap(jun.page.get_by_role("button", name="とりけす").first)
    jun.stop("heads")
    assert jun.taps == 4
    writes_the_diary(jun)
    child_reads_the_word(walk("jun-child"))


def starts_counting(jun: Walk) -> None:
    jun.open("/ops/open/doors/")
    jun.stop("doors")
    row = jun.page.locator("main section, main li").filter(has_text=HOUSE).last
    begin = row.get_by_role("link", name="かぞえはじめる")
    if begin.count():
        jun.tap(begin)
        jun.stop("settings")
        jun.page.get_by_label("入口で 人数を かぞえる").check()
        jun.tap("書きかえる")
        jun.tap("きょうの人数")
    else:  # the other size has begun already
        jun.tap(row.get_by_role("link", name="きょうの人数"))
    jun.sees("年代ごと")


def writes_the_diary(jun: Walk) -> None:
    jun.tap("日誌")
    if jun.page.get_by_role("button", name="あけた", exact=True).count():
        jun.tap(jun.page.get_by_role("button", name="あけた", exact=True))
    jun.sees("が あけました。")
    jun.stop("diary")


def child_reads_the_word(child: Walk) -> None:
    child.open("/today/")
    child.tap(HOUSE)
    child.sees("すいています")
    child.stop("word")


def card(jun: Walk) -> Locator:
    return jun.page.locator("article", has=jun.page.get_by_role("link", name=HOUSE, exact=True))

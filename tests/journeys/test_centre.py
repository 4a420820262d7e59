"""The centre: a note comes and is answered, a child is led to a place, glass is broken and looked at, a month is counted. And
nobody of the city finds anything of it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser

from tests.journeys.once import both, walking
from tests.journeys.walking import Walk

Walks = Callable[..., Walk]


def test_a_note_comes_is_taken_and_its_writer_has_an_answer(walk: Walks) -> None:
    hana, sumi = walk("hana", enter="hana"), walk("sumi", enter="sumi")
    note = _written(hana)
    sumi.open("/desk/")
    sumi.start()
    sumi.tap("気づきを 受理する")
    sumi.stop("inbox")
    sumi.tap(sumi.page.locator("#new a[href*='/desk/care/n/']").last)
    sumi.stop("untaken")
    sumi.tap("受理する（わたしが 見ます）")
    sumi.stop("taken")
    number = sumi.page.url.rstrip("/").rpartition("/")[2]
    sumi.tap("会って・聞いて 確かめました")
    sumi.tap("返事を する")
    sumi.stop("answered")
    hana.open(note)
    hana.sees("ありがとうございました")
    hana.stop("answer")
    for who in ("akari", "kenta"):
        _finds_nothing(walk(who, enter=who), number)


def _written(hana: Walk) -> str:
    hana.open("/ops/care/")
    hana.tap("食べ方")
    hana.tap("きょう")
    hana.stop("note")
    hana.tap("センターへ おくる")
    hana.sees("とどきました")
    hana.open("/ops/care/notes/")
    href = hana.page.locator("main a[href*='/ops/care/notes/']").first.get_attribute("href")
    assert href
    return href


def _finds_nothing(officer: Walk, number: str) -> None:
    """Neither in what waits, nor in a menu, nor behind the address itself."""
    for path in ("/desk/", "/desk/places/"):
        officer.open(path)
        assert (
            officer.page.locator(
                "a[href*='/desk/care/n/'], a[href='/desk/care/'], a[href*='/desk/centre/']"
            ).count()
            == 0
        )
    for path in (
        "/desk/care/",
        f"/desk/care/n/{number}/",
        f"/desk/care/m/{number}/open/",
        "/desk/centre/",
        "/desk/care/referrals/",
    ):
        assert officer.page.request.get(officer.origin + path).status == 404


def test_a_child_is_led_to_a_place_that_learns_three_things(walk: Walks) -> None:
    sumi = walk("sumi", enter="sumi")
    sumi.open("/desk/care/referrals/")
    sumi.stop("referrals")
    sumi.start()
    sumi.tap("居場所を さがす")
    sumi.tap("小学4～6年生")
    sumi.page.get_by_label("小学校区").first.select_option(label="虹橋")
    sumi.tap("ごはん")
    sumi.stop("find")
    sumi.tap("さがす")
    sumi.stop("found")
    sumi.tap("ここへ つなぐ")
    sumi.stop("ask")
    sumi.tap("この居場所に たのむ")
    sumi.stop("forgotten")
    sumi.tap("保護者")
    sumi.tap("ことばで（口頭）")
    for name, words in (("child", "ゆいちゃん"), ("allergy", "なし"), ("collect", "おばあさん 18時")):
        sumi.page.locator(f"input[name={name}]").fill(words)
    sumi.tap("この居場所に たのむ")
    sumi.stop("asked")


def test_glass_is_broken_and_the_lead_looks_at_it(browser: Browser, city: str) -> None:
    """Once for both sizes: who has opened it reads on for an hour."""
    with walking(browser, city, "nagi", "phone") as nagi, walking(browser, city, "tomoe", "tablet") as tomoe:
        nagi.open("/desk/care/")
        nagi.tap(nagi.page.locator("section[aria-labelledby=others-head] a[href*='/desk/care/n/']").first)
        both(nagi, "closed-to-me")
        nagi.tap("緊急の閲覧へ")
        nagi.tap("いのち・からだの 危険")
        nagi.page.locator("main form textarea").fill(
            "担当が 電話に 出ず、いま こどもが けがを していると 居場所から 聞いた"
        )
        nagi.tap("1時間 開く")
        nagi.sees("緊急の閲覧で 読んでいます")
        both(nagi, "open")
        tomoe.open("/desk/")
        tomoe.tap("確かめていない 緊急の閲覧")
        tomoe.tap(tomoe.page.locator("main a[href*='/desk/care/openings/']").first)
        tomoe.tap(tomoe.page.locator("label", has=tomoe.page.locator("input[name=verdict]")).first)
        both(tomoe, "opening")
        tomoe.tap("確かめた")


def test_a_consultation_is_counted_and_taken_back(walk: Walks) -> None:
    sumi = walk("sumi", enter="sumi")
    sumi.tap("ふりかえる")
    sumi.tap("相談の数")
    sumi.start()
    sumi.tap("電話")
    sumi.tap("学校生活")
    assert sumi.taps == 2
    sumi.stop("counted")
    sumi.tap("年度の表")
    sumi.stop("year")
    sumi.open("/desk/care/consultations/month/?month=2026-11")
    sumi.stop("month")

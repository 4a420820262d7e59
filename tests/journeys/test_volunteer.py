"""Kiyoshi is seventy and has time on Tuesdays. From the poster to a turn, a swap and an evening he cannot come."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.evidence.keeping import measured
from tests.journeys.walking import Walk

Walks = Callable[..., Walk]
PLACE = "みほん食堂（ミホショク）"
PATIENCE = 60  # seconds until the job worker has sent a mail


def test_a_man_of_seventy_takes_his_first_turns(walk: Walks) -> None:
    kiyoshi, kenta = walk("volunteer"), walk("kenta", enter="kenta")
    name = f"塩浜 きよし{kiyoshi.size}"
    mail = f"kiyoshi-{kiyoshi.size}@mihon.example"
    seconds = _applies(kiyoshi, name, mail)
    _is_registered(kenta, name)
    _is_put_in_for_tonight(kenta, name)
    _opens_the_link_of_the_mail(kiyoshi, mail)
    taps = _says_that_he_comes(kiyoshi)
    _takes_another_and_thinks_again(kiyoshi)
    _asks_for_a_swap_and_gives_up(kiyoshi)
    measured("U8", signup_seconds=seconds, confirm_taps=taps)
    assert seconds <= 120
    assert taps == 1
    _the_roster_is_printed(kenta)


def _applies(kiyoshi: Walk, name: str, mail: str) -> float:
    """The seconds of a machine: who types with two fingers needs longer for three lines."""
    kiyoshi.open("/")
    kiyoshi.start()
    kiyoshi.tap("お手伝いの 募集")
    kiyoshi.stop("wanted")
    kiyoshi.tap("夕方の 見守りを いっしょに しませんか")
    kiyoshi.stop("apply")
    kiyoshi.type("名前", name)
    kiyoshi.type("メール", mail)
    kiyoshi.tap("65歳以上")
    kiyoshi.tap(kiyoshi.page.locator("main form button"))
    kiyoshi.sees("うけとりました")
    kiyoshi.stop("thanks")
    return round(kiyoshi.seconds, 1)


def _is_registered(kenta: Walk, name: str) -> None:
    """面談, お願い, the papers, 登録; then the link to his own page goes out by mail."""
    kenta.open("/desk/roster/people/?state=applied")
    kenta.stop("applied")
    kenta.tap(kenta.page.locator("tr", has_text=name).locator("a").first)
    person = kenta.page.url
    kenta.stop("person")
    kenta.tap("面談の日を 決める")
    kenta.type("面談の日", "2026-11-24")
    kenta.tap(kenta.page.locator("main form button").first)
    kenta.tap("お願いする")
    kenta.tap("研修を 入れる")
    kenta.type("研修の 名前", "見守りの 基本")
    kenta.type("うけた日", "2026-11-24")
    kenta.tap(kenta.page.locator("main form button").first)
    kenta.page.goto(person + "dates/")
    kenta.type("誓約書を うけとった日", "2026-11-24")
    kenta.type("対処規程を 知らせた日", "2026-11-24")
    kenta.stop("dates")
    kenta.tap(kenta.page.locator("main form button").first)
    kenta.stop("ready")
    kenta.tap("登録する")
    kenta.sees("登録ずみです")
    kenta.tap("リンクを わたす")
    kenta.stop("link")
    kenta.tap("作って メールで おくる")
    kenta.stop("link-given")


def _is_put_in_for_tonight(kenta: Walk, name: str) -> None:
    """One more is wanted this evening, and he said on the telephone that he would look in."""
    kenta.open("/desk/roster/")
    kenta.tap(PLACE)
    kenta.stop("board")
    kenta.tap(kenta.page.locator("a[href*='/roster/shifts/']", has_text="17:15").nth(1))
    kenta.stop("shift")
    wanted = kenta.page.get_by_label("何人")
    wanted.fill(str(int(wanted.input_value()) + 1))
    kenta.tap("なおす")
    kenta.page.get_by_label("だれが 来ますか").select_option(label=f"{name.split()[0]}（{name}）")
    kenta.tap("この人を 入れる")
    kenta.stop("put-in")


def _opens_the_link_of_the_mail(kiyoshi: Walk, mail: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        kiyoshi.open("/demo/mail/")
        letter = kiyoshi.page.locator("article", has_text=mail).filter(has_text="/shifts/open/")
        if letter.count():
            break
        kiyoshi.page.wait_for_timeout(500)
    link = letter.locator("a[href*='/shifts/open/']").first
    kiyoshi.start()
    kiyoshi.page.goto(str(link.get_attribute("href")))
    kiyoshi.stop("own-page")


def _says_that_he_comes(kiyoshi: Walk) -> int:
    kiyoshi.tap("行きます")
    kiyoshi.page.locator("#mine .dads-chip[data-tone=good]").first.wait_for()
    kiyoshi.stop("coming")
    return kiyoshi.taps


def _takes_another_and_thinks_again(kiyoshi: Walk) -> None:
    free = kiyoshi.page.locator("#free form button")
    kiyoshi.tap(free.first)
    kiyoshi.stop("taken")
    kiyoshi.tap("いまのを とりけす")
    kiyoshi.stop("undone")
    kiyoshi.tap(free.first)


def _asks_for_a_swap_and_gives_up(kiyoshi: Walk) -> None:
    kiyoshi.tap(kiyoshi.page.locator("#mine a[href$='/swap/']").last)
    kiyoshi.stop("swap")
    if kiyoshi.page.locator("main form input[type=checkbox], main form input[type=radio]").count():
        kiyoshi.tap(kiyoshi.page.locator("main form label").first)
        kiyoshi.tap("たのむ")
        kiyoshi.stop("swap-asked")
    kiyoshi.open("/shifts/")
    kiyoshi.tap(kiyoshi.page.locator("#mine a[href$='/give-up/']").last)
    kiyoshi.stop("give-up")
    kiyoshi.tap("とりやめる")
    kiyoshi.stop("given-up")


def _the_roster_is_printed(kenta: Walk) -> None:
    kenta.open("/desk/roster/")
    kenta.tap(PLACE)
    link = kenta.page.locator("a", has_text="A4に 出す").get_attribute("href")
    answer = kenta.page.request.get(kenta.page.url.split("?")[0].rsplit("/desk", 1)[0] + str(link))
    assert answer.body().startswith(b"%PDF")

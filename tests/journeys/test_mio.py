"""Mio, adviser of family support, on a Monday morning: the week, one decision, one request sent round, one nobody can take, the month."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator

from tests.journeys.walking import Walk

Walks = Callable[..., Walk]
READY, NOBODY = ".match-card[data-code=ready]", ".match-card[data-code=nobody]"


def test_a_week_of_requests_is_settled_before_noon(walk: Walks) -> None:
    mio = walk("mio", enter="mio")
    mio.stop("morning")
    _looks_at_the_week(mio)
    _decides_one_and_takes_it_back(mio)
    _asks_several_at_once(mio)


def test_what_nobody_can_take_ends_at_a_place_that_is_open(walk: Walks) -> None:
    mio = walk("mio", enter="mio")
    _looks_at_the_week(mio)
    _says_that_nobody_was_found(mio)
    mio.sees("近く")
    mio.stop("near-by")
    mio.tap("もどす")
    mio.open("/desk/support/unmet/")
    mio.stop("unmet")


def test_the_month_is_closed_for_those_who_came(walk: Walks) -> None:
    mio = walk("mio", enter="mio")
    mio.open("/desk/support/months/")
    mio.stop("months")
    mio.tap(mio.page.locator("main table a").first)
    mio.sees("円")
    mio.stop("month")


def _looks_at_the_week(mio: Walk) -> None:
    """The machine proposes, with its reasons; what it can't fill is said as well."""
    mio.open("/desk/support/")
    if not mio.page.locator(READY).count():
        mio.tap(mio.page.locator("form[action$='/solve/'] button").first)
    mio.page.locator(READY).first.wait_for()
    mio.stop("week")


def _decides_one_and_takes_it_back(mio: Walk) -> None:
    before = mio.page.locator(READY).count()
    mio.tap(mio.page.locator(READY).first.locator("form[action$='/decide/'] button"))
    mio.sees("決めました")
    mio.stop("decided")
    assert mio.page.locator(READY).count() == before - 1
    mio.tap("決定を とりけす")
    mio.stop("taken-back")


def _asks_several_at_once(mio: Walk) -> None:
    """Another visit at each size: who was asked once is not asked again."""
    mio.tap(_of_this_size(mio, f"{READY} h3 a"))
    mio.stop("visit")
    mio.tap("できるか きいてみる")
    mio.stop("ask")
    mio.tap("えらんだ人に たのむ")
    mio.sees("たのんだ人")
    mio.stop("asked")


def _says_that_nobody_was_found(mio: Walk) -> None:
    mio.tap(_of_this_size(mio, f"{NOBODY} h3 a"))
    mio.stop("nobody")
    mio.tap("この依頼の ページ")
    mio.stop("request")
    mio.tap("見つからなかった")
    mio.tap(mio.page.locator("main form label").first)
    mio.stop("why")
    mio.tap(mio.page.locator("main form button").first)


def _of_this_size(mio: Walk, selector: str) -> Locator:
    found = mio.page.locator(selector)
    return found.first if mio.size == "phone" else found.last

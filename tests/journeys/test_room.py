"""A group borrows a room of the city's open house: it asks, one of the city drafts, another looks and decides."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.walking import Walk

Walks = Callable[..., Walk]
TITLE = "宿題と おしゃべりの会"


def test_a_group_borrows_a_room_and_two_of_the_city_look_at_it(walk: Walks) -> None:
    daichi = walk("daichi", enter="daichi")
    _asks_for_a_free_time(daichi)
    _takes_a_look(walk("akari", enter="akari"), "起案へ", "drafted")
    kenta = walk("kenta", enter="kenta")
    _takes_a_look(kenta, "確認へ", "checked")
    _takes_a_look(kenta, "決裁へ", "decided")
    _reads_that_it_may_come(daichi)


def _asks_for_a_free_time(daichi: Walk) -> None:
    daichi.start()
    daichi.tap("部屋を つかう")
    daichi.stop("rooms")
    daichi.tap("あきを 見る")
    daichi.tap("つぎの週")
    daichi.stop("week")
    daichi.tap(daichi.page.locator(".room-week__block[data-state=free]").first)
    daichi.type("何を しますか", TITLE)
    daichi.tap(daichi.page.locator("label", has_text="学習").first)
    daichi.type("おとな（人）", "3")
    daichi.type("こども（人）", "15")
    daichi.stop("asking")
    daichi.page.get_by_label("きまりを 読みました").check()
    daichi.tap("申請する")
    daichi.sees("申請を おくりました")
    daichi.stop("asked")
    assert daichi.taps <= 8


def _takes_a_look(officer: Walk, step: str, name: str) -> None:
    """From the desk's list: what the application says, then the next look."""
    officer.open("/desk/open/applications/")
    officer.tap(officer.page.locator("main a", has_text=TITLE).first)
    officer.stop(f"before-{name}")
    officer.tap(step)
    officer.sees("おとな 3人・こども 15人")
    officer.stop(name)
    officer.tap(officer.page.locator("main form button").first)


def _reads_that_it_may_come(daichi: Walk) -> None:
    daichi.open("/ops/")
    daichi.tap("部屋を つかう")
    daichi.tap(TITLE)
    daichi.sees("利用許可書")
    daichi.stop("permitted")
    permit = daichi.page.locator("main a", has_text="利用許可書").get_attribute("href")
    answer = daichi.page.request.get(f"{daichi.origin}{permit}")
    assert answer.ok and answer.body().startswith(b"%PDF")

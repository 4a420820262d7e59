"""Sora, CSW of the 社協: whom to look up, the next 交流会, somebody who wants to begin, and what is none of her business."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.walking import Walk

Walks = Callable[..., Walk]
CARE = ("/desk/care/", "/desk/centre/", "/desk/care/consultations/")
MONEY = (
    "/desk/meals/gifts/",
    "/desk/meals/bank/",
    "/desk/meals/ledger/",
    "/desk/payouts/",
    "/desk/roster/months/",
)
FAMILIES = ("/desk/support/members/", "/desk/support/requests/")


def test_a_day_of_the_csw(walk: Walks) -> None:
    sora = walk("sora", enter="sora")
    sora.stop("morning")
    _writes_down_a_visit(sora)
    _looks_at_the_next_round(sora)
    _goes_a_step_with_somebody_who_begins(sora)
    _brings_want_and_offer_together(sora)


def test_neither_care_nor_money_is_hers_to_see(walk: Walks) -> None:
    sora = walk("sora", enter="sora")
    for path in (*CARE, *MONEY, *FAMILIES):
        answer = sora.page.request.get(sora.origin + path)
        assert answer.status in (403, 404), f"{path} answered {answer.status}"
    menu = {str(one.get_attribute("href")) for one in sora.page.locator("a[href^='/desk/']").all()}
    assert menu.isdisjoint({*CARE, *MONEY, *FAMILIES})


def _writes_down_a_visit(sora: Walk) -> None:
    """What was said and what comes next, so that nobody has to be asked twice."""
    sora.open("/desk/network/")
    sora.stop("groups")
    sora.tap(sora.page.locator("main a", has_text="にじはし こども食堂").first)
    sora.stop("group")
    sora.tap("連絡を 書く")
    sora.type("だれと", "虹川 はなさん")
    sora.type("内容", "冬休みの 昼も ひらけるか 話した。鍋が もう1つ いる。")
    sora.type("つぎに すること", "大なべを かしてくれる 団体を さがす")
    sora.stop("contact")
    sora.tap(sora.page.locator("main form button").first)
    sora.sees("大なべを かしてくれる 団体を さがす")
    sora.tap("すんだ")
    sora.stop("settled")


def _looks_at_the_next_round(sora: Walk) -> None:
    sora.open("/desk/network/meetings/")
    sora.stop("rounds")
    sora.tap(sora.page.locator("main .due a").first)
    sora.stop("round")
    sora.tap("団体と 返事")
    sora.stop("answers")


def _goes_a_step_with_somebody_who_begins(sora: Walk) -> None:
    sora.open("/desk/network/starting/")
    sora.stop("starting")
    sora.tap(sora.page.locator("main a", has_text="ほたるび こども食堂").first)
    sora.stop("starter")
    sora.tap(sora.page.locator("main a", has_text="きろく").first)
    sora.stop("step")


def _brings_want_and_offer_together(sora: Walk) -> None:
    sora.open("/desk/network/supporting/")
    sora.stop("supporting")
    sora.tap(sora.page.locator("main a[href*='/supporting/n/']").first)
    sora.stop("notice")
    sora.open("/desk/network/supporting/supporters/")
    sora.stop("supporters")

"""Yuri at the counter types in what comes on paper: a survey, the stubs of a shop without network."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.journeys.walking import Walk

Walks = Callable[..., Walk]


def test_a_sheet_of_a_survey_is_typed_and_taken_back(walk: Walks) -> None:
    yuri = walk("yuri", enter="yuri")
    yuri.tap("みがく")
    yuri.tap("こどもの声")
    yuri.stop("hearings")
    yuri.tap("協力店への アンケート")
    yuri.stop("hearing")
    yuri.start()
    yuri.tap("紙を 打ちこむ")
    yuri.page.get_by_label("だれ").first.select_option(label="お店の人")
    yuri.page.locator("input[name=q6]").fill("1")
    yuri.page.locator("input[name=q7]").fill("1,3")
    yuri.stop("paper")
    yuri.tap("入れて つぎの紙へ")
    yuri.stop("next-paper")
    yuri.page.locator("input[name=q6]").fill("9")
    yuri.tap("入れて つぎの紙へ")
    yuri.stop("wrong-number")


def test_stubs_of_a_shop_are_typed_once_however_often(walk: Walks) -> None:
    number = _printed(walk("tetsu", enter="tetsu"))
    yuri = walk("yuri", enter="yuri")
    yuri.tap("みがく")
    yuri.tap("紙の半券")
    yuri.stop("stubs")
    for told in ("first", "again"):
        yuri.page.get_by_label("お店").first.select_option(label="そば処 つきみ亭")
        yuri.page.locator("input[name=number_0]").fill(str(number))
        yuri.tap("しまう")
        yuri.sees(f"しまいました： {number}番")
        yuri.stop(f"stubs-{told}")


def _printed(tetsu: Walk) -> int:
    """The shop prints a page of stubs; the first number stands in the file's name."""
    tetsu.tap("こどもの食事")
    tetsu.tap("はじめセット（PDF）")
    tetsu.stop("kit")
    with tetsu.page.expect_download() as coming:
        tetsu.page.locator("form[action$='stubs/'] button").click()
    found = re.search(r"_(\d+)-\d+", coming.value.suggested_filename)
    assert found
    return int(found[1])

"""Six pages on which one room's deed is another's news, each found from 「つながりを ためす」 on /demo/."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.walking import Walk

Walks = Callable[..., Walk]
JOINS = {  # its title: what the page has to say
    "ひらく時間が ふえると、空白が へる": ("へります", "しおぶえ まなびの広場", "あく時間が かわりました"),
    "こどもの声が、卓球台に なった": ("たっきゅう台", "みほん児童交流館", "卓球"),
    "農家の 大根が、木曜の スープに なった": (
        "大根の スープ",
        "ふぞろいの 大根",
        "あさつゆ農園",
        "ありがとうございます",
    ),
    "チケットの 袋が、長い休みを 知っている": ("長い休みに とっておく分", "冬休み", "とっておきます"),
    "見つからなかった おねがいが、近くの 居場所で おわる": (
        "その時間に 開いている 近くの 居場所",
        "近くの 居場所へ 行く",
    ),
    "見守りが 足りない日は、約束を しない": ("まだ きまっていません",),
}
PLAIN = """() => {
    const copy = document.body.cloneNode(true);
    copy.querySelectorAll("rt, rp").forEach(reading => reading.remove());
    return copy.textContent.replace(/\\s+/g, " ");
}"""


def test_somebody_follows_the_six_joins(walk: Walks) -> None:
    for number, (title, told) in enumerate(JOINS.items(), start=1):
        one = walk("joins")
        one.open("/demo/")
        if number == 1:
            one.stop("0-demo")
        one.tap(f"（{title}）")
        page = one.page.evaluate(PLAIN)
        assert [words for words in told if words not in page] == [], one.page.url
        one.stop(f"{number}")


@pytest.mark.parametrize("how", ["近くの 居場所へ 行く"])
def test_a_family_says_with_one_tap_how_it_ended_and_the_officer_reads_a_number(
    walk: Walks, how: str
) -> None:
    family = walk("joins")
    family.open("/demo/")
    family.tap("（見つからなかった おねがいが、近くの 居場所で おわる）")
    if "そのあとを なおす" in family.page.evaluate(PLAIN):  # another walk has answered already
        family.tap("そのあとを なおす")
    family.start()
    family.tap(how)
    assert family.taps == 1
    assert "そのあと" in family.page.evaluate(PLAIN)
    family.stop("7-ended")
    adviser = walk("joins", enter="mio")
    adviser.open("/desk/support/unmet/")
    assert "そのあと どうしたか" in adviser.page.evaluate(PLAIN)
    adviser.stop("8-unmet")

"""The tops of the desk and of the groups' door: whoever comes in the morning sees first what cannot wait."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.walking import Walk


@pytest.mark.parametrize("who", ["akari", "sora", "tomoe", "mio"])
def test_the_desk_begins_with_todays_work(walk: Callable[..., Walk], who: str) -> None:
    officer = walk(f"desk-{who}", enter=who)
    officer.open("/desk/")
    heads = officer.page.locator("h2").all_inner_texts()
    assert heads[:3] == ["わたしを 待っているもの", "うまくいっていないこと", "もうすぐのこと"]
    officer.stop("top")


def test_a_group_begins_with_its_places(walk: Callable[..., Walk]) -> None:
    midori = walk("ops-midori", enter="midori")
    midori.open("/ops/")
    midori.sees("わたしたちの場所")
    midori.stop("top")

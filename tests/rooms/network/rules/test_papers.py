"""Papers with an end: how they stand, what follows what, and food that goes home."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.network.rules import papers as rules
from ibasho.rooms.network.rules.papers import Life, Span

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


def span(
    key: int = 1, starts: int | None = -300, ends: int | None = 30, covers: str = "", sort: str = "a"
) -> Span:
    """Days from today."""
    first = None if starts is None else TODAY + starts * DAY
    last = None if ends is None else TODAY + ends * DAY
    return Span(key, sort, first, last, frozenset(covers.split()))


@pytest.mark.parametrize(
    ("starts", "ends", "life"),
    [
        (1, 300, Life.COMING), (-1, 61, Life.RUNNING), (-1, 60, Life.SOON), (-1, 0, Life.SOON), (-9, -1, Life.OVER),
        (-1, None, Life.RUNNING), (None, 10, Life.SOON),
    ],
)  # fmt: skip
def test_how_a_paper_stands(starts: int | None, ends: int | None, life: Life) -> None:
    assert rules.life(span(starts=starts, ends=ends), TODAY) is life


def test_what_another_one_follows_does_not_end() -> None:
    old, new = span(), span(2, starts=31, ends=395)
    assert rules.ending([old], TODAY) == [old]
    assert rules.ending([old, new], TODAY) == []
    gap = span(2, starts=32, ends=395)
    assert rules.ending([old, gap], TODAY) == [old]
    assert rules.ending([old, span(2, starts=31, ends=395, sort="b")], TODAY) == [old]


def test_a_poorer_insurance_does_not_follow_a_richer_one() -> None:
    old = span(covers="injury takeout")
    poorer, richer = span(2, 31, 395, "injury"), span(3, 31, 395, "injury takeout poison")
    assert rules.ending([old, poorer], TODAY) == [old]
    assert rules.ending([old, poorer, richer], TODAY) == []


@pytest.mark.parametrize(("left", "due"), [(61, None), (60, 60), (15, 60), (14, 14), (0, 14), (-1, None)])
def test_when_a_mail_is_due(left: int, due: int | None) -> None:
    assert rules.warning(TODAY + left * DAY, TODAY) == due


def test_food_at_home_is_covered_only_by_its_own_word() -> None:
    assert rules.home_uncovered(True, {"injury", "poison"})
    assert not rules.home_uncovered(True, {"poison", "takeout"})
    assert not rules.home_uncovered(False, set())
    assert rules.says_taking_home("", "毎月 お弁当を くばります") and not rules.says_taking_home(
        "みんなで 食べます"
    )


def test_who_covers_it_at_home_covers_it_at_the_table() -> None:
    rules.check_covers(["poison", "takeout"])
    with pytest.raises(Invalid):
        rules.check_covers(["takeout"])


def test_hygiene_says_something() -> None:
    with pytest.raises(Invalid):
        rules.check_hygiene("permit", "", None, TODAY)
    with pytest.raises(Invalid):
        rules.check_hygiene("asking", "", TODAY + DAY, TODAY)
    rules.check_hygiene("notice", "第3号", None, TODAY)
    rules.check_hygiene("unasked", "", None, TODAY)


@given(st.integers(-900, 900), st.integers(0, 900))
def test_what_is_drawn_stays_on_the_line(starts: int, long: int) -> None:
    drawn = rules.drawn(span(starts=starts, ends=starts + long), TODAY)
    assert 0 <= drawn.x <= drawn.whole and drawn.width >= 0 and drawn.x + drawn.width <= drawn.whole

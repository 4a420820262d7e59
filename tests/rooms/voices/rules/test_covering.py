"""Names and schools become ◯◯; nothing else of a child's words is touched, by nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.voices.rules import covering
from ibasho.town.places.rules import moderation
from tests.rooms.voices import corpus


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("鈴木くんと あそびたい", "◯◯くんと あそびたい"),
        ("みほん小学校の 4年1組です", "◯◯の ◯◯です"),
        ("090-0000-0001 に 電話してね", "◯◯ に 電話してね"),
        ("たっきゅうが したい", "たっきゅうが したい"),
        ("midori@example.com か LINEのIDは midori_2026", "◯◯ か ◯◯"),
    ],
)
def test_what_says_who_it_is_is_covered(words: str, shown: str) -> None:
    assert covering.covered(words) == shown


def test_small_schools_and_districts_are_one() -> None:
    """Statement 56: where few live, the name of a district says who speaks."""
    assert (
        covering.covered("なかの小学校区に ほしい。なかの小の うら", small=["なかの小学校区"])
        == "◯◯に ほしい。◯◯の うら"
    )


@pytest.mark.parametrize(
    "shown", ["たっきゅうが したい", "◯◯が したい", "たっきゅうが ◯◯", "たっきゅう が したい"]
)
def test_covering_is_allowed(shown: str) -> None:
    assert covering.only_covered("たっきゅうが したい", shown) == shown


@pytest.mark.parametrize(
    "shown", ["サッカーが したい", "たっきゅうが したいです", "たっきゅうは ◯◯", "", "◯◯", "たっきゅうが"]
)
def test_writing_into_a_childs_words_is_not(shown: str) -> None:
    with pytest.raises(Invalid):
        covering.only_covered("たっきゅうが したい", shown)


@given(st.text(alphabet="あいう小学校田中くん09-@.a ◯〇", max_size=40))
def test_what_is_proposed_only_covers(words: str) -> None:
    shown = covering.covered(words)
    if shown.strip("◯〇○ "):
        assert covering.only_covered(words, shown) == shown


@given(st.text(alphabet="あいう小学校田中くん09-@.a ◯", max_size=40))
def test_the_pieces_are_the_words(words: str) -> None:
    found = covering.pieces(words)
    assert "".join(piece.words for piece in found) == words
    assert all(words[piece.start : piece.end] == piece.words for piece in found)


def test_after_covering_hardly_anything_reaches_anybody() -> None:
    ways = {"phone", "mail", "line_id", "url", "handle"}
    words = [text for kind, text in (*corpus.held("dev"), *corpus.held("holdout")) if kind in ways]
    left = [text for text in words if not moderation.may_be_shown(covering.covered(text))]
    assert len(words) > 250
    assert len(left) <= len(words) * 0.02, left

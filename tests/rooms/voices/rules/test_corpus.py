"""Statement 66 and V8: how much of what must be held is held, how much of what is ordinary is stopped; figures published."""

from __future__ import annotations

from pathlib import Path

import pytest

from ibasho.town.concerns.rules import likeness
from ibasho.town.concerns.rules.danger import kind_of
from ibasho.town.concerns.rules.kinds import Kind
from tests.rooms.voices import corpus
from tests.rooms.voices.corpus import figures

PAGE = Path(__file__).parents[4] / "docs" / "voices-words.md"
LEAST = {"held": 600, "plain": 600, "danger": 300, "danger-plain": 400, "adult": 150, "adult-plain": 150}


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_the_lists_are_long_and_their_halves_apart(name: str, least: int) -> None:
    dev, holdout = corpus.lines(name, "dev"), corpus.lines(name, "holdout")
    assert len(set(dev) | set(holdout)) >= least
    assert not set(dev) & set(holdout)


def test_66_words_that_must_be_held_are_held() -> None:
    assert figures.found("held", "holdout").share >= 0.95
    assert figures.false("plain", "holdout").share <= 0.05


def test_danger_reaches_the_centre_and_look_alikes_do_not() -> None:
    assert figures.found("danger", "holdout").share >= 0.97
    assert figures.false("danger-plain", "holdout").share <= 0.05
    assert figures.false("plain-centre", "holdout").share <= 0.05


@pytest.mark.parametrize("first", ["ゲームが ほしい。", "本は おもしろい！", "劇が したい\n"])
def test_what_is_harmless_in_one_sentence_hides_nothing_in_the_next(first: str) -> None:
    told = corpus.lines("danger", "holdout")
    assert sum(kind_of(first + one) is not None for one in told) / len(told) >= 0.97
    told = corpus.lines("adult", "holdout")
    assert sum(kind_of(first + one) is not None for one in told) / len(told) >= 0.95


def test_a_complaint_about_an_adult_reaches_the_centre() -> None:
    assert figures.found("adult", "holdout").share >= 0.95
    assert figures.false("adult-plain", "holdout").share <= 0.05


def test_of_words_written_afterwards_half_is_found_and_the_page_says_so() -> None:
    """The rules have not seen these, nor anything like them. What they miss, two readers find."""
    assert figures.found("danger", "after").share >= 0.5
    assert figures.found("adult", "after").share >= 0.7


def test_the_published_figures_are_todays() -> None:
    """`python -m tests.rooms.voices.corpus` writes them anew."""
    assert PAGE.read_text(encoding="utf-8") == figures.page()


def test_what_was_learned_is_what_the_lists_teach() -> None:
    assert likeness.FILE.read_text(encoding="utf-8") == corpus.likeness_file()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("もう しにたい", Kind.DANGER),
        ("し　に　た　い", Kind.DANGER),
        ("タヒにたい", Kind.DANGER),
        ("パパに なぐられる", Kind.DANGER),
        ("知らない おじさんに ついてこられた", Kind.DANGER),
        ("先生に なぐられた", Kind.ADULT),
        ("スタッフの おじさんが こわい", Kind.ADULT),
        ("ゲームきが ほしい。いえでは パパに まいにち なぐられる", Kind.DANGER),
        ("テレビを みたい。おかあさんが ごはんを くれない", Kind.DANGER),
        ("マンガの本が ほしい。お父さんに けられて あざができた", Kind.DANGER),
        ("ゲームが ほしい。家から にげたい。お母さんに 首を しめられた", Kind.DANGER),
        ("ゲームを してたら パパに なぐられた", Kind.DANGER),
        ("本が ほしい\nパパに たたかれて いたい", Kind.DANGER),
        ("先生が いつも どなる。でも 本は おもしろい", Kind.ADULT),
        ("先生に なぐられた。もう しにたい", Kind.DANGER),
        ("ゲームで お父さんに 負けた。くやしい", None),
        ("お父さんが ゲームで てきを なぐる", None),
        ("しぬほど たのしい", None),
        ("しぬほど たのしかった！また くる", None),
        ("先生が おもしろい", None),
        ("おばけやしきが こわくて たのしかった", None),
        ("たのしくて かえりたくなかった", None),
        ("", None),
        ("😀", None),
    ],
)
def test_which_of_the_two_it_is(words: str, kind: Kind | None) -> None:
    assert kind_of(words) == kind

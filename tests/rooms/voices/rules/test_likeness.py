"""Voices that say alike come together, whatever order they come in; a chain of likenesses joins nothing."""

from __future__ import annotations

import time

import numpy as np
import pytest

from ibasho.base.ports.reader import reader
from ibasho.rooms.voices.rules import likeness

SAID = {
    "t1": "たっきゅうだいが ほしい", "t2": "卓球台を置いてほしいです", "t3": "卓球が したい",
    "g1": "ゲームが できる ところが いい", "g2": "げーむを おいてほしい", "w1": "Wi-Fiがほしい", "w2": "ワイファイが ほしいです",
    "s1": "図書館で静かに勉強したい", "s2": "しずかに べんきょうする つくえ", "d1": "だがしやさんが あると いい", "d2": "駄菓子屋がほしい",
    "alone": "犬を さわりたい",
}  # fmt: skip


def cut(said: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {key: reader().terms(words) for key, words in said.items()}


def test_kana_and_kanji_of_one_wish_come_together_and_the_lonely_voice_stays_alone() -> None:
    found = likeness.groups(cut(SAID))
    assert {frozenset(one) for one in found} == {
        frozenset({"t1", "t2", "t3"}), frozenset({"g1", "g2"}), frozenset({"w1", "w2"}), frozenset({"s1", "s2"}),
        frozenset({"d1", "d2"}),
    }  # fmt: skip
    assert set(found[0]) == {"t1", "t2", "t3"}


@pytest.mark.parametrize("seed", range(5))
def test_the_same_voices_give_the_same_groups_in_any_order(seed: int) -> None:
    keys = np.random.default_rng(seed).permutation(sorted(SAID))
    assert likeness.groups(cut({str(key): SAID[str(key)] for key in keys})) == likeness.groups(cut(SAID))


def test_no_chain_runs_from_one_wish_over_a_double_wish_to_another() -> None:
    said = {"a1": ["ゲーム"], "a2": ["ゲーム"], "ab": ["ゲーム", "本"], "b1": ["本"], "b2": ["本"]}
    found = [set(one) for one in likeness.groups(said)]
    assert not any({"a1", "b1"} <= one for one in found)


def test_voices_without_words_and_a_single_voice_make_no_group() -> None:
    assert likeness.groups({"a": [], "b": []}) == []
    assert likeness.groups({"a": ["本"]}) == []
    assert likeness.groups({}) == []


def test_a_new_voice_finds_the_theme_that_speaks_like_it() -> None:
    themes = {7: [["卓球", "台"], ["卓球"]], 9: [["本", "静か"]]}
    found = likeness.nearest(
        {"new": ["卓球"], "other": ["犬"], "quiet": ["静か", "勉強"], "none": []}, themes
    )
    assert found == {"new": 7, "quiet": 9}
    assert likeness.nearest({"new": ["卓球"]}, {}) == {}


def test_a_group_is_named_by_the_words_most_of_it_share() -> None:
    assert likeness.common([["卓球", "夜"], ["卓球", "友達"], ["卓球", "友達"]]) == ["卓球", "友達"]


def test_a_thousand_voices_are_grouped_while_a_page_is_drawn() -> None:
    random = np.random.default_rng(11)
    said = {str(at): [f"語{word}" for word in random.integers(0, 120, 4)] for at in range(1_200)}
    began = time.perf_counter()
    found = likeness.groups(said)
    assert time.perf_counter() - began < 8
    assert found

"""Children's words and grown-ups' meet in one form; what everybody says is left out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from ibasho.base.ports.reader import TERM_MAX, PlainReader, SudachiReader, reader


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("たっきゅうだいが ほしい", "卓球台を置いてほしいです", "卓球"),
        ("げーむが したい", "ゲーム機がほしい", "ゲーム"),
        ("だがしやさんが あると いい", "駄菓子屋を開いてほしい", "菓子"),
        ("わいふぁい！", "Ｗｉ－Ｆｉがほしいです", "wi-fi"),
        ("しずかに べんきょうする", "静かに勉強したい", "勉強"),
    ],
)
def test_kana_and_kanji_meet(one: str, other: str, shared: str) -> None:
    assert shared in reader().terms(one)
    assert shared in reader().terms(other)


@pytest.mark.parametrize(
    "said", ["", "   ", "😀😀😀", "ほしいです", "もっと いい ところが ほしい", "！？！？"]
)
def test_what_says_nothing_gives_nothing(said: str) -> None:
    assert reader().terms(said) == ()


def test_terms_fit_their_column_and_strange_letters_harm_nothing() -> None:
    for said in (
        "ア" * 400,
        "漢" * 400,
        "a" * 400,
        "\u0000\ud83d".encode("utf-8", "ignore").decode(),
        "本\n\t本",
    ):
        assert all(0 < len(word) <= TERM_MAX for one in (reader(), PlainReader()) for word in one.terms(said))
    assert reader().terms("本と本") == ("本", "本")


def test_one_reader_serves_many_threads() -> None:
    one = SudachiReader()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(one.terms, ["卓球台が ほしい"] * 200))
    assert set(found) == {("卓球",)}


def test_the_stand_in_needs_no_dictionary() -> None:
    assert PlainReader().terms("卓球台と ゲームが ほしい") == ("卓球台", "ゲーム", "ほしい")

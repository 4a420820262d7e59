"""What is collected, and whether every language has words for it."""

from __future__ import annotations

import ast

import pytest

from ibasho.base.kernel import plain_words
from ibasho.base.ui.languages import catalogs, plain, tables
from ibasho.base.ui.languages.collecting import sayings
from tests.evidence.keeping import measured

SHELL = "IBASHO_SAMPLES"  # a command for who runs the model city, not for children


@pytest.fixture(scope="module")
def found() -> frozenset[str]:
    return frozenset(sayings())


def test_every_text_has_words_in_every_language() -> None:
    """`make messages` brings the files up to date; what it names has to be translated."""
    assert [f"{one.language}: {one.text}: {one.what}" for one in catalogs.flaws()] == []


def test_a_text_of_a_child_page_and_of_what_it_includes_is_collected(found: frozenset[str]) -> None:
    assert "こまったときは" in found
    assert "がくねんに あわせる" in found


def test_words_of_tables_are_collected(found: frozenset[str]) -> None:
    assert {"ごはんのお店", "カシューナッツ", "勤労感謝の日"} <= found


def test_a_text_of_a_desk_page_alone_is_not(found: frozenset[str]) -> None:
    assert "取りこみ" not in found or "打ちこむ" not in found
    assert "起案する" not in found


def test_an_f_string_is_kept_by_its_shape() -> None:
    tree = ast.parse('f"あと {left}人、{one.name}まで 100%"', mode="eval")
    assert tables.sentence(tree.body) == "あと %(left)s人、%(v3)sまで 100%%"


def test_every_table_is_a_file() -> None:
    assert [name for name in tables.FILES if not (catalogs.ROOT / name).exists()] == []


def test_what_children_read_is_plain() -> None:
    """No word of offices without its meaning behind it, no sentence over 40 letters, 25 on average."""
    hard = [f"{one.word or 'long'}: {one.sentence}" for one in plain.flaws() if SHELL not in one.sentence]
    assert hard == []
    assert plain.average() <= plain_words.AVERAGE_MAX


def test_a_child_of_nine_reads_its_pages_as_they_stand() -> None:
    """Without the switch 「やさしい日本語」: what pages of children say, but for those that speak to grown-ups. No sentence over
    40 letters, no word beyond the fourth year that is neither known by ear nor explained."""
    texts = plain.children()
    lengths = [plain_words.length(one) for text in texts for one in plain_words.sentences(text)]
    beyond = [(word, text) for text in texts for word in plain.beyond(text)]
    measured(
        "U4", sentences=len(lengths), longest_letters=max(lengths),
        average_letters=round(sum(lengths) / len(lengths), 1), words_beyond_year_4=len(beyond),
    )  # fmt: skip
    assert [
        one for text in texts for one in plain_words.sentences(text) if plain_words.length(one) > 40
    ] == []
    assert beyond == []


def test_a_word_beyond_the_fourth_year_is_found_unless_it_is_explained() -> None:
    assert list(plain.beyond("端末を 見てください。")) == ["端末"]
    assert list(plain.beyond("端末（スマホなど）を 見てください。居場所の 食堂です。")) == []

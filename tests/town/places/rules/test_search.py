"""Finding by words: spellings meet, synonyms meet, and a word may be left out."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from ibasho.town.places.rules import search


@dataclass
class Entry:
    name: str = "みどり食堂"
    kana: str = "みどりしょくどう"
    kind: str = "kodomo_shokudo"
    description: str = ""
    town_name: str = "虹橋町"
    address: str = ""
    organisation_name: str = ""
    features: list[str] = field(default_factory=lambda: ["wifi"])


def fits(text: str, entry: Entry) -> bool:
    words, key = search.wanted(text), search.text_of(entry)
    return all(any(one in key for one in group) for group in words.each) and not any(
        one in key for group in words.none for one in group
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("みどり", True),
        ("ﾐﾄﾞﾘ", True),
        ("夕ごはん", True),
        ("ワイファイ", True),
        ("みどり 虹橋", True),
        ("みどり 鈴音", False),
        ("べんきょう", False),
        ("-べんきょう", True),
        ("ごはんいがい", False),
        ("図書館以外", True),
        ("みどり －ネット", False),
        ("", True),
        ("-", True),
    ],
)
def test_words_find_and_leave_out(text: str, found: bool) -> None:
    assert fits(text, Entry()) is found

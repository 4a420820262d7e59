"""Whatever the doors of children and families say can be read: templates, labels, enumerations, refusals, at every grade."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest

from ibasho.base.kernel import furigana as kernel
from ibasho.base.kernel.kyoiku import learnt_by
from ibasho.base.ui import furigana
from ibasho.base.ui.languages.collecting import sayings

_HOLE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
_KANJI = re.compile("[㐀-䶿一-鿿]")


@lru_cache(maxsize=1)
def said() -> dict[str, str]:
    """Text, a number in each hole → its home."""
    return {_HOLE.sub("3", text): one.app for text, one in sayings().items()}


def test_every_kanji_of_what_we_say_has_its_reading() -> None:
    missing = sorted({(app, kanji, text) for text, app in said().items() for kanji in furigana.unread(text)})
    assert missing == [], "add the words to the room's readings.tsv"


@pytest.mark.parametrize("grade", range(1, 7))
def test_at_every_grade_no_kanji_above_it_stays_bare(grade: int) -> None:
    known = furigana.known()
    missing = [
        (kanji, text)
        for text in said()
        for one in kernel.segments(text, known, grade)
        if one.ruby is None
        for kanji in _KANJI.findall(one.base)
        if not learnt_by(kanji, grade)
    ]
    assert missing == []

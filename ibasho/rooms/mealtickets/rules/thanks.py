"""A thank-you of a child: a picture, or up to sixty letters, or both. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.text import clean_text

WORDS_MAX = 60
PICTURES: Mapping[str, str] = {  # icon → what it says
    "bowl": "おいしかった",
    "heart": "だいすき",
    "star": "さいこう",
    "sun": "にこにこ",
    "friends": "いっしょに食べた",
    "hands": "ごちそうさま",
}


def checked(picture: str, words: str) -> tuple[str, str]:
    """(picture, words) as they are kept. Raises Invalid for nothing at all, and for too many letters."""
    text = clean_text(words).text
    if len(text) > WORDS_MAX:
        sentence = f"ことばが 長いみたい。{WORDS_MAX}文字までに してね。いまは {len(text)}文字だよ。"
        raise Invalid("thanks.long", sentence, fields={"words": sentence})
    known = picture if picture in PICTURES else ""
    if not known and not text:
        sentence = "絵を えらぶか、ことばを 書いてね。"
        raise Invalid("thanks.nothing", sentence, fields={"picture": sentence})
    return known, text

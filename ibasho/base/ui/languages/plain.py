"""Whether the pages of children and やさしい日本語 are plain enough (`kernel.plain_words` says what that means)."""

from __future__ import annotations

from collections.abc import Iterator

from ibasho.base.kernel import furigana as kernel
from ibasho.base.kernel import plain_words
from ibasho.base.ui import furigana
from ibasho.base.ui.languages import catalogs
from ibasho.base.ui.languages.collecting import Sources, child_texts

EASY = "ja-simple"
GRADE = 4  # the year of a child of nine: 642 kanji of the 学年別漢字配当表
# Pages in the children's frame that speak to grown-ups: who gives, helps, asks for help, runs a place, reads the data.
GROWN_UPS = (
    "bulletin/schools/", "familysupport/", "mealtickets/giving/", "network/", "places/feeds/", "reports/_slide", "reports/plan/",
    "reports/slides", "reports/yearly/_chapter", "reports/yearly/_state", "reports/yearly/list", "reports/yearly/report",
    "roster/", "surplus/", "voices/answering/_promise_adult", "voices/moderation/_rules_adults", "web/_office", "web/about",
    "web/accessibility", "web/privacy", "web/supporter",
)  # fmt: skip
# Words beyond the fourth year that stand on a child's page all the same, and why a child of nine knows them.
KNOWN_BY_EAR = {
    "居場所": "what all of this is about; the first page says what it is",
    "食堂": "こども食堂 is what such a place is called, by children as well",
    "保育園": "where they have been", "幼稚園": "where they have been",
    "卓球台": "stands in a 児童館", "駐車場": "heard in every car", "資料": "資料集 lies on the desk from the third year on",
    "件": "counts, after a number", "件中": "counts, between two numbers", "歳": "counts years, after a number", "版": "こども版: written on books",
    "基本法": "a law's name; 「国の きまり」 stands before it", "月齢": "for who has a baby: the row stands for nurseries alone",
    "必須": "the mark of every form; the field says in words what is missing",
    "寄附": "home's links for grown-ups", "募集": "home's links for grown-ups", "応援": "home's links for grown-ups",
    "年次報告": "the name of what the children's edition is a part of",
}  # fmt: skip


def flaws() -> list[plain_words.Hard]:
    """Each sentence that is too long and each hard word in what a child reads. A text that has an easier form in the
    catalog is judged by that one: the switch 「やさしい日本語」 shows it."""
    known = catalogs.words_of(EASY)
    return [one for text in child_texts(Sources()) for one in plain_words.hard(known.get(text, text))]


def average() -> float:
    """Letters of a sentence on the pages of children."""
    return plain_words.average(child_texts(Sources()))


def children() -> list[str]:
    """What a child of nine reads on pages of its own, without the switch."""
    return child_texts(Sources(), GROWN_UPS)


def beyond(text: str) -> Iterator[str]:
    """The words of a text, as far as they are kanji, that hold one taught after the fourth year and are not known by ear. One
    that is explained in brackets behind it, 「要件（きまり）」, is not hard."""
    pieces = kernel.segments(text, furigana.known(), GRADE)
    after = [piece.base for piece in pieces[1:]] + [""]
    for piece, behind in zip(pieces, after, strict=True):
        if piece.ruby is not None and piece.base not in KNOWN_BY_EAR and not behind.startswith("（"):
            yield piece.base

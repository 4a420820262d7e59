"""In which words a paper speaks: the language, and over which kanji readings stand."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import translation

from ibasho.base.kernel import furigana as kernel
from ibasho.base.kernel import wareki
from ibasho.base.kernel.kana import to_hiragana
from ibasho.base.ui import furigana
from ibasho.base.ui.helplines import HELPLINES
from ibasho.base.ui.languages import amounts
from ibasho.base.ui.languages.saying import say
from ibasho.rooms.bulletin.rules import paper_words as words

Pieces = list[tuple[str, str | None]]
_WEEK_KANA = {"日": "にち", "月": "げつ", "火": "か", "水": "すい", "木": "もく", "金": "きん", "土": "ど"}


@dataclass(frozen=True, slots=True)
class Tongue:
    """`grade` 1–6: words whose kanji are all learnt by the end of that school year carry no reading; None: every kanji
    does. Names in Japanese keep their reading in every language, so that they can be read out and asked for."""

    language: str = "ja"
    grade: int | None = None

    @property
    def is_japanese(self) -> bool:
        return self.language.startswith("ja")

    def told(self, key: str, **values: object) -> str:
        """A word of the papers, filled."""
        return words.word(key, self.language).format(**values)

    def word(self, key: str, **values: object) -> Pieces:
        return self.said(self.told(key, **values))

    def said(self, text: str, reading: str = "") -> Pieces:
        """As (base, what stands above). `reading`: the kana of the whole text, as stored beside a name."""
        if reading and len(text) > kernel.LONGEST_WORD:
            return [(text, to_hiragana(reading))]
        known = (
            ChainMap({text: to_hiragana(reading)}, dict(furigana.known())) if reading else furigana.known()
        )
        return [(one.base, one.ruby) for one in kernel.segments(text, known, self.grade)]

    def page_word(self, text: object) -> Pieces:
        """A word of our pages (a kind of place), in this language."""
        with translation.override(self.language):
            return self.said(say(str(text)))

    def number(self, value: int) -> str:
        """`1,300`, in Portuguese `1.300`."""
        with translation.override(self.language):
            return amounts.number(value)

    def day(self, day: date) -> str:
        """Both years: 2026年（令和8年）11月26日; November 26, 2026 (令和8年)."""
        if self.is_japanese:
            return f"{day.year}年（{wareki.year_label(day)}）{day.month}月{day.day}日"
        name = words.month_name(day.month, self.language)
        told = (
            f"{day.day} de {name} de {day.year}"
            if self.language == "pt-br"
            else f"{name} {day.day}, {day.year}"
        )
        return f"{told} ({wareki.year_label(day)})"

    def month(self, first: date) -> Pieces:
        name = words.month_name(first.month, self.language)
        return self.word("month", year=first.year, era=wareki.year_label(first), month=first.month, name=name)

    def week(self) -> list[Pieces]:
        """The heads of a calendar, Sunday first."""
        return [self.said(one, _WEEK_KANA.get(one, "")) for one in words.week(self.language)]


def frame(tongue: Tongue, day: date) -> dict[str, object]:
    """What every paper says at its foot: whose it is, of which day, and who helps."""
    city = settings.IBASHO_CITY
    with translation.override(tongue.language):
        lines = "　".join(f"{say(str(one.name))} {one.number}" for one in HELPLINES[:3])
    return {
        "day": day.isoformat(), "language": "ja" if tongue.is_japanese else tongue.language[:2],
        "who": tongue.said(f"{city['name']} {city['department']}"), "phone": city.get("phone", ""),
        "as_of": tongue.word("as_of", day=tongue.day(day)), "help": tongue.said(f"{tongue.told('help')}：{lines}"),
    }  # fmt: skip

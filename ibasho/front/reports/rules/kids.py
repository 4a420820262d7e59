"""The children's edition of a report: four pages, worked out from the same value as the grown-ups'. Pure.

Page 1 three big numbers; page 2 what was made more and better; page 3 what children said and what became of it; page 4 what
is not done yet, what comes next, and where to say the next thing. Words a child could not read are left to the big edition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from ibasho.base.kernel import nendo as years
from ibasho.front.reports.rules.edition import Edition, FigureTold, Passage, amount, number
from ibasho.front.reports.rules.kinds import Over
from ibasho.front.reports.rules.openly import MISSED
from ibasho.front.reports.rules.report import GLANCE, HELLO, LINES, OPENLY, SAID, VOICES

PAGES: Final = 4
PARTIAL: Final = "一部のみ"
BIG, DRAWN, SAYINGS, ANSWERS, GAPS, NEXT = 3, 6, 3, 3, 4, 4
# Letters of one sentence, and of all that is said on page 3, so that it stays large enough to read.
SAYING_MAX, PAGE_MAX = 100, 330
DOTS_MAX = 30
Readable = Callable[[str], bool]
_HOMES: Final = ("more", "better", "meals", VOICES)
LAST, THIS, AIM = "きょねん", "ことし", "めあて"
# What a child must know of a number, by the first of its marks that says something here.
ABOUT: Final = {
    "最低でも": "もっと 多いかも",
    "推計": "だいたい",
    "めやす": "だいたい",
    "一部のみ": "ぜんぶでは ない",
}


@dataclass(frozen=True, slots=True)
class KidBar:
    """`label`: きょねん, ことし, めあて."""

    label: str
    value: float
    shown: str


@dataclass(frozen=True, slots=True)
class KidFigure:
    """A number with its picture: bars that may be compared, or `dots` to count, or neither. `about`: how sure it is, empty
    where it was counted."""

    code: str
    title: str
    number: str
    unit: str
    bars: tuple[KidBar, ...]
    dots: int
    about: str = ""

    @property
    def shown(self) -> str:
        return self.number + self.unit + (f"（{self.about}）" if self.about else "")


@dataclass(frozen=True, slots=True)
class KidWords:
    """What the city says to a chapter."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class KidSaying:
    who: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KidAnswer:
    said: str
    verdict: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kids:
    """`left_out`: how many of children's sayings wait in the big edition for want of readings or room."""

    city: str
    year: str
    number: int
    hello: str
    big: tuple[KidFigure, ...]
    glance_words: str
    drawn: tuple[KidFigure, ...]
    chapter_words: tuple[KidWords, ...]
    sayings: tuple[KidSaying, ...]
    answers: tuple[KidAnswer, ...]
    said_words: str
    gaps: tuple[str, ...]
    openly_words: str
    tried_words: str
    next: tuple[str, ...]
    left_out: int


def of(edition: Edition, readable: Readable) -> Kids:
    """`readable`: whether every kanji of a text has a reading."""
    said, left_out = _sayings(edition, readable)
    return Kids(
        city=edition.city, year=years.label(edition.nendo), number=edition.number,
        hello=_words(edition, HELLO, readable), big=_big(edition, readable), glance_words=_words(edition, GLANCE, readable),
        drawn=_drawn(edition, readable), chapter_words=_chapter_words(edition, readable),
        sayings=said, answers=_answers(edition, readable), said_words=_words(edition, SAID, readable),
        gaps=_gaps(edition, readable), openly_words=_words(edition, OPENLY, readable),
        tried_words=_words(edition, LINES, readable), next=_next(edition, readable), left_out=left_out,
    )  # fmt: skip


def _words(edition: Edition, code: str, readable: Readable) -> str:
    found = edition.passage(code)
    return found.child_words if found and readable(found.child_words) else ""


def _chapter_words(edition: Edition, readable: Readable) -> tuple[KidWords, ...]:
    homes = [one for one in edition.passages if one.code in _HOMES]
    return tuple(
        KidWords(one.child_title, one.child_words)
        for one in homes
        if one.child_words and readable(one.child_words)
    )


def _known(passage: Passage | None, readable: Readable) -> list[FigureTold]:
    """Figures with a number, whose name and unit a child can read."""
    figures = passage.figures if passage else ()
    return [one for one in figures if one.value is not None and readable(one.child_title + one.unit)]


def _big(edition: Edition, readable: Readable) -> tuple[KidFigure, ...]:
    return tuple(_figure(one, edition) for one in _known(edition.passage(GLANCE), readable)[:BIG])


def _drawn(edition: Edition, readable: Readable) -> tuple[KidFigure, ...]:
    """From every chapter in turn, so that none takes all the room; what stands on page 1 does not stand here again. What
    can be compared with last year comes first."""
    big = {one.code for one in _big(edition, readable)}
    rows = [
        sorted(
            (one for one in _known(edition.passage(code), readable) if one.code not in big),
            key=lambda one: one.target is None and (one.last is None or not _may_compare(one, edition)),
        )
        for code in _HOMES
    ]
    turns = [row[place] for place in range(DRAWN) for row in rows if place < len(row)]
    return tuple(_figure(one, edition) for one in turns[:DRAWN])


def _may_compare(one: FigureTold, edition: Edition) -> bool:
    """A count of a 年度 is laid beside last year's only where both go to their end: a child sees only which bar is longer."""
    is_whole = one.as_of is None or one.as_of >= years.last_day(edition.nendo)
    return one.over != Over.YEAR or (is_whole and PARTIAL not in one.last_marks)


def _figure(one: FigureTold, edition: Edition) -> KidFigure:
    last = one.last if _may_compare(one, edition) else None
    known = ((LAST, last), (THIS, one.value), (AIM, one.target))
    bars = tuple(KidBar(label, value, amount(value, one.unit)) for label, value in known if value is not None)
    value = one.value or 0
    countable = value.is_integer() if isinstance(value, float) else True
    dots = (
        int(value)
        if len(bars) == 1 and countable and 0 < value <= DOTS_MAX and one.unit not in ("%", "日")
        else 0
    )
    return KidFigure(
        one.code, one.child_title, number(value), one.unit, bars if len(bars) > 1 else (), dots, _about(one)
    )


def _about(one: FigureTold) -> str:
    return next((words for mark, words in ABOUT.items() if mark in one.marks), "")


def _sayings(edition: Edition, readable: Readable) -> tuple[tuple[KidSaying, ...], int]:
    passage = edition.passage(SAID)
    childs = [one for one in (passage.sayings if passage else ()) if one.party == "child"]
    found = []
    for one in childs:
        told = (("よかった", one.good), ("こまった", one.hard), ("つぎは", one.next))
        lines = tuple((head, words) for head, words in told if words)
        fits = all(len(words) <= SAYING_MAX and readable(words) for _, words in lines)
        if fits and readable(one.who):
            found.append(KidSaying(one.who, lines))
    kept = _fitting(found)
    return kept, len(childs) - len(kept)


def _fitting(found: list[KidSaying]) -> tuple[KidSaying, ...]:
    """The first few, as long as the page has room for the whole of each."""
    kept: list[KidSaying] = []
    room = PAGE_MAX
    for one in found:
        letters = sum(len(words) for _, words in one.lines)
        if letters <= room and len(kept) < SAYINGS:
            kept.append(one)
            room -= letters
    return tuple(kept)


def _answers(edition: Edition, readable: Readable) -> tuple[KidAnswer, ...]:
    passage = edition.passage(VOICES)
    told = passage.answers if passage else ()
    fits = (one for one in told if readable(one.said + one.words) and len(one.words) <= SAYING_MAX)
    return tuple(KidAnswer(one.said, one.verdict, one.words) for one in fits)[:ANSWERS]


def _gaps(edition: Edition, readable: Readable) -> tuple[str, ...]:
    """Missed targets: with the number and what was aimed at."""
    by_code = {one.code: one for one in edition.figures}
    passage = edition.passage(OPENLY)
    missed = [
        by_code[one.code]
        for one in (passage.gaps if passage else ())
        if one.kind == MISSED and one.code in by_code
    ]
    told = (
        f"{one.child_title}：{AIM}は {amount(one.target, one.unit)}、いまは {one.shown}。" for one in missed
    )
    return _first(told, readable, GAPS)


def _next(edition: Edition, readable: Readable) -> tuple[str, ...]:
    return _first((child or title for _, title, child in edition.next_lines), readable, NEXT)


def _first(told: Iterable[str], readable: Readable, most: int) -> tuple[str, ...]:
    return tuple(one for one in told if readable(one))[:most]

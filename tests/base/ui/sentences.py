"""Sentences whose readings we wrote ourselves, and how well a way of reading does on them.

One line is one sentence: 今日[きょう]は3人[さんにん]. What stands in brackets is the reading of the kanji and figures before it;
two that touch are one run, since one ruby may stand over both.
Lines are drawn by their number: the odd ones may be looked at while lists and rules are made better, the even ones are held
out, and only they are published.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sudachipy import Dictionary, SplitMode

from ibasho.base.kernel import furigana as kernel
from ibasho.base.kernel.furigana import Segment
from ibasho.base.kernel.kana import to_hiragana
from ibasho.base.ports.reader import Reader

FILE = Path(__file__).with_name("furigana_sentences.txt")
_RUN = r"(?:[0-9]+か(?=[月所国]))?[0-9々〆ヶ㐀-䶿一-鿿]+"
_MARKED = re.compile(rf"({_RUN})\[([ぁ-ゖー]+)\]")
_KANJI = re.compile("[々〆㐀-䶿一-鿿]")
Way = Callable[[str], Iterable[Segment]]


@dataclass(frozen=True, slots=True)
class Run:
    """`start`, `end`: in the text."""

    start: int
    end: int
    kana: str


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Of runs of kanji: right, wrong, bare. `whole`: sentences with nothing wrong and nothing bare."""

    right: int
    wrong: int
    bare: int
    whole: int
    sentences: int

    @property
    def percent(self) -> float:
        return round(100 * self.right / (self.right + self.wrong + self.bare), 2)

    @property
    def wrong_percent(self) -> float:
        return round(100 * self.wrong / (self.right + self.wrong + self.bare), 2)

    @property
    def whole_percent(self) -> float:
        return round(100 * self.whole / self.sentences, 2)


def sentences(*, held_out: bool) -> list[Sentence]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [_read(line) for number, line in enumerate(lines, 1) if (number % 2 == 0) is held_out]


def score(asked: list[Sentence], way: Way) -> Score:
    said = [(one, verdicts(one, way)) for one in asked]
    kinds = [kind for _, found in said for _, kind, _ in found]
    return Score(
        kinds.count("right"), kinds.count("wrong"), kinds.count("bare"),
        sum(all(kind == "right" for _, kind, _ in found) for _, found in said), len(asked),
    )  # fmt: skip


def verdicts(sentence: Sentence, way: Way) -> list[tuple[Run, str, str]]:
    """(run, `right`, `wrong` or `bare`, what was said) for each."""
    letters = _letters(way(sentence.text))
    return [(run, *_verdict(run, letters[run.start : run.end])) for run in sentence.runs]


def by_mapping(readings: Mapping[str, str]) -> Way:
    return lambda text: kernel.segments(text, readings)


def by_reader(reader: Reader) -> Way:
    return lambda text: _laid(reader.readings(text))


def by_sudachi() -> Way:
    """The dictionary alone, as it answers."""
    tokenizer = Dictionary().tokenizer(mode=SplitMode.C)
    return lambda text: _laid(
        (text[one.begin() : one.end()], to_hiragana(one.reading_form())) for one in tokenizer.tokenize(text)
    )


def _laid(tokens: Iterable[tuple[str, str]]) -> list[Segment]:
    out: list[Segment] = []
    for word, kana in tokens:
        heard = _KANJI.search(word) or word[:1].isdigit()
        out += kernel.over(word, kana) if heard else [Segment(word)]
    return out


def _letters(found: Iterable[Segment]) -> list[tuple[str, str | None, bool]]:
    """(letter, ruby of its segment, whether it begins that segment)."""
    return [(letter, one.ruby, place == 0) for one in found for place, letter in enumerate(one.base)]


def _verdict(run: Run, letters: list[tuple[str, str | None, bool]]) -> tuple[str, str]:
    if any(ruby is None and _KANJI.match(letter) for letter, ruby, _ in letters):
        return "bare", ""
    heard = "".join(
        (ruby or "") if begins and ruby is not None else ("" if ruby is not None else "#")
        for letter, ruby, begins in letters
    )
    shape = re.sub("#+", "(.+)", re.escape(heard).replace(r"\#", "#"))
    return ("right" if re.fullmatch(shape, run.kana) else "wrong"), heard


def _read(line: str) -> Sentence:
    text, place = "", 0
    runs: list[Run] = []
    for found in _MARKED.finditer(line):
        text += line[place : found.start()]
        before = runs.pop() if runs and found.start() == place else Run(len(text), len(text), "")
        text += found[1]
        runs.append(Run(before.start, len(text), before.kana + found[2]))
        place = found.end()
    return Sentence(text + line[place:], tuple(runs))

"""Furigana: which part of a text carries which reading. Pure: the HTML is made by the template tag.

Readings are a mapping word → hiragana. A word may mix kanji, digits and kana (`行ける`, `3人`, `受け付け`); digits in a
key are half-width. A key that begins with `～` is an ending which may follow another word or a number: `～市` → `し` in
掛川市, `～人` → `にん` in 12人. Where no list knows a number with what it counts, `counting` reads it: 10分 じゅっぷん.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ibasho.base.kernel import counting
from ibasho.base.kernel.kana import to_hiragana
from ibasho.base.kernel.kyoiku import learnt_by

LONGEST_WORD = 24
ENDING = "～"

_HAN = "々〆㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
_KANJI = re.compile(f"[{_HAN}]")
_KANJI_RUN = re.compile(f"[{_HAN}]+")
_KANA = re.compile("[ぁ-ゔァ-ヴー]")  # ヵ and ヶ are read like kanji: 3ヶ月
_SILENT = r"\s・、。「」『』（）()～〜!?！？"  # stands in a name, is not heard in its reading
_SPOKEN = f"[^ぁ-ゔァ-ヴー{_SILENT}]+"
_PARTS = re.compile(f"[ぁ-ゔァ-ヴー]+|[{_SILENT}]+|{_SPOKEN}")
_JOINED_PARTS = re.compile(f"[ぁ-ゔァ-ヴー]+|{_SPOKEN}(?:[{_SILENT}]+{_SPOKEN})*|[{_SILENT}]+")
_HALF_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_NUMERALS = frozenset("0123456789０１２３４５６７８９〇一二三四五六七八九十百千")
_AFTER_COUNT = frozenset("目間前後分以未頃と")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text and the hiragana above it; None where nothing stands above it."""

    base: str
    ruby: str | None = None


class Words(dict[str, str]):
    """Readings that know how long the longest word is that begins with a letter: a page is read in a tenth of the time."""

    def __init__(self, readings: Mapping[str, str]) -> None:
        super().__init__(readings)
        self.reach: dict[str, int] = {}
        for key in readings:
            word = key.removeprefix(ENDING)
            self.reach[word[:1]] = max(len(word), self.reach.get(word[:1], 0))


def named(text: str, reading: str, grade: int | None = None) -> tuple[Segment, ...]:
    """The same for a text whose whole reading is known, such as a name with its kana."""
    return _merge_plain([Segment(text)] if _easy(text, grade) else over(text, reading))


def segments(text: str, readings: Mapping[str, str], grade: int | None = None) -> tuple[Segment, ...]:
    """Cut `text` into segments whose bases, joined, are the text again.

    The longest word wins. Inside a word the ruby sits over its kanji and digits only (行く: 行/い, く). With `grade`
    (school year 1–6) words whose kanji are all learnt by then carry none. Unknown kanji stay bare; see `unread`."""
    out: list[Segment] = []
    for word, reading in _words(text, readings):
        out += [Segment(word)] if reading is None or _easy(word, grade) else over(word, reading)
    return _merge_plain(out)


def unread(text: str, readings: Mapping[str, str]) -> tuple[str, ...]:
    """The runs of kanji for which no reading is known, each once, in order of appearance."""
    return tuple(dict.fromkeys(text[start:end] for start, end in bare(text, readings)))


def bare(text: str, readings: Mapping[str, str]) -> tuple[tuple[int, int], ...]:
    """Where the runs of kanji begin and end for which no reading is known."""
    masked = "".join(
        word if reading is None else "\n" * len(word) for word, reading in _words(text, readings)
    )
    return tuple(run.span() for run in _KANJI_RUN.finditer(masked))


def _words(text: str, readings: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
    """The text as (word, reading) pairs; single characters with None where no word begins."""
    place, read = 0, False
    while place < len(text):
        if week := counting.WEEKDAYS.match(text, place):
            yield from ((day, counting.WEEKDAY_KANA.get(day)) for day in week[0])
            place, read = week.end(), True
            continue
        end, reading = _longest(text, place, readings, joins=read)
        found = [(text[place:end], reading)]
        if text[place] in _NUMERALS and (count := _count(text, place)):
            known_to = end if reading else place
            found = found if known_to >= count.end() else _counted(text, count, readings)
        yield from found
        place += sum(len(word) for word, _ in found)
        read = found[-1][1] is not None


def _count(text: str, place: int) -> re.Match[str] | None:
    """A number and what it counts, begun here; never in the middle of a number or of a name in kanji."""
    before = text[place - 1 : place]
    found = None if before and before in _NUMERALS else counting.PATTERN.match(text, place)
    if found is None or not _is_kanji(text[place]):
        return found
    after = text[found.end() : found.end() + 1]
    named = _is_kanji(before) and before not in counting.MAY_STAND_BEFORE
    return None if named or (_is_kanji(after) and after not in _AFTER_COUNT) else found


def _counted(text: str, count: re.Match[str], readings: Mapping[str, str]) -> list[tuple[str, str | None]]:
    """One word where the number is in kanji or the two have grown together, else the number bare and its counter."""
    number, counter = counting.number_of(count[1]), count[2]
    if number is None:
        return [(count[1], None), *((one, None) for one in counter)]
    end, listed = _longest(text, count.start(2), readings, joins=True)
    if listed and end > count.end() and _KANJI_RUN.fullmatch(text, count.end(), end):
        return [(count[1], None), (text[count.start(2) : end], listed)]  # 第4日曜 is no 4日
    if whole := _whole(text, count, number):
        return [(count[0], whole)]
    if counter not in counting.COUNTERS:
        return [(count[0], None)]
    return [(count[1], None), (counter, counting.counted(number, counter)[1])]


def _whole(text: str, count: re.Match[str], number: int) -> str | None:
    """The first of a month is ついたち, one day いちにち."""
    counter, before = count[2], text[: count.start()]
    if (
        number == 1
        and counter == "日"
        and (before.endswith(("月", "月の")) or text[count.end() :][:1] == "（")
    ):
        return "ついたち"
    together = (
        None if before[-1:] in counting.CUT_NUMBER else counting.grown_together(number, counter, before)
    )
    if together or not _is_kanji(count[1][:1]):
        return together
    return "".join(counting.counted(number, counter)) if counter in counting.COUNTERS else None


def _longest(text: str, place: int, readings: Mapping[str, str], *, joins: bool) -> tuple[int, str | None]:
    """Where the longest word beginning at `place` ends, and its reading. A word holds at least one kanji. `joins`: what
    stands before could be read, so an ending may follow it."""
    first = text[place].translate(_HALF_DIGITS)
    reach = readings.reach.get(first, 0) if isinstance(readings, Words) else LONGEST_WORD
    kanji = _KANJI.search(text, place, place + min(reach, LONGEST_WORD))
    if kanji:
        before = text[place - 1] if place else ""
        for end in range(min(len(text), place + reach), kanji.start(), -1):
            word, after = text[place:end], text[end : end + 1]
            if reading := _reading_of(word, before, after, readings, joins=joins):
                return end, reading
    return place + 1, None


def _reading_of(
    word: str, before: str, after: str, readings: Mapping[str, str], *, joins: bool
) -> str | None:
    """A number is never cut (2人 is not found in 12人), and a lone kanji is not read where it touches another kanji
    or a number, because there it mostly sounds different: unread is better than wrong."""
    follows = bool(before) and (before.isdigit() or _is_kanji(before))
    lone = len(word) == 1
    if (word[0].isdigit() and before.isdigit()) or (lone and _is_kanji(after)):
        return None
    key = word.translate(_HALF_DIGITS)
    reading = None if lone and follows else readings.get(key)
    return reading or (readings.get(ENDING + key) if follows and (joins or before.isdigit()) else None)


def _is_kanji(letter: str) -> bool:
    return _KANJI.match(letter) is not None


def _easy(word: str, grade: int | None) -> bool:
    return grade is not None and all(
        learnt_by(kanji, grade) for kanji in _KANJI.findall(word) if kanji != "々"
    )


def over(word: str, reading: str) -> list[Segment]:
    """Lay the reading over the parts that are not kana; over the whole word where it does not fit.

    A space in the name that the reading has too parts two kanji words for sure (園 一時 / えん いちじ). Where the
    reading runs on, they share one ruby: better one than a wrong cut."""
    spaced, run_on = to_hiragana(reading), re.sub(f"[{_SILENT}]+", "", to_hiragana(reading))
    for cut, heard, silence in ((_PARTS, spaced, f"[{_SILENT}]+"), (_JOINED_PARTS, run_on, "")):
        parts = tuple(cut.findall(word))
        if found := _pattern(parts, silence).fullmatch(heard):
            rubies = iter(found.groups())
            return [Segment(part) if _is_bare(part) else Segment(part, next(rubies)) for part in parts]
    return [Segment(word, reading)]


@lru_cache(maxsize=4096)
def _pattern(parts: tuple[str, ...], silence: str) -> re.Pattern[str]:
    return re.compile("".join(_heard_as(part, silence) for part in parts))


def _heard_as(part: str, silence: str) -> str:
    if _is_silent(part):
        return silence
    return re.escape(to_hiragana(part)) if _is_bare(part) else f"([^{_SILENT}]+?)"


def _is_bare(part: str) -> bool:
    """Parts are all of one sort: the first character tells. Kana and silent signs carry no ruby."""
    return _KANA.match(part) is not None or _is_silent(part)


def _is_silent(part: str) -> bool:
    return re.match(f"[{_SILENT}]", part) is not None


def _merge_plain(pieces: list[Segment]) -> tuple[Segment, ...]:
    out: list[Segment] = []
    for piece in pieces:
        if out and piece.ruby is None and out[-1].ruby is None:
            out[-1] = Segment(out[-1].base + piece.base)
        else:
            out.append(piece)
    return tuple(out)

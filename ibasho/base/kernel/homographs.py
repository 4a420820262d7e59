"""What a dictionary reads wrongly though its neighbours tell: 行った, 方, 1日, （月）. Pure.

Takes the words a dictionary found and gives them with the reading that fits; numbers with what they count become one word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ibasho.base.kernel import counting

Token = tuple[str, str, str]  # as written, in hiragana, part of speech
_KANJI = re.compile("[々〆㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]")
_WEEKDAYS = {"月": "げつ", "火": "か", "水": "すい", "木": "もく", "金": "きん", "土": "ど", "日": "にち", "祝": "しゅく"}
_OPENS, _CLOSES = frozenset("（(・、〜～-"), frozenset("）)・、〜～-")


def settled(tokens: Sequence[Token]) -> tuple[tuple[str, str], ...]:
    """(as written, in hiragana) of every word; the written joined are the text again."""
    out: list[tuple[str, str]] = []
    merged = _counted(list(tokens))
    for place, (word, said, kind) in enumerate(merged):
        before = merged[place - 1] if place else ("", "", "")
        after = "".join(one[0] for one in merged[place + 1 : place + 4])
        fits = _fits(word, said, kind, before, after)
        out.append((word, fits if _KANJI.search(word) or word[:1].isdigit() else word))
    return tuple(out)


def _counted(tokens: list[Token]) -> list[Token]:
    """Numbers and their counters joined."""
    text = "".join(one[0] for one in tokens)
    ends = _ends(tokens)
    out: list[Token] = []
    place = index = 0
    for count in counting.PATTERN.finditer(text):
        reading = _count_reading(text, count)
        starts = {0, *ends}
        if reading is None or count.start() not in starts or count.end() not in ends or count.start() < place:
            continue
        while place < count.start():
            out.append(tokens[index])
            place, index = ends[index], index + 1
        out.append((count[0], reading, "数"))
        while place < count.end():
            place, index = ends[index], index + 1
    return [*out, *tokens[index:]]


def _ends(tokens: list[Token]) -> list[int]:
    out, place = [], 0
    for word, _, _ in tokens:
        place += len(word)
        out.append(place)
    return out


def _count_reading(text: str, count: re.Match[str]) -> str | None:
    number, counter = counting.number_of(count[1]), count[2]
    before = text[: count.start()]
    named = _KANJI.match(before[-1:]) and before[-1:] not in counting.MAY_STAND_BEFORE
    if number is None or (_KANJI.match(count[1]) and named):
        return None
    if number == 1 and counter == "日":
        first = before.endswith(("月", "月の")) or text[count.end() :][:1] == "（"
        return "ついたち" if first else "いちにち"
    if before[-1:] not in counting.CUT_NUMBER and (
        together := counting.grown_together(number, counter, before)
    ):
        return together
    return "".join(counting.counted(number, counter)) if counter in counting.COUNTERS else None


def _fits(word: str, said: str, kind: str, before: Token, after: str) -> str:
    if word in _WEEKDAYS and before[0][-1:] in _OPENS and before[0] and after[:1] in _CLOSES:
        return _WEEKDAYS[word]
    if word in ("行っ", "行き", "行く", "行け", "行か", "行こ") and said.startswith("おこな"):
        return "い" + said.removeprefix("おこな") if before[0] != "を" else said
    if word == "方":
        return _way(before, after)
    return said


def _way(before: Token, after: str) -> str:
    """A person (かた), or one of two ways (ほう)."""
    compares = re.match("が(い|よ|良|早|安|多|楽|近|す)|へ|に(行|向|進|あ|曲)|より", after)
    return "ほう" if compares and before[0] != "の" else "かた"

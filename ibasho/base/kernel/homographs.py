"""What a dictionary reads wrongly though its neighbours tell: 行った, 方, 1日, （月）. Pure.

Takes the words a dictionary found and gives them with the reading that fits; numbers with what they count become one word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ibasho.base.kernel import counting

Token = tuple[str, str, str]  # as written, in hiragana, part of speech
_KANJI = re.compile("[々〆㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]")
_WHAT = frozenset("をがもかよ")
_ALWAYS = {  # how these sound on signs, notices and in what children are told
    "明日": "あした", "市場": "いちば", "何時": "なんじ", "今日中": "きょうじゅう", "避難所": "ひなんじょ", "集会所": "しゅうかいじょ",
    "米": "こめ", "鶏肉": "とりにく", "描け": "かけ", "描い": "かい", "描き": "かき", "描く": "かく", "誕生日会": "たんじょうびかい",
    "家": "いえ", "私": "わたし", "一昨日": "おととい", "明後日": "あさって", "昨日": "きのう", "今朝": "けさ", "昨夜": "ゆうべ",
    "人": "ひと", "後": "あと", "角": "かど", "二十歳": "はたち", "保健所": "ほけんじょ", "停留所": "ていりゅうじょ",
    "相談所": "そうだんじょ", "大勢": "おおぜい", "上手": "じょうず", "下手": "へた", "市立": "しりつ", "寄付": "きふ",
}  # fmt: skip
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
    if word in counting.WEEKDAY_KANA and _is_weekday(before[0], after):
        return counting.WEEKDAY_KANA[word]
    if word == "行っ" and before[0] != "を":
        return "いっ"
    if word == "開い" and before[0] != "を":
        return "あい"
    if word == "方":
        return _way(before, after)
    if word == "何":
        return "なに" if after[:1] in _WHAT else "なん"
    return _ALWAYS.get(word) or said


def _is_weekday(before: str, after: str) -> bool:
    among = before[-1:] and before[-1:] in _OPENS and (not after or after[:1] in _CLOSES)
    return bool(among or re.match("・[月火水木金土日]", after) or re.search("[月火水木金土日]・$", before))


def _way(before: Token, after: str) -> str:
    """A person (かた), or one of two ways (ほう)."""
    compares = re.match("が(い|よ|良|早|安|多|楽|近|す)|へ|に(行|向|進|あ|曲)|より", after)
    return "ほう" if compares and before[0] != "の" else "かた"

"""How a number and what it counts are read together: 3人 さんにん, 一人 ひとり, 10分 じゅっぷん. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

_DIGITS = ("", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう")
_SMALL = {1: "いち", 6: "ろく", 8: "はち"}  # and ten, a hundred: what grows short before か, さ, た, は
_TENS, _HUNDREDS = "じゅう", {1: "ひゃく", 3: "さんびゃく", 6: "ろっぴゃく", 8: "はっぴゃく"}
_THOUSANDS = {1: "せん", 3: "さんぜん", 8: "はっせん"}
_KANJI_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_LARGEST = 9999_9999
_HALF = str.maketrans("０１２３４５６７８９", "0123456789")

# Counter → hiragana after most numbers. Those that begin with か, さ, た or は change the number before them.
COUNTERS = {
    "人": "にん", "名": "めい", "円": "えん", "年": "ねん", "月": "がつ", "日": "にち", "時": "じ", "分": "ふん", "秒": "びょう",
    "回": "かい", "階": "かい", "個": "こ", "件": "けん", "本": "ほん", "枚": "まい", "台": "だい", "冊": "さつ", "歳": "さい",
    "才": "さい", "番": "ばん", "号": "ごう", "度": "ど", "席": "せき", "食": "しょく", "週": "しゅう", "校": "こう", "点": "てん",
    "杯": "はい", "匹": "ひき", "頭": "とう", "羽": "わ", "曲": "きょく", "袋": "ふくろ", "箱": "はこ",
    "皿": "さら", "組": "くみ", "部": "ぶ", "級": "きゅう", "位": "い", "倍": "ばい", "割": "わり", "丁": "ちょう",
    "票": "ひょう", "種": "しゅ", "泊": "はく", "色": "しょく", "巻": "かん", "世帯": "せたい", "種類": "しゅるい",
    "時間": "じかん", "分間": "ふんかん", "秒間": "びょうかん", "週間": "しゅうかん", "年間": "ねんかん", "日間": "にちかん",
    "か月": "かげつ", "ヶ月": "かげつ", "カ月": "かげつ", "か所": "かしょ", "ヶ所": "かしょ", "カ所": "かしょ", "か国": "かこく",
    "年生": "ねんせい", "年度": "ねんど", "丁目": "ちょうめ", "番目": "ばんめ", "回目": "かいめ", "日目": "にちめ", "人目": "にんめ",
    "月号": "がつごう", "人分": "にんぶん", "人前": "にんまえ", "食分": "しょくぶん", "か月間": "かげつかん", "年半": "ねんはん",
    "時半": "じはん", "時間半": "じかんはん", "時頃": "じごろ", "分前": "ふんまえ", "日前": "にちまえ", "時間前": "じかんまえ",
    "年前": "ねんまえ", "週間前": "しゅうかんまえ", "日後": "にちご", "年後": "ねんご", "番地": "ばんち", "号室": "ごうしつ",
    "号館": "ごうかん", "学期": "がっき", "学年": "がくねん", "年目": "ねんめ", "周年": "しゅうねん", "点以上": "てんいじょう",
    "団体": "だんたい", "家族": "かぞく", "区画": "くかく", "畳": "じょう", "歩": "ほ", "坪": "つぼ", "店": "てん", "店舗": "てんぽ", "脚": "きゃく",
    "両": "りょう", "隻": "せき", "品": "しな", "問": "もん", "文字": "もじ", "項目": "こうもく",
    "段階": "だんかい", "周": "しゅう", "拍": "はく", "局": "きょく", "輪": "りん",
}  # fmt: skip
_WHOLE = {  # number and counter grown together
    "人": {1: "ひとり", 2: "ふたり"},
    "日": {
        2: "ふつか", 3: "みっか", 4: "よっか", 5: "いつか", 6: "むいか", 7: "なのか", 8: "ようか", 9: "ここのか", 10: "とおか",
        14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか",
    },
    "袋": {1: "ひとふくろ", 2: "ふたふくろ"},
    "箱": {1: "ひとはこ", 2: "ふたはこ"},
    "皿": {1: "ひとさら", 2: "ふたさら"},
    "組": {1: "ひとくみ", 2: "ふたくみ"},
    "家族": {1: "ひとかぞく", 2: "ふたかぞく"},
    "品": {1: "ひとしな", 2: "ふたしな", 3: "さんしな"},
    "つ": {
        1: "ひとつ", 2: "ふたつ", 3: "みっつ", 4: "よっつ", 5: "いつつ", 6: "むっつ", 7: "ななつ", 8: "やっつ", 9: "ここのつ",
    },
}  # fmt: skip
_PERSON_TAILS = frozenset({"人分", "人目"})
_DAY_TAILS = ("間", "目", "前", "後", "分")
_LAST_DIGIT = {  # what the last figure is called before these, where it is not the usual
    "人": {4: "よ"}, "年": {4: "よ"}, "円": {4: "よ"}, "時": {4: "よ", 7: "しち", 9: "く"}, "月": {4: "し", 7: "しち", 9: "く"},
}  # fmt: skip
_SHORT_BEFORE_K = frozenset("かきくけこ")
_SHORT_BEFORE_S = frozenset("さしすせそたちつてと")
_SHORT_BEFORE_H = frozenset("はひふへほ")
_SOFT = {"ほん": "ぼん", "はい": "ばい", "ひき": "びき", "ひょう": "びょう"}  # after さん, せん, まん
_PUFF = str.maketrans("はひふへほ", "ぱぴぷぺぽ")
_SOFT_THIRD = {"階": "がい"}
_NO_CHANGE = frozenset({"袋", "箱", "皿", "組", "家族", "品"})
WEEKDAY_KANA = {
    "月": "げつ",
    "火": "か",
    "水": "すい",
    "木": "もく",
    "金": "きん",
    "土": "ど",
    "日": "にち",
    "祝": "しゅく",
}
WEEKDAYS = re.compile("(?<![々一-鿿・])[月火水木金土日](?:・[月火水木金土日祝])+(?![々一-鿿])")  # 月・水・金
MAY_STAND_BEFORE = frozenset(
    "第各毎月年約計"
)  # before a number in kanji; after any other it may be part of a name
CUT_NUMBER = frozenset(".．,，:：/／")  # what stands before the rest of a number: 2.5日 is not いつか
_NUMBER = r"(?:[0-9０-９]{1,4}万?[0-9０-９]{0,4}|[〇一二三四五六七八九十百千]{1,5})"
PATTERN = re.compile(
    f"({_NUMBER})({'|'.join(sorted([*map(re.escape, COUNTERS), 'つ'], key=len, reverse=True))})"
)


@lru_cache(maxsize=4096)
def number_of(written: str) -> int | None:
    """`１２`, `12` or `十二` as a number; None where it is none."""
    half = written.translate(_HALF)
    if half[:1].isascii() and half[:1].isdigit():
        high, _, low = half.rpartition("万")
        return int(high or 0) * 10_000 + int(low or 0)
    total, held = 0, 0
    for sign in written:
        if sign in _PLACES:
            total, held = total + (held or 1) * _PLACES[sign], 0
        elif sign in _KANJI_DIGITS and held == 0:
            held = _KANJI_DIGITS[sign]
        else:
            return None
    return total + held


def grown_together(number: int, counter: str, before: str = "") -> str | None:
    """`ひとり`, `ふつか`, `ここのつ`: where the two cannot be told apart; None otherwise. `before`: what stands before."""
    if counter == "組" and before.endswith("年"):  # 1年2組 is a class, 2組 are two families
        return None
    if found := _WHOLE.get(counter, {}).get(number):
        return found
    if counter in _PERSON_TAILS and number in _WHOLE["人"]:
        return _WHOLE["人"][number] + COUNTERS[counter].removeprefix("にん")
    if counter[:1] == "日" and counter[1:] in _DAY_TAILS:
        day = _WHOLE["日"].get(number)
        return day + COUNTERS[counter].removeprefix("にち") if day and counter in COUNTERS else None
    return None


@lru_cache(maxsize=4096)
def counted(number: int, counter: str) -> tuple[str, str]:
    """(number, counter) in hiragana as they sound together, where they stay two: (じゅっ, ぷん)."""
    said = COUNTERS[counter]
    words = number_kana(number)
    if counter in _NO_CHANGE or number > _LARGEST:
        return words, said
    words = _last_figure(number, counter, words)
    return _met(number, counter, words, said)


def number_kana(number: int) -> str:
    """0 to 99,999,999 in hiragana: 100 ひゃく, 3,600 さんぜんろっぴゃく."""
    if number == 0:
        return "れい"
    high, low = divmod(number, 10_000)
    return (f"{_below(high)}まん" if high else "") + _below(low)


def _below(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    hundreds, rest = divmod(rest, 100)
    tens, ones = divmod(rest, 10)
    out = _THOUSANDS.get(thousands, _DIGITS[thousands] + "せん") if thousands else ""
    out += _HUNDREDS.get(hundreds, _DIGITS[hundreds] + "ひゃく") if hundreds else ""
    out += (("" if tens == 1 else _DIGITS[tens]) + _TENS) if tens else ""
    return out + _DIGITS[ones]


def _last_figure(number: int, counter: str, words: str) -> str:
    ones = number % 10
    other = _LAST_DIGIT.get(counter[:1], {}).get(ones)
    if other is None or (counter.startswith("時間") and ones == 7):
        return words
    return words.removesuffix(_DIGITS[ones]) + other


def _met(number: int, counter: str, words: str, said: str) -> tuple[str, str]:
    first, ones = said[:1], number % 10
    ends_ten = ones == 0 and words.endswith(_TENS)
    ends_hundred = ones == 0 and words.endswith(("ひゃく", "びゃく", "ぴゃく"))
    if ones == 3 and counter[:1] in _SOFT_THIRD:
        return words, _SOFT_THIRD[counter[:1]] + said[len("かい") :]
    if first in _SHORT_BEFORE_K:
        return (_shortened(words) if ones in _SMALL or ends_ten or ends_hundred else words), said
    if first in _SHORT_BEFORE_S:
        return (_shortened(words) if ones in (1, 8) or ends_ten else words), said
    if first in _SHORT_BEFORE_H:
        return _before_h(words, said, ones, short=ones in _SMALL or ends_ten or ends_hundred)
    return words, said


def _before_h(words: str, said: str, ones: int, *, short: bool) -> tuple[str, str]:
    if short:
        return _shortened(words), said[:1].translate(_PUFF) + said[1:]
    if ones == 3 or words.endswith(("せん", "まん")):
        soft = next((soft for plain, soft in _SOFT.items() if said.startswith(plain)), None)
        if soft:
            return words, soft + said[len(soft) :]
        return words, said[:1].translate(_PUFF) + said[1:] if said.startswith(
            ("ふん", "はく", "ほ")
        ) else said
    if ones == 4 and said.startswith(("ふん", "はく")):
        return words, said[:1].translate(_PUFF) + said[1:]
    return words, said


def _shortened(words: str) -> str:
    """いち → いっ, ろく → ろっ, じゅう → じゅっ, ひゃく → ひゃっ."""
    return words[:-1] + "っ"

"""Kana: between scripts and widths, and keys by which two spellings meet.

Half-width katakana follow JIS X 0201 (U+FF61–FF9F), where a voiced sound takes two characters (ｶﾞ).
"""

from __future__ import annotations

import re
import unicodedata

_SHIFT = 0x60  # distance between the hiragana and the katakana block
_HIRAGANA = [*range(0x3041, 0x3097), 0x309D, 0x309E]
_TO_KATAKANA = {code: code + _SHIFT for code in _HIRAGANA}
_TO_HIRAGANA = {code + _SHIFT: code for code in _HIRAGANA}

_SPACING_MARKS = str.maketrans({"゛": "\u3099", "゜": "\u309a", "ﾞ": "\u3099", "ﾟ": "\u309a"})
_COMBINING_MARKS = str.maketrans({"\u3099": "゛", "\u309a": "゜"})
_HALF_KANA = re.compile("[｡-ﾟ]+")
_FULL_ASCII = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
_HALF_ASCII = {full: half for half, full in _FULL_ASCII.items()}
_HALF_BY_FULL = {unicodedata.normalize("NFKC", chr(half)): chr(half) for half in range(0xFF61, 0xFFA0)}
_HALF_BY_FULL |= {"゛": "ﾞ", "゜": "ﾟ"}

_VOWELS = {
    "ア": "アカガサザタダナハバパマヤラワ",
    "イ": "イキギシジチヂニヒビピミリヰ",
    "ウ": "ウクグスズツヅヌフブプムユルヴ",
    "エ": "エケゲセゼテデネヘベペメレヱ",
    "オ": "オコゴソゾトドノホボポモヨロヲ",
}
_VOWEL_OF = {kana: vowel for vowel, row in _VOWELS.items() for kana in row}
_LARGE = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_SAME_SOUND = str.maketrans("ヂヅヰヱヲヴ", "ジズイエオブ")
_V_AS_B = {"ヴァ": "バ", "ヴィ": "ビ", "ヴェ": "ベ", "ヴォ": "ボ"}
_V_SOUND = re.compile("|".join(_V_AS_B))
_LONG = {"エ": "イ", "オ": "ウ"}  # how a lengthened vowel is usually spelt: ケイ, コウ

_ROWS = {
    "あ": "アイウエオ",
    "か": "カキクケコ",
    "さ": "サシスセソ",
    "た": "タチツテト",
    "な": "ナニヌネノ",
    "は": "ハヒフヘホ",
    "ま": "マミムメモ",
    "や": "ヤユヨ",
    "ら": "ラリルレロ",
    "わ": "ワヰヱヲン",
}
_ROW_OF = {kana: row for row, letters in _ROWS.items() for kana in letters}
ROWS = tuple(_ROWS)


def to_katakana(text: str) -> str:
    """Hiragana become katakana; everything else stays."""
    return text.translate(_TO_KATAKANA)


def to_hiragana(text: str) -> str:
    """Katakana become hiragana; ー and the rare ヷ–ヺ stay."""
    return text.translate(_TO_HIRAGANA)


def to_fullwidth(text: str) -> str:
    """Half-width katakana (voiced marks joined) and ASCII become 全角, as in `ｶﾞｸﾄﾞｳ 1` → `ガクドウ　１`."""
    return _HALF_KANA.sub(lambda run: _compose(run[0]), text).translate(_FULL_ASCII)


def to_halfwidth(text: str) -> str:
    """Kana, their punctuation and 全角 ASCII become half-width; kanji stay. Hiragana pass as katakana."""
    composed = to_katakana(_compose_marks(text)).translate(_HALF_ASCII)
    return "".join(_half(letter) for letter in composed)


def search_key(text: str) -> str:
    """A key under which spellings of one word meet: width, case, script, small kana, long vowels,
    ヂ/ジ ヅ/ズ ヴ/ブ, spaces and punctuation no longer matter. ショクドー, しょくどう and ｼｮｸﾄﾞｳ are one;
    ユキ and ユウキ stay two. For comparing only, never for showing."""
    folded = unicodedata.normalize("NFKC", text.translate(_SPACING_MARKS)).casefold()
    letters = "".join(letter for letter in to_katakana(folded) if unicodedata.category(letter)[0] in "LN")
    plain = _V_SOUND.sub(lambda sound: _V_AS_B[sound[0]], letters).translate(_LARGE).translate(_SAME_SOUND)
    return _settle_long_vowels(plain)


def row_of(text: str) -> str | None:
    """The row (あ か さ … わ) a reading is filed under by its first kana, ガ under か, ン under わ.
    None when it does not begin with kana."""
    first = unicodedata.normalize("NFD", to_fullwidth(text.strip())[:1])[:1]
    return _ROW_OF.get(to_katakana(first).translate(_LARGE))


def is_hiragana(text: str) -> bool:
    """Only hiragana with ー, ・ and spaces, and not empty: what a ふりがな field takes."""
    return bool(re.fullmatch(r"[ぁ-ゖー・ 　]*[ぁ-ゖ][ぁ-ゖー・ 　]*", text))


def _compose(run: str) -> str:
    return unicodedata.normalize("NFKC", run).translate(_COMBINING_MARKS)


def _compose_marks(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_SPACING_MARKS)).translate(_COMBINING_MARKS)


def _half(letter: str) -> str:
    if letter in _HALF_BY_FULL:
        return _HALF_BY_FULL[letter]
    parts = unicodedata.normalize("NFD", letter)
    base, mark = parts[:1], parts[1:]
    if base in _HALF_BY_FULL and mark in ("\u3099", "\u309a"):
        return _HALF_BY_FULL[base] + _HALF_BY_FULL[mark]
    return letter


def _settle_long_vowels(text: str) -> str:
    """ー becomes the vowel it lengthens, and エエ, オオ the usual spelling エイ, オウ. A ー with nothing to
    lengthen falls away."""
    out: list[str] = []
    vowel = ""
    for letter in text:
        lengthens = letter == "ー" or (letter == vowel and letter in _LONG)
        if lengthens:
            out.append(_LONG.get(vowel, vowel))
        else:
            out.append(letter)
            vowel = _VOWEL_OF.get(letter, "")
    return "".join(out)

"""Kana in Latin letters, as a passport writes a name: Hepburn without marks of length (外務省 ヘボン式ローマ字綴方表).

Long o and u are written once (じどうかん → Jidokan), ん is m before b, m and p, っ doubles what follows (っち: tchi).
"""

from __future__ import annotations

import re

from ibasho.base.kernel.kana import to_hiragana

_ONE = {
    "あ": "a", "い": "i", "う": "u", "え": "e", "お": "o", "か": "ka", "き": "ki", "く": "ku", "け": "ke", "こ": "ko",
    "さ": "sa", "し": "shi", "す": "su", "せ": "se", "そ": "so", "た": "ta", "ち": "chi", "つ": "tsu", "て": "te", "と": "to",
    "な": "na", "に": "ni", "ぬ": "nu", "ね": "ne", "の": "no", "は": "ha", "ひ": "hi", "ふ": "fu", "へ": "he", "ほ": "ho",
    "ま": "ma", "み": "mi", "む": "mu", "め": "me", "も": "mo", "や": "ya", "ゆ": "yu", "よ": "yo",
    "ら": "ra", "り": "ri", "る": "ru", "れ": "re", "ろ": "ro", "わ": "wa", "ゐ": "i", "ゑ": "e", "を": "o", "ん": "n",
    "が": "ga", "ぎ": "gi", "ぐ": "gu", "げ": "ge", "ご": "go", "ざ": "za", "じ": "ji", "ず": "zu", "ぜ": "ze", "ぞ": "zo",
    "だ": "da", "ぢ": "ji", "づ": "zu", "で": "de", "ど": "do", "ば": "ba", "び": "bi", "ぶ": "bu", "べ": "be", "ぼ": "bo",
    "ぱ": "pa", "ぴ": "pi", "ぷ": "pu", "ぺ": "pe", "ぽ": "po", "ゔ": "bu",
    "ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o", "ゃ": "ya", "ゅ": "yu", "ょ": "yo", "ゎ": "wa",
    "ゕ": "ka", "ゖ": "ke",
}  # fmt: skip
_LEADS = {
    "き": "ky", "ぎ": "gy", "し": "sh", "じ": "j", "ち": "ch", "ぢ": "j", "に": "ny", "ひ": "hy", "び": "by", "ぴ": "py",
    "み": "my", "り": "ry",
}  # fmt: skip
_PAIRS = {lead + small: sound + vowel for lead, sound in _LEADS.items()
          for small, vowel in (("ゃ", "a"), ("ゅ", "u"), ("ょ", "o"))}  # fmt: skip
_PAIRS |= {
    "しぇ": "she", "じぇ": "je", "ちぇ": "che", "いぇ": "ie", "うぃ": "wi", "うぇ": "we", "うぉ": "wo", "てぃ": "ti", "でぃ": "di",
    "てゅ": "tyu", "でゅ": "dyu", "とぅ": "tu", "どぅ": "du", "つぁ": "tsa", "つぃ": "tsi", "つぇ": "tse", "つぉ": "tso",
    "ふぁ": "fa", "ふぃ": "fi", "ふぇ": "fe", "ふぉ": "fo", "ふゅ": "fyu", "くぁ": "kua", "くぃ": "kui", "くぇ": "kue",
    "くぉ": "kuo", "ぐぁ": "gua", "ゔぁ": "ba", "ゔぃ": "bi", "ゔぇ": "be", "ゔぉ": "bo",
}  # fmt: skip
_SOUND = re.compile("|".join([*_PAIRS, *_ONE]))
_DOUBLED = re.compile(r"っ([a-z]?)")
_N_OF_LIPS = re.compile(r"n(?=[bmp])")
_LONG = re.compile(r"ou|oo+|uu+")
_WORD = re.compile(r"[^\s・　]+")


def romaji(kana: str) -> str:
    """`みどり しょくどう` → `Midori Shokudo`; what is not kana stays as it is, half-width spaces between words."""
    return " ".join(_word(word) for word in _WORD.findall(to_hiragana(kana)))


def _word(kana: str) -> str:
    said = _SOUND.sub(lambda sound: _PAIRS.get(sound[0]) or _ONE[sound[0]], kana.replace("ー", ""))
    doubled = _DOUBLED.sub(_double, said)
    words = _LONG.sub(lambda long: long[0][0], _N_OF_LIPS.sub("m", doubled))
    return words[:1].upper() + words[1:]


def _double(found: re.Match[str]) -> str:
    following = found[1]
    if following in ("", *"aiueon"):
        return following
    return ("t" if following == "c" else following) + following

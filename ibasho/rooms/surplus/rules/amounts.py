"""Amounts as people write them: `20kg`, `２０キロ`, `5kg×4箱`, `4箱（5kg入り）`, `500g`. Inside: whole grams. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.surplus.rules.amount_words import (
    EACH,
    NO_NUMBER,
    NO_UNIT,
    NO_WEIGHT,
    NOUGHT,
    TOO_MUCH,
    TWO,
    WORDS,
)

MOST_GRAMS = 10_000_000  # ten tonnes: more is a slip of the pen
KILO = 1_000

# A litre of milk, juice or soup is a kilo, near enough for shelves and shares.
_UNITS = {
    "kg": Decimal(1_000), "g": Decimal(1), "t": Decimal(1_000_000),
    "ml": Decimal(1), "l": Decimal(1_000),
}  # fmt: skip
_WORDS = (
    ("キログラム", "kg"), ("ミリリットル", "ml"), ("リットル", "l"), ("グラム", "g"), ("キロ", "kg"),
    ("トン", "t"), ("kgs", "kg"), ("ℓ", "l"), ("瓩", "kg"),
)  # fmt: skip
_COUNTERS = "箱|はこ|ハコ|ケース|コンテナ|袋|ふくろ|パック|本|個|こ|コ|缶|玉|束|枚|つ|ネット|かご|カゴ|セット|丁|びん|瓶|食"
_NUMBER = r"\d+(?:\.\d+)?"
_WEIGHT = rf"(?P<grams>{_NUMBER})(?P<unit>kg|g|t|ml|l)"
_COUNT = rf"(?P<count>\d+)(?:{_COUNTERS})?"
_ONCE = re.compile(_WEIGHT)
# 「20kg 4箱」 may be twenty kilos or eighty: read only where a word or a sign says what the weight belongs to.
_EACH = r"(?:入り|入|ずつ)"
_SHAPES = (
    re.compile(rf"{_WEIGHT}{_EACH}?(?:の)?(?:{_COUNTERS})?[x×*✕](?:約)?{_COUNT}"),
    re.compile(
        rf"{_WEIGHT}(?:{_EACH}の?(?:{_COUNTERS})?|の(?:{_COUNTERS})[がを]?|を|(?:箱|袋)(?=\d)){_COUNT}"
    ),
    re.compile(rf"{_COUNT}[x×*✕]{_WEIGHT}"),
    re.compile(rf"{_COUNT}[(、,]?(?:1(?:{_COUNTERS})が?|各)(?:約)?{_WEIGHT}{_EACH}?\)?"),
    re.compile(rf"{_COUNT}[(、,]?(?:約)?{_WEIGHT}{_EACH}\)?"),
)
_ABOUT = re.compile(
    r"約|およそ|だいたい|おおよそ|ざっと|全部で|ぜんぶで|合計|計|くらい|ぐらい|ほど|程度|前後|です$|あります$|ございます$"
)
_KANJI = str.maketrans("〇一二三四五六七八九", "0123456789")
_KANJI_NUMBER = re.compile(
    r"[一二三四五六七八九]?百?[一二三四五六七八九]?十?[一二三四五六七八九]?(?=キロ|kg|グラム|g|箱|袋)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """`piece_grams`: the box or bag it comes in, if that was said."""

    grams: int
    piece_grams: int | None = None


def read(text: str) -> Amount:
    """Raises Invalid `surplus.amount…` (field `amount`) with a sentence that says how to write it."""
    plain = _plain(text)
    found = [one for one in (shape.fullmatch(plain) for shape in _SHAPES) if one]
    if found:
        piece = _grams(found[0])
        return Amount(_checked(piece * int(found[0]["count"])), _whole(piece))
    if whole := _ONCE.fullmatch(plain):
        return Amount(_checked(_grams(whole)))
    raise _unreadable(plain)


def grams(text: str) -> int:
    """The weight alone. Raises Invalid as `read` does."""
    return read(text).grams


def kg(grams: int) -> str:
    """`20kg`, `2.5kg`, `1,250kg`, `0kg`; under a kilo `500g`."""
    if 0 < abs(grams) < KILO:
        return f"{grams}g"
    whole, rest = divmod(abs(grams), KILO)
    tail = f".{rest:03}".rstrip("0") if rest else ""
    return f"{'-' if grams < 0 else ''}{whole:,}{tail}kg"


def _plain(text: str) -> str:
    tidy = unicodedata.normalize("NFKC", text).lower().replace("㎏", "kg")
    tidy = re.sub(r"\s+|(?<=\d),(?=\d{3})", "", tidy)
    tidy = _KANJI_NUMBER.sub(lambda found: _arabic(found[0]), tidy)
    for word, unit in _WORDS:
        tidy = tidy.replace(word, unit)
    return _ABOUT.sub("", tidy).strip("。、.,!")


def _arabic(kanji: str) -> str:
    """二十 → 20. Nothing for nothing."""
    if not kanji:
        return ""
    total, digit = 0, 0
    for letter in kanji:
        if letter in "十百":
            total, digit = total + (digit or 1) * (10 if letter == "十" else 100), 0
        else:
            digit = int(letter.translate(_KANJI))
    return str(total + digit)


def _grams(found: re.Match[str]) -> Decimal:
    return Decimal(found["grams"]) * _UNITS[found["unit"]]


def _whole(told: Decimal) -> int:
    return int(told.to_integral_value())


def _checked(told: Decimal) -> int:
    if told > MOST_GRAMS:
        raise _invalid("surplus.amount_too_much", TOO_MUCH)
    if _whole(told) <= 0:
        raise _invalid("surplus.amount_nought", NOUGHT)
    return _whole(told)


def _unreadable(plain: str) -> Invalid:
    numbers, weights = re.findall(_NUMBER, plain), _ONCE.findall(plain)
    if not numbers:
        return _invalid("surplus.amount", NO_NUMBER)
    if len(weights) > 1 or re.search(r"\d[~〜～\-]\d|[~〜～]", plain):
        return _invalid("surplus.amount_two", TWO)
    if weights and re.search(rf"\d(?:{_COUNTERS})", plain):
        return _invalid("surplus.amount_each", EACH)
    if weights:
        return _invalid("surplus.amount_words", WORDS)
    if re.search(rf"\d(?:{_COUNTERS})", plain):
        return _invalid("surplus.amount_piece", NO_WEIGHT)
    return _invalid("surplus.amount_unit", NO_UNIT)


def _invalid(code: str, sentence: str) -> Invalid:
    return Invalid(code, sentence, fields={"amount": sentence})

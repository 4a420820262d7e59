"""How each kind of word is recognised. The first pattern of `PATTERNS` that fits at a place wins.

The texts have gone through `scanning.plain`: half-width digits, `~` for every dash, `第1` for `第一`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid
from ibasho.town.places.rules.opening import LAST, HolidayRule, IrregularCount, Season
from ibasho.town.places.rules.reading.tokens import Hours, Kind, Token

Maker = Callable[[re.Match[str]], Token | None]

_LETTERS = "月火水木金土日"
_W = f"[{_LETTERS}]"
_DAY = rf"{_W}(?:曜日?|(?![一-龥ぁ-ん0-9])|(?=[{_LETTERS}祝と]))"
_DAYS = rf"{_DAY}(?:\s?(?:~|から)\s?{_DAY})?"
_DATE = r"(?:\d{4}|令和(?:\d+|元))年\s?\d{1,2}月\s?\d{1,2}日(?:\s?\([月火水木金土日](?:曜日?)?(?:・?祝)?\))?"
_TO = r"\s?(?:~|から)\s?"
_AT = r"(?:午前|午後)?\s?(?:\d{1,2}:\d{2}|\d{1,2}時(?:\d{1,2}分|半)?|\d{1,2}(?=~\d{1,2}時))"
_LABEL = r"(?:夏|冬|春|秋)[季期]"
_LONG = r"(?:長期(?:休業日?|休暇|休み)|春・?夏・?冬休み|春休み・夏休み・冬休み)(?:期間)?中?"
_OFF = r"(?:除く|のぞく|お?休み?|休館|休業)"
_HOLIDAY = r"(?:国民の)?祝(?:日|祭日)?"
_FEW = r"(?:程度|くらい|ぐらい|ほど)?"


def _just(kind: Kind, name: str = "") -> Maker:
    return lambda found: Token(kind, name=name)


def _nth(found: re.Match[str]) -> Token | None:
    numbers: list[int] = []
    for first, last in re.findall(r"(最終|\d)(?:~第?(\d))?", found[0]):
        if first == "最終":
            numbers.append(LAST)
        else:
            numbers += range(int(first), int(last or first) + 1)
    return Token(Kind.NTH, numbers=tuple(numbers))


def _weekdays(found: re.Match[str]) -> Token | None:
    """A list of weekdays; a run (月～金) wraps past Sunday when written so."""
    numbers: list[int] = []
    runs = re.findall(rf"({_W})(?:曜日?)?(?:\s?(?:~|から)\s?({_W}))?", re.sub(r"曜日?", "", found[0]))
    for first, last in runs:
        at = _LETTERS.index(first)
        length = (_LETTERS.index(last) - at) % 7 if last else 0
        numbers += ((at + n) % 7 for n in range(length + 1))
    name = "run" if any(last for _, last in runs) else ""
    return Token(Kind.WEEKDAYS, name=name, numbers=tuple(numbers))


def _date(text: str) -> date | None:
    try:
        return clock.parse_day(text)
    except Invalid:
        return None


def _dates(found: re.Match[str]) -> Token | None:
    days = tuple(_date(text) for text in re.findall(_DATE, found[0]))
    return Token(Kind.DATES, dates=days) if all(days) else None


def _anchor(found: re.Match[str]) -> Token | None:
    day = _date(found[1])
    return Token(Kind.ANCHOR, dates=(day,)) if day else None


def _span(found: re.Match[str]) -> Token | None:
    both = tuple(_date(text) if text else None for text in (found["since"], found["until"]))
    missing = [
        text for text, day in zip((found["since"], found["until"]), both, strict=True) if text and not day
    ]
    return None if missing else Token(Kind.SPAN, dates=both)


def _months(found: re.Match[str]) -> Token | None:
    if found[0].startswith(("奇数", "偶数")):
        return Token(Kind.MONTHS, numbers=tuple(range(1 if found[0][0] == "奇" else 2, 13, 2)))
    numbers = [int(text) for text in re.findall(r"\d+", found[0])]
    if not all(1 <= month <= 12 for month in numbers):
        return None
    if "~" in found[0]:
        numbers = [(numbers[0] + n - 1) % 12 + 1 for n in range((numbers[1] - numbers[0]) % 12 + 1)]
    return Token(Kind.MONTHS, numbers=tuple(numbers))


def _month_days(found: re.Match[str]) -> Token | None:
    numbers = tuple(int(text) for text in re.findall(r"\d+", found[0]))
    return Token(Kind.MONTH_DAYS, numbers=numbers) if all(1 <= day <= 31 for day in numbers) else None


def _count(per: IrregularCount) -> Maker:
    """「月1、2回」 and 「月何回」 leave the number open."""

    def make(found: re.Match[str]) -> Token:
        numbers = tuple(int(text) for text in re.findall(r"\d+", found["n"] or ""))
        return Token(Kind.COUNT, name=per, numbers=numbers if len(numbers) == 1 and numbers[0] else ())

    return make


def hours_of(starts: str | None, ends: str | None) -> Hours | None:
    """Two written times, 午後 passing on to the second; None when they cannot be what was meant.

    An hour before six without 午前 is refused: in lists of children's places 「5:30」 may be the evening."""
    first = _time(starts, "") if starts else None
    last = _time(ends, "午後" if starts and "午後" in starts else "") if ends else None
    unread = (starts and first is None) or (ends and last is None)
    if unread or first == clock.END_OF_DAY or last == time() or (first and last and last <= first):
        return None
    return first, last


def _time(text: str, half: str) -> time | None:
    written = text.strip() if re.search(r"[時:]", text) else text.strip() + "時"
    if half and "午" not in written and int(re.findall(r"\d+", written)[0]) < 12:
        written = half + written
    try:
        read = clock.parse_time(written)
    except Invalid:
        return None
    return None if read.hour < 6 and "午" not in written else read


def _hours(found: re.Match[str]) -> Token | None:
    hours = hours_of(found["starts"], found["ends"])
    return Token(Kind.HOURS, hours=hours) if hours else None


_NUMBER = r"(?P<n>\d+(?:\s?[、,~・]\s?\d+)?|何)"
_NTH = r"(?:第\s?[1-5](?!\d)|最終)"
_NTH_NEXT = rf"(?:\s?[・、,と]?\s?{_NTH}|[・、,][1-5](?![\d:時部回]|日(?!曜))|~第?[1-5](?!\d))"
_CHANGE = r"変[更動](?:[がのすにとも]?[^。()、※]*)?"

PATTERNS: tuple[tuple[re.Pattern[str], Maker], ...] = tuple(
    (re.compile(shape), make)
    for shape, make in (
        (r"※.+$", _just(Kind.CAVEAT)),
        (r"原則(?:として)?|要(?:問い?合わ?せ|確認|相談)", _just(Kind.CAVEAT)),
        (rf"(?:(?:開所|開催)?(?:日程?|日時|時間|曜日)[^。()※]{{0,24}}?)?{_CHANGE}", _just(Kind.CAVEAT)),
        (rf"(?:年末年始|お盆)(?:[・、と](?:年末年始|お盆))*\s?[はを]?\s?{_OFF}", _just(Kind.CAVEAT)),
        (r"(?:ほか|他|など)(?![一-龥ぁ-ん])", _just(Kind.CAVEAT)),
        (r"時間は\s?まだ\s?わかりません", _just(Kind.SKIP)),
        (r"毎週とは\s?(?:かぎりません|限りません)", _just(Kind.NOT_WEEKLY)),
        (rf"(?P<since>{_DATE}){_TO}(?P<until>{_DATE})(?:まで)?", _span),
        (rf"(?P<since>{_DATE})\s?(?:から|~(?!\s?[\d午]))(?P<until>(?!))?", _span),
        (rf"(?P<since>(?!))?~?\s?(?P<until>{_DATE})\s?まで", _span),
        (rf"({_DATE})の週", _anchor),
        (rf"{_DATE}(?:\s?[・、,]\s?{_DATE})*", _dates),
        (rf"(?P<starts>{_AT}){_TO}(?P<ends>{_AT})(?:まで)?", _hours),
        (rf"(?P<starts>{_AT})\s?(?:~|から)?(?P<ends>(?!))?(?!\s?(?:まで|頃|ごろ))", _hours),
        (rf"(?P<starts>(?!))?~\s?(?P<ends>{_AT})(?:まで)?", _hours),
        (rf"(?P<starts>(?!))?(?P<ends>{_AT})\s?まで", _hours),
        (r"毎月\s?\d{1,2}日(?:\s?[・、,と]\s?\d{1,2}日)*", _month_days),
        (rf"(?:毎?月に?|1[かヶカケヵ]月に){_NUMBER}[回度]{_FEW}", _count(IrregularCount.PER_MONTH)),
        (r"月(?P<n>[1-9])(?=\s|$)", _count(IrregularCount.PER_MONTH)),
        (rf"(?:2[かヶカケヵ]月に|隔月に?){_NUMBER}[回度]{_FEW}", _count(IrregularCount.PER_TWO_MONTHS)),
        (rf"(?:毎年|1?年)に?{_NUMBER}[回度]{_FEW}", _count(IrregularCount.PER_YEAR)),
        (rf"(?:毎?週|1週間)に?{_NUMBER}[回度日]{_FEW}", _count(IrregularCount.PER_WEEK)),
        (
            rf"(?:{_LABEL}\s?\(?\s?)?\d{{1,2}}月(?:\s?~\s?\d{{1,2}}月|(?:[・、,]\d{{1,2}}月)*)(?!\d|\s?\d{{1,2}}日)(?:の?{_LABEL})?",
            _months,
        ),
        (r"奇数月|偶数月", _months),
        (rf"{_NTH}{_NTH_NEXT}*(?!\s?[週回部期])", _nth),
        (rf"{_HOLIDAY}(?:[はをも]|の日[はを]?)?\s?{_OFF}", _just(Kind.HOLIDAY, HolidayRule.CLOSED)),
        (
            rf"{_HOLIDAY}(?=[・、と](?:年末年始|お盆)[^。]{{0,12}}{_OFF})",
            _just(Kind.HOLIDAY, HolidayRule.CLOSED),
        ),
        (
            rf"{_HOLIDAY}(?:の(?:とき|場合))?は?\s?(?:次の日|翌日)(?:に?(?:振り?替え?|開催))?",
            _just(Kind.HOLIDAY, HolidayRule.NEXT_DAY),
        ),
        (rf"{_HOLIDAY}(?:のみ|だけ)", _just(Kind.HOLIDAY, HolidayRule.ONLY)),
        (rf"(?:または|又は|もしくは)\s?{_HOLIDAY}(?![一-龥])", _just(Kind.HOLIDAY, "either")),
        (rf"[と・、]?\s?{_HOLIDAY}(?![一-龥もはがの])", _just(Kind.HOLIDAY, HolidayRule.ALSO)),
        (rf"{_LONG}\s?[はを]?\s?{_OFF}", _just(Kind.SEASON, Season.SCHOOL_TERM)),
        (
            rf"(?:夏休みなど(?:の)?)?{_LONG}(?:のみ|だけ)?(?![一-龥ぁ-ん])",
            _just(Kind.SEASON, Season.SCHOOL_HOLIDAYS),
        ),
        (r"平日", lambda found: Token(Kind.WEEKDAYS, name="workdays", numbers=(0, 1, 2, 3, 4))),
        (r"毎日", lambda found: Token(Kind.WEEKDAYS, name="daily", numbers=tuple(range(7)))),
        (rf"{_DAYS}(?:\s?[・、,/と]?\s?{_DAYS})*", _weekdays),
        (r"毎週(?!間)", _just(Kind.EVERY_WEEK)),
        (r"隔週", _just(Kind.FORTNIGHT)),
        (r"不定期?(?:での?)?(?:開催)?", _just(Kind.IRREGULAR)),
        (r"または|又は|もしくは|あるいは|か(?=第)", _just(Kind.EITHER)),
        (
            rf"[①-⑨]|\(\d\)|\d回目|第?\d部(?:制|目)?|[一二三]部制?|{_LABEL}(?=\s?\(?\d{{1,2}}月)",
            _just(Kind.SKIP),
        ),
        (r"開催日開催時間以外は子ども食堂の表示はなし", _just(Kind.SKIP)),
        (r"先着順(?:配付)?|1世帯1セット|飲食店[がで]実施|社員食堂を活用して|実施している", _just(Kind.SKIP)),
        (
            r"(?:特に)?(?:無し|なし)(?=\s|。|$)|毎月|開催日時?|開催(?:です|します)?|実施|だが(?=変)",
            _just(Kind.SKIP),
        ),
        (r"[\s、,・。;/()「」【】:\[\]のはにと]", _just(Kind.SKIP)),
    )
)

"""The clock and the reading of days and times as people write them. All time is JST.

This is the one place that reads the clock. Views, tasks and commands call `now()` and pass `at` on.

A place may close at 24:00, which Python's `time` cannot say. We say it as `END_OF_DAY` (`time.max`): it sorts after
every other time, the database keeps it unchanged, `at(day, END_OF_DAY)` is the next midnight, and
`time_label` writes it as 24:00.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ibasho.base.kernel import wareki
from ibasho.base.kernel.errors import Invalid

JST = ZoneInfo("Asia/Tokyo")
END_OF_DAY = time.max
_FIRST_YEAR = 1868

_TAIL = r"(?:\((?P<weekday>[月火水木金土日])(?:曜日?)?(?:・?(?:祝|休|振休)日?)?\))?(?:[T ]?0{1,2}:00(?::00(?:\.0+)?)?)?"
_DAY_SHAPES = tuple(
    re.compile(shape + _TAIL, re.IGNORECASE)
    for shape in (
        r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})",
        r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        r"(?P<era>明治|大正|昭和|平成|令和|[MTSHR])(?P<y>\d{1,3}|元)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日",
        r"(?P<era>明治|大正|昭和|平成|令和|[MTSHR])(?P<y>\d{1,3}|元)(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})",
    )
)
_HALF_DAY = r"(?P<half>午前|午後|AM|PM)?"
_TIME_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        _HALF_DAY + r"(?P<h>\d{1,2}):(?P<m>\d{2})(?::00)?",
        _HALF_DAY + r"(?P<h>\d{1,2})時(?:(?P<m>\d{1,2})分|(?P<m_half>半))?",
        r"(?P<h>\d{1,2}):(?P<m>\d{2})(?::00)?(?P<half>AM|PM)",
        r"(?P<h>\d{2})(?P<m>\d{2})",
        r"正午",
    )
)


def now() -> datetime:
    """This moment, aware, in JST."""
    return datetime.now(JST)  # noqa: TID251 - the single clock everybody else is sent to


def jst(at: datetime) -> datetime:
    """The same moment told in JST. A naive datetime is a programmer's error: ValueError."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(JST)


def day(at: datetime) -> date:
    """The JST calendar day on which a moment falls."""
    return jst(at).date()


def at(day: date, time_of_day: time) -> datetime:
    """The moment of a JST wall time; `END_OF_DAY` gives midnight of the day after."""
    if time_of_day == END_OF_DAY:
        return datetime.combine(day + timedelta(days=1), time(), JST)
    return datetime.combine(day, time_of_day, JST)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """A JST day as the half-open span (its midnight, the next midnight)."""
    return at(day, time()), at(day, END_OF_DAY)


def time_label(time_of_day: time) -> str:
    """`9:00`, `17:30`, and `24:00` for `END_OF_DAY`."""
    if time_of_day == END_OF_DAY:
        return "24:00"
    return f"{time_of_day.hour}:{time_of_day.minute:02}"


def parse_day(text: str) -> date:
    """Read a day in any of the ways offices and forms write it: 2026-11-23, 2026/11/23, 20261123, 2026年11月23日,
    令和8年11月23日, R8.11.23, 全角 too, with `(月・祝)` or a midnight behind it.

    Refuses (Invalid) what is not a day, two-digit Western years, Excel serial numbers, and a weekday that
    contradicts the date."""
    tidy = re.sub(r"\s+(?=\D)|(?<=\D)\s+", "", _plain(text))
    for shape in _DAY_SHAPES:
        if found := shape.fullmatch(tidy):
            return _checked_day(found, text)
    raise Invalid(
        "day.unreadable",
        f"「{text}」を日付として読めません。2026-11-23 や 令和8年11月23日 のように書いてください。",
    )


def _checked_day(found: re.Match[str], text: str) -> date:
    parts = found.groupdict()
    year = 1 if parts["y"] == "元" else int(parts["y"])
    try:
        read = _day_of(parts.get("era"), year, int(parts["m"]), int(parts["d"]))
    except ValueError as error:
        raise Invalid(
            "day.impossible", f"「{text}」という日はありません。年・月・日をたしかめてください。"
        ) from error
    weekday = wareki.WEEKDAYS[read.weekday()]
    if parts["weekday"] not in (None, weekday):
        told = f"{weekday}曜日"
        raise Invalid(
            "day.weekday",
            f"「{text}」は{told}です。日付と曜日のどちらが正しいか、たしかめてください。",
        )
    return read


def _day_of(era: str | None, year: int, month: int, day: int) -> date:
    if era:
        return wareki.from_era(era, year, month, day)
    if year < _FIRST_YEAR:
        raise ValueError("a slip of the pen")
    return date(year, month, day)


def parse_time(text: str) -> time:
    """Read a wall time: 9:00, ９時, 9時30分, 9時半, 午後5時30分, 0900, 17：30, 正午. 24:00 gives `END_OF_DAY`.

    Refuses (Invalid) hours past 24:00, seconds other than 00, and 午前12時 or 午後12時, by which some mean noon and
    some midnight."""
    tidy = re.sub(r"\s+", "", _plain(text))
    for shape in _TIME_SHAPES:
        if found := shape.fullmatch(tidy):
            return _checked_time(found, text)
    raise Invalid(
        "time.unreadable", f"「{text}」を時刻として読めません。9:00 や 17時30分 のように書いてください。"
    )


def _checked_time(found: re.Match[str], text: str) -> time:
    parts = found.groupdict()
    minute = 30 if parts.get("m_half") else int(parts.get("m") or 0)
    half, hour = (parts.get("half") or "").upper(), int(parts.get("h") or 12)
    if hour == 12 and (half == "午前" or (half == "午後" and minute == 0)):
        raise Invalid(
            "time.noon_or_midnight",
            f"「{text}」は昼か夜中か決められません。12:00 か 24:00 と書いてください。",
        )
    if half and hour > 12:
        raise _impossible_time(text)
    return _time_of(_on_24_hours(half, hour), minute, text)


def _on_24_hours(half: str, hour: int) -> int:
    """12:30 PM and 午後12時30分 are half past noon; 12:30 AM is half past midnight."""
    if half in ("午後", "PM"):
        return hour % 12 + 12
    if half == "AM":
        return hour % 12
    return hour


def _time_of(hour: int, minute: int, text: str) -> time:
    if (hour, minute) == (24, 0):
        return END_OF_DAY
    if hour > 23 or minute > 59:
        raise _impossible_time(text)
    return time(hour, minute)


def _impossible_time(text: str) -> Invalid:
    return Invalid(
        "time.impossible", f"「{text}」という時刻はありません。0:00 から 24:00 の間で書いてください。"
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()

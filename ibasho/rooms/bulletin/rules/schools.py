"""A school's row, the copies it gets, and when it has to be asked again. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from ibasho.base.kernel import nendo
from ibasho.base.kernel.errors import Invalid

CLASSES_MAX = 99
COPIES_MAX = 9_999
CLASS_SIZE = (
    35  # 小学校の 1学級の標準（義務標準法 3条 2項）: for a school of which only the classes are known
)
WAIT_DAYS = 5  # school days until somebody rings up
Days = Iterable[tuple[date, date]]


def check_numbers(classes: int, copies: int) -> None:
    """Raises Invalid, each sentence beside its field."""
    wrong = {}
    if not 0 <= classes <= CLASSES_MAX:
        wrong["classes"] = f"学級の数は 0から {CLASSES_MAX}までです。"
    if not 0 <= copies <= COPIES_MAX:
        wrong["copies"] = f"まい数は 0から {COPIES_MAX:,}までです。"
    if not wrong and 0 < copies < classes:
        wrong["copies"] = "まい数が 学級の数より 少なくなっています。どの学級にも とどく数に してください。"
    if wrong:
        raise Invalid("bulletin.school_numbers", " ".join(wrong.values()), fields=wrong)


def copies_for(classes: int, copies: int) -> int:
    """What the school told, else as many as its classes can have at most: too many is less bad than a child without."""
    return copies or classes * CLASS_SIZE


def bundles(classes: int, copies: int) -> tuple[int, ...]:
    """Copies of each bundle, the larger first: one for each class, as even as can be. Without classes one bundle."""
    if copies <= 0:
        return ()
    count = min(classes, copies) or 1
    each, over = divmod(copies, count)
    return tuple(each + (place < over) for place in range(count))


def bundle_words(classes: int, copies: int) -> str:
    """`29まい×4たば・28まい×8たば`."""
    found = bundles(classes, copies)
    return "・".join(f"{size}まい×{found.count(size)}たば" for size in dict.fromkeys(found))


def is_stale(checked_on: date | None, today: date) -> bool:
    """Whether nobody has confirmed the classes and the contact since this 年度 began."""
    return checked_on is None or nendo.nendo(checked_on) < nendo.nendo(today)


def checked_words(checked_on: date | None) -> str:
    """`R8年度に たしかめた`."""
    if checked_on is None:
        return "まだ たしかめていない"
    return f"{nendo.label(nendo.nendo(checked_on)).replace('令和', 'R')}に たしかめた"


def school_day_after(day: date, count: int, *, breaks: Days, is_holiday: Callable[[date], bool]) -> date:
    """The `count`-th school day after `day`. `breaks`: the long holidays, both ends within them."""
    closed = tuple(breaks)
    while count > 0:
        day += timedelta(days=1)
        count -= not (
            day.weekday() >= 5 or is_holiday(day) or any(first <= day <= last for first, last in closed)
        )
    return day


def is_overdue(
    handed_on: date | None,
    called_on: date | None,
    today: date,
    *,
    breaks: Days,
    is_holiday: Callable[[date], bool],
) -> bool:
    """Of a school that has said nothing: more than WAIT_DAYS school days since the paper came, or since the last call."""
    if handed_on is None:
        return False
    since = max(handed_on, called_on or handed_on)
    return today > school_day_after(since, WAIT_DAYS, breaks=breaks, is_holiday=is_holiday)

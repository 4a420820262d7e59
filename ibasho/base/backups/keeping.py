"""Which backups stay, pure: the newest of each of the last days, weeks and months, and always the newest of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from ibasho.base.backups.place import Keep
from ibasho.base.kernel import clock


def to_drop(ended: Mapping[str, datetime], keep: Keep) -> list[str]:
    """Labels that may go, the oldest first. `ended`: label → when it was whole."""
    newest_first = sorted(ended, key=lambda label: ended[label], reverse=True)
    days = {label: clock.day(ended[label]) for label in newest_first}
    stays = set(newest_first[:1])
    stays |= _newest_of_each(newest_first, lambda label: days[label], keep.daily)
    stays |= _newest_of_each(newest_first, lambda label: _week(days[label]), keep.weekly)
    stays |= _newest_of_each(newest_first, lambda label: (days[label].year, days[label].month), keep.monthly)
    return [label for label in reversed(newest_first) if label not in stays]


def _newest_of_each(newest_first: Iterable[str], span: Callable[[str], object], count: int) -> set[str]:
    found: dict[object, str] = {}
    for label in newest_first:
        found.setdefault(span(label), label)
    return set(list(found.values())[:count])


def _week(day: date) -> tuple[int, int]:
    year, week, _weekday = day.isocalendar()
    return year, week

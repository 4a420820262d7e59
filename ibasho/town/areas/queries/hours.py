"""The rules children live by, as the city set them; the defaults where it has set none."""

from __future__ import annotations

from datetime import date, time

from ibasho.town.areas.models import FreeTime, HomeTime, LongHoliday
from ibasho.town.areas.rules import DEFAULT_FREE_TIMES, DEFAULT_HOME_TIMES, FreeHours, HomeHours
from ibasho.town.areas.stages import Stage


def long_holidays(first: date, last: date) -> list[tuple[date, date]]:
    """The long school holidays that touch the days from `first` to `last`."""
    rows = LongHoliday.objects.filter(first__lte=last, last__gte=first).order_by("first")
    return list(rows.values_list("first", "last"))


def home_hours() -> dict[Stage, HomeHours]:
    """帰宅時刻 of every stage of children with its source. A month the city has not set keeps its default; then
    `default` is True."""
    own: dict[Stage, dict[int, tuple[time, str]]] = {}
    for stage, month, home_by, source in HomeTime.objects.order_by("month").values_list(
        "stage", "month", "home_by", "source"
    ):
        own.setdefault(Stage(stage), {})[month] = (home_by, source)
    return {stage: _with_own(default, own.get(stage, {})) for stage, default in DEFAULT_HOME_TIMES.items()}


def _with_own(default: HomeHours, own: dict[int, tuple[time, str]]) -> HomeHours:
    if not own:
        return default
    times = [own[month][0] if month in own else at for month, at in enumerate(default.by_month, start=1)]
    said = list(dict.fromkeys(source for _, source in own.values()))
    if len(own) < 12:
        said.append(default.source)
    return HomeHours(tuple(times), "、".join(said), default=len(own) < 12)


def home_times() -> dict[Stage, tuple[time, ...]]:
    """By stage twelve times, January first."""
    return {stage: found.by_month for stage, found in home_hours().items()}


def free_times() -> dict[Stage, FreeHours]:
    """From when each stage of children is free, with the source; the default where the city has set none."""
    own = {
        Stage(row.stage): FreeHours(row.school_day_from, row.other_day_from, row.source)
        for row in FreeTime.objects.all()
    }
    return {**DEFAULT_FREE_TIMES, **own}

"""Numbers of where notes come from that can be defended: of places and dates over whole quarters, never of a child."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from ibasho.base.kernel.facts import Audience, Fact, Mark
from ibasho.rooms.care.queries import coverage
from ibasho.rooms.care.rules import coverage as rules
from ibasho.rooms.care.rules.coverage import Waited

BOOK = "気づきの とどき方（居場所ごとの 月の 件数から）"


def places_heard_share(today: date) -> Fact:
    """Published places from which a note, glad ones too, came in twelve months, of a hundred."""
    found = coverage.coverage(today).whole
    share = round(100 * found.wrote / found.places, 1) if found.places else None
    return _fact(
        share, "%", "12か月に 気づきが とどいた 居場所の割合", "places_heard_share", today, n=found.places
    )


def areas_silent(today: date) -> Fact:
    """Districts with places of which none sent anything in twelve months."""
    found = coverage.coverage(today).areas
    value = sum(1 for one in found if one.is_silent and one.district)
    return _fact(
        value, "校区", "12か月に どの居場所からも 気づきが とどいていない 小学校区", "areas_silent", today
    )


def days_to_take(today: date) -> Fact:
    return _waited(coverage.times(today).taken, "うけとるまでの日数（中央値）", "days_to_take", today)


def days_to_thank(today: date) -> Fact:
    return _waited(coverage.times(today).answered, "返事までの日数（中央値）", "days_to_thank", today)


def _waited(found: Waited, what: str, name: str, today: date) -> Fact:
    """Too few cases to tell of: the value stays inside."""
    marks = frozenset() if found.enough else frozenset({Mark.SUPPRESSED})
    return _fact(found.days, "日", what, name, today, marks=marks)


def _fact(
    value: float | int | None, unit: str, what: str, name: str, today: date, *, n: int | None = None,
    marks: frozenset[Mark] = frozenset(),
) -> Fact:  # fmt: skip
    return Fact(
        value=value, unit=unit, source=f"{BOOK}：{what}", n=n, as_of=rules.window(today).end - timedelta(days=1),
        marks=marks, audience=Audience.DESK, query=f"{__name__}.{name}",
    )  # fmt: skip


FACTS: dict[str, Callable[[date], Fact]] = {
    make.__name__: make for make in (places_heard_share, areas_silent, days_to_take, days_to_thank)
}

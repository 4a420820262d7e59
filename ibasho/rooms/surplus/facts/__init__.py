"""Numbers of surplus that can be defended: weight, meals and places, never who gave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience, Fact, Mark
from ibasho.rooms.surplus.queries import figures
from ibasho.rooms.surplus.queries.figures import Given

BOOK = "おすそわけの うけわたし"


def facts(at: datetime) -> dict[str, Fact]:
    """Every fact of this room by its short name, as of the moment."""
    return {name: make(clock.day(at)) for name, make in FACTS.items()}


def kg_given(today: date) -> Fact:
    """Handed over in the running 年度. Some was lifted by guess."""
    found = _given(today)
    return _fact(
        found.grams / 1_000,
        "kg",
        "わたした 重さ",
        "kg_given",
        today,
        n=found.offers,
        audience=Audience.PUBLIC,
    )


def kg_used(today: date) -> Fact:
    found = _given(today)
    marks = {Mark.SELF_REPORTED, *_partly(found)}
    return _fact(found.used_grams / 1_000, "kg", "使った 重さ", "kg_used", today, marks=marks)


def meals_made(today: date) -> Fact:
    found = _given(today)
    marks = {Mark.SELF_REPORTED, *_partly(found)}
    return _fact(
        found.meals, "食", "できた 食事の 数", "meals_made", today, marks=marks, audience=Audience.PUBLIC
    )


def thrown_share(today: date) -> Fact:
    """Of what is told of, in percent; None where nothing is."""
    found = _given(today)
    told = found.used_grams + found.thrown_grams
    share = round(100 * found.thrown_grams / told, 1) if told else None
    marks = {Mark.SELF_REPORTED, *_partly(found)}
    return _fact(share, "%", "すてた 割合（報告の あった 分）", "thrown_share", today, marks=marks)


def receivers_reached(today: date) -> Fact:
    return _fact(
        _given(today).places,
        "か所",
        "うけとった 居場所",
        "receivers_reached",
        today,
        audience=Audience.PUBLIC,
    )


def _given(today: date) -> Given:
    return figures.given(None, years.first_day(years.nendo(today)), today)


def _partly(found: Given) -> set[Mark]:
    """As long as not all of it has been told of, the true number is not lower."""
    return {Mark.AT_LEAST} if found.used_grams + found.thrown_grams < found.grams else set()


def _fact(
    value: float | int | None, unit: str, what: str, name: str, today: date, *, n: int | None = None,
    marks: set[Mark] | None = None, audience: Audience = Audience.DESK,
) -> Fact:  # fmt: skip
    return Fact(
        value=value, unit=unit, source=f"{BOOK}: {what}（{years.label(years.nendo(today))}）", as_of=today, n=n,
        query=f"{__name__}.{name}", marks=frozenset(marks or ()), audience=audience,
    )  # fmt: skip


FACTS: dict[str, Callable[[date], Fact]] = {
    "kg_given": kg_given, "kg_used": kg_used, "meals_made": meals_made, "thrown_share": thrown_share,
    "receivers_reached": receivers_reached,
}  # fmt: skip

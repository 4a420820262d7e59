"""Numbers of surplus that can be defended: weight, meals and places, never who gave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import Count, Max, Q, Sum

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience, Fact, Mark, Span
from ibasho.rooms.surplus.models import Handover, Use
from ibasho.rooms.surplus.queries import figures
from ibasho.rooms.surplus.queries.figures import Given
from ibasho.rooms.surplus.rules import ageing

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


def kg_used_year(span: Span) -> Fact:
    """Told as used on a day of the span, recalled food left out. None where nothing was handed over or told of."""
    grams = Q(day__range=(span.first, span.last), share__proposal__offer__recall__isnull=True)
    used = Use.objects.filter(grams).aggregate(grams=Sum("grams_used"))["grams"]
    found = figures.given(None, span.first, span.last)
    known = used is not None or found.offers
    return _of_year(
        round((used or 0) / 1_000, 1) if known else None, "kg", "使われたと 書かれた 重さ", "kg_used_year", span,
        {Mark.SELF_REPORTED, *(_partly(found) if known else ())},
    )  # fmt: skip


def givers(span: Span) -> Fact:
    """Farms, shops and companies of which something was handed over on a day of the span. Those without an account are
    forgotten by name and count as one: then the true number is not lower. Givers are no children: nothing is hidden."""
    found = figures.handed(span.first, span.last).aggregate(
        known=Count("proposal__offer__organisation", distinct=True),
        others=Count("pk", filter=Q(proposal__offer__organisation__isnull=True)), all=Count("pk"),
    )  # fmt: skip
    begun = found["all"] or Handover.objects.filter(handed_at__lt=clock.day_bounds(span.last)[1]).exists()
    value = found["known"] + bool(found["others"]) if begun else None
    marks = {Mark.AT_LEAST} if found["others"] > 1 else set()
    return _of_year(value, "者", "食材を わたした 農家・店・企業", "givers", span, marks)


def _of_year(
    value: float | int | None, unit: str, what: str, name: str, span: Span, marks: set[Mark]
) -> Fact:
    """一部のみ where food of the span has been forgotten since: the journal says when the last of it was."""
    told = Entry.objects.filter(
        noun="surplus.Offer", object_id="", verb="surplus.retention.drop", data__offers__gt=0
    )
    last = told.aggregate(last=Max("at"))["last"]
    gone = last is not None and span.first < ageing.before(clock.day(last), ageing.FOOD_KEPT_YEARS)
    return Fact(
        value=value, unit=unit, source=f"{BOOK}: {what}（{span.words}）", as_of=span.last, query=f"{__name__}.{name}",
        marks=frozenset(marks | ({Mark.PARTIAL} if gone else set())), audience=Audience.PUBLIC,
    )  # fmt: skip


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
YEAR: dict[str, Callable[[Span], Fact]] = {"kg_used_year": kg_used_year, "givers": givers}

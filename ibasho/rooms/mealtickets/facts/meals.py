"""Meals: eaten, waiting, told to everybody. Who ate is not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Case, Count, F, Q, Sum, When

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Audience, Fact, Mark, Span, shielded_each
from ibasho.rooms.mealtickets.facts.made import LEDGER, MEALS, fact
from ibasho.rooms.mealtickets.models import LedgerEntry, RibbonCount
from ibasho.rooms.mealtickets.queries import pools, public
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E
from ibasho.rooms.mealtickets.rules.publishing import Period, rounded
from ibasho.town.places.queries.published import ever_open_to_all


def meals_eaten(today: date) -> Fact:
    """Meals paid from gifts, those taken back less."""
    found = _meals()
    return fact(found, "食", "カードで 食べられた数（とりけしを のぞく）", f"{__name__}.meals_eaten", today)


def meals_eaten_public(today: date) -> Fact:
    """As the public page tells it: of the end of the last period with meals enough; hidden before the first."""
    page = public.page(today)
    enough = page.as_of is not None
    return Fact(
        value=page.meals if enough else None, unit="食", source=f"{LEDGER}: 市民に 出している数",
        as_of=page.as_of or today, query=f"{__name__}.meals_eaten_public",
        marks=frozenset() if enough else frozenset({Mark.SUPPRESSED}), audience=Audience.PUBLIC,
    )  # fmt: skip


def meals_waiting(today: date) -> Fact:
    """Meals that are out as tickets now, by each pool's price of a meal."""
    shown = pools.pictures(clock.at(today, datetime.min.time()))
    return fact(
        sum(one.meals_out for one in shown), "食", "いま 出ているチケットの数（1食の めやすで わった数）",
        f"{__name__}.meals_waiting", today, marks={Mark.ESTIMATED},
    )  # fmt: skip


def ribbon_meals(today: date) -> Fact:
    """フードリボン: what the shops wrote down themselves; their money is in their own till."""
    found = RibbonCount.objects.filter(day__lte=today).aggregate(used=Sum("used"), n=Count("pk"))
    return fact(
        found["used"] or 0, "食", "フードリボンのお店が 書いた数", f"{__name__}.ribbon_meals", today, n=found["n"],
        marks={Mark.SELF_REPORTED},
    )  # fmt: skip


def meals(span: Span) -> Fact:
    """As the public page tells it: the sum of its periods that lie in the span, so that no few meals can be worked out by
    subtraction. `as_of` is the last day of the last one. 最低でも where months of the span are told with those of another
    year, or (of a 年度 that is over) not yet. None before the ledger's first entry; hidden before the first period."""
    told = _told(span)
    if not told:
        return _untold(span)
    inside = _inside(told, span)
    value = sum(one.meals for one in inside) if inside else None
    as_of = inside[-1].last if inside else span.last
    marks = {Mark.AT_LEAST} if inside and not _covers(inside, told, span) else set()
    return fact(
        value, "食", f"カードで 食べられた食事。とりけしを のぞく（{span.words}。市民に 出している数）",
        f"{__name__}.meals", as_of, marks=marks if inside else {Mark.SUPPRESSED}, audience=Audience.PUBLIC,
    )  # fmt: skip


def meals_by_place(span: Span) -> Mapping[int, Fact]:
    """Of each shop's place, over the same days as `meals`, rounded down to tens: few meals are hidden, and so many shops
    more that the sum of all does not tell which they were."""
    inside = _inside(_told(span), span)
    if not inside:
        return {}
    eaten = _by_place(inside[0].first, inside[-1].last)
    query, least = f"{__name__}.meals_by_place", settings.SMALL_NUMBER_MIN
    what = f"この店で カードで 食べられた食事（{span.words}。{least}食に まとめて 切り捨て）"
    safe = shielded_each(
        {place: _of_shop(count, what, query, inside[-1].last) for place, count in eaten.items()},
        minimum=least,
    )
    return {place: _rounded(one, least) for place, one in safe.items()}


def _told(span: Span) -> list[Period]:
    """What could be told on the day after the span: later days tell no other periods of it."""
    return public.periods(span.last + timedelta(days=1), settings.SMALL_NUMBER_MIN)


def _untold(span: Span) -> Fact:
    begun = LedgerEntry.objects.filter(day__lte=span.last).exists()
    what = f"カードで 食べられた食事（{span.words}。まだ 市民に 出せる数が ありません）"
    return fact(
        None, "食", what, f"{__name__}.meals", span.last, marks={Mark.SUPPRESSED} if begun else None,
        audience=Audience.PUBLIC,
    )  # fmt: skip


def _inside(told: Sequence[Period], span: Span) -> list[Period]:
    return [one for one in told if span.first <= one.first and one.last <= span.last]


def _covers(inside: Sequence[Period], told: Sequence[Period], span: Span) -> bool:
    """Whether nothing of the span is left out up to the last day told, or (of a whole 年度) to its end."""
    straddles = any(one.first < span.first <= one.last for one in told)
    return not straddles and (not span.is_whole or inside[-1].last == span.last)


def _by_place(first: date, last: date) -> dict[int, int]:
    """Meals less those taken back, by the shop whose account they went to, in one statement."""
    rows = LedgerEntry.objects.filter(kind__in=list(MEALS), day__range=(first, last))
    shop = Case(When(kind=E.REVERSE, then=F("debit__shop__place")), default=F("credit__shop__place"))
    back = Count("pk", filter=Q(kind=E.REVERSE))
    known = rows.annotate(eaten_at=shop).filter(eaten_at__in=ever_open_to_all()).values("eaten_at")
    found = known.annotate(meals=Count("pk") - 2 * back).order_by().values_list("eaten_at", "meals")
    return {place: max(0, count) for place, count in found}


def _of_shop(count: int, what: str, query: str, as_of: date) -> Fact:
    return fact(count, "食", what, query, as_of, audience=Audience.PUBLIC)


def _rounded(told: Fact, least: int) -> Fact:
    if not isinstance(told.value, int):
        return told
    return replace(told, value=rounded(told.value, least), marks=told.marks | {Mark.ROUGH})


def _meals() -> int:
    rows = (
        LedgerEntry.objects.filter(kind__in=list(MEALS))
        .values_list("kind")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return sum(MEALS[E(kind)] * n for kind, n in rows)


FACTS: dict[str, Callable[[date], Fact]] = {
    "meals_eaten": meals_eaten,
    "meals_eaten_public": meals_eaten_public,
    "meals_waiting": meals_waiting,
    "ribbon_meals": ribbon_meals,
}
YEAR: dict[str, Callable[[Span], Fact]] = {"meals": meals}
BY_PLACE: dict[str, Callable[[Span], Mapping[int, Fact]]] = {"meals": meals_by_place}

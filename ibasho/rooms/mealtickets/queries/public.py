"""What everybody may read of the money: exact to the yen, of the end of the last period with meals enough.

Worked out once a day: entries of days that are over do not change.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Min
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from ibasho.rooms.mealtickets.models import Fund, LedgerEntry
from ibasho.rooms.mealtickets.queries import books, proving
from ibasho.rooms.mealtickets.rules import publishing
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E
from ibasho.rooms.mealtickets.rules.publishing import Period, Rounded

SECONDS = 24 * 3600
_OUT = {E.MEAL: 1, E.RESERVE_MEAL: 1, E.REVERSE: -1}


@dataclass(frozen=True, slots=True)
class Page:
    """`as_of` None: too little has been eaten to tell more than `given_today_yen`."""

    as_of: date | None
    given_yen: int = 0
    unissued_yen: int = 0
    live_yen: int = 0
    eaten_yen: int = 0
    reserve_yen: int = 0
    meals: int = 0
    periods: tuple[Period, ...] = ()
    pools: tuple[Rounded, ...] = ()

    @property
    def ties(self) -> bool:
        return self.given_yen == self.unissued_yen + self.live_yen + self.eaten_yen + self.reserve_yen


def page(today: date) -> Page:
    known: Page | None = cache.get(key := f"mealtickets.public.{today.isoformat()}")
    if known is None:
        cache.set(key, known := _page(today, settings.SMALL_NUMBER_MIN), SECONDS)
    return known


def given_today_yen() -> int:
    """寄附 − 返金 of this moment: says nothing of who ate."""
    return sum(one.given for one in books.now(Fund.objects.all()))


def periods(today: date, minimum: int) -> list[Period]:
    """The periods that may be told on this day, from the first entry on: those told earlier stay as they are."""
    first = LedgerEntry.objects.aggregate(first=Min("day"))["first"]
    if first is None:
        return []
    return publishing.periods(_by_month(today), publishing.months(first, today), minimum)


def _page(today: date, minimum: int) -> Page:
    told = periods(today, minimum)
    meals = sum(one.meals for one in told)
    if not meals:
        return Page(None)
    as_of = told[-1].last
    sums = proving.sums(as_of)
    return Page(
        as_of, given_yen=sum(one.given for one in sums),
        unissued_yen=sum(one.of(A.UNISSUED) for one in sums), live_yen=sum(one.of(A.LIVE) for one in sums),
        eaten_yen=sum(one.eaten for one in sums), reserve_yen=sum(one.of(A.RESERVE, A.EXPIRED) for one in sums),
        meals=meals, periods=tuple(told), pools=tuple(publishing.by_pool(_by_pool(as_of), minimum)),
    )  # fmt: skip


def _by_month(today: date) -> Counter[date]:
    """Meals by the first day of each month, those taken back less, whatever pool or reserve they came from."""
    rows = (
        LedgerEntry.objects.filter(kind__in=list(_OUT), day__lt=today.replace(day=1))
        .values_list("kind")
        .annotate(month=TruncMonth("day"), meals=Count("pk"))
        .values_list("kind", "month", "meals")
        .order_by()
    )
    found = Counter[date]()
    for kind, month, meals in rows:
        found[month] += _OUT[E(kind)] * meals
    return found


def _by_pool(as_of: date) -> list[tuple[str, int]]:
    """Meals by the name of the pool they came from, the reserve among them; pools without a meal as well."""
    found = Counter[str]()
    for kind, side in ((E.MEAL, "debit"), (E.RESERVE_MEAL, "debit"), (E.REVERSE, "credit")):
        rows = (
            LedgerEntry.objects.filter(kind=kind, day__lte=as_of)
            .values_list(f"{side}__pool__name")
            .annotate(meals=Count("pk"))
            .order_by()
        )
        for name, meals in rows:
            found[name or _("予備")] += _OUT[kind] * meals
    return sorted(found.items())

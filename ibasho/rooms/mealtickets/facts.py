"""Numbers of food tickets that can be defended: read by reports. Yen are exact; what rests on few cases says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Audience, Fact, Mark
from ibasho.rooms.mealtickets.models import Fund, LedgerEntry, Pool, RibbonCount
from ibasho.rooms.mealtickets.queries import books, pools, public
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E
from ibasho.rooms.mealtickets.rules.proof import Sums

LEDGER = "食事チケットの帳簿"
MONTHS_ASKED = 183
_MEALS = {E.MEAL: 1, E.RESERVE_MEAL: 1, E.REVERSE: -1}


def facts(at: datetime) -> dict[str, Fact]:
    """Every fact of this room by its short name, as of the moment."""
    return {name: make(clock.day(at)) for name, make in FACTS.items()}


def given_yen(today: date) -> Fact:
    """寄附 − 返金."""
    return _fact(_sum(lambda one: one.given), "円", "寄附から 返金を ひいた合計", "given_yen", today)


def unissued_yen(today: date) -> Fact:
    return _fact(
        _sum(lambda one: one.of(A.UNISSUED)), "円", "まだ チケットに していないお金", "unissued_yen", today
    )


def live_yen(today: date) -> Fact:
    return _fact(
        _sum(lambda one: one.of(A.LIVE)), "円", "出ていて まだ 食べられていない チケット", "live_yen", today
    )


def reserve_yen(today: date) -> Fact:
    return _fact(_sum(lambda one: one.of(A.RESERVE, A.EXPIRED)), "円", "予備", "reserve_yen", today)


def eaten_yen(today: date) -> Fact:
    return _fact(
        _sum(lambda one: one.eaten), "円", "食べられた分（お店に 払った・これから払う）", "eaten_yen", today
    )


def meals_eaten(today: date) -> Fact:
    """Meals paid from gifts, those taken back less."""
    found = _meals()
    return _fact(found, "食", "カードで 食べられた数（とりけしを のぞく）", "meals_eaten", today)


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
    return _fact(
        sum(one.meals_out for one in shown), "食", "いま 出ているチケットの数（1食の めやすで わった数）",
        "meals_waiting", today, marks={Mark.ESTIMATED},
    )  # fmt: skip


def share_eaten(today: date) -> Fact:
    """Of every yen given and not paid back, how much has been eaten, in percent."""
    given = _sum(lambda one: one.given)
    value = 100 * _sum(lambda one: one.eaten) / given if given else None
    gifts = LedgerEntry.objects.filter(kind=E.GIFT).count()
    return _fact(value, "%", "寄附のうち 食べられた割合", "share_eaten", today, n=gifts)


def days_from_gift_to_meal(today: date) -> Fact:
    """Mean days from the day the yen came to the day as many yen had been eaten: oldest yen first, gifts of the last
    half year."""
    waits = _waits(today)
    value = sum(waits) / len(waits) if waits else None
    return _fact(
        value, "日", "寄附が 届いてから その分が 食べられるまで（古いお金から じゅんに。この半年の寄附）",
        "days_from_gift_to_meal", today, n=len(waits), marks={Mark.ESTIMATED},
    )  # fmt: skip


def general_lasts_until(today: date) -> Fact:
    """Until when the pool for everybody lasts if children go on eating as they did; None while too little is known."""
    shown = pools.pictures(
        clock.at(today, datetime.min.time()),
        list(Pool.objects.filter(kind="general", state=Pool.State.OPEN).select_related("fund", "place")[:1]),
    )
    said = shown[0].forecast if shown else None
    until = said.until.isoformat() if said and said.until else None
    return _fact(
        until, "", f"「どこでも」の袋: {said.words if said else _('まだ ありません')}", "general_lasts_until", today,
        n=said.meals if said else None, marks={Mark.ESTIMATED},
    )  # fmt: skip


def ribbon_meals(today: date) -> Fact:
    """フードリボン: what the shops wrote down themselves; their money is in their own till."""
    found = RibbonCount.objects.filter(day__lte=today).aggregate(used=Sum("used"), n=Count("pk"))
    return _fact(
        found["used"] or 0, "食", "フードリボンのお店が 書いた数", "ribbon_meals", today, n=found["n"],
        marks={Mark.SELF_REPORTED},
    )  # fmt: skip


def _sum(read: Callable[[Sums], int]) -> int:
    return sum(read(one) for one in books.now(Fund.objects.all()))


def _meals() -> int:
    rows = (
        LedgerEntry.objects.filter(kind__in=list(_MEALS))
        .values_list("kind")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return sum(_MEALS[E(kind)] * n for kind, n in rows)


def _waits(today: date) -> list[int]:
    """Days each gift of the last half year waited until its last yen was eaten, by cumulative sums; those still
    waiting are left out."""
    first = today - timedelta(days=MONTHS_ASKED)
    came = list(
        LedgerEntry.objects.filter(kind__in=(E.GIFT, E.REFUND))
        .order_by("day", "pk")
        .values_list("day", "kind", "amount_yen")
    )
    eaten = list(
        LedgerEntry.objects.filter(kind__in=list(_MEALS))
        .values("day", "kind").annotate(yen=Sum("amount_yen")).order_by("day").values_list("day", "kind", "yen")
    )  # fmt: skip
    marks: list[tuple[int, date]] = []
    total = 0
    for day, kind, yen in eaten:
        total += yen if kind != E.REVERSE else -yen
        marks.append((total, day))
    waits, given, place = [], 0, 0
    for day, kind, yen in came:
        given += yen if kind == E.GIFT else -yen
        while place < len(marks) and marks[place][0] < given:
            place += 1
        if kind == E.GIFT and day >= first and place < len(marks):
            waits.append(max(0, (marks[place][1] - day).days))
    return waits


def _fact(
    value: float | str | None, unit: str, what: str, query: str, today: date, *, n: int | None = None,
    marks: set[Mark] | None = None,
) -> Fact:  # fmt: skip
    """For the desk: today's numbers may be small. The public has `meals_eaten_public` and its page."""
    few = n is not None and n < settings.SMALL_NUMBER_MIN
    return Fact(
        value=value, unit=unit, source=f"{LEDGER}: {what}", as_of=today, query=f"{__name__}.{query}", n=n,
        marks=frozenset((marks or set()) | ({Mark.ROUGH} if few else set())), audience=Audience.DESK,
    )  # fmt: skip


FACTS: dict[str, Callable[[date], Fact]] = {
    "given_yen": given_yen,
    "unissued_yen": unissued_yen,
    "live_yen": live_yen,
    "reserve_yen": reserve_yen,
    "eaten_yen": eaten_yen,
    "meals_eaten": meals_eaten,
    "meals_eaten_public": meals_eaten_public,
    "meals_waiting": meals_waiting,
    "share_eaten": share_eaten,
    "days_from_gift_to_meal": days_from_gift_to_meal,
    "general_lasts_until": general_lasts_until,
    "ribbon_meals": ribbon_meals,
}

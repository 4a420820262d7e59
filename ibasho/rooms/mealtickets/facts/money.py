"""Yen: given, waiting, eaten. They are exact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Audience, Fact, Mark, Span
from ibasho.rooms.mealtickets.facts.made import MEALS, fact
from ibasho.rooms.mealtickets.models import Fund, LedgerEntry, Pool
from ibasho.rooms.mealtickets.queries import books, pools
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E
from ibasho.rooms.mealtickets.rules.proof import Sums

MONTHS_ASKED = 183


def given_yen(today: date) -> Fact:
    """寄附 − 返金."""
    return fact(
        _sum(lambda one: one.given), "円", "寄附から 返金を ひいた合計", f"{__name__}.given_yen", today
    )


def unissued_yen(today: date) -> Fact:
    return fact(
        _sum(lambda one: one.of(A.UNISSUED)),
        "円",
        "まだ チケットに していないお金",
        f"{__name__}.unissued_yen",
        today,
    )


def live_yen(today: date) -> Fact:
    return fact(
        _sum(lambda one: one.of(A.LIVE)),
        "円",
        "出ていて まだ 食べられていない チケット",
        f"{__name__}.live_yen",
        today,
    )


def reserve_yen(today: date) -> Fact:
    return fact(
        _sum(lambda one: one.of(A.RESERVE, A.EXPIRED)), "円", "予備", f"{__name__}.reserve_yen", today
    )


def eaten_yen(today: date) -> Fact:
    return fact(
        _sum(lambda one: one.eaten),
        "円",
        "食べられた分（お店に 払った・これから払う）",
        f"{__name__}.eaten_yen",
        today,
    )


def share_eaten(today: date) -> Fact:
    """Of every yen given and not paid back, how much has been eaten, in percent."""
    given = _sum(lambda one: one.given)
    value = 100 * _sum(lambda one: one.eaten) / given if given else None
    gifts = LedgerEntry.objects.filter(kind=E.GIFT).count()
    return fact(value, "%", "寄附のうち 食べられた割合", f"{__name__}.share_eaten", today, n=gifts)


def days_from_gift_to_meal(today: date) -> Fact:
    """Mean days from the day the yen came to the day as many yen had been eaten: oldest yen first, gifts of the last
    half year."""
    waits = _waits(today)
    value = sum(waits) / len(waits) if waits else None
    return fact(
        value, "日", "寄附が 届いてから その分が 食べられるまで（古いお金から じゅんに。この半年の寄附）",
        f"{__name__}.days_from_gift_to_meal", today, n=len(waits), marks={Mark.ESTIMATED},
    )  # fmt: skip


def general_lasts_until(today: date) -> Fact:
    """Until when the pool for everybody lasts if children go on eating as they did; None while too little is known."""
    shown = pools.pictures(
        clock.at(today, datetime.min.time()),
        list(Pool.objects.filter(kind="general", state=Pool.State.OPEN).select_related("fund", "place")[:1]),
    )
    said = shown[0].forecast if shown else None
    until = said.until.isoformat() if said and said.until else None
    return fact(
        until, "", f"「どこでも」の袋: {said.words if said else _('まだ ありません')}", f"{__name__}.general_lasts_until", today,
        n=said.meals if said else None, marks={Mark.ESTIMATED},
    )  # fmt: skip


def given(span: Span) -> Fact:
    """寄附 − 返金 by the day they stand in the ledger. None before the ledger's first entry. Says nothing of who ate, and
    the public page tells it of every moment."""
    moved = LedgerEntry.objects.filter(day__range=(span.first, span.last), kind__in=(E.GIFT, E.REFUND)).aggregate(
        came=Sum("amount_yen", filter=Q(kind=E.GIFT)), went=Sum("amount_yen", filter=Q(kind=E.REFUND))
    )  # fmt: skip
    begun = LedgerEntry.objects.filter(day__lte=span.last).exists()
    value = (moved["came"] or 0) - (moved["went"] or 0) if begun else None
    what = f"寄附から 返金を ひいた合計（{span.words}。帳簿に のった日で 数える）"
    return fact(value, "円", what, f"{__name__}.given", span.last, audience=Audience.PUBLIC)


def _sum(read: Callable[[Sums], int]) -> int:
    return sum(read(one) for one in books.now(Fund.objects.all()))


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
        LedgerEntry.objects.filter(kind__in=list(MEALS))
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


FACTS: dict[str, Callable[[date], Fact]] = {
    "given_yen": given_yen,
    "unissued_yen": unissued_yen,
    "live_yen": live_yen,
    "reserve_yen": reserve_yen,
    "eaten_yen": eaten_yen,
    "share_eaten": share_eaten,
    "days_from_gift_to_meal": days_from_gift_to_meal,
    "general_lasts_until": general_lasts_until,
}
YEAR: dict[str, Callable[[Span], Fact]] = {"given": given}

"""Where the yen are now, entry by entry, and year by year (会計年度)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from ibasho.base.journal.models import Entry
from ibasho.rooms.mealtickets.models import Account, Fund, LedgerEntry
from ibasho.rooms.mealtickets.rules.kinds import AccountKind, EntryKind
from ibasho.rooms.mealtickets.rules.proof import Sums

CARRIED = (AccountKind.UNISSUED, AccountKind.LIVE, AccountKind.RESERVE, AccountKind.EXPIRED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter over entries; None or empty: everything."""

    kind: str = ""
    fund: int | None = None
    pool: int | None = None
    shop: int | None = None
    gift: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(slots=True)
class Year:
    """One fund's 会計年度. What the shops are still owed at its end is no longer the fund's: it was eaten."""

    fund: Fund
    nendo: int
    opening: dict[str, int] = field(default_factory=dict)
    flows: dict[str, int] = field(default_factory=dict)
    meals: int = 0

    def flow(self, *kinds: EntryKind) -> int:
        return sum(self.flows.get(kind, 0) for kind in kinds)

    @property
    def opening_yen(self) -> int:
        return sum(self.opening.get(kind, 0) for kind in CARRIED)

    @property
    def owed_before_yen(self) -> int:
        return self.opening.get(AccountKind.PAYABLE, 0)

    @property
    def gifts_yen(self) -> int:
        return self.flow(EntryKind.GIFT)

    @property
    def refunds_yen(self) -> int:
        return self.flow(EntryKind.REFUND)

    @property
    def eaten_yen(self) -> int:
        return self.flow(EntryKind.MEAL, EntryKind.RESERVE_MEAL) - self.flow(EntryKind.REVERSE)

    @property
    def expired_yen(self) -> int:
        """From tickets back into the reserve: nothing of it leaves the fund."""
        return self.flow(EntryKind.EXPIRE)

    @property
    def paid_yen(self) -> int:
        return self.flow(EntryKind.PAYOUT) - self.flow(EntryKind.PAYOUT_BACK)

    @property
    def closing_yen(self) -> int:
        """繰越 by 基金."""
        return self.opening_yen + self.gifts_yen - self.refunds_yen - self.eaten_yen

    @property
    def owed_yen(self) -> int:
        return self.owed_before_yen + self.eaten_yen - self.paid_yen

    @property
    def cash_yen(self) -> int:
        """What must lie in the bank: the fund and what shops are still owed."""
        return self.closing_yen + self.owed_yen


def now(funds: Iterable[Fund]) -> list[Sums]:
    """I7 by fund from the accounts' own sums: one statement, however many entries."""
    found = {one.pk: Sums(one.pk, one.name, {}, set()) for one in funds}
    rows = (
        Account.objects.filter(fund__in=list(found))
        .values_list("fund", "kind")
        .annotate(yen=Sum(F("credits_yen") - F("debits_yen"), output_field=BigIntegerField()))
        .order_by()
    )
    for fund, kind, yen in rows:
        found[fund].yen[kind] = yen
    return list(found.values())


def entries(wanted: Wanted) -> QuerySet[LedgerEntry]:
    """Newest first, with everything a line tells."""
    found = LedgerEntry.objects.select_related(
        "debit__pool", "debit__shop__place", "credit__pool", "credit__shop__place", "gift"
    ).order_by("-pk")
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.fund:
        found = found.filter(fund=wanted.fund)
    for name, value in (("pool", wanted.pool), ("shop", wanted.shop)):
        if value:
            known = Account.objects.filter(**{name: value}).values("pk")
            found = found.filter(Q(debit__in=known) | Q(credit__in=known))
    if wanted.gift:
        found = found.filter(gift__reference=wanted.gift)
    if wanted.first:
        found = found.filter(day__gte=wanted.first)
    if wanted.last:
        found = found.filter(day__lte=wanted.last)
    return found


def told(entry: LedgerEntry) -> Entry | None:
    """The journal's word: who, when and why."""
    return Entry.objects.filter(pk=entry.journal_id).first()


def beside(entry: LedgerEntry) -> list[LedgerEntry]:
    """All entries of the same deed, in order."""
    rows = LedgerEntry.objects.select_related(
        "debit__pool", "debit__shop__place", "credit__pool", "credit__shop__place"
    )
    return list(rows.filter(journal_id=entry.journal_id).order_by("pk"))


def nendos() -> list[int]:
    return list(LedgerEntry.objects.values_list("nendo", flat=True).distinct().order_by("-nendo"))


def years(nendo: int) -> list[Year]:
    """Every fund that had yen in this 会計年度 or before. Entries of the 出納整理期間 belong to the year they name."""
    found = {one.pk: Year(one, nendo) for one in Fund.objects.order_by("order", "pk")}
    for fund, kind, yen, count in _by("kind", nendo=nendo):
        found[fund].flows[kind] = yen
        if kind in (EntryKind.MEAL, EntryKind.RESERVE_MEAL):
            found[fund].meals += count
        if kind == EntryKind.REVERSE:
            found[fund].meals -= count
    for side, sign in (("debit__kind", -1), ("credit__kind", 1)):
        for fund, kind, yen, _count in _by(side, nendo__lt=nendo):
            found[fund].opening[kind] = found[fund].opening.get(kind, 0) + sign * yen
    return [one for one in found.values() if one.flows or any(one.opening.values())]


def _by(what: str, **narrowed: Any) -> Iterable[tuple[int, str, int, int]]:
    return (
        LedgerEntry.objects.filter(**narrowed)
        .values_list("fund", what)
        .annotate(
            yen=Coalesce(
                Sum("amount_yen", output_field=BigIntegerField()), Value(0), output_field=BigIntegerField()
            ),
            count=Count("pk"),
        )
        .order_by()
    )

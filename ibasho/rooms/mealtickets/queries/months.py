"""Month end, read from the ledger: what each shop is owed, which statements are paid, and that it all ties out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from ibasho.base.kernel import nendo as years
from ibasho.rooms.mealtickets.models import Account, Closing, Fund, LedgerEntry, Shop, Statement
from ibasho.rooms.mealtickets.rules import months
from ibasho.rooms.mealtickets.rules.kinds import AccountKind, EntryKind
from ibasho.rooms.mealtickets.rules.months import Owed, Period, Waits
from ibasho.town.payouts.models import Payee, Payment
from ibasho.town.payouts.queries import payees

PROGRAMME = "mealtickets"
MEALS = (EntryKind.MEAL.value, EntryKind.RESERVE_MEAL.value)
YEARS_BACK = 6
LIVING = (Payment.State.PLANNED, Payment.State.PAID)


@dataclass(frozen=True, slots=True)
class ShopMonth:
    """One shop of a closing: `meals` of the period (reversed ones taken off) and what is owed."""

    shop: Shop
    meals: int
    owed: Owed


@dataclass(frozen=True, slots=True)
class Line:
    """A statement with where its money stands: `payment` on its way or paid, else `waits` says why it is in no run,
    else it is `ready`. `due_yen` is what a run would pay now."""

    statement: Statement
    payee: Payee | None
    payment: Payment | None
    returned: Payment | None
    due_yen: int
    waits: Waits | None

    @property
    def ready(self) -> bool:
        return self.payment is None and self.waits is None and self.due_yen > 0

    @property
    def total_yen(self) -> int:
        return self.statement.amount_yen + self.statement.carried_yen


@dataclass(frozen=True, slots=True)
class TiesOut:
    """The fund's 「お店に これから払う」 by the ledger, and the same put together from what we know: `statements_yen` not
    yet in a run, `later_yen` for the next closing (returned since, or of another 会計年度), `on_their_way_yen` planned or
    told paid and not yet posted, `not_closed_yen` after the cut-off."""

    ledger_yen: int
    statements_yen: int
    later_yen: int
    on_their_way_yen: int
    not_closed_yen: int

    @property
    def together_yen(self) -> int:
        return self.statements_yen + self.later_yen + self.on_their_way_yen + self.not_closed_yen

    @property
    def ties(self) -> bool:
        return self.ledger_yen == self.together_yen


def next_period(fund: Fund) -> Period | None:
    last = latest(fund)
    first_meal = None
    if last is None:
        first_meal = _payable(fund).order_by("day").values_list("day", flat=True).first()
    return months.next_period(last.cut_off_on if last else None, first_meal, fund.cut_off_day)


def latest(fund: Fund) -> Closing | None:
    return Closing.objects.filter(fund=fund).order_by("-cut_off_on").first()


def is_latest_of_its_nendo(closing: Closing) -> bool:
    later = Closing.objects.filter(
        fund_id=closing.fund_id, nendo=closing.nendo, cut_off_on__gt=closing.cut_off_on
    )
    return not later.exists()


def bearing(nendo: int, today: date, path: str = "nendo") -> Q:
    """What a closing of `nendo` settles: its own year, and older ones whose 出納整理期間 is over (過年度支出). `path`
    leads from the rows asked for to their 会計年度."""
    closed = [year for year in range(nendo - YEARS_BACK, nendo) if years.accounts_close(year) < today]
    own = Q(**{path: nendo})
    return own | Q(**{f"{path}__lte": max(closed)}) if closed else own


def owed(fund: Fund, period: Period, *, today: date) -> list[ShopMonth]:
    """Every shop the fund owes something, or where something moved in the period, in order of its name."""
    years_of = bearing(period.nendo, today)
    until = _net(_payable(fund).filter(years_of, day__lte=period.cut_off))
    own = _net(_payable(fund).filter(years_of, day__gte=period.first, day__lte=period.cut_off))
    settled = _settled(fund, bearing(period.nendo, today, "run__nendo"))
    meals = _meals(fund, period)
    shops = Shop.objects.select_related("place").in_bulk(set(until) | set(own))
    found = [
        ShopMonth(shop, max(0, meals.get(pk, 0)), Owed(own.get(pk, 0), until.get(pk, 0), settled.get(pk, 0)))
        for pk, shop in shops.items()
    ]
    rows = [one for one in found if one.owed.total_yen or one.meals]
    return sorted(rows, key=lambda one: (one.shop.place.kana or one.shop.place.name, one.shop.pk))


def promised(payable: Account) -> int:
    """Yen of this shop's account that are in a run and not yet posted as paid: they may not be taken back any more.
    Asked while the account is held, as `actions.months.make_run` holds it."""
    ours = Statement.objects.filter(closing__fund_id=payable.fund_id, shop__accounts=payable)
    refs = ours.values_list("public_id", flat=True)
    living = Payment.objects.filter(reference__in=refs, run__programme=PROGRAMME, state__in=LIVING)
    posted = LedgerEntry.objects.filter(kind=EntryKind.PAYOUT.value, payment__in=living.values("public_id"))
    return int(living.aggregate(n=Sum("amount_yen"))["n"] or 0) - int(
        posted.aggregate(n=Sum("amount_yen"))["n"] or 0
    )


def lines(closing: Closing, *, today: date) -> list[Line]:
    """The closing's statements, each with its payee, its payment and what it waits for."""
    rows = list(closing.statements.select_related("shop__place").order_by("pk"))
    receivers = payees_of([row.shop for row in rows])
    living, returned = _payments([row.public_id for row in rows])
    now = owed_now(closing, today=today)
    current = is_latest_of_its_nendo(closing)
    found = [
        _line(closing, row, receivers.get(row.shop_id), living.get(row.public_id), returned.get(row.public_id),
              now.get(row.shop_id, 0) if current else 0)
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.statement.shop.place.kana or one.statement.shop.place.name)


def _line(
    closing: Closing, row: Statement, payee: Payee | None, payment: Payment | None, returned: Payment | None, owed: int
) -> Line:  # fmt: skip
    due = 0 if payment else max(0, min(row.amount_yen + row.carried_yen, owed))
    confirmed = payee is not None and payee.state == Payee.State.CONFIRMED
    period = Period(closing.first_on, closing.cut_off_on)
    waits = months.waits(
        due,
        payee_confirmed=confirmed,
        pay_min_yen=closing.fund.pay_min_yen,
        last_of_nendo=period.ends_the_nendo,
    )
    return Line(row, payee, payment, returned, due, waits if due else None)


def payees_of(shops: Iterable[Shop]) -> dict[int, Payee]:
    """The living payee of each shop: its organisation's."""
    whose = {shop.pk: shop.place.organisation_id for shop in shops if shop.place.organisation_id}
    living = payees.of_organisations(whose.values())
    return {shop: living[owner] for shop, owner in whose.items() if owner in living}


def owed_now(closing: Closing, *, today: date) -> dict[int, int]:
    """By shop: yen of meals until the closing's cut-off less what was taken back since, paid or on its way."""
    years_of = bearing(closing.nendo, today)
    until = _net(_payable(closing.fund).filter(years_of, day__lte=closing.cut_off_on))
    back = _net(
        _payable(closing.fund).filter(years_of, kind=EntryKind.REVERSE.value, day__gt=closing.cut_off_on)
    )
    settled = _settled(closing.fund, bearing(closing.nendo, today, "run__nendo"))
    return {pk: yen + back.get(pk, 0) - settled.get(pk, 0) for pk, yen in until.items()}


def unsettled() -> list[int]:
    """Payments whose result stands in payouts and not yet in the ledger."""
    posted = LedgerEntry.objects.filter(payment=OuterRef("public_id"))
    out, back = (Exists(posted.filter(kind=kind.value)) for kind in (EntryKind.PAYOUT, EntryKind.PAYOUT_BACK))
    told = Payment.objects.filter(run__programme=PROGRAMME).filter(
        Q(state=Payment.State.PAID) & ~Q(out) | Q(state=Payment.State.RETURNED) & Q(out) & ~Q(back)
    )
    return list(told.order_by("pk").values_list("pk", flat=True))


def ties_out(closing: Closing, found: Sequence[Line]) -> TiesOut:
    fund = closing.fund
    accounts = Account.objects.filter(fund=fund, kind=AccountKind.PAYABLE.value)
    sums = accounts.aggregate(credits=Sum("credits_yen"), debits=Sum("debits_yen"))
    after = sum(_net(_payable(fund).filter(day__gt=closing.cut_off_on)).values())
    closed = sum(_net(_payable(fund).filter(day__lte=closing.cut_off_on)).values())
    due = sum(one.due_yen for one in found)
    return TiesOut(
        ledger_yen=int(sums["credits"] or 0) - int(sums["debits"] or 0),
        statements_yen=due,
        later_yen=closed - sum(_settled(fund, Q()).values()) - due,
        on_their_way_yen=_unposted(fund),
        not_closed_yen=after,
    )


def _unposted(fund: Fund) -> int:
    """Planned or paid payments less what the ledger has already posted for them (returned ones: until posted back)."""
    refs = list(Statement.objects.filter(closing__fund=fund).values_list("public_id", flat=True))
    living = Payment.objects.filter(reference__in=refs, run__programme=PROGRAMME, state__in=LIVING)
    of_fund = LedgerEntry.objects.filter(fund=fund)
    out = of_fund.filter(kind=EntryKind.PAYOUT.value).aggregate(n=Sum("amount_yen"))["n"] or 0
    back = of_fund.filter(kind=EntryKind.PAYOUT_BACK.value).aggregate(n=Sum("amount_yen"))["n"] or 0
    return int(living.aggregate(n=Sum("amount_yen"))["n"] or 0) - int(out) + int(back)


def _payable(fund: Fund) -> QuerySet[LedgerEntry]:
    """Meals and their reversals, as they touch what is owed to shops."""
    return LedgerEntry.objects.filter(fund=fund, kind__in=[*MEALS, EntryKind.REVERSE.value])


def _net(rows: QuerySet[LedgerEntry]) -> dict[int, int]:
    """Yen by shop: meals less reversals."""
    found: dict[int, int] = defaultdict(int)
    eaten = rows.filter(kind__in=MEALS).values_list("credit__shop_id").annotate(n=Sum("amount_yen"))
    back = (
        rows.filter(kind=EntryKind.REVERSE.value).values_list("debit__shop_id").annotate(n=Sum("amount_yen"))
    )
    for shop, yen in eaten.order_by():
        found[shop] += yen
    for shop, yen in back.order_by():
        found[shop] -= yen
    return dict(found)


def _meals(fund: Fund, period: Period) -> Mapping[int, int]:
    rows = _payable(fund).filter(day__gte=period.first, day__lte=period.cut_off)
    found: dict[int, int] = defaultdict(int)
    for shop, count in (
        rows.filter(kind__in=MEALS).values_list("credit__shop_id").annotate(n=Count("pk")).order_by()
    ):
        found[shop] += count
    reversed_ones = (
        rows.filter(kind=EntryKind.REVERSE.value).values_list("debit__shop_id").annotate(n=Count("pk"))
    )
    for shop, count in reversed_ones.order_by():
        found[shop] -= count
    return found


def _settled(fund: Fund, runs: Q) -> dict[int, int]:
    """Yen by shop that are paid or on their way, of runs that bear the same 会計年度."""
    shop_of = dict(Statement.objects.filter(closing__fund=fund).values_list("public_id", "shop_id"))
    rows = Payment.objects.filter(runs, reference__in=shop_of, run__programme=PROGRAMME, state__in=LIVING)
    found: dict[int, int] = defaultdict(int)
    for reference, yen in rows.values_list("reference", "amount_yen"):
        found[shop_of[reference]] += yen
    return found


def _payments(references: Collection[str]) -> tuple[dict[str, Payment], dict[str, Payment]]:
    """By reference: the payment that lives (planned or paid), and the newest that came back."""
    rows = Payment.objects.filter(reference__in=references, run__programme=PROGRAMME)
    living, returned = {}, {}
    for one in rows.select_related("run").order_by("pk"):
        if one.state in LIVING:
            living[one.reference] = one
        elif one.state == Payment.State.RETURNED:
            returned[one.reference] = one
    return living, returned

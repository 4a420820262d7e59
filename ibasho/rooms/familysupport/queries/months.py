"""A month of reports: what can be closed, what waits and why, and where each top-up's money stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.models import Centre, Member, Month, Report, TopUp
from ibasho.rooms.familysupport.queries import reports
from ibasho.rooms.familysupport.queries.reports import DueDays
from ibasho.rooms.familysupport.rules import reporting as rules
from ibasho.rooms.familysupport.rules import seen
from ibasho.rooms.familysupport.rules.kinds import MonthState, ReportState
from ibasho.town.payouts.models import Payee, Payment
from ibasho.town.payouts.queries import lines as lines_of_payouts
from ibasho.town.people import policies as people

PROGRAMME = "familysupport"
LIVING = lines_of_payouts.LIVING
HIDDEN = "（名前は ふせています）"


@dataclass(frozen=True, slots=True)
class Sum:
    """What a provider's reports of a month come to. Whole yen; minutes as they were, not as charged."""

    provider: Member
    reports: Sequence[Report]
    minutes: int
    user_yen: int
    city_yen: int

    @property
    def words(self) -> str:
        return rules.label(self.minutes)


@dataclass(frozen=True, slots=True)
class Coming:
    """A month that is not closed yet. `late`: reports in it that came after their own month's due day. `open`: reports of
    its visits that nobody confirmed or that are talked over; `unwritten`: visits without one."""

    first: date
    over: bool
    due_on: date
    sums: Sequence[Sum]
    late: int
    open: int
    unwritten: int

    @property
    def count(self) -> int:
        return sum(len(one.reports) for one in self.sums)

    @property
    def words(self) -> str:
        return rules.label(sum(one.minutes for one in self.sums))

    @property
    def user_yen(self) -> int:
        return sum(one.user_yen for one in self.sums)

    @property
    def city_yen(self) -> int:
        return sum(one.city_yen for one in self.sums)


class Stands(StrEnum):
    """Where the money of a top-up is. The word on screen is `views.months_pages.STANDS`."""

    NOTHING = "nothing"  # the tariff gives nothing from the city
    PAID = "paid"
    PLANNED = "planned"
    RETURNED = "returned"
    NO_ACCOUNT = "no_account"
    UNCONFIRMED = "unconfirmed"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Line:
    """`name`: empty for who may not see it."""

    top_up: TopUp
    name: str
    payee: Payee | None
    payment: Payment | None
    stands: Stands

    @property
    def words(self) -> str:
        return rules.label(self.top_up.minutes)

    @property
    def total_yen(self) -> int:
        return self.top_up.user_yen + self.top_up.city_yen

    @property
    def hidden(self) -> bool:
        """Whether the person is under protection."""
        return self.name == HIDDEN

    @property
    def ready(self) -> bool:
        """Whether a run would take it in now; what the bank returned is taken in again."""
        return self.stands in (Stands.READY, Stands.RETURNED)


def stamp(top_ups: Iterable[TopUp]) -> str:
    """Of the sums that a page shows, provider by provider."""
    rows = [(one.provider_id, one.reports_count, one.minutes, one.user_yen, one.city_yen) for one in top_ups]
    return seen.stamp(sorted(rows))


def loose(centre: Centre) -> QuerySet[Report]:
    """Confirmed and in no month yet."""
    return Report.objects.filter(
        visit__request__member__centre=centre, state=ReportState.CONFIRMED, top_up__isnull=True
    )


def sums(rows: Iterable[Report]) -> list[Sum]:
    """One for each provider, in the order of their numbers. `rows` come with visit and provider."""
    by_provider: dict[Member, list[Report]] = {}
    for row in rows:
        if row.visit.provider is not None:
            by_provider.setdefault(row.visit.provider, []).append(row)
    found = [
        Sum(
            provider, own, reports.minutes(own), sum(one.user_yen for one in own), sum(one.city_yen for one in own)
        )
        for provider, own in by_provider.items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.provider.number or 0, one.provider.pk))


def coming(centre: Centre, today: date) -> list[Coming]:
    """The months not closed yet in which something stands, the oldest first. What came too late for a closed month is shown
    in the first open one after it."""
    closed, due = closed_months(centre), reports.due_days(centre)
    cells: dict[date, list[Report]] = {}
    for row in reports.whole(loose(centre)).order_by("visit__starts_at", "pk"):
        cells.setdefault(open_month(due.month(row), closed), []).append(row)
    waiting, unwritten = _waiting(centre, today)
    firsts = sorted({*cells, *waiting, *unwritten} - closed)
    return [
        _coming(first, cells.get(first, []), today, due, waiting.get(first, 0), unwritten.get(first, 0))
        for first in firsts
    ]


def _coming(
    first: date, rows: Sequence[Report], today: date, due: DueDays, waits: int, unwritten: int
) -> Coming:
    due_on = rules.due_on(first, due.day(first))
    late = sum(rules.first_of_month(row.visit.day) < first for row in rows)
    return Coming(first, today > rules.last_of_month(first), due_on, sums(rows), late, waits, unwritten)


def _waiting(centre: Centre, today: date) -> tuple[dict[date, int], dict[date, int]]:
    """By month of the visit: reports not confirmed, and visits without one."""
    open_ones = Report.objects.filter(visit__request__member__centre=centre).exclude(
        state=ReportState.CONFIRMED
    )
    visits = reports.to_write(clock.day_bounds(today)[0]).filter(request__member__centre=centre)
    return _counted(open_ones.values_list("visit__day", flat=True)), _counted(
        visits.values_list("day", flat=True)
    )


def _counted(days: Iterable[date]) -> dict[date, int]:
    found: dict[date, int] = {}
    for day in days:
        first = rules.first_of_month(day)
        found[first] = found.get(first, 0) + 1
    return found


def closed_months(centre: Centre) -> set[date]:
    rows = Month.objects.filter(centre=centre).exclude(state=MonthState.OPEN)
    return set(rows.values_list("first", flat=True))


def open_month(first: date, closed: Collection[date]) -> date:
    while first in closed:
        first = rules.next_month(first)
    return first


def months(centre: Centre) -> QuerySet[Month]:
    """Closed ones, the newest first."""
    rows = Month.objects.filter(centre=centre).exclude(state=MonthState.OPEN)
    return rows.select_related("closed_by", "approved_by").prefetch_related("top_ups").order_by("-first")


def one(public_id: str) -> Month | None:
    rows = Month.objects.select_related("centre", "closed_by", "approved_by").exclude(state=MonthState.OPEN)
    return rows.filter(public_id=public_id).first()


def lines(month: Month, *, day: date) -> list[Line]:
    """The month's top-ups with where their money stands. People under protection stay in the sums without a name."""
    rows = list(month.top_ups.select_related("provider").order_by("provider__number", "pk"))
    accounts = payees_of([row.provider for row in rows])
    payments = lines_of_payouts.newest(PROGRAMME, [reference(row) for row in rows])
    seen = unprotected([row.provider for row in rows], day=day)
    return [
        Line(
            row, row.provider.name if row.provider_id in seen else HIDDEN, accounts.get(row.provider_id),
            payments.get(reference(row)), _stands(row, accounts.get(row.provider_id), payments.get(reference(row))),
        )
        for row in rows
    ]  # fmt: skip


def unprotected(members: Iterable[Member], *, day: date) -> set[int]:
    """Of these, the keys of those whose name may be shown in lists and files."""
    rows = Member.objects.filter(pk__in={one.pk for one in members})
    return set(people.without_protected(rows, "person", day=day).values_list("pk", flat=True))


def top_up(month: Month, public_id: str) -> TopUp | None:
    rows = month.top_ups.select_related("month__centre", "provider")
    return rows.filter(public_id=public_id).first()


def top_ups_of(member: Member) -> QuerySet[TopUp]:
    """A provider's own, once the city has said yes; the newest first."""
    rows = TopUp.objects.filter(
        provider=member, month__state__in=(MonthState.APPROVED, MonthState.SENT)
    ).select_related("month__centre", "provider")
    return rows.order_by("-month__first")


def reference(row: TopUp) -> str:
    """What payouts knows the top-up by: it is paid once."""
    return lines_of_payouts.reference(PROGRAMME, row.public_id)


def outside_code(member: Member) -> str:
    """What payouts knows a member without an account by."""
    return lines_of_payouts.outside_code(PROGRAMME, member.public_id)


def payees_of(members: Sequence[Member]) -> dict[int, Payee]:
    return lines_of_payouts.payees_of(PROGRAMME, members)


def unsettled() -> list[int]:
    """Payments whose result stands in payouts and not yet on its top-up."""
    return lines_of_payouts.unsettled(
        PROGRAMME,
        lambda keys: dict(TopUp.objects.filter(public_id__in=keys).values_list("public_id", "paid_on")),
    )


def _stands(row: TopUp, payee: Payee | None, payment: Payment | None) -> Stands:
    if row.city_yen == 0:
        return Stands.NOTHING
    if row.paid_on is not None:
        return Stands.PAID
    if payment is not None and payment.state in LIVING:
        return Stands.PLANNED
    if payee is None:
        return Stands.NO_ACCOUNT
    if payee.state != Payee.State.CONFIRMED:
        return Stands.UNCONFIRMED
    return Stands.RETURNED if payment is not None else Stands.READY

"""A month of honoraria: what can be closed, who is held back and why, where each line's money stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.conf import settings
from django.db.models import QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.roster.models import Attendance, Helper, Honorarium, Month, Programme
from ibasho.rooms.roster.queries.hours import span_of
from ibasho.rooms.roster.rules import honoraria
from ibasho.rooms.roster.rules import minutes as rules
from ibasho.rooms.roster.rules.honoraria import Pay
from ibasho.rooms.roster.rules.kinds import MonthState, PayKind, PayWay
from ibasho.town.payouts.models import Payee, Payment
from ibasho.town.payouts.queries import lines as lines_of_payouts
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

PROGRAMME = "roster"
LIVING = lines_of_payouts.LIVING
HIDDEN = "（名前は ふせています）"


@dataclass(frozen=True, slots=True)
class Draft:
    """A line as it would be made: the approved hours of a helper that are in no line yet. `held` says what is in the way."""

    helper: Helper
    attendances: Sequence[Attendance]
    minutes: int
    yen_per_hour: int
    pay: Pay
    held: str

    @property
    def by_bank(self) -> bool:
        return honoraria.is_in_the_bank_run(PayWay(self.helper.pay_way), self.pay.net_yen)

    @property
    def words(self) -> str:
        return rules.label(self.minutes)


@dataclass(frozen=True, slots=True)
class Coming:
    """A month of an organisation that can be closed (`over`) or still runs."""

    organisation: Organisation
    first: date
    over: bool
    drafts: Sequence[Draft]
    open_turns: int

    @property
    def ready(self) -> list[Draft]:
        return [one for one in self.drafts if not one.held]

    @property
    def held(self) -> list[Draft]:
        return [one for one in self.drafts if one.held]

    @property
    def words(self) -> str:
        return rules.label(sum(one.minutes for one in self.ready))

    @property
    def yen(self) -> int:
        return sum(one.pay.amount_yen for one in self.ready)


class Stands(StrEnum):
    """Where the money of a line is. The word on screen is `views.months.STANDS`."""

    NOTHING = "nothing"  # no yen: hours alone
    PAID = "paid"
    PLANNED = "planned"
    RETURNED = "returned"
    CASH = "cash"  # to be handed over
    NO_ACCOUNT = "no_account"
    UNCONFIRMED = "unconfirmed"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Line:
    honorarium: Honorarium
    name: str
    payee: Payee | None
    payment: Payment | None
    stands: Stands

    @property
    def net_yen(self) -> int:
        return self.honorarium.amount_yen - self.honorarium.tax_yen

    @property
    def words(self) -> str:
        return rules.label(self.honorarium.minutes)

    @property
    def ready(self) -> bool:
        """Whether a run would take it in now; what the bank returned is taken in again."""
        return self.stands in (Stands.READY, Stands.RETURNED)


def organisations(by: Actor, at: datetime) -> QuerySet[Organisation]:
    """Whose months this person closes."""
    return people.organisations_of(by, Permission.ROSTER_PAY, day=clock.day(at)).order_by("name", "pk")


def without_account(found: Sequence[Coming], *, day: date) -> list[Helper]:
    """Helpers of these months who are paid by bank and whose account nobody has written; people under protection are in
    no list."""
    helpers = {one.helper.pk: one.helper for month in found for one in month.drafts if one.by_bank}
    known, seen = payees_of(list(helpers.values())), unprotected(list(helpers.values()), day=day)
    return [one for key, one in helpers.items() if key not in known and key in seen and one.name]


def open_attendances(organisation: Organisation, first: date) -> QuerySet[Attendance]:
    """Approved, of this month or before, and in no line: what was approved late comes with the next month."""
    return Attendance.objects.filter(
        taken__helper__organisation=organisation, approved_at__isnull=False, honorarium__isnull=True,
        taken__shift__day__lte=honoraria.last_of_month(first),
    )  # fmt: skip


def drafts(organisation: Organisation, first: date, rows: Iterable[Attendance]) -> list[Draft]:
    """One for each helper, in order of the call name. `rows` come with taken, shift and helper."""
    by_helper: dict[Helper, list[Attendance]] = {}
    for row in rows:
        by_helper.setdefault(row.taken.helper, []).append(row)
    rate = yen_per_hour(organisation)
    found = [_draft(helper, own, rate) for helper, own in by_helper.items()]
    return sorted(found, key=lambda one: (one.helper.call_name, one.helper.pk))


def _draft(helper: Helper, own: Sequence[Attendance], rate: int) -> Draft:
    kind = PayKind(helper.pay_kind)
    total = sum(rules.minutes(span_of(row)) for row in own)
    last_day = max(row.taken.shift.day for row in own)
    made = honoraria.pay(kind, total, rate, tax_rate=settings.HONORARIUM_TAX.get(kind.value, 0))
    held = honoraria.held_back(kind, side_job_until=helper.side_job_until, last_day=last_day)
    return Draft(helper, own, total, rate, made, held)


def yen_per_hour(organisation: Organisation) -> int:
    found = Programme.objects.filter(organisation=organisation).values_list("yen_per_hour", flat=True).first()
    return int(Programme._meta.get_field("yen_per_hour").default) if found is None else found


def coming(found: Sequence[Organisation], today: date) -> list[Coming]:
    """For each organisation the months not closed yet in which hours stand, the oldest first. Hours that came too late
    for a closed month are shown in the first open one after it."""
    rows = Attendance.objects.filter(taken__helper__organisation__in=found, honorarium__isnull=True)
    rows = rows.select_related("taken__shift", "taken__helper").order_by("taken__shift__day", "pk")
    closed = _closed(found)
    cells: dict[tuple[int, date], list[Attendance]] = {}
    for row in rows:
        organisation = row.taken.helper.organisation_id
        first = _open_month(honoraria.first_of_month(row.taken.shift.day), closed.get(organisation, set()))
        cells.setdefault((organisation, first), []).append(row)
    by_key = {one.pk: one for one in found}
    return [_coming(by_key[key], first, own, today) for (key, first), own in sorted(cells.items())]


def _coming(organisation: Organisation, first: date, rows: Sequence[Attendance], today: date) -> Coming:
    sure = [row for row in rows if row.approved_at is not None]
    over = today > honoraria.last_of_month(first)
    return Coming(organisation, first, over, drafts(organisation, first, sure), len(rows) - len(sure))


def _closed(found: Sequence[Organisation]) -> dict[int, set[date]]:
    rows = Month.objects.filter(organisation__in=found).exclude(state=MonthState.OPEN)
    closed: dict[int, set[date]] = {}
    for organisation, first in rows.values_list("organisation_id", "first"):
        closed.setdefault(organisation, set()).add(first)
    return closed


def _open_month(first: date, closed: Collection[date]) -> date:
    while first in closed:
        first = honoraria.next_month(first)
    return first


def months(found: Sequence[Organisation]) -> QuerySet[Month]:
    """Closed ones, the newest first."""
    rows = Month.objects.filter(organisation__in=found).exclude(state=MonthState.OPEN)
    return rows.select_related("organisation", "closed_by").order_by("-first", "organisation__name", "pk")


def one(public_id: str) -> Month | None:
    rows = Month.objects.select_related("organisation", "closed_by").exclude(state=MonthState.OPEN)
    return rows.filter(public_id=public_id).first()


def lines(month: Month, *, day: date) -> list[Line]:
    """The month's lines with where their money stands. People under protection stay in the sums without a name."""
    rows = list(month.lines.select_related("helper").order_by("helper__call_name", "pk"))
    receivers = payees_of([row.helper for row in rows])
    payments = lines_of_payouts.newest(PROGRAMME, [reference(row) for row in rows])
    seen = unprotected([row.helper for row in rows], day=day)
    return [
        _line(row, receivers.get(row.helper_id), payments.get(reference(row)), row.helper_id in seen)
        for row in rows
    ]


def unprotected(helpers: Iterable[Helper], *, day: date) -> set[int]:
    """Of these, the ids of those whose name may be shown in lists and files."""
    rows = Helper.objects.filter(pk__in={one.pk for one in helpers})
    return set(people.without_protected(rows, "person", day=day).values_list("pk", flat=True))


def _line(row: Honorarium, payee: Payee | None, payment: Payment | None, is_seen: bool) -> Line:
    name = (row.helper.name or row.helper.public_id) if is_seen else HIDDEN
    return Line(row, name, payee, payment, _stands(row, payee, payment))


def _stands(row: Honorarium, payee: Payee | None, payment: Payment | None) -> Stands:
    if row.amount_yen == row.tax_yen:
        return Stands.NOTHING
    if row.paid_on is not None:
        return Stands.PAID
    if row.pay_way == PayWay.CASH:
        return Stands.CASH
    if payment is not None and payment.state in LIVING:
        return Stands.PLANNED
    if payee is None:
        return Stands.NO_ACCOUNT
    if payee.state != Payee.State.CONFIRMED:
        return Stands.UNCONFIRMED
    return Stands.RETURNED if payment is not None else Stands.READY


def reference(row: Honorarium) -> str:
    """What payouts knows the line by: it is paid once."""
    return lines_of_payouts.reference(PROGRAMME, row.public_id)


def outside_code(helper: Helper) -> str:
    """What payouts knows a helper without an account by."""
    return lines_of_payouts.outside_code(PROGRAMME, helper.public_id)


def payees_of(helpers: Sequence[Helper]) -> dict[int, Payee]:
    return lines_of_payouts.payees_of(PROGRAMME, helpers)


def held(month: Month) -> list[Draft]:
    """Helpers with approved hours of the month who are in no line of it: held back, or mended and to be added."""
    rows = open_attendances(month.organisation, month.first).filter(
        taken__shift__day__gte=month.first
    )  # older ones wait for the next month
    rows = rows.exclude(taken__helper__honoraria__month=month).select_related("taken__shift", "taken__helper")
    return drafts(month.organisation, month.first, rows.order_by("taken__shift__day", "pk"))


def unsettled() -> list[int]:
    """Payments whose result stands in payouts and not yet on its line."""
    return lines_of_payouts.unsettled(
        PROGRAMME,
        lambda keys: dict(Honorarium.objects.filter(public_id__in=keys).values_list("public_id", "paid_on")),
    )

"""What groups lend each other: what there is, who has it when, what waits for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.network.models import Loan, LoanItem
from ibasho.rooms.network.rules import lending as rules
from ibasho.rooms.network.rules.kinds import LoanState

WEEKS = 6
RUNNING = (LoanState.ASKED, LoanState.AGREED, LoanState.LENT)


@dataclass(frozen=True, slots=True)
class Free:
    day: date
    free: int


@dataclass(frozen=True, slots=True)
class Line:
    """An item with how many are free today."""

    item: LoanItem
    free_today: int


def spans(item: LoanItem, today: date) -> list[rules.Span]:
    """What takes from what there is. What should be back and is not is still out."""
    found = []
    for one in item.loans.all():
        if one.state not in rules.HOLDING:
            continue
        late = one.state == LoanState.LENT and one.ends_on < today
        found.append(rules.Span(one.starts_on, today if late else one.ends_on, one.count))
    return found


def items(today: date, *, but: Iterable[int] = ()) -> list[Line]:
    """What is lent at the moment, others' for a group (`but`: its own organisations)."""
    rows = LoanItem.objects.filter(is_active=True, organisation__is_active=True).exclude(
        organisation__in=list(but)
    )
    return _lines(rows, today)


def own(organisations: Iterable[int], today: date) -> list[Line]:
    return _lines(LoanItem.objects.filter(organisation__in=list(organisations)), today)


def item(public_id: str) -> LoanItem:
    """Raises NotFound."""
    found = (
        LoanItem.objects.select_related("organisation")
        .prefetch_related("loans")
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise NotFound("network.loan_item_unknown", "見つかりません。一覧から えらんでください。")
    return found


def calendar(of: LoanItem, today: date) -> list[list[Free]]:
    """The coming six weeks from this Monday on, a week a row."""
    monday, known = today - timedelta(days=today.weekday()), spans(of, today)
    days = [monday + timedelta(days=step) for step in range(7 * WEEKS)]
    free = [Free(day, max(of.count - rules.out_on(day, known), 0)) for day in days]
    return [free[start : start + 7] for start in range(0, len(free), 7)]


def loan(public_id: str) -> Loan:
    """Raises NotFound."""
    found = _loans().filter(public_id=public_id).first()
    if found is None:
        raise NotFound("network.loan_unknown", "見つかりません。一覧から えらんでください。")
    return found


def running(organisations: Sequence[int] | None = None) -> QuerySet[Loan]:
    """Asked, promised or out: of these organisations on either side, or everybody's."""
    return _of(organisations).filter(state__in=RUNNING).order_by("starts_on", "pk")


def over(organisations: Sequence[int] | None = None) -> QuerySet[Loan]:
    return _of(organisations).exclude(state__in=RUNNING).order_by("-ends_on", "-pk")[:30]


def to_answer(organisations: Sequence[int]) -> QuerySet[Loan]:
    return _loans().filter(item__organisation__in=organisations, state=LoanState.ASKED)


def late(organisations: Sequence[int], today: date) -> QuerySet[Loan]:
    """Out longer than promised, on either side."""
    return _of(organisations).filter(state=LoanState.LENT, ends_on__lt=today)


def _of(organisations: Sequence[int] | None) -> QuerySet[Loan]:
    rows = _loans()
    if organisations is None:
        return rows
    return rows.filter(Q(organisation__in=organisations) | Q(item__organisation__in=organisations))


def _loans() -> QuerySet[Loan]:
    return Loan.objects.select_related("item__organisation", "organisation")


def _lines(rows: QuerySet[LoanItem], today: date) -> list[Line]:
    found = rows.select_related("organisation").prefetch_related("loans").order_by("kind", "name", "pk")
    return [Line(one, max(one.count - rules.out_on(today, spans(one, today)), 0)) for one in found]

"""Papers at schools: whose link this is, what each school says, whom to ring up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from ibasho.base.kernel import holidays
from ibasho.base.kernel.errors import NotFound
from ibasho.base.ui.links import Link
from ibasho.rooms.bulletin.models import Delivery, Handout
from ibasho.rooms.bulletin.rules import schools as numbers
from ibasho.rooms.bulletin.rules.handouts import Told
from ibasho.town.areas import queries as areas

LINK = Link("bulletin.school", "bulletin:school_link")
LINK_DAYS = 365  # after the day of the paper its links are dead
_LOOK_AHEAD = timedelta(days=120)  # no long holiday is longer


@dataclass(frozen=True, slots=True)
class Line:
    """One school of a hand-out. `overdue`: it has said nothing for long enough to ring up. `closed`: nothing is brought there."""

    delivery: Delivery
    told: Told
    overdue: bool
    closed: bool

    @property
    def bundles(self) -> str:
        return numbers.bundle_words(self.delivery.classes, self.delivery.copies)


@dataclass(frozen=True, slots=True)
class Totals:
    """Of a hand-out's schools that go on or have it."""

    schools: int
    classes: int
    copies: int
    handed: int
    received: int
    given_out: int
    mailed: int


def told(row: Delivery) -> Told:
    return Told(row.received_on, row.given_out_on, row.mailed_on)


def rows() -> QuerySet[Delivery]:
    return Delivery.objects.select_related("handout", "school", "code")


def one(public_id: str) -> Delivery:
    """Raises NotFound."""
    found = rows().filter(public_id=public_id).first()
    if found is None:
        raise NotFound("bulletin.delivery_unknown", "見つかりません。一覧から えらんでください。")
    return found


def by_token(token: str, today: date) -> Delivery | None:
    """Whose link this is; None for one that was replaced, or long after its paper."""
    found = LINK.find(rows(), token)
    if found is None or today > found.handout.hand_on + timedelta(days=LINK_DAYS):
        return None
    return found


def lines(handout: Handout, today: date) -> list[Line]:
    """By district and name; a school that closed before it got any stands last."""
    found = rows().filter(handout=handout).order_by("school__district", "school__kana", "school__name", "pk")
    late = {one.pk for one in overdue(today, found)}
    made = [Line(one, told(one), one.pk in late, _closed(one)) for one in found]
    return sorted(made, key=lambda line: line.closed)


def totals(found: list[Line]) -> Totals:
    going = [line.delivery for line in found if not line.closed]
    return Totals(
        len(going), sum(one.classes for one in going), sum(one.copies for one in going),
        *(sum(getattr(one, name) is not None for one in going) for name in ("handed_on", "received_on", "given_out_on", "mailed_on")),
    )  # fmt: skip


def silent(found: QuerySet[Delivery] | None = None) -> QuerySet[Delivery]:
    """Schools that have a paper and have said nothing."""
    base = rows() if found is None else found
    return base.filter(
        handed_on__isnull=False, received_on=None, given_out_on=None, mailed_on=None, school__is_active=True,
        handout__dropped_on=None,
    )  # fmt: skip


def overdue(today: date, found: QuerySet[Delivery] | None = None) -> list[Delivery]:
    """Whom to ring up: nothing said for more than five school days, the longest first."""
    breaks = areas.long_holidays(today - _LOOK_AHEAD, today + _LOOK_AHEAD)
    late = perhaps_overdue(today, found)
    return [
        one for one in late.order_by("handed_on", "pk")
        if numbers.is_overdue(one.handed_on, one.called_on, today, breaks=breaks, is_holiday=holidays.is_holiday)
    ]  # fmt: skip


def perhaps_overdue(today: date, found: QuerySet[Delivery] | None = None) -> QuerySet[Delivery]:
    """Nothing said for so many days that they may hold five school days."""
    far = today - timedelta(days=numbers.WAIT_DAYS)
    return silent(found).filter(Q(called_on=None) | Q(called_on__lt=far), handed_on__lt=far)


def _closed(one: Delivery) -> bool:
    return not one.school.is_active and one.handed_on is None

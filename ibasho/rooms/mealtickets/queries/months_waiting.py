"""「わたしを待っているもの」 of the month's end: months to close, statements to bring into a run."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.mealtickets.models import Fund
from ibasho.rooms.mealtickets.queries import months
from ibasho.rooms.mealtickets.rules.months import Period
from ibasho.town.payouts.models import Payee, Payment
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """For those who handle money; nothing waits: no line."""
    today = clock.day(at)
    if not people.may(by, Permission.MEALS_MONEY, day=today):
        return []
    funds = list(Fund.objects.filter(is_active=True))
    periods = [months.next_period(fund) for fund in funds]
    over = [one for one in periods if one is not None and today > one.cut_off]
    ready = sum(_has_unpaid(fund) for fund in funds)
    found = [
        Waiting(
            _("月を しめる"), len(over), "mealtickets:months", "calendar",
            oldest=min((one.cut_off for one in over), default=None),
        ),
        Waiting(_("お店への 支払いを 起案する"), ready, "mealtickets:months", "yen"),
    ]  # fmt: skip
    return [one for one in found if one.count]


def _has_unpaid(fund: Fund) -> bool:
    """Whether the fund's last closing has a statement that could go into a run. Looks at statements and payments alone:
    this is asked on every home page."""
    closing = months.latest(fund)
    if closing is None:
        return False
    least = 1 if Period(closing.first_on, closing.cut_off_on).ends_the_nendo else max(1, fund.pay_min_yen)
    rows = closing.statements.annotate(yen=F("amount_yen") + F("carried_yen")).filter(yen__gte=least)
    living = Payment.objects.filter(reference=OuterRef("public_id"), state__in=months.LIVING)
    open_ones = list(rows.filter(~Exists(living)).select_related("shop__place"))
    payees = months.payees_of([row.shop for row in open_ones])
    return any(payee.state == Payee.State.CONFIRMED for payee in payees.values())

"""What of the meal tickets ends with a 年度: for the list of April (front.reports)."""

from __future__ import annotations

from datetime import date

from ibasho.rooms.mealtickets.models import Fund, Pool
from ibasho.rooms.mealtickets.queries import months


def pools_ending(last: date) -> int:
    """Open pools whose money was to last until `last` or earlier: they are told anew until when."""
    return Pool.objects.filter(
        fund__is_active=True, state=Pool.State.OPEN, lasts_until__isnull=False, lasts_until__lte=last
    ).count()


def months_open(nendo: int) -> int:
    """Funds with a month of that 年度 (or an older one) which is not closed yet."""
    periods = [months.next_period(fund) for fund in Fund.objects.filter(is_active=True)]
    return sum(one is not None and one.nendo <= nendo for one in periods)

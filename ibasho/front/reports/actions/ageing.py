"""What the inventory promises: reviews go ten years after their 年度, to-dos, hand-overs, April's ticks and deputies five."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.actor import Actor
from ibasho.front.reports import policies
from ibasho.front.reports.models import AprilTick, Deputy, Handover, Review, Todo

REVIEWS_YEARS: Final = 10
PAPERS_YEARS: Final = 5


@transaction.atomic
def forget_old(*, by: Actor, at: datetime) -> dict[str, int]:
    """Gives how many rows of each went."""
    policies.require_server(by)
    counts = {name: rows.delete()[0] for name, rows in _old(clock.day(at)).items()}
    if any(counts.values()):
        journal.record(
            "reports.papers.forget", noun="reports.Review", object_id="", by=by, at=at, data=counts
        )
    return counts


def _old(today: date) -> dict[str, QuerySet[Any]]:
    this = years.nendo(today)
    papers = this - PAPERS_YEARS  # the oldest 年度 that is kept
    return {
        "reviews": Review.objects.filter(nendo__lt=this - REVIEWS_YEARS),
        "todos": Todo.objects.filter(line__nendo__lt=papers),
        "handovers": Handover.objects.filter(nendo__lt=papers),
        "ticks": AprilTick.objects.filter(nendo__lt=papers),
        "deputies": Deputy.objects.filter(ends_on__lt=_years_before(today, PAPERS_YEARS)),
    }


def _years_before(day: date, count: int) -> date:
    """29 February becomes 28 February."""
    return day.replace(year=day.year - count, day=28 if (day.month, day.day) == (2, 29) else day.day)

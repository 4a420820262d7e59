"""Who worked when goes five years after its 年度, what was paid for it ten, calls for helpers three after they closed."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.nendo import first_day, nendo
from ibasho.rooms.roster.models import Attendance, Honorarium, Month, Shift, Taken, Vacancy

SHIFT_YEARS: Final = 5
MONEY_YEARS: Final = 10
VACANCY_YEARS: Final = 3


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> dict[str, int]:
    """The nightly job. Gives how many rows of each went."""
    this = nendo(clock.day(at))
    shifts, money, calls = (first_day(this - years) for years in (SHIFT_YEARS, MONEY_YEARS, VACANCY_YEARS))
    closed = Q(closed_at__lt=clock.day_bounds(calls)[0]) | Q(closed_at__isnull=True, closes_on__lt=calls)
    old = {  # what points to another goes before it
        "attendances": Attendance.objects.filter(taken__shift__day__lt=shifts),
        "taken": Taken.objects.filter(shift__day__lt=shifts),
        "shifts": Shift.objects.filter(day__lt=shifts),
        "honoraria": Honorarium.objects.filter(month__first__lt=money, attendances__isnull=True),
        "months": Month.objects.filter(first__lt=money, lines__isnull=True),
        "vacancies": Vacancy.objects.filter(closed),
    }
    counts = {name: rows.delete()[0] for name, rows in old.items()}
    if any(counts.values()):
        journal.record("roster.shifts.forget", noun="roster.Shift", object_id="", by=by, at=at, data=counts)
    return counts

"""Dates that run out soon: the procedure's own, and 研修."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from ibasho.rooms.roster.models import Helper, Safeguard, Training
from ibasho.rooms.roster.rules.kinds import HelperState
from ibasho.rooms.roster.rules.safeguarding import STAGES, stage

SAFEGUARD, TRAINING = "safeguard", "training"
OLD_DAYS = 30  # whoever has not acted by then has been told often enough


@dataclass(frozen=True, slots=True)
class Due:
    """`stage`: 30 or 7 days ahead."""

    helper: Helper
    what: str
    due_on: date
    stage: int

    @property
    def subject(self) -> str:
        name = _("見守りの手つづき") if self.what == SAFEGUARD else _("研修")
        return _("{name}の 期限が 近づいています").format(name=name)


def soon(today: date) -> list[Due]:
    """Of every registered helper, nearest first."""
    found = [
        Due(row.helper, SAFEGUARD, row.due_on, near)
        for row in safeguards(today).select_related("helper__organisation")
        if row.due_on and (near := stage(row.due_on, today))
    ]
    found += [
        Due(one.helper, TRAINING, one.valid_until, near)
        for one in trainings(today).select_related("helper__organisation")
        if one.valid_until and (near := stage(one.valid_until, today))
    ]
    return sorted(found, key=lambda one: (one.due_on, one.helper.pk))


def safeguards(today: date) -> QuerySet[Safeguard]:
    """Dates that run out within the longest reminder, or did so lately."""
    return Safeguard.objects.filter(
        helper__state=HelperState.REGISTERED,
        due_on__lte=today + timedelta(days=max(STAGES)),
        due_on__gte=today - timedelta(days=OLD_DAYS),
    )


def trainings(today: date) -> QuerySet[Training]:
    """Those of registered helpers that run out within that time, or did so lately, and were not taken again since."""
    again = Training.objects.filter(helper=OuterRef("helper"), title=OuterRef("title")).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=OuterRef("valid_until"))
    )
    return Training.objects.filter(
        ~Exists(again),
        helper__state=HelperState.REGISTERED,
        valid_until__lte=today + timedelta(days=max(STAGES)),
        valid_until__gte=today - timedelta(days=OLD_DAYS),
    )

"""What was asked, told and typed about places goes in its time: papers as rows, staff's numbers from what stays."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed
from ibasho.town.places import policies
from ibasho.town.places.models import (
    Claim,
    ClosedDays,
    ImportRun,
    MistakeReport,
    Place,
    PlaceChange,
    SessionReport,
)

PAPER_DAYS: Final = 365  # after somebody decided
NUMBER_DAYS: Final = 3 * 365  # whose number stands in what the city keeps
FILE_DAYS: Final = 5 * 365


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> dict[str, int]:
    """The nightly job. Gives how many of each went or lost a person's number."""
    if not policies.is_server(by):
        raise NotAllowed(
            "people.not_allowed", "この操作は あなたの役割では できません。代表の人に たのんでください。"
        )
    counts = {name: rows.delete()[0] for name, rows in _papers(at).items()}
    counts |= {name: rows.update(**{field: None}) for name, (rows, field) in _numbers(clock.day(at)).items()}
    if any(counts.values()):
        journal.record("places.retention.drop", noun="places.Place", object_id="", by=by, at=at, data=counts)
    return counts


def _papers(at: datetime) -> dict[str, QuerySet[Any]]:
    year_ago = at - timedelta(days=PAPER_DAYS)
    return {
        "changes": PlaceChange.objects.filter(decided_at__lt=year_ago),
        "claims": Claim.objects.filter(decided_at__lt=year_ago),
        "mistakes": MistakeReport.objects.filter(settled_at__lt=year_ago),
        "files": ImportRun.objects.filter(uploaded_at__lt=at - timedelta(days=FILE_DAYS)),
    }


def _numbers(today: date) -> dict[str, tuple[QuerySet[Any], str]]:
    long_ago, year_ago = today - timedelta(days=NUMBER_DAYS), today - timedelta(days=PAPER_DAYS)
    verified = Place.objects.filter(verified_on__lt=long_ago, verified_by__isnull=False)
    closed = SessionReport.objects.filter(session__day__lt=long_ago, closed_by__isnull=False)
    told = ClosedDays.objects.filter(last__lt=year_ago, told_by__isnull=False)
    return {
        "verified_by": (verified, "verified_by"),
        "closed_by": (closed, "closed_by"),
        "told_by": (told, "told_by"),
    }

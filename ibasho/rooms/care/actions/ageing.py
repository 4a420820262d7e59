"""What the inventory promises of figures, lists and wordings: five or ten years after their 年度 they go, every night."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import matters
from ibasho.rooms.care.models import (
    ConsentText,
    Consultation,
    CouncilMember,
    NotesFrom,
    PublishedYear,
    Referral,
    YearRelease,
)
from ibasho.rooms.care.rules import ageing as rules
from ibasho.town.concerns.rules import clock as keeping


@transaction.atomic
def forget_old(*, by: Actor, at: datetime) -> dict[str, int]:
    """Gives how many rows of each went. What somebody typed in lately about a year long over stays until it is old itself."""
    policies.require_server(by)
    counts = {name: rows.delete()[0] for name, rows in _old(clock.day(at)).items()}
    if any(counts.values()):
        journal.record("care.retention.drop", noun=matters.NOUN, object_id="", by=by, at=at, data=counts)
    return counts


def _old(today: date) -> dict[str, QuerySet[Any]]:
    end = rules.figures_go_before(today)
    since, nendo = clock.at(end, keeping.MIDNIGHT), years.nendo(end)
    return {
        "notes_from": NotesFrom.objects.filter(month__lt=keeping.rows_go_before(today)),
        "consultations": Consultation.objects.filter(on__lt=end, noted_at__lt=since),
        "published_years": PublishedYear.objects.filter(nendo__lt=nendo, noted_at__lt=since),
        "releases": YearRelease.objects.filter(nendo__in=_released_before(nendo, since)),
        "council_members": CouncilMember.objects.filter(ends_on__lt=end, set_at__lt=since),
        "consent_texts": _texts(end),
    }


def _released_before(nendo: int, since: datetime) -> list[int]:
    """Whole 年度 alone: a later release is worked out against all earlier ones of its 年度."""
    old = YearRelease.objects.filter(nendo__lt=nendo).values("nendo").annotate(last=Max("released_at"))
    return [one["nendo"] for one in old if one["last"] < since]


def _texts(end: date) -> QuerySet[ConsentText]:
    """Another has held in their place for ten years, and nobody said yes to them of whom a row still stands."""
    after = ConsentText.objects.filter(version__gt=OuterRef("version"), starts_on__lt=end)
    agreed = Referral.objects.filter(consent_text=OuterRef("pk"))
    return ConsentText.objects.filter(Exists(after), ~Exists(agreed))

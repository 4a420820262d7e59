"""What the inventory promises of talks, papers, 保健所 and sheets: five years after the end of their 年度 they go, agreements ten."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import Agreement, Contact, Hygiene, Insurance, Sheet
from ibasho.rooms.network.rules.contacts import AGREEMENTS_KEPT_YEARS, ROWS_KEPT_YEARS, kept_from


@transaction.atomic
def forget_old(*, by: Actor, at: datetime) -> dict[str, int]:
    """Gives how many rows of each went. What was typed in lately about a year long over stays until it is old itself."""
    policies.require_server(by)
    counts = {name: _delete(rows) for name, rows in _old(clock.day(at)).items()}
    if any(counts.values()):
        journal.record(
            "network.register.forget", noun="network.Contact", object_id="", by=by, at=at, data=counts
        )
    return counts


def _old(today: date) -> dict[str, QuerySet[Any]]:
    rows, agreements = (kept_from(today, years) for years in (ROWS_KEPT_YEARS, AGREEMENTS_KEPT_YEARS))
    since, long_since = clock.at(rows, time.min), clock.at(agreements, time.min)
    ended = Q(ends_on__isnull=True, organisation__is_active=False)  # of a kitchen that nobody keeps any more
    return {
        "contacts": Contact.objects.filter(on__lt=rows, written_at__lt=since),
        "insurance": Insurance.objects.filter(ends_on__lt=rows, changed_at__lt=since),
        "hygiene": Hygiene.objects.filter(Q(ends_on__lt=rows) | ended, changed_at__lt=since),
        "agreements": Agreement.objects.filter(ends_on__lt=agreements, changed_at__lt=long_since),
        "sheets": Sheet.objects.filter(on__lt=rows, written_at__lt=since),
    }


def _delete(rows: QuerySet[Any]) -> int:
    """A correction goes before what it corrects, and what a younger row still corrects stays with it."""
    if rows.model is not Contact:
        return len([one.delete() for one in rows])
    gone = 0
    while found := list(rows.filter(corrected_by__isnull=True).values_list("pk", flat=True)):
        gone += Contact.objects.filter(pk__in=found).delete()[0]
    return gone

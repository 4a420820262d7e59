"""What of the open spaces ends with a 年度: for the list of April (front.reports)."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from ibasho.rooms.openhouse.models import DoorCard, RuleVersion, Step
from ibasho.rooms.openhouse.rules.kinds import ApplicationState

Held = tuple[int, date | None, date | None]


def version_spans(last: date, first: date) -> list[Held]:
    """(space, from, until) of every published version of the rules that holds on `last` or on `first`."""
    rows = RuleVersion.objects.filter(published_at__isnull=False, starts_on__lte=first).filter(
        Q(ends_on=None) | Q(ends_on__gte=last)
    )
    return list(rows.values_list("space_id", "starts_on", "ends_on"))


def cards_ending(last: date) -> int:
    """How many door cards in use stop on `last`."""
    return DoorCard.objects.filter(ends_on=last, stopped_at=None).count()


def decided_as_deputy(person_id: int, first: date, last: date) -> list[Step]:
    """What somebody decided for another (代決) between two days, the newest first."""
    rows = Step.objects.filter(by=person_id, as_deputy=True, at__date__gte=first, at__date__lte=last)
    return list(rows.select_related("application__space").order_by("-at", "-pk"))


def in_hand(person_id: int) -> int:
    """Applications somebody drafted or checked which nobody has decided yet."""
    open_ones = (ApplicationState.DRAFTED, ApplicationState.CHECKED)
    return (
        Step.objects.filter(by=person_id, application__state__in=open_ones)
        .values("application")
        .distinct()
        .count()
    )

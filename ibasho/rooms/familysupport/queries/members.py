"""Members as lists and numbers."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from ibasho.rooms.familysupport.models import Centre, Member
from ibasho.rooms.familysupport.rules.kinds import MemberKind


def active_on(centre: Centre, day: date) -> QuerySet[Member]:
    """Members on `day`, paused ones among them: joined by then, and not gone yet. What the subsidy counts.
    Whose name was erased still counts for the days of their membership."""
    there = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    return Member.objects.filter(there, centre=centre, joined_on__lte=day, number__isnull=False)


def counts(centre: Centre, day: date) -> dict[str, int]:
    """Members on `day` by kind; every kind has its number."""
    found = {one.value: 0 for one in MemberKind}
    rows = active_on(centre, day).order_by().values_list("kind").annotate(Count("pk"))
    return {**found, **dict(rows)}

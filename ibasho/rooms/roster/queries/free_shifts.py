"""Shifts that still want somebody, as one helper sees them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from ibasho.base.kernel import clock
from ibasho.rooms.roster.models import Helper, Shift
from ibasho.rooms.roster.queries import standing
from ibasho.rooms.roster.rules import eligibility
from ibasho.rooms.roster.rules.kinds import TakenState
from ibasho.town.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Free:
    """`mine`: may be taken. `others`: how many may not, by the sentence that says why."""

    mine: Sequence[Shift]
    others: Sequence[tuple[str, int]]


def holes(organisations: Iterable[Organisation], at: datetime) -> QuerySet[Shift, Any]:
    """Shifts to come of the organisations' rosters in use in which a slot is free, in order; each carries `held`."""
    taken = Count("taken", filter=Q(taken__state=TakenState.TAKEN))
    return (
        Shift.objects.filter(
            roster__place__organisation__in=organisations, roster__is_on=True, cancelled_at__isnull=True,
            day__gte=clock.day(at),
        )
        .annotate(held=taken)
        .filter(held__lt=F("wanted"))
        .select_related("roster__place")
        .order_by("day", "starts", "pk")
    )  # fmt: skip


def for_helper(helper: Helper, at: datetime) -> Free:
    """In four statements, whatever there is."""
    own = set(helper.taken.filter(state=TakenState.TAKEN).values_list("shift_id", flat=True))
    known, held = standing.of(helper), standing.held(helper, since=at)
    mine: list[Shift] = []
    others: Counter[str] = Counter()
    for shift in holes([helper.organisation], at):
        if shift.pk in own:
            continue
        refusal = eligibility.why_not(known, standing.wish(shift), held, at=at)
        if refusal is None:
            mine.append(shift)
        elif refusal.code != "shift_over":
            others[refusal.sentence] += 1
    return Free(mine, others.most_common())

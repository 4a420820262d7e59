"""What the groups' home page says of food, asked in one statement: what comes, and what must not be eaten."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.surplus.models import RecallAnswer, Share
from ibasho.rooms.surplus.queries import handing
from ibasho.rooms.surplus.rules.kinds import ShareState
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

_RECALLED = Q(
    recall_answer__isnull=False,
    recall_answer__answered_at__isnull=True,
    recall_answer__recall__closed_at__isnull=True,
)


def on_home(by: Actor, at: datetime) -> list[Share]:
    """Of one's own places: agreed and not handed yet, or recalled and not answered; what has to be eaten first, first."""
    groups = people.organisations_of(by, Permission.SURPLUS_HAND, day=clock.day(at))
    rows = handing.shares().filter(
        Q(state=ShareState.CONFIRMED) | _RECALLED, receiver__place__organisation__in=groups
    )
    rows = rows.select_related("recall_answer__recall__offer")
    return list(rows.order_by("proposal__offer__use_until", "pk"))


def coming(shares: list[Share]) -> list[Share]:
    return [one for one in shares if one.state == ShareState.CONFIRMED]


def recalled(shares: list[Share]) -> list[RecallAnswer]:
    """Not answered yet, the newest recall first."""
    found = [one.recall_answer for one in shares if hasattr(one, "recall_answer")]
    waits = [one for one in found if one.answered_at is None and one.recall.closed_at is None]
    return sorted(waits, key=lambda one: one.recall.recalled_at, reverse=True)

"""回収: who has some, who has answered, and the trace of every gram."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.surplus.models import Handover, NoShow, Recall, RecallAnswer, Share, Use
from ibasho.rooms.surplus.rules.kinds import ShareState
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


def recalls() -> QuerySet[Recall]:
    """Those still running first."""
    rows = Recall.objects.select_related("offer__organisation").prefetch_related("answers")
    return rows.order_by("closed_at", "-recalled_at", "-pk")


def running() -> QuerySet[Recall]:
    return recalls().filter(closed_at__isnull=True)


def answers(recall: Recall) -> list[RecallAnswer]:
    """Who has not answered first, and of them those nobody has reached yet."""
    rows = recall.answers.select_related("share__receiver__place__organisation", "share__handover")
    return sorted(rows, key=lambda one: (one.answered_at is not None, one.told_at is not None, one.pk))


def of_own(by: Actor, at: datetime) -> list[RecallAnswer]:
    """What was recalled from one's own places, unanswered first."""
    groups = people.organisations_of(by, Permission.SURPLUS_HAND, day=clock.day(at))
    rows = RecallAnswer.objects.filter(share__receiver__place__organisation__in=groups)
    found = rows.select_related("recall__offer", "share__receiver__place", "share__handover")
    return sorted(found, key=lambda one: (one.answered_at is not None, -one.recall.recalled_at.timestamp()))


def unanswered(by: Actor, at: datetime) -> list[RecallAnswer]:
    return [one for one in of_own(by, at) if one.answered_at is None and one.recall.closed_at is None]


@dataclass(frozen=True, slots=True)
class Trace:
    """One share from the giver's hand to the plate."""

    share: Share
    handover: Handover | None
    uses: tuple[Use, ...]
    no_show: NoShow | None
    answer: RecallAnswer | None

    @property
    def state(self) -> str:
        return ShareState(self.share.state).label

    @property
    def meals(self) -> int:
        return sum(one.meals for one in self.uses)


def trace(recall: Recall) -> list[Trace]:
    """Every share that was ever agreed of this offer, also those nobody came for."""
    rows = Share.objects.filter(proposal__offer=recall.offer).exclude(state=ShareState.PROPOSED)
    rows = rows.filter(proposal__confirmed_at__isnull=False)
    found = rows.select_related("receiver__place", "handover", "no_show", "recall_answer").prefetch_related(
        "uses"
    )
    return [
        Trace(
            one, getattr(one, "handover", None), tuple(one.uses.all()), getattr(one, "no_show", None),
            getattr(one, "recall_answer", None),
        )
        for one in found.order_by("receiver__place__name", "pk")
    ]  # fmt: skip

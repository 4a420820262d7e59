"""Notices as the desk and the public see them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from ibasho.rooms.bulletin.models import Broadcast, Notice
from ibasho.rooms.bulletin.rules.kinds import NoticeState
from ibasho.town.people import policies as people
from ibasho.town.places.rules.kinds import NEVER_FOR_ALL

OUT = (NoticeState.SENDING.value, NoticeState.SENT.value)


def found(*, state: str = "", text: str = "") -> QuerySet[Notice]:
    """For the desk, newest first."""
    rows = Notice.objects.select_related("broadcast", "place", "made_by").order_by("-made_at", "-pk")
    if state:
        rows = rows.filter(state=state)
    text = text.strip()
    return rows.filter(Q(title__icontains=text) | Q(words__icontains=text)) if text else rows


def find(public_id: str) -> Notice:
    """Raises NotFound."""
    row = found().filter(public_id=public_id).select_related("follows").first()
    if row is None:
        raise people.not_found()
    return row


def drafts() -> QuerySet[Notice]:
    """What somebody wrote and nobody has sent, the oldest first."""
    return Notice.objects.filter(state=NoticeState.DRAFT).order_by("made_at", "pk")


def public() -> QuerySet[Notice]:
    """What stands on the page: sent or going out, and what was stopped after it had reached somebody. Nothing of a place that
    is for its members by now. Newest first."""
    begun = Q(state__in=OUT) | Q(state=NoticeState.STOPPED, broadcast__told__gt=0)
    return (
        Notice.objects.filter(begun)
        .exclude(Q(place__restricted=True) | Q(place__kind__in=NEVER_FOR_ALL))
        .select_related("broadcast", "place")
        .order_by("-broadcast__started_at", "-pk")
    )


def of_district(rows: QuerySet[Notice], codes: list[str]) -> QuerySet[Notice]:
    """What is for one of these districts, or for everybody."""
    return rows.filter(Q(districts=[]) | Q(districts__overlap=codes)) if codes else rows


def open_broadcasts() -> QuerySet[Broadcast, int]:
    """Keys of what is going out, the oldest first."""
    rows = Broadcast.objects.filter(ended_at__isnull=True)
    return rows.order_by("started_at", "pk").values_list("pk", flat=True)


def follow_up(notice: Notice) -> Notice | None:
    """The one that corrects it."""
    return Notice.objects.filter(follows=notice).order_by("-pk").first()

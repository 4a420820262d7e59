"""Files the desk is looking at or has taken in."""

from __future__ import annotations

from django.db.models import QuerySet

from ibasho.base.kernel.actor import Actor
from ibasho.town.areas.models import AreaFile

RECENT = 20


def recent() -> QuerySet[AreaFile]:
    """The newest first, without their bytes."""
    return AreaFile.objects.defer("data", "look").select_related("ran_by").order_by("-uploaded_at")[:RECENT]


def file(public_id: str) -> AreaFile | None:
    return AreaFile.objects.defer("data").filter(public_id=public_id).first()


def waiting(by: Actor) -> QuerySet[AreaFile]:
    """Files this person has looked at and not decided about."""
    return AreaFile.objects.filter(ran_by_id=by.person_id, state=AreaFile.State.LOOKED)

"""What was handed on, to whom."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from ibasho.rooms.network.models import HandingOn


def handings() -> QuerySet[HandingOn]:
    rows = HandingOn.objects.select_related("from_place", "to_place", "host", "startup", "handed_by")
    return rows.order_by("-handed_on", "-pk")


def of_organisation(organisation_id: int) -> QuerySet[HandingOn]:
    """What it hosts, and what came from its own places."""
    return handings().filter(Q(host_id=organisation_id) | Q(from_place__organisation_id=organisation_id))

"""What of a room can be given to another place."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from ibasho.rooms.openhouse.models import Equipment, RuleVersion, Space
from ibasho.rooms.openhouse.queries import faces


def week_of(space: Space, today: date) -> RuleVersion | None:
    """The week that holds today, or else the newest that was published."""
    return faces.in_force(space, today) or faces.published([space]).order_by("-starts_on", "-pk").first()


def kit_of(space: Space) -> QuerySet[Equipment]:
    return Equipment.objects.filter(space=space, is_active=True).order_by("name")


def worth_copying() -> QuerySet[Space]:
    """Rooms in use with a published week."""
    told = RuleVersion.objects.filter(space=OuterRef("pk"), published_at__isnull=False)
    rows = Space.objects.filter(Exists(told), is_active=True).select_related("place__organisation")
    return rows.order_by("place__name", "order", "pk")

"""「わたしを待っているもの」 of the shops' tills: those whose meals nobody has heard of for days."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.mealtickets.models import Device, Shop
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

SILENT_AFTER = timedelta(
    days=7
)  # a shop's rest and its day off are shorter; meals given offline wait on the till


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """A till that has been online before, of a shop that takes cards. Nothing waits: no line."""
    if not people.may(by, Permission.MEALS_MANAGE, day=clock.day(at)):
        return []
    silent = Device.objects.filter(
        state=Device.State.ACTIVE, shop__state=Shop.State.STARTED, synced_at__lt=at - SILENT_AFTER
    )
    found = silent.values_list("synced_at", flat=True)
    days = [clock.day(one) for one in found if one is not None]
    if not days:
        return []
    label = _("7日より 長く つながっていない 端末")
    return [Waiting(label, len(days), "mealtickets:desk_shops", "phone", oldest=min(days), kind=Kind.WRONG)]

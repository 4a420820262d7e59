"""物品 of a space: what a group may borrow with it, and how many there are."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.models import Equipment, Lending, Space
from ibasho.rooms.openhouse.rules.kinds import BookingState
from ibasho.town.people.permissions import Permission


@transaction.atomic
def write(*, space: Space, name: str, count: int, by: Actor, at: datetime) -> Equipment:
    """Adds a thing, or says anew how many of it there are; 0: it is lent no more. Raises Conflict where more of them are
    promised to a group."""
    policies.require_space(by, Permission.OPENHOUSE_MANAGE, space, at=at)
    told = refuse_my_number(" ".join(name.split()))
    if not 0 < len(told) <= 60 or not 0 <= count <= 1_000:
        words = _("物品の名前を 60文字までで、数を 1000までで 書いてください。")
        raise Invalid("equipment.words", words, fields={"name": words})
    Space.objects.select_for_update().get(pk=space.pk)  # an application in between sees the new number
    promised = _promised(space, told, at)
    if count < promised:
        words = _("もう %(count)sこ 貸す約束を しています。それより 少なくは できません。") % {
            "count": promised
        }
        raise Conflict("equipment.promised", words, fields={"count": words})
    known = {"count": count, "is_active": True} if count else {"is_active": False}
    row = Equipment.objects.filter(space=space, name=told).first()
    if row is None and not count:
        words = _("1こ以上に してください。")
        raise Invalid("equipment.none", words, fields={"count": words})
    row, _made = Equipment.objects.update_or_create(space=space, name=told, defaults=known)
    journal.record(
        "openhouse.equipment.write", noun="openhouse.Equipment", object_id=row.pk, by=by, at=at,
        data={"space": space.public_id, "count": count},
    )  # fmt: skip
    return row


def _promised(space: Space, name: str, at: datetime) -> int:
    """The most that one coming day needs."""
    coming = Lending.objects.filter(
        equipment__space=space,
        equipment__name=name,
        booking__state=BookingState.HELD,
        booking__held_until__gt=at,
    )
    return coming.aggregate(most=Max("count"))["most"] or 0

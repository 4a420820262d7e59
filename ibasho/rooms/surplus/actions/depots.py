"""Drop-off points: where givers leave food and receivers fetch it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import in_japan
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.models import Depot
from ibasho.town.people.permissions import Permission

NOUN = "surplus.Depot"
FIELDS = frozenset(
    {"name", "kind", "organisation", "address", "lat", "lng", "hours_words", "chilled", "note", "is_active"}
)


@transaction.atomic
def register(*, words: Mapping[str, Any], by: Actor, at: datetime) -> Depot:
    """`words`: Depot's fields of `FIELDS`. Raises Invalid."""
    policies.require(by, Permission.SURPLUS_MANAGE, at=at)
    depot = Depot(**_checked(words))
    depot.save()
    journal.record("surplus.depot.register", noun=NOUN, object_id=depot.pk, by=by, at=at)
    return depot


@transaction.atomic
def change(*, depot: Depot, words: Mapping[str, Any], by: Actor, at: datetime) -> Depot:
    """With `is_active` False nobody is sent there any more; what is on its way stays."""
    policies.require(by, Permission.SURPLUS_MANAGE, at=at)
    locked = Depot.objects.select_for_update(of=("self",)).get(pk=depot.pk)
    for name, value in _checked(words).items():
        setattr(locked, name, value)
    locked.save()
    journal.record("surplus.depot.change", noun=NOUN, object_id=locked.pk, by=by, at=at)
    return locked


def _checked(words: Mapping[str, Any]) -> dict[str, Any]:
    if set(words) - FIELDS:
        raise ValueError(f"{set(words) - FIELDS}: not fields of a depot")
    known: dict[str, Any] = {
        name: refuse_my_number(value.strip()) if isinstance(value, str) else value
        for name, value in words.items()
    }
    if "lat" in known and not in_japan(known["lat"], known["lng"]):
        sentence = "緯度・経度が 日本の中に ありません。地図で たしかめてください。"
        raise Invalid("surplus.depot_position", sentence, fields={"lat": sentence})
    return known

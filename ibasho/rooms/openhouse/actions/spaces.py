"""Rooms of a place: made and changed. What a room is at which hour is said by its versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.actions import ruling
from ibasho.rooms.openhouse.models import Space
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

EDITABLE = frozenset(
    ["name", "words", "heads_max", "seats", "groups_apply", "key_kind", "order", "is_active"]
)


@transaction.atomic
def create(*, place: Place, values: Mapping[str, Any], by: Actor, at: datetime) -> Space:
    """A new room; it opens to nobody until a version of its week is published. `values` are fields of EDITABLE.
    Raises Invalid, NotFound for a stranger to the place."""
    policies.require_place(by, Permission.OPENHOUSE_MANAGE, place, at=at)
    locked = Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    space = Space(place=locked)
    _write(space, values)
    space.save(force_insert=True)
    _note("create", space, by, at, {"heads_max": space.heads_max, "seats": space.seats})
    return space


@transaction.atomic
def change(*, space: Space, values: Mapping[str, Any], by: Actor, at: datetime) -> Space:
    """What is different is written. A room taken out of use no longer opens its place: the hours follow at once."""
    policies.require_space(by, Permission.OPENHOUSE_MANAGE, space, at=at)
    place = Place.objects.select_for_update(no_key=True).get(pk=space.place_id)
    locked = Space.objects.select_for_update().get(pk=space.pk)
    before = {name: getattr(locked, name) for name in EDITABLE}
    _write(locked, values)
    changed = sorted(name for name, value in before.items() if getattr(locked, name) != value)
    if changed:
        locked.save(update_fields=changed)
        _note("change", locked, by, at, {"fields": changed})
    if "is_active" in changed:
        ruling.write(place=place, at=at)
    return locked


def _write(space: Space, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in EDITABLE:
            raise ValueError(f"not to be set: {name}")
        setattr(space, name, refuse_my_number(value) if isinstance(value, str) else value)
    _check(space)


def _check(space: Space) -> None:
    if space.heads_max < 1:
        words = _("定員が ありません。1人以上で 入れてください。")
        raise Invalid("space.heads", words, fields={"heads_max": words})
    if space.seats > space.heads_max:
        words = _("自習席の数が 定員より 多いです。定員までの数に してください。")
        raise Invalid("space.seats", words, fields={"seats": words})
    if Space.objects.filter(place=space.place, name=space.name).exclude(pk=space.pk).exists():
        words = _("同じ名前の部屋が もう あります。ちがう名前に してください。")
        raise Invalid("space.name", words, fields={"name": words})


def _note(verb: str, space: Space, by: Actor, at: datetime, data: dict[str, Any]) -> None:
    journal.record(
        f"openhouse.space.{verb}", noun="openhouse.Space", object_id=space.pk, by=by, at=at, data=data
    )

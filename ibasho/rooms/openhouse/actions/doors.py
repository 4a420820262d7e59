"""The door of a place: how it counts, and the tablets that stand there."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.models import Door, DoorDevice
from ibasho.rooms.openhouse.rules import crowd
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

DEVICES_MAX = 5
LINK_HOURS = 24
FORGET_DAYS = 365  # after a tablet was stopped
TABLET = Actor.public(Via.LINK)  # a tablet is no person: the journal's data name the device


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a place counts. Percentages of `heads_max`, minutes."""

    is_on: bool
    heads_max: int
    quiet_percent: int = 40
    lively_percent: int = 75
    seat_minutes: int = 90
    scarce_percent: int = 20
    away_minutes: int = 30


@dataclass(frozen=True, slots=True)
class Registered:
    """`token` stands in the link once; we keep its hash."""

    device: DoorDevice
    token: str


@transaction.atomic
def settle(*, place: Place, wishes: Wishes, by: Actor, at: datetime) -> Door:
    """Writes how the place counts. Raises Invalid where the numbers cannot be."""
    policies.require_place(by, Permission.OPENHOUSE_MANAGE, place, at=at)
    crowd.check(crowd.Limits(wishes.heads_max, wishes.quiet_percent, wishes.lively_percent))
    fields = {name: getattr(wishes, name) for name in wishes.__slots__}
    door, _made = Door.objects.update_or_create(place=place, defaults=fields)
    journal.record(
        "openhouse.door.settle", noun="openhouse.Door", object_id=door.pk, by=by, at=at, data=fields
    )
    return door


@transaction.atomic
def register(*, place: Place, name: str, by: Actor, at: datetime) -> Registered:
    """A link for one tablet. It works once, for LINK_HOURS. Raises Conflict beyond DEVICES_MAX."""
    policies.require_place(by, Permission.OPENHOUSE_DOOR, place, at=at)
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    if DoorDevice.objects.filter(place=place, revoked_at=None).count() >= DEVICES_MAX:
        words = _("タブレットは %(n)s台までです。使わないものを 先に 止めてください。")
        raise Conflict("door.too_many", words % {"n": DEVICES_MAX})
    token = secrets.token_urlsafe(24)
    device = DoorDevice.objects.create(
        place=place, name=_name(name), token_hash=link_hash(token), registered_at=at,
        registered_by_id=by.person_id,
    )  # fmt: skip
    _note("register", device, by, at)
    return Registered(device, token)


@transaction.atomic
def open_link(*, token: str, at: datetime) -> Registered:
    """The link becomes the tablet's own token; from now on the link is dead. Raises NotFound for a link that was used,
    is too old, or never was."""
    locked = DoorDevice.objects.select_for_update().filter(
        token_hash=link_hash(token), revoked_at=None, registered_at__gt=at - timedelta(hours=LINK_HOURS)
    )
    device = locked.first()
    if device is None:
        raise NotFound(
            "door.link_over", _("このリンクは もう 使えません。スタッフに 新しいリンクを たのんでください。")
        )
    own = secrets.token_urlsafe(32)
    device.token_hash = device_hash(own)
    device.save(update_fields=["token_hash"])
    _note("open", device, TABLET, at)
    return Registered(device, own)


@transaction.atomic
def revoke(*, device: DoorDevice, by: Actor, at: datetime) -> DoorDevice:
    """Lost, broken or no longer used. Twice changes nothing."""
    policies.require_place(by, Permission.OPENHOUSE_DOOR, device.place, at=at)
    locked = DoorDevice.objects.select_for_update().get(pk=device.pk)
    if locked.revoked_at is None:
        locked.revoked_at = at
        locked.save(update_fields=["revoked_at"])
        _note("revoke", locked, by, at)
    return locked


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """Tablets stopped a year ago. Returns how many."""
    policies.require_city(by, Permission.OPENHOUSE_MANAGE, at=at)
    count, _rows = DoorDevice.objects.filter(revoked_at__lt=at - timedelta(days=FORGET_DAYS)).delete()
    if count:
        data = {"devices": count}
        journal.record(
            "openhouse.door_device.forget", noun="openhouse.DoorDevice", object_id="", by=by, at=at, data=data
        )
    return count


def require_door(by: Actor, place: Place, device: DoorDevice | None, at: datetime) -> None:
    """A tablet of this very place, or staff of it. Raises NotAllowed or NotFound."""
    if device is None:
        policies.require_place(by, Permission.OPENHOUSE_DOOR, place, at=at)
    elif device.place_id != place.pk or device.revoked_at is not None:
        raise NotAllowed(
            "door.revoked", _("このタブレットは 止めてあります。スタッフに 新しいリンクを たのんでください。")
        )


def require_on(place: Place) -> Door:
    """Raises Conflict where nobody has switched counting on."""
    door = Door.objects.filter(place=place, is_on=True).first()
    if door is None:
        raise Conflict(
            "door.off",
            _("ここでは いま 人数を かぞえていません。スタッフのページで「かぞえる」に してください。"),
        )
    return door


def link_hash(token: str) -> str:
    """A link and a tablet's own token never stand for one another."""
    return hashlib.sha256(f"link:{token}".encode()).hexdigest()


def device_hash(token: str) -> str:
    return hashlib.sha256(f"door:{token}".encode()).hexdigest()


def _name(told: str) -> str:
    name = refuse_my_number(" ".join(told.split()))
    if not 0 < len(name) <= 40:
        words = _("タブレットの名前を 40文字までで 書いてください。たとえば「げんかん」。")
        raise Invalid("door.name", words, fields={"name": words})
    return name


def _note(verb: str, device: DoorDevice, by: Actor, at: datetime) -> None:
    journal.record(
        f"openhouse.door_device.{verb}", noun="openhouse.DoorDevice", object_id=device.pk, by=by, at=at,
        data={"place": device.place_id},
    )  # fmt: skip

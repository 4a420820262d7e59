"""A shop's devices: registered once, opened by the shop's PIN for a working day, stopped when lost."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.models import Device, DeviceSession, Shop
from ibasho.rooms.mealtickets.rules import tills
from ibasho.town.people.permissions import Permission

TILL = Actor.public()  # a device is no person: what it did stands in the journal's data
DEVICES_MAX = 10


@dataclass(frozen=True, slots=True)
class Registered:
    """`key` (64 hex digits) is shown to the device once and never again."""

    device: Device
    key: str


@dataclass(frozen=True, slots=True)
class Opened:
    """`token` goes to the device; we keep its hash."""

    token: str
    session: DeviceSession


@transaction.atomic
def register(*, shop: Shop, name: str, by: Actor, at: datetime) -> Registered:
    """A phone or tablet of this shop. Raises Conflict for a shop without a contract, Invalid without a name."""
    policies.require_shop(by, Permission.MEALS_SHOP, shop, at=at)
    locked = Shop.objects.select_for_update(no_key=True).get(pk=shop.pk)
    if locked.state not in (Shop.State.APPROVED, Shop.State.STARTED, Shop.State.PAUSED):
        raise Conflict("till.shop_not_ready", _("市の承認が まだの お店です。承認のあとで 登録できます。"))
    if Device.objects.filter(shop=locked, state=Device.State.ACTIVE).count() >= DEVICES_MAX:
        raise Conflict(
            "till.too_many",
            _("端末は %(n)s台までです。使わない端末を 先に 止めてください。") % {"n": DEVICES_MAX},
        )
    person = by.person_id
    device = Device.objects.create(shop=shop, name=_name(name), registered_at=at, registered_by_id=person)
    _note("register", device, by, at)
    return Registered(device, key_of(device).hex())


@transaction.atomic
def rename(*, device: Device, name: str, by: Actor, at: datetime) -> Device:
    policies.require_shop(by, Permission.MEALS_SHOP, device.shop, at=at)
    locked = Device.objects.select_for_update(no_key=True).get(pk=device.pk)
    locked.name = _name(name)
    locked.save(update_fields=["name"])
    _note("rename", locked, by, at)
    return locked


@transaction.atomic
def revoke(*, device: Device, why: str = "", by: Actor, at: datetime) -> Device:
    """Lost, sold or broken. It opens no more and scans no more; what it still has to send is looked at by a person.
    Twice changes nothing."""
    policies.require_shop(by, Permission.MEALS_SHOP, device.shop, at=at)
    locked = Device.objects.select_for_update(no_key=True).get(pk=device.pk)
    if locked.state == Device.State.ACTIVE:
        locked.state, locked.revoked_at = Device.State.REVOKED, at
        locked.save(update_fields=["state", "revoked_at"])
        DeviceSession.objects.filter(device=locked, closed_at=None).update(closed_at=at)
        _note("revoke", locked, by, at, why=refuse_my_number(why.strip()))
    return locked


@transaction.atomic
def set_pin(*, shop: Shop, pin: str, by: Actor, at: datetime) -> None:
    """The shop's one PIN. Whoever knew the old one is out: every open device asks anew."""
    policies.require_shop(by, Permission.MEALS_SHOP, shop, at=at)
    hashed = make_password(tills.check_pin(pin))
    locked = Shop.objects.select_for_update(no_key=True).get(pk=shop.pk)
    locked.pin_hash = hashed
    locked.save(update_fields=["pin_hash"])
    DeviceSession.objects.filter(device__shop=shop, closed_at=None).update(closed_at=at)
    journal.record("mealtickets.shop.pin", noun="mealtickets.Shop", object_id=shop.pk, by=by, at=at)


def open_session(*, device_id: str, pin: str, at: datetime) -> Opened:
    """`device_id` is the device's public id. The view counts tries before it asks here.

    Raises Invalid `till.pin` (wrong, or no such device), NotAllowed `till.revoked`, Conflict `till.no_pin`."""
    device = Device.objects.select_related("shop__place").filter(public_id=device_id).first()
    if device is None:
        raise _wrong_pin()
    if device.state == Device.State.REVOKED:
        raise revoked()
    if not device.shop.pin_hash:
        raise Conflict("till.no_pin", _("お店の暗証番号が まだ ありません。お店のページで 決めてください。"))
    if not check_password(pin, device.shop.pin_hash):
        raise _wrong_pin()
    return _opened(device, at)


@transaction.atomic
def _opened(device: Device, at: datetime) -> Opened:
    shop = Shop.objects.select_for_update(no_key=True).get(pk=device.shop_id)
    if shop.pin_hash != device.shop.pin_hash:  # a new one was set while this one was hashed
        raise _wrong_pin()
    locked = Device.objects.select_for_update(no_key=True).get(pk=device.pk)
    if locked.state == Device.State.REVOKED:
        raise revoked()
    token = secrets.token_urlsafe(32)
    session = DeviceSession.objects.create(
        device=device, token_hash=token_hash(token), opened_at=at,
        expires_at=at + timedelta(hours=settings.TILL_SESSION_HOURS),
    )  # fmt: skip
    if locked.synced_at is None:
        locked.synced_at = device.synced_at = at
        locked.save(update_fields=["synced_at"])
    _note("open", device, TILL, at)
    return Opened(token, session)


def mark_even(*, device: Device, at: datetime) -> None:
    """The device's queue is empty: what it does without a network is counted from here on. A moment written by a clock
    that ran ahead is set right."""
    Device.objects.filter(pk=device.pk).update(synced_at=at)


@transaction.atomic
def close_session(*, session: DeviceSession, at: datetime) -> None:
    """Twice changes nothing."""
    if DeviceSession.objects.filter(pk=session.pk, closed_at=None).update(closed_at=at):
        _note("close", session.device, TILL, at)


def key_of(device: Device) -> bytes:
    return tills.key(settings.MEAL_CARD_SECRET, device.public_id, device.key_version)


def token_hash(token: str) -> str:
    """256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def revoked() -> NotAllowed:
    return NotAllowed(
        "till.revoked", _("この端末は 止めてあります。お店のページで 新しく 登録してください。")
    )


def _wrong_pin() -> Invalid:
    return Invalid("till.pin", _("暗証番号が ちがいます。お店の番号を たしかめて もう一度 打ってください。"))


def _name(told: str) -> str:
    name = refuse_my_number(told.strip())
    if not name or len(name) > 60:
        words = _("端末の名前を 60文字までで 書いてください。たとえば「レジの スマホ」。")
        raise Invalid("till.name", words, fields={"name": words})
    return name


def _note(verb: str, device: Device, by: Actor, at: datetime, *, why: str = "") -> None:
    journal.record(
        f"mealtickets.device.{verb}", noun="mealtickets.Device", object_id=device.pk, by=by, at=at, why=why,
        data={"shop": device.shop_id, "device": device.public_id},
    )  # fmt: skip

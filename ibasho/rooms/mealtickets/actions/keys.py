"""Keys: the first one makes itself, a new one may follow, and in an emergency all cards of one are stopped."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.models import SigningKey
from ibasho.rooms.mealtickets.queries import keys as queries
from ibasho.rooms.mealtickets.rules import codes
from ibasho.town.people.permissions import Permission

KEY_LOCK = 0x6B657973  # "keys": one maker of keys at a time
_MOST = 255  # the key id is one byte of the code


def current(*, by: Actor, at: datetime) -> SigningKey:
    """The key of new cards; the first is made when first asked for. In the caller's transaction."""
    found = queries.current()
    if found is None:
        known = _locked()
        found = queries.current() or _make(known, by, at)  # somebody else may have been first
    return found


@transaction.atomic
def rotate(*, by: Actor, at: datetime) -> SigningKey:
    """New cards get a new key from now on; cards already printed stay good."""
    policies.require(by, Permission.MEALS_MANAGE, at=at)
    known = _locked()
    for key in known:
        if key.retired_at is None:
            _retire(key, at)
    return _make(known, by, at)


@transaction.atomic
def revoke(*, key_id: int, why: str, by: Actor, at: datetime) -> SigningKey:
    """Every card of this key stops: for the day when the city's secret leaked. Raises NotFound, Conflict, Invalid."""
    policies.require(by, Permission.MEALS_MANAGE, at=at)
    told = reason(why, code="keys.why", sentence="わけを 書いてください。あとで 読む人のためです。")
    key = SigningKey.objects.select_for_update().filter(key_id=key_id).first()
    if key is None:
        raise NotFound("keys.unknown", "この鍵は ありません。番号を 確かめてください。")
    if key.revoked_at is not None:
        raise Conflict("keys.revoked", "この鍵のカードは もう すべて 止めてあります。")
    key.revoked_at, key.retired_at = at, key.retired_at or at
    key.save(update_fields=["revoked_at", "retired_at"])
    journal.record(
        "mealtickets.key.revoke", noun="mealtickets.SigningKey", object_id=key.pk, by=by, at=at, why=told,
        data={"key_id": key.key_id},
    )  # fmt: skip
    return key


def _locked() -> list[SigningKey]:
    """All keys. Held until the transaction ends: two makers never take the same number."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [KEY_LOCK])
    return list(SigningKey.objects.order_by("key_id"))


def _retire(key: SigningKey, at: datetime) -> None:
    key.retired_at = at
    key.save(update_fields=["retired_at"])


def _make(known: list[SigningKey], by: Actor, at: datetime) -> SigningKey:
    key_id = known[-1].key_id + 1 if known else 1
    if key_id > _MOST:
        raise Conflict("keys.full", "鍵の番号を 使い切りました（255）。開発者に 知らせてください。")
    public = codes.public_key(codes.seed(settings.MEAL_CARD_SECRET, key_id))
    key = SigningKey.objects.create(key_id=key_id, public_key=public, made_at=at)
    journal.record(
        "mealtickets.key.make", noun="mealtickets.SigningKey", object_id=key.pk, by=by, at=at,
        data={"key_id": key_id, "public_key": public.hex()},
    )  # fmt: skip
    return key

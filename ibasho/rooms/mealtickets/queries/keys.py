"""The keys with which cards are signed. Only the public halves are stored."""

from __future__ import annotations

import base64

from django.conf import settings

from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.mealtickets.models import SigningKey
from ibasho.rooms.mealtickets.rules import codes


def all_public() -> dict[int, bytes]:
    """Key id → public key, stopped keys too: a card of a stopped key is ours, but no longer good."""
    return {
        key_id: bytes(public) for key_id, public in SigningKey.objects.values_list("key_id", "public_key")
    }


def for_devices() -> dict[str, str]:
    """Key id → base64 of the public key, as a till gets them: without the stopped ones."""
    rows = SigningKey.objects.filter(revoked_at=None).order_by("key_id")
    return {str(row.key_id): base64.b64encode(bytes(row.public_key)).decode() for row in rows}


def is_revoked(key_id: int) -> bool:
    return SigningKey.objects.filter(key_id=key_id, revoked_at__isnull=False).exists()


def current() -> SigningKey | None:
    """The key of new cards."""
    return SigningKey.objects.filter(retired_at=None, revoked_at=None).order_by("-key_id").first()


def seed_of(key_id: int) -> bytes:
    """The private half, derived anew. Raises Conflict `keys.secret_changed` where the city's secret is another than
    when the key was made: cards would be signed with a key that no device knows."""
    seed = codes.seed(settings.MEAL_CARD_SECRET, key_id)
    stored = all_public().get(key_id)
    if stored is not None and stored != codes.public_key(seed):
        words = "MEAL_CARD_SECRET が この鍵を 作った時と ちがいます。もとの値に もどすか、新しい鍵を 作ってください。"
        raise Conflict("keys.secret_changed", words)
    return seed

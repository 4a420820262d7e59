"""What was written, sealed for the row it stands in and opened again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from ibasho.base.kernel import sealing
from ibasho.base.kernel.errors import Conflict, DomainError
from ibasho.town.concerns.models import Concern
from ibasho.town.concerns.rules.kinds import Kind

PURPOSE = "concerns.words"
SIZE = 8_192  # bytes; what is longer takes the next multiple, so that the length tells next to nothing


def sealed(public_id: str, payload: Mapping[str, Any]) -> bytes:
    """The payload as JSON, sealed for the concern with this public id."""
    plain = json.dumps(dict(payload), ensure_ascii=False, sort_keys=True).encode()
    size = SIZE * max(1, -(-len(plain) // SIZE))
    return sealing.seal(plain, keys=_keys(), purpose=PURPOSE, bound_to=_bound(public_id), size=size)


def opened(concern: Concern) -> Mapping[str, Any]:
    """Raises Conflict where the words are gone (90 days after the end), Invalid (`sealed`) where they were changed or
    stand in another row."""
    if concern.sealed is None:
        raise Conflict("concerns.gone", "ことばは もう 消してあります（おわってから 90日で 消えます）。")
    plain = sealing.unseal(
        bytes(concern.sealed), keys=_keys(), purpose=PURPOSE, bound_to=_bound(concern.public_id)
    )
    found: Mapping[str, Any] = json.loads(plain)
    return found


def kind_of(concern: Concern) -> Kind | None:
    """Which of the two it is, without a word of it: for the centre's own list. None where it can't be opened."""
    try:
        return Kind(opened(concern)["kind"])
    except DomainError:
        return None


def key_now() -> int:
    """The number of the key that seals today; a sealed value begins with the number of its own."""
    return max(_keys().secrets)


def _keys() -> sealing.Keys:
    return sealing.Keys.read(settings.SEAL_SECRETS)


def _bound(public_id: str) -> str:
    return f"concerns.concern.sealed:{public_id}"

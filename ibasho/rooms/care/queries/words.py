"""Sealed columns of care: each under the key of its matter, bound to its own column. Who may open one is asked elsewhere
(actions.matters.open_matter): nothing here checks."""

from __future__ import annotations

from ibasho.base.kernel import envelope
from ibasho.base.kernel.errors import Conflict
from ibasho.base.ports.vault import vault
from ibasho.rooms.care.models import Matter

SIZES = (
    256,
    1_024,
    4_096,
    16_384,
)  # bytes a sealed text is padded to, so that its length tells next to nothing


def new_matter(kind: Matter.Kind, public_id: str) -> tuple[Matter, bytes]:
    """An unsaved matter and its key; the key is kept nowhere but wrapped."""
    made = vault().new_key(bound(public_id))
    return Matter(public_id=public_id, kind=kind, data_key=made.wrapped, key_number=made.number), made.plain


def key_of(matter: Matter) -> bytes:
    """Raises Conflict where the words were forgotten, Invalid (`sealed`) where the vault cannot open it."""
    if matter.data_key is None:
        raise Conflict("care.forgotten", "ことばは もう 消してあります（おわってから 90日で 消えます）。")
    return vault().open_key(bytes(matter.data_key), bound(matter.public_id))


def seal(text: str, *, key: bytes, column: str, row: str) -> bytes:
    """`column`: `care.notice.words`; `row`: the public_id of the row it stands in."""
    plain = text.encode()
    size = next((size for size in SIZES if len(plain) <= size), len(plain))
    return envelope.seal_field(plain, key=key, bound_to=f"{column}:{row}", size=size)


def opened(sealed: bytes | memoryview | None, *, key: bytes, column: str, row: str) -> str:
    """ "" for nothing. Raises Invalid (`sealed`) where it was changed or stands in another row or column."""
    if sealed is None:
        return ""
    return envelope.unseal_field(bytes(sealed), key=key, bound_to=f"{column}:{row}").decode()


def bound(public_id: str) -> str:
    """To which row a matter's own key is bound."""
    return f"care.matter.data_key:{public_id}"

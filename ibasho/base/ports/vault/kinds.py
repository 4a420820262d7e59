"""What a vault gives and what can be asked of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class NewKey:
    """`plain` seals now and is never kept; `wrapped` is. `number`: under which of the vault's keys."""

    plain: bytes = field(repr=False)
    wrapped: bytes
    number: int


class Vault(Protocol):
    """All raise Unavailable (`vault.away`, `vault.busy`) where the vault stands elsewhere and does not answer now."""

    def new_key(self, bound_to: str) -> NewKey: ...

    def open_key(self, wrapped: bytes, bound_to: str) -> bytes:
        """Raises Invalid (`sealed`) where the vault's key is gone, or it was wrapped for another row."""
        ...

    def rewrap(self, wrapped: bytes, bound_to: str) -> NewKey:
        """The same key under the newest of the vault's. Raises Invalid (`sealed`)."""
        ...

    def number(self) -> int:
        """Of the key that wraps today."""
        ...

    def marks(self, text: str, salt: str) -> list[bytes]:
        """Keyed marks (32 bytes) of a text, the newest key's first: equal texts under equal salts have equal marks, nobody
        reads one back. Look for all of them, write the first."""
        ...

    def device_key(self) -> tuple[int, bytes]:
        """Number and public point (65 bytes, uncompressed P-256) for which a phone seals (kernel/devicebox)."""
        ...

    def open_box(self, box: bytes, bound_to: str) -> bytes:
        """What a phone sealed. Raises Invalid (`sealed`)."""
        ...

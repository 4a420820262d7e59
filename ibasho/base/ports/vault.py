"""Who holds the keys: wraps the key of a row, makes keyed marks, opens what a device sealed. A room never sees a secret.

`LocalVault` derives everything from SEAL_SECRETS in this process (demo, tests, small cities).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings

from ibasho.base.kernel import envelope, sealing

_WRAPPED, _MARKS = "vault.key", "vault.mark"


@dataclass(frozen=True, slots=True)
class NewKey:
    """`plain` seals now and is never kept; `wrapped` is. `number`: under which of the vault's keys."""

    plain: bytes
    wrapped: bytes
    number: int


class Vault(Protocol):
    def new_key(self, bound_to: str) -> NewKey: ...

    def open_key(self, wrapped: bytes, bound_to: str) -> bytes:
        """Raises Invalid (`sealed`) where the vault's key is gone, or it was wrapped for another row."""
        ...

    def rewrap(self, wrapped: bytes, bound_to: str) -> NewKey:
        """The same key under the newest of the vault's."""
        ...

    def number(self) -> int:
        """Of the key that wraps today."""
        ...

    def marks(self, text: str, salt: str) -> list[bytes]:
        """Keyed marks (32 bytes) of a text, the newest key's first: equal texts under equal salts have equal marks, nobody
        reads one back. Look for all of them, write the first."""
        ...


@dataclass(frozen=True, slots=True)
class LocalVault:
    keys: sealing.Keys

    def new_key(self, bound_to: str) -> NewKey:
        return self._wrapped(envelope.new_key(), bound_to)

    def open_key(self, wrapped: bytes, bound_to: str) -> bytes:
        return sealing.unseal(wrapped, keys=self.keys, purpose=_WRAPPED, bound_to=bound_to)

    def rewrap(self, wrapped: bytes, bound_to: str) -> NewKey:
        return self._wrapped(self.open_key(wrapped, bound_to), bound_to)

    def number(self) -> int:
        return max(self.keys.secrets)

    def marks(self, text: str, salt: str) -> list[bytes]:
        return [self._mark(number, text, salt) for number in sorted(self.keys.secrets, reverse=True)]

    def _wrapped(self, plain: bytes, bound_to: str) -> NewKey:
        wrapped = sealing.seal(plain, keys=self.keys, purpose=_WRAPPED, bound_to=bound_to)
        return NewKey(plain, wrapped, self.number())

    def _mark(self, number: int, text: str, salt: str) -> bytes:
        made = HMAC(self.keys.key(number, _MARKS), SHA256())
        made.update(f"{salt}\0{text}".encode())
        return made.finalize()


def vault() -> Vault:
    """The one this city uses (settings)."""
    return LocalVault(sealing.Keys.read(settings.SEAL_SECRETS))

"""Sealed columns: AES-256-GCM under a key of their own, bound to the place where they stand. Pure.

A sealed value moved to another row or column does not open (trust statement 79). The first byte names the key, so that
old values still open while new ones are written under a newer key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ibasho.base.kernel.envelope import seal_field, unseal_field
from ibasho.base.kernel.errors import Invalid


@dataclass(frozen=True, slots=True)
class Keys:
    """Secrets by number (1–255); the highest seals. One `purpose` cannot open what another sealed."""

    secrets: Mapping[int, str] = field(repr=False)  # a traceback tells none

    @classmethod
    def read(cls, told: str) -> Keys:
        """From `2=secret,1=older`. Raises ValueError where it says something else."""
        pairs = [part.partition("=") for part in told.split(",") if part.strip()]
        found = {int(number): secret for number, _equals, secret in pairs}
        if not found or not all(0 < number < 256 and secret for number, secret in found.items()):
            raise ValueError("write keys as 1=secret,2=newer")
        return cls(found)

    def key(self, number: int, purpose: str, *, length: int = 32) -> bytes:
        """`length` in bytes. Derived: the same secret, number aside, gives the same key for the same purpose."""
        secret = self.secrets[number].encode()
        made = HKDF(algorithm=SHA256(), length=length, salt=None, info=f"ibasho.{purpose}".encode())
        return made.derive(secret)


def seal(plain: bytes, *, keys: Keys, purpose: str, bound_to: str, size: int = 0) -> bytes:
    """`bound_to`: table, column and row. `size`: pads to so many bytes, so that the length tells nothing; ValueError
    where `plain` is longer."""
    number = max(keys.secrets)
    return bytes([number]) + seal_field(plain, key=keys.key(number, purpose), bound_to=bound_to, size=size)


def unseal(sealed: bytes, *, keys: Keys, purpose: str, bound_to: str) -> bytes:
    """Raises Invalid (`sealed`) where it was changed, moved, or its key is gone."""
    number = sealed[0] if sealed else 0
    if number not in keys.secrets:
        raise Invalid("sealed", "ふうとうの かぎが ありません。管理者に 知らせてください。")
    return unseal_field(sealed[1:], key=keys.key(number, purpose), bound_to=bound_to)

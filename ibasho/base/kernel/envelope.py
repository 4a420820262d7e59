"""One sealed field under a key of its own row: AES-256-GCM, bound to table, column and row. Pure.

The row's key is drawn once and kept wrapped (ports/vault): thrown away, nothing under it opens again; in a backup neither, once
that is gone or the vault's secret of its day is.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ibasho.base.kernel.errors import Invalid

KEY = 32  # bytes
NONCE = 12
_LENGTH = 4  # bytes that say how much of a padded value is meant


def new_key() -> bytes:
    return AESGCM.generate_key(bit_length=256)


def seal_field(plain: bytes, *, key: bytes, bound_to: str, size: int = 0) -> bytes:
    """`bound_to`: table, column and row. `size`: pads to so many bytes, so that the length tells nothing; ValueError
    where `plain` is longer."""
    if size and len(plain) > size:
        raise ValueError(f"{len(plain)} bytes do not fit into {size}")
    nonce = os.urandom(NONCE)
    padded = len(plain).to_bytes(_LENGTH, "big") + plain.ljust(size, b"\0")
    return nonce + AESGCM(key).encrypt(nonce, padded, bound_to.encode())


def unseal_field(sealed: bytes, *, key: bytes, bound_to: str) -> bytes:
    """Raises Invalid (`sealed`) where it was changed, or moved to another row or column."""
    try:
        padded = AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to.encode())
    except (InvalidTag, ValueError) as error:
        raise Invalid(
            "sealed",
            "ふうとうが あけられません。書きかえられたか、別の 場所の ものです。システムの担当に 知らせてください。",
        ) from error
    length = int.from_bytes(padded[:_LENGTH], "big")
    return padded[_LENGTH : _LENGTH + length]

"""A phone that seals a note, written from the format alone (kernel/devicebox says it in words): what it makes, the vault opens."""

from __future__ import annotations

import os

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ibasho.base.kernel.devicebox import point_of


def seal_box(plain: bytes, *, number: int, point: bytes, bound_to: str) -> bytes:
    """`point`: the vault's, of its key `number` (1–255)."""
    own, nonce = ec.generate_private_key(ec.SECP256R1()), os.urandom(12)
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point))
    info = b"ibasho.device.v1" + point_of(own) + point
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(shared)
    return (
        b"\x01"
        + bytes([number])
        + point_of(own)
        + nonce
        + AESGCM(key).encrypt(nonce, plain, bound_to.encode())
    )

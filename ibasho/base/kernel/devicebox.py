"""What a phone sealed before it kept it: only the vault opens it, the phone itself no more. Pure.

    box = 0x01 | key number (1 byte) | ephemeral P-256 point (65 bytes, uncompressed) | nonce (12) | AES-256-GCM

The key is HKDF-SHA256 of the ECDH secret (the shared point's x, 32 bytes), salt empty, info `ibasho.device.v1` and both
points; associated data: what the box is bound to. A browser does the same with WebCrypto (frontend/js/care-note.js).
"""

from __future__ import annotations

from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ibasho.base.kernel.errors import Invalid

VERSION = 1
POINT, NONCE, TAG = 65, 12, 16  # bytes
BOX_MAX = 65_536  # bytes; a note is a few thousand
SEED = 48  # bytes a private key is made of: more than a key is long, so that no key is likelier than another
_INFO = b"ibasho.device.v1"
_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256 (FIPS 186-5)
_HEAD = 2 + POINT + NONCE

Private = ec.EllipticCurvePrivateKey


def private_key(seed: bytes) -> Private:
    """The same for the same seed. Raises ValueError where it is not `SEED` bytes long."""
    if len(seed) != SEED:
        raise ValueError(f"a seed is {SEED} bytes, not {len(seed)}")
    return ec.derive_private_key(1 + int.from_bytes(seed, "big") % (_ORDER - 1), _CURVE)


def point_of(key: Private) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def open_box(box: bytes, *, keys: Mapping[int, Private], bound_to: str) -> bytes:
    """Raises Invalid (`sealed`) where it was changed, is bound to something else, or its key is gone."""
    if not _HEAD + TAG <= len(box) <= BOX_MAX or box[0] != VERSION:
        raise _refused()
    own = keys.get(box[1])
    if own is None:
        raise Invalid("sealed", "この メモの かぎは もう ありません。センターに 電話で 知らせてください。")
    theirs, nonce = box[2 : 2 + POINT], box[2 + POINT : _HEAD]
    try:
        key = _key(own.exchange(ec.ECDH(), _public(theirs)), theirs, point_of(own))
        return AESGCM(key).decrypt(nonce, box[_HEAD:], bound_to.encode())
    except (InvalidTag, ValueError) as error:
        raise _refused() from error


def _public(point: bytes) -> ec.EllipticCurvePublicKey:
    """Raises ValueError where it lies on no curve: nobody learns of a key by asking with such a point."""
    return ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)


def _key(shared: bytes, theirs: bytes, ours: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_INFO + theirs + ours).derive(shared)


def _refused() -> Invalid:
    return Invalid(
        "sealed",
        "メモの ふうとうが あけられません。とちゅうで 書きかえられたか、別の ものです。もう一度 送ってください。",
    )

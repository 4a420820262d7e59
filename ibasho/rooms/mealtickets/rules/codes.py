"""The code of a こどもカード: what the QR says, and the twelve letters for fingers. Pure.

QR text: `IB1:` + base45 (RFC 9285) of 84 bytes: version 1 | key id | number, 16 bytes | last day as days since
2000-01-01, 2 bytes big endian | Ed25519 signature (64 bytes) over the 20 bytes before. 130 characters, all of QR's
alphanumeric mode. It names nobody, and anybody with the public key can check it without a network.

Refusals carry the codes `card.foreign`, `card.truncated`, `card.forged`, `card.unknown` and `card.expired`.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ibasho.base.kernel.codes import ALPHABET, tidy_code
from ibasho.base.kernel.errors import Invalid

PREFIX = "IB1:"
VERSION = 1
TYPED_LENGTH = 12
_EPOCH = date(2000, 1, 1)
_SIGNED, _WHOLE = 20, 84
_BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_LETTERS45 = frozenset(_BASE45)
_VALUE45 = {letter: value for value, letter in enumerate(_BASE45)}
_PLACE = {letter: place for place, letter in enumerate(ALPHABET)}
_TYPED_MAX = 24  # with blanks and dashes; what is longer was meant as something else


@dataclass(frozen=True, slots=True)
class Code:
    """What a card's QR says. Usable up to and including `valid_until`."""

    number: UUID
    key_id: int
    valid_until: date

    @property
    def signed(self) -> bytes:
        """The 20 bytes under the signature. Raises ValueError for a key id or a day that doesn't fit."""
        days = (self.valid_until - _EPOCH).days
        return bytes([VERSION, self.key_id]) + self.number.bytes + days.to_bytes(2, "big")


def seed(secret: str, key_id: int) -> bytes:
    """The 32 bytes from which the private key `key_id` grows: HMAC-SHA256(secret, "card-key/<key_id>")."""
    return hmac.new(secret.encode(), f"card-key/{key_id}".encode(), hashlib.sha256).digest()


def public_key(seed: bytes) -> bytes:
    """The 32 bytes everybody may know."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def encode(code: Code, seed: bytes) -> str:
    """The text of the QR. The same card always has the same text: Ed25519 draws no dice."""
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(code.signed)
    return PREFIX + base45(code.signed + signature)


def decode(text: str, keys: Mapping[int, bytes]) -> Code:
    """The code in a QR's text, its signature checked with `keys` (key id → public key). Says nothing of the day.

    Raises Invalid: `card.foreign` (no card of ours), `card.truncated` (cut off), `card.forged` (changed)."""
    data = _bytes_of(text)
    if len(data) > _WHOLE:
        raise _forged()
    code = Code(UUID(bytes=data[2:18]), data[1], _EPOCH + timedelta(days=int.from_bytes(data[18:20], "big")))
    if data[0] != VERSION or code.key_id not in keys:
        raise _foreign()
    try:
        Ed25519PublicKey.from_public_bytes(keys[code.key_id]).verify(data[_SIGNED:], data[:_SIGNED])
    except InvalidSignature as error:
        raise _forged() from error
    return code


def verify(text: str, keys: Mapping[int, bytes], *, day: date) -> Code:
    """`decode`, and still usable on `day`: else Invalid `card.expired`."""
    code = decode(text, keys)
    require_in_time(code.valid_until, day)
    return code


def require_in_time(valid_until: date, day: date) -> None:
    """Raises Invalid `card.expired` after the last day."""
    if day > valid_until:
        words = "このカードは 使える日が すぎています。新しいカードを もらってください。"
        raise Invalid("card.expired", words)


def is_qr(text: str) -> bool:
    """Whether a text means to be the QR of a card, of whatever city."""
    return _plain(text).startswith(PREFIX)


def short_hash(number: UUID) -> str:
    """How a device knows a stopped or used card without its number: first 16 hex digits of SHA-256 of its 16 bytes."""
    return hashlib.sha256(number.bytes).hexdigest()[:16]


def new_typed() -> str:
    """Eleven random letters (48 bits) and a check letter."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(TYPED_LENGTH - 1))
    return letters + check_letter(letters)


def check_letter(letters: str) -> str:
    """Makes the weighted sum a multiple of 21, weights 1, 2, 4, 8, 16, 11 … from the right. Each weight, and each
    difference of neighbours, has no divisor in common with 21: one wrong letter and a swapped pair never pass."""
    return ALPHABET[-_weighed(letters + ALPHABET[0]) % len(ALPHABET)]


def read_typed(text: str) -> str:
    """What a person typed, as stored: twelve letters, no dashes. 全角, small letters and blanks are forgiven.

    Raises Invalid: `card.truncated` (letters missing), `card.unknown` (a letter is wrong), `card.foreign`."""
    plain = _plain(text)
    if len(plain) > _TYPED_MAX or set(plain) & set(":/."):
        raise _foreign()
    letters = tidy_code(plain.replace("ー", ""))  # what a Japanese keyboard makes of a dash
    if len(letters) < TYPED_LENGTH:
        words = f"番号の文字が たりません（{TYPED_LENGTH}文字）。4文字ずつ もう一度 打ってください。"
        raise Invalid("card.truncated", words)
    if len(letters) > TYPED_LENGTH or set(letters) - set(ALPHABET) or _weighed(letters) % len(ALPHABET):
        words = "番号の どれかの文字が ちがうようです。カードを見て、4文字ずつ もう一度 打ってください。"
        raise Invalid("card.unknown", words)
    return letters


def shown(typed: str) -> str:
    """`CDFH-JKMN-PQRT`, as it stands on the card."""
    return "-".join(typed[place : place + 4] for place in range(0, len(typed), 4))


def base45(data: bytes) -> str:
    """RFC 9285."""
    out: list[str] = []
    for place in range(0, len(data), 2):
        pair = data[place : place + 2]
        value = int.from_bytes(pair, "big")
        digits = 3 if len(pair) == 2 else 2
        out += [_BASE45[value // 45**power % 45] for power in range(digits)]
    return "".join(out)


def from_base45(text: str) -> bytes:
    """RFC 9285. Raises ValueError for what no encoder writes."""
    if set(text) - _LETTERS45 or len(text) % 3 == 1:
        raise ValueError("not base45")
    digits = [_VALUE45[letter] for letter in text]
    out = bytearray()
    for low, middle, high in zip(digits[::3], digits[1::3], digits[2::3], strict=False):
        out += _two_bytes(low + 45 * middle + 2_025 * high)
    if len(digits) % 3:
        out.append(_byte(digits[-2] + 45 * digits[-1]))
    return bytes(out)


def _two_bytes(value: int) -> bytes:
    if value >= 65_536:
        raise ValueError("not base45")
    return value.to_bytes(2, "big")


def _byte(value: int) -> int:
    if value >= 256:
        raise ValueError("not base45")
    return value


def _weighed(letters: str) -> int:
    return sum(_PLACE[letter] * pow(2, place, 21) for place, letter in enumerate(reversed(letters)))


def _plain(text: str) -> str:
    """A reader that types like a keyboard may leave 全角 behind. The last letter is never a blank."""
    return unicodedata.normalize("NFKC", text).strip()


def _bytes_of(text: str) -> bytes:
    if not is_qr(text):
        raise _foreign()
    body = _plain(text)[len(PREFIX) :]
    if set(body) - _LETTERS45:
        raise _forged()
    whole = 3 * _WHOLE // 2  # letters: three for two bytes
    if len(body) < whole:
        words = "QRコードが とちゅうで 切れています。もう一度 読むか、番号を 打ってください。"
        raise Invalid("card.truncated", words)
    try:
        return from_base45(body)
    except ValueError as error:
        raise _forged() from error


def _foreign() -> Invalid:
    words = "この市の こどもカードでは ありません。カードの QRコードを 読むか、番号を 打ってください。"
    return Invalid("card.foreign", words)


def _forged() -> Invalid:
    words = (
        "このコードは 市が 作ったものと たしかめられません。カードの番号を 打つか、市に 知らせてください。"
    )
    return Invalid("card.forged", words)

"""A long stream of bytes sealed for one or more keys that are kept elsewhere. Pure.

Who seals needs public keys alone: a stolen machine that makes backups opens none of them. Each stream has a key of its own,
wrapped for each recipient (X25519, HKDF-SHA256); its bytes go in chunks of one MiB under AES-256-GCM. A chunk's nonce is its
number and whether it is the last, so chunks that are cut off, swapped or repeated do not open (the STREAM construction of
Hoang, Reyhanitabar, Rogaway and Vizár, 2015). `bound_to` is the stream's place: a file under another name does not open.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ibasho.base.kernel.errors import Invalid

MAGIC = b"ibasho sealed stream 1\n"
CHUNK = 1 << 20  # bytes of plain text
TAG = 16
_MARK, _WRAPPED, _PUBLIC = 8, 48, 32
_SECRET_HEAD, _PUBLIC_HEAD = "IBASHO-BACKUP-SECRET-", "ibasho-backup-"


class Sink(Protocol):
    def write(self, data: bytes, /) -> object: ...


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whoever may open: the public half."""

    raw: bytes

    @classmethod
    def read(cls, text: str) -> Recipient:
        """From `ibasho-backup-…`. Raises ValueError."""
        return cls(_decoded(text, _PUBLIC_HEAD))

    @property
    def text(self) -> str:
        return _PUBLIC_HEAD + _encoded(self.raw)

    @property
    def mark(self) -> bytes:
        """Eight bytes that tell keys apart and open nothing."""
        return hashlib.sha256(b"mark" + self.raw).digest()[:_MARK]


@dataclass(frozen=True, slots=True)
class Key:
    """The private half. It is kept apart from what it opens."""

    raw: bytes = field(repr=False)

    @classmethod
    def new(cls) -> Key:
        return cls(X25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def read(cls, text: str) -> Key:
        """From `IBASHO-BACKUP-SECRET-…`. Raises ValueError."""
        return cls(_decoded(text, _SECRET_HEAD))

    @property
    def text(self) -> str:
        return _SECRET_HEAD + _encoded(self.raw)

    @property
    def recipient(self) -> Recipient:
        return Recipient(X25519PrivateKey.from_private_bytes(self.raw).public_key().public_bytes_raw())


class Sealer:
    """Writes what it is given, sealed, to `sink`; `close` writes the last chunk. Without it the stream does not open."""

    def __init__(self, sink: Sink, *, recipients: Sequence[Recipient], bound_to: str) -> None:
        if not recipients:
            raise ValueError("nobody could open it")
        key = AESGCM.generate_key(bit_length=256)
        head = _head(key, recipients)
        self._sink, self._cipher, self._waiting, self._number = sink, AESGCM(key), bytearray(), 0
        self._bound = _bound(head, bound_to)
        sink.write(head)

    def write(self, data: bytes) -> None:
        self._waiting += data
        while len(self._waiting) > CHUNK:  # one byte stays back at least: the last chunk is not known yet
            self._put(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def close(self) -> None:
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._sink.write(self._cipher.encrypt(_nonce(self._number, last=last), chunk, self._bound))
        self._number += 1


def opened(source: Source, *, key: Key, bound_to: str) -> Iterator[bytes]:
    """The plain chunks. Raises Invalid: `backup.key` where this key opens nothing here, `backup.changed` where a byte was
    changed, something is missing at the end, or the file stood at another place."""
    head, file_key = _read_head(source, key)
    cipher, bound, number = AESGCM(file_key), _bound(head, bound_to), 0
    sealed = _exactly(source, CHUNK + TAG)
    while True:
        following = _exactly(source, CHUNK + TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), sealed, bound)
        except InvalidTag as error:
            raise _changed() from error
        if not following:
            return
        sealed, number = following, number + 1


def _head(key: bytes, recipients: Sequence[Recipient]) -> bytes:
    ephemeral = X25519PrivateKey.generate()
    public = ephemeral.public_key().public_bytes_raw()
    wrapped = b""
    for one in recipients:
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(one.raw))
        wrapped += one.mark + AESGCM(_wrapping(shared, public, one)).encrypt(bytes(12), key, None)
    return MAGIC + bytes([len(recipients)]) + public + wrapped


def _wrapping(shared: bytes, public: bytes, recipient: Recipient) -> bytes:
    """Used once, for the other half was made for this stream: a nonce of zeros does no harm."""
    return HKDF(SHA256(), 32, salt=public + recipient.raw, info=b"ibasho.backup").derive(shared)


def _first(source: Source) -> bytes:
    begin = _exactly(source, len(MAGIC) + 1)
    if not begin.startswith(MAGIC) or len(begin) != len(MAGIC) + 1:
        raise _changed()
    return begin + _exactly(source, _PUBLIC + begin[-1] * (_MARK + _WRAPPED))


def _parts(head: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    count, body = head[len(MAGIC)], head[len(MAGIC) + 1 :]
    size = _MARK + _WRAPPED
    if len(body) != _PUBLIC + count * size:
        raise _changed()
    rows = [body[at : at + size] for at in range(_PUBLIC, len(body), size)]
    return body[:_PUBLIC], [(row[:_MARK], row[_MARK:]) for row in rows]


def _read_head(source: Source, key: Key) -> tuple[bytes, bytes]:
    head = _first(source)
    public, wrapped = _parts(head)
    mine = key.recipient
    found = [sealed for mark, sealed in wrapped if mark == mine.mark]
    if not found:
        raise Invalid(
            "backup.key",
            "この控えは べつの かぎで 封じてあります。控えの一覧に ある しるしと おなじ かぎを、金庫から 出してください。",
        )
    shared = X25519PrivateKey.from_private_bytes(key.raw).exchange(X25519PublicKey.from_public_bytes(public))
    try:
        return head, AESGCM(_wrapping(shared, public, mine)).decrypt(bytes(12), found[0], None)
    except InvalidTag as error:
        raise _changed() from error


def _changed() -> Invalid:
    return Invalid(
        "backup.changed",
        "控えの 中身が とった時と ちがいます（こわれたか、途中で 切れています）。これより 前の 控えを 使ってください。",
    )


def _exactly(source: Source, size: int) -> bytes:
    """As many bytes as there are, up to `size`: a pipe may give less at once."""
    found = bytearray()
    while len(found) < size and (more := source.read(size - len(found))):
        found += more
    return bytes(found)


def _bound(head: bytes, bound_to: str) -> bytes:
    return hashlib.sha256(head + b"\0" + bound_to.encode()).digest()


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _encoded(raw: bytes) -> str:
    """With four characters that find a slip of the pen."""
    check = hashlib.sha256(raw).digest()[:3]
    return base64.urlsafe_b64encode(raw + check).decode().rstrip("=")


def _decoded(text: str, head: str) -> bytes:
    body = text.strip().removeprefix(head)
    found = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)) if text.strip().startswith(head) else b""
    raw = found[:32]
    if len(found) != 35 or hashlib.sha256(raw).digest()[:3] != found[32:]:
        raise ValueError(f"not a key of the form {head}…")
    return raw

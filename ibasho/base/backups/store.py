"""The folder of backups: what is whole stands under its name, what is being made ends in `.part`.

```
base/20261126T023000Z/   manifest.json, data-0001 … (one sealed stream, cut into pieces)
wal/<server>/            000000010000000000000003 … each sealed; the newest as …​.partial
media/                   files.jsonl (what was there when), one sealed file for each content
```
Nothing is ever taken for whole by its looks: a manifest holds the hash of each piece and of itself.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from ibasho.base.backups import place as places
from ibasho.base.backups.place import Place
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.sealed_stream import Key, Sealer, opened

PIECE = 64 << 20  # bytes of a sealed piece
PART = ".part"
BLOCK = 1 << 20
HASH = 32  # bytes of a SHA-256


@dataclass(frozen=True, slots=True)
class Piece:
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One base backup. Times in UTC. `heads`: last seal of the journal when it began. `marks`: whose keys open it."""

    label: str
    began_at: str
    ended_at: str
    system: str
    server_version: str
    timeline: int
    segment_size: int
    start_lsn: str
    start_segment: str
    end_lsn: str
    plain_bytes: int
    files: int
    marks: tuple[str, ...]
    heads: Mapping[str, Any]
    pieces: tuple[Piece, ...]

    @property
    def ended(self) -> datetime:
        return datetime.fromisoformat(self.ended_at)

    @property
    def bound_to(self) -> str:
        return f"base/{self.label}"

    @property
    def sealed_bytes(self) -> int:
        return sum(piece.size for piece in self.pieces)


def base_folder(place: Place, label: str) -> Path:
    return place.folder / "base" / label


def wal_folder(place: Place, system: str) -> Path:
    return place.folder / "wal" / system


def labels(place: Place) -> list[str]:
    """Whole base backups, the oldest first."""
    folder = place.folder / "base"
    if not folder.exists():
        return []
    return sorted(each.name for each in folder.iterdir() if each.is_dir() and each.suffix != PART)


def manifests(place: Place) -> list[Manifest]:
    return [manifest(place, label) for label in labels(place)]


def manifest(place: Place, label: str) -> Manifest:
    """Raises Invalid (`backup.changed`) where it can't be read or does not fit its own hash."""
    try:
        told = json.loads((base_folder(place, label) / "manifest.json").read_text(encoding="utf-8"))
        claimed = told.pop("sha256")
        if claimed != _digest(told):
            raise changed(f"{label}/manifest.json")
        told["pieces"] = tuple(Piece(**piece) for piece in told["pieces"])
        return Manifest(**{**told, "marks": tuple(told["marks"])})
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise changed(f"{label}/manifest.json") from error


def changed(what: str) -> Invalid:
    return Invalid(
        "backup.changed",
        f"控えの {what} が こわれています（欠けている、または 書きかわっています）。この控えからは もどせません。"
        "ほかの 控えを 使い、いますぐ 新しく 1つ とってください。",
    )


def write_manifest(folder: Path, told: Manifest) -> None:
    plain = json.loads(json.dumps(asdict(told)))
    write_whole(
        folder / "manifest.json", json.dumps({**plain, "sha256": _digest(plain)}, indent=1).encode() + b"\n"
    )


def _digest(told: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


class Pieces:
    """A sink that cuts what it is given into files of `PIECE` bytes, hashed and safe on disk."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._hash, self._size = folder, hashlib.sha256(), 0
        self._out: BinaryIO | None = None
        self.done: list[Piece] = []

    def write(self, data: bytes) -> None:
        while data:
            if self._out is None:
                self._out = (self._folder / self._name()).open("xb")
                self._hash, self._size = hashlib.sha256(), 0
            now, data = data[: PIECE - self._size], data[PIECE - self._size :]
            self._out.write(now)
            self._hash.update(now)
            self._size += len(now)
            if self._size == PIECE:
                self._finish()

    def close(self) -> None:
        if self._out is not None:
            self._finish()

    def abandon(self) -> None:
        """What is half written is left to whoever removes the folder."""
        if self._out is not None:
            self._out.close()

    def _name(self) -> str:
        return f"data-{len(self.done) + 1:04}"

    def _finish(self) -> None:
        assert self._out is not None
        self._out.flush()
        os.fsync(self._out.fileno())
        self._out.close()
        self.done.append(Piece(self._name(), self._size, self._hash.hexdigest()))
        self._out = None


class Joined:
    """The pieces of a base backup as one source, each checked against its hash as it is read."""

    def __init__(self, folder: Path, told: Manifest) -> None:
        self._folder, self._label, self._rest = folder, told.label, list(told.pieces)
        self._now: tuple[Piece, BinaryIO, Any] | None = None

    def read(self, size: int, /) -> bytes:
        while True:
            if self._now is None:
                if not self._rest:
                    return b""
                self._open(self._rest.pop(0))
            assert self._now is not None
            piece, source, hashed = self._now
            if found := source.read(size):
                hashed.update(found)
                return found
            source.close()
            self._now = None
            if hashed.hexdigest() != piece.sha256:
                raise changed(f"{self._label}/{piece.name}")

    def close(self) -> None:
        """For whoever did not read to the end."""
        if self._now is not None:
            self._now[1].close()

    def _open(self, piece: Piece) -> None:
        path = self._folder / piece.name
        if not path.exists() or path.stat().st_size != piece.size:
            raise changed(f"{self._label}/{piece.name}")
        self._now = (piece, path.open("rb"), hashlib.sha256())


@contextmanager
def being_made(folder: Path) -> Iterator[Path]:
    """A folder that appears under its name only when the block has ended well; a half one is gone."""
    half = folder.with_name(folder.name + PART)
    shutil.rmtree(half, ignore_errors=True)
    try:
        half.mkdir(parents=True, mode=0o700)
        yield half
        sync(half)
        half.rename(folder)
        sync(folder.parent)
    except OSError as error:
        raise _told(error, folder) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)


def write_whole(path: Path, content: bytes) -> None:
    """All of it under this name, or nothing."""
    half = path.with_name(path.name + PART)
    try:
        with half.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        half.rename(path)
        sync(path.parent)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise _told(error, path) from error


class _Hashing:
    """A sink that remembers what went through it."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._hash = out, hashlib.sha256()

    def write(self, data: bytes, /) -> None:
        self._out.write(data)
        self._hash.update(data)

    def close(self) -> None:
        """Its hash goes last, so that a file shows by itself whether it is whole, without any key."""
        self._out.write(self._hash.digest())
        self._out.flush()
        os.fsync(self._out.fileno())


class _AllButHash:
    def __init__(self, path: Path, source: BinaryIO) -> None:
        self._source, self._left = source, path.stat().st_size - HASH

    def read(self, size: int, /) -> bytes:
        found = self._source.read(min(size, max(self._left, 0)))
        self._left -= len(found)
        return found


def seal_file(source: Path, target: Path, *, place: Place, bound_to: str) -> None:
    half = target.with_name(target.name + PART)
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with half.open("wb") as out, source.open("rb") as plain:
            sink = _Hashing(out)
            sealer = Sealer(sink, recipients=place.recipients, bound_to=bound_to)
            while block := plain.read(BLOCK):
                sealer.write(block)
            sealer.close()
            sink.close()
        half.rename(target)
        sync(target.parent)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise _told(error, target) from error


def unsealed_file(path: Path, *, key: Key, bound_to: str) -> Iterator[bytes]:
    """Raises Invalid where it does not open."""
    with path.open("rb") as sealed:
        yield from opened(_AllButHash(path, sealed), key=key, bound_to=bound_to)


def unseal_file(source: Path, target: Path, *, key: Key, bound_to: str) -> None:
    with target.open("wb") as out:
        for chunk in unsealed_file(source, key=key, bound_to=bound_to):
            out.write(chunk)


def is_whole(path: Path) -> bool:
    """Whether a file that stands alone is as it was written; no key is needed."""
    if not path.exists() or path.stat().st_size < HASH:
        return False
    hashed = hashlib.sha256()
    with path.open("rb") as sealed:
        source = _AllButHash(path, sealed)
        while block := source.read(BLOCK):
            hashed.update(block)
        return sealed.read() == hashed.digest()


def hash_of(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def sync(folder: Path) -> None:
    """What was renamed stays renamed after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear_halves(place: Place) -> None:
    """What a killed process left. The caller holds the lock: nobody is making one just now."""
    for half in (place.folder / "base").glob(f"*{PART}"):
        shutil.rmtree(half)


def drop(place: Place, label: str) -> None:
    """Its name goes first: half of a backup that is being removed is never taken for one."""
    folder = base_folder(place, label)
    going = folder.with_name(f"{label}{PART}")
    folder.rename(going)
    shutil.rmtree(going)


def _told(error: OSError, where: Path) -> Exception:
    return places.full(where) if error.errno in (errno.ENOSPC, errno.EDQUOT) else error

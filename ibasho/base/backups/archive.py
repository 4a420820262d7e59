"""The stream of a base backup, read once: each file is hashed as it passes and compared with what the server says it sent.

`pg_basebackup` sends a tar whose last file is `backup_manifest` (PostgreSQL 18, chapter 69). The same reading serves when it
is taken, when it is verified and when it is laid down.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from ibasho.base.backups.store import changed
from ibasho.base.kernel.sealed_stream import Source

MANIFEST = "backup_manifest"
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Told:
    """What the server's own manifest says; `files` were found as it says."""

    system: str
    timeline: int
    start_lsn: str
    end_lsn: str
    files: int


class Flow:
    """A source made of chunks: decompressed, when they are."""

    def __init__(self, chunks: Iterator[bytes], *, packed: bool) -> None:
        self._chunks, self._now, self._at = _unpacked(chunks) if packed else chunks, b"", 0

    def read(self, size: int, /) -> bytes:
        """May give less than `size` before the end, as a pipe does."""
        while self._at == len(self._now):
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._now, self._at = chunk, 0
        found = self._now[self._at : self._at + size]
        self._at += len(found)
        return found


def _unpacked(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """In blocks: a log that was never written in is zeros, and a few bytes of it become many."""
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for chunk in chunks:
        left = chunk
        while left:
            yield unpack.decompress(left, BLOCK)
            left = unpack.unconsumed_tail
    yield unpack.flush()


def read(source: Source, *, into: Path | None = None, label: str = "") -> Told:
    """Reads all of it; `into`: an empty folder that gets the files. Raises Invalid where a file is not as it was sent."""
    found: dict[str, tuple[int, str]] = {}
    said: dict[str, Any] = {}
    try:
        with tarfile.open(fileobj=cast(IO[bytes], _Whole(source)), mode="r|") as tar:
            for member in tar:
                if member.name == MANIFEST:
                    said = _read_manifest(tar, member, label)
                _take(tar, member, found, into)
        while source.read(BLOCK):  # zeros after the end of a tar
            pass
    except (tarfile.TarError, zlib.error, ValueError) as error:
        raise changed(label) from error
    if not said:
        raise changed(f"{label} ({MANIFEST})")
    _compare(said, found, label)
    (reach,) = said["WAL-Ranges"][-1:]
    return Told(
        str(said.get("System-Identifier", "")), int(reach["Timeline"]), reach["Start-LSN"], reach["End-LSN"], len(found)
    )  # fmt: skip


class _Whole:
    """tarfile asks for blocks and takes a short one for the end."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def read(self, size: int) -> bytes:
        found = bytearray()
        while len(found) < size and (more := self._source.read(size - len(found))):
            found += more
        return bytes(found)


def _take(
    tar: tarfile.TarFile, member: tarfile.TarInfo, found: dict[str, tuple[int, str]], into: Path | None
) -> None:
    if member.name == MANIFEST:
        return
    target = _place(into, member.name) if into else None
    if member.isdir():
        if target is not None:
            target.mkdir(parents=True, exist_ok=True, mode=0o700)
        return
    plain = tar.extractfile(member) if member.isfile() else None
    if plain is None:
        raise ValueError(f"{member.name} is neither file nor folder")
    found[member.name] = (member.size, _copied(plain, target))


def _place(into: Path, name: str) -> Path:
    """Where a member lies; raises ValueError for a name that leads out of the folder."""
    target = into / name
    if not target.resolve().is_relative_to(into.resolve()):
        raise ValueError(f"{name} leads out of the backup")
    return target


def _copied(plain: IO[bytes], target: Path | None) -> str:
    hashed = hashlib.sha256()
    out = _opened(target) if target else None
    while block := plain.read(BLOCK):
        hashed.update(block)
        if out is not None:
            out.write(block)
    if out is not None:
        out.close()
    return hashed.hexdigest()


def _opened(target: Path) -> IO[bytes]:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.touch(0o600)
    return target.open("wb")


def _read_manifest(tar: tarfile.TarFile, member: tarfile.TarInfo, label: str) -> dict[str, Any]:
    """Its last line is the SHA-256 of all before."""
    plain = tar.extractfile(member)
    assert plain is not None
    text = plain.read()
    said: dict[str, Any] = json.loads(text)
    covered = text[: text.rindex(b'"Manifest-Checksum"')]
    if hashlib.sha256(covered).hexdigest() != said["Manifest-Checksum"]:
        raise changed(f"{label} ({MANIFEST})")
    return said


def _compare(said: dict[str, Any], found: dict[str, tuple[int, str]], label: str) -> None:
    """Each file the server named is there and as it was; log files come beside, unnamed."""
    for row in said["Files"]:
        name = row.get("Path") or bytes.fromhex(row["Encoded-Path"]).decode("utf-8", "surrogateescape")
        if found.get(name) != (row["Size"], row["Checksum"]):
            raise changed(f"{label} ({name})")

"""Photos and files: each content is sealed once; a list says what was there when.

Files of ours are written once and never changed, so size and time of a path tell one content from another.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ibasho.base.backups import store
from ibasho.base.backups.place import Place
from ibasho.base.backups.store import changed
from ibasho.base.kernel.sealed_stream import Key

LIST = "files.jsonl"


@dataclass(frozen=True, slots=True)
class Kept:
    """`code`: of path, size and time; the path itself stands sealed. `gone` once it was erased."""

    code: str
    seen: str
    gone: str = ""

    def was_there(self, at: datetime) -> bool:
        return not self.gone or datetime.fromisoformat(self.gone) > at


def kept(place: Place) -> dict[str, Kept]:
    """Raises Invalid (`backup.changed`) where the list can't be read."""
    path = place.folder / "media" / LIST
    if not path.exists():
        return {}
    try:
        rows = [Kept(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    except (ValueError, TypeError) as error:
        raise changed(f"media/{LIST}") from error
    return {row.code: row for row in rows}


def take(place: Place, *, at: datetime) -> int:
    """Seals what is new and notes what is gone. Returns how many are new."""
    before, now = kept(place), {_code(place.media, path): path for path in _files(place.media)}
    moment = at.astimezone(UTC).isoformat()
    after = {
        code: replace(row, gone="" if code in now else row.gone or moment) for code, row in before.items()
    }
    for code in now.keys() - before.keys():
        try:
            _seal(place, code, now[code])
        except FileNotFoundError:
            continue  # erased while we looked
        after[code] = Kept(code, moment)
    if after != before:
        _write(place, after)
    return len(after) - len(before)


def forget(place: Place, *, before: datetime) -> int:
    """Files erased so long ago that no kept backup knows them go from here as well. Returns how many."""
    rows = kept(place)
    old = {code for code, row in rows.items() if row.gone and datetime.fromisoformat(row.gone) < before}
    if old:
        _write(place, {code: row for code, row in rows.items() if code not in old})
        for code in old:
            (place.folder / "media" / code).unlink(missing_ok=True)
    return len(old)


def check(place: Place) -> list[str]:
    """What is not as it was written (its code)."""
    folder = place.folder / "media"
    return [code for code in sorted(kept(place)) if not store.is_whole(folder / code)]


def restore(place: Place, *, key: Key, into: Path, at: datetime) -> int:
    """Lays down what was there at that moment. Returns how many."""
    rows = [row for row in kept(place).values() if row.was_there(at)]
    for row in rows:
        half = into / f"{row.code}{store.PART}"
        into.mkdir(parents=True, exist_ok=True)
        store.unseal_file(place.folder / "media" / row.code, half, key=key, bound_to=f"media/{row.code}")
        _lay(half, into)
    return len(rows)


def _seal(place: Place, code: str, path: Path) -> None:
    """The path goes first, so that nobody reads it from outside."""
    place.spool.mkdir(parents=True, exist_ok=True, mode=0o700)
    with_name = place.spool / code
    head = json.dumps({"path": str(path.relative_to(place.media)), "mtime_ns": path.stat().st_mtime_ns})
    try:
        with_name.write_bytes(head.encode() + b"\n" + path.read_bytes())
        store.seal_file(with_name, place.folder / "media" / code, place=place, bound_to=f"media/{code}")
    finally:
        with_name.unlink(missing_ok=True)


def _lay(half: Path, into: Path) -> None:
    head, _, content = half.read_bytes().partition(b"\n")
    told = json.loads(head)
    target = (into / told["path"]).resolve()
    if not target.is_relative_to(into.resolve()):
        raise changed(f"media ({told['path']})")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    os.utime(target, ns=(told["mtime_ns"], told["mtime_ns"]))  # it is the same content: nobody seals it again
    half.unlink()


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")) if folder.exists() else ():
        if path.is_file() and not path.is_symlink():
            yield path


def _code(folder: Path, path: Path) -> str:
    found = path.stat()
    told = f"{path.relative_to(folder)}\0{found.st_size}\0{found.st_mtime_ns}"
    return hashlib.sha256(told.encode()).hexdigest()[:40]


def _write(place: Place, rows: dict[str, Kept]) -> None:
    folder = place.folder / "media"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lines = [json.dumps(asdict(row)) for row in rows.values()]
    store.write_whole(folder / LIST, ("\n".join(lines) + "\n").encode())

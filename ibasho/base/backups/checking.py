"""Is what we have good enough to restore? Asked every night and before anybody needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ibasho.base.backups import archive, media, store, wal
from ibasho.base.backups.place import Place
from ibasho.base.backups.store import Joined, Manifest
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.sealed_stream import Key, opened

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`problems`: sentences, none when all is well. `opened`: with the key, to the last byte."""

    bases: int
    segments: int
    files: int
    opened: bool
    problems: tuple[str, ...]


def check(place: Place, *, tell: Tell, newest_only: bool = False) -> Verdict:
    """Looks at every piece; where the key is here, opens the newest base backup and its log to the last byte."""
    labels = store.labels(place)
    problems: list[str] = []
    good: list[Manifest] = []
    for label in labels[-1:] if newest_only else labels:
        tell(f"控え {label} を 見ています")
        try:
            good.append(_pieces(place, label))
        except Invalid as error:
            problems.append(error.message)
    if not labels:
        problems.append("控えが 1つも ありません。`ibasho backup now` で とってください。")
    if good:
        problems += _newest(place, good[-1], tell)
    problems += [store.changed(f"media/{code}").message for code in media.check(place)]
    count = len(wal.wanted(place, good[-1])) if good else 0
    return Verdict(len(good), count, len(media.kept(place)), place.key is not None, tuple(problems))


def read(place: Place, told: Manifest, key: Key, *, into: Path | None = None) -> archive.Told:
    """The whole stream of a base backup, checked in three ways: our hashes, the seal, the server's own manifest."""
    with closing(Joined(store.base_folder(place, told.label), told)) as sealed:
        chunks = opened(sealed, key=key, bound_to=told.bound_to)
        return archive.read(archive.Flow(chunks, packed=True), into=into, label=told.label)


def _pieces(place: Place, label: str) -> Manifest:
    """Every byte against its hash; no key is needed for that."""
    told = store.manifest(place, label)
    with closing(Joined(store.base_folder(place, label), told)) as sealed:
        while sealed.read(archive.BLOCK):
            pass
    return told


def _newest(place: Place, told: Manifest, tell: Tell) -> Iterator[str]:
    if missing := wal.gaps(place, told):
        yield (
            f"記録の流れ（WAL）が {len(missing)}個 ぬけています（{missing[0]} から）。そこから先は もどせません。"
            "新しい 控えを とってください。"
        )
    for name in wal.wanted(place, told):
        path = wal.path_of(place, told.system, name)
        if not store.is_whole(path):
            yield store.changed(path.name).message
        elif place.key is not None:
            yield from _log(path, told, name, place.key)
    if place.key is None:
        return
    tell(f"控え {told.label} を 開けています")
    try:
        read(place, told, place.key)
    except Invalid as error:
        yield error.message


def _log(path: Path, told: Manifest, name: str, key: Key) -> Iterator[str]:
    try:
        size = sum(
            len(part) for part in store.unsealed_file(path, key=key, bound_to=wal.bound_to(told.system, name))
        )
    except Invalid as error:
        yield f"{path.name}：{error.message}"
        return
    if size != told.segment_size and not name.endswith(".history"):
        yield f"{path.name}：長さが {told.segment_size} ではなく {size} です。新しい 控えを とってください。"

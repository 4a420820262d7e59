"""A file is kept whole or not at all, and it is on disk before anybody is told so."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from ibasho.base.ports.files import WholeFiles
from tests.faults.power import full, mount


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_and_its_name_are_synced_before_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []
    monkeypatch.setattr(
        os, "fsync", lambda descriptor: synced.append(os.readlink(f"/proc/self/fd/{descriptor}"))
    )
    kept = WholeFiles(location=tmp_path).save("photos/a.webp", ContentFile(b"x" * 10))
    assert synced == [str(tmp_path / kept), str((tmp_path / kept).parent)]


def test_what_fails_on_the_way_to_the_disk_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_descriptor: int) -> None:
        raise OSError(errno.EIO, "the disk is broken")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="broken"):
        WholeFiles(location=tmp_path).save("a.webp", ContentFile(b"x"))
    assert names(tmp_path) == []


@pytest.mark.skipif(not mount.may_mount(), reason="needs root and the right to mount")
def test_a_full_disk_keeps_no_half_photo_and_takes_the_next_when_there_is_room(tmp_path: Path) -> None:
    with full.small(tmp_path / "photos", 1 << 20) as disk:
        storage = WholeFiles(location=disk.root)
        disk.fill()
        disk.empty()
        (disk.root / "other").write_bytes(bytes(800 << 10))
        with pytest.raises(OSError) as refused:
            storage.save("a.webp", ContentFile(b"x" * (400 << 10)))
        assert refused.value.errno == errno.ENOSPC
        assert names(disk.root) == ["other"]
        (disk.root / "other").unlink()
        assert storage.save("a.webp", ContentFile(b"x" * (400 << 10))) == "a.webp"

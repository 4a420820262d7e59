"""Small disks that can be filled to the last byte and emptied again: tmpfs, mounted for the test alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.power import mount

BALLAST = "ballast"
PIECE = 1 << 20


class Small:
    """A disk of `size` bytes at `root`."""

    def __init__(self, root: Path, size: int) -> None:
        self.root = root
        root.mkdir()
        mount.mount("ibasho-small", root, "tmpfs", f"size={size},mode=0755")

    def fill(self) -> None:
        """Nothing more goes in, not a page."""
        with (self.root / BALLAST).open("ab", buffering=0) as file:
            piece = PIECE
            while piece >= 1:
                try:
                    if file.write(bytes(piece)) < piece:
                        piece //= 2
                except OSError:
                    piece //= 2

    def empty(self) -> None:
        (self.root / BALLAST).unlink(missing_ok=True)

    def free(self) -> int:
        return shutil.disk_usage(self.root).free

    def end(self) -> None:
        mount.unmount(self.root)
        os.rmdir(self.root)


@contextmanager
def small(root: Path, size: int) -> Iterator[Small]:
    disk = Small(root, size)
    try:
        yield disk
    finally:
        disk.end()


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

"""Photos and papers in a folder: a file is there whole and survives a power cut, or it is not there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """Raises OSError where the disk is full or fails; then nothing half is left behind."""

    def _save(self, name: str, content: Any) -> str:
        try:
            kept: str = super()._save(name, content)  # type: ignore[misc] # Django's stubs do not know it
            for path in (Path(self.path(kept)), Path(self.path(kept)).parent):
                _sync(path)
        except OSError:
            Path(self.path(name)).unlink(missing_ok=True)
            raise
        return kept


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

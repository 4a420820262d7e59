"""Several files that belong together (the meshes of two prefectures) as one run of bytes, and back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from ibasho.town.areas.actions.intake.asked import Upload


def bundled(files: Sequence[Upload]) -> bytes:
    """One file stays as it is; several stand in a zip without being pressed again."""
    if len(files) == 1:
        return files[0].data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for number, file in enumerate(files):
            archive.writestr(str(number), file.data)
    return out.getvalue()


def unbundled(data: bytes, names: Sequence[str]) -> list[Upload]:
    if len(names) == 1:
        return [Upload(names[0], data)]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [Upload(name, archive.read(str(number))) for number, name in enumerate(names)]

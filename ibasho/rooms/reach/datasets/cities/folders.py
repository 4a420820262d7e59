"""DIR/<code>/…: one folder of published files for each municipality.

    222135/
      boundary.geojson     N03, or one Polygon (needed)
      mesh*.txt|csv|zip    e-Stat mesh tables, one or several (needed)
      places*.csv|xlsx     こども食堂 and other places in the open-data format (needed; may be without rows)
      streets.npz          streets packed by an earlier run, or
      streets.*            OSM .pbf, GraphML, Shapefile zip or GeoJSON lines (without: straight lines × 1.3)
      districts.*          小学校区, A27 or a list with shapes (without: no bicycle that must stay inside them)

The folder's name begins with the municipality's code; what follows after a 「_」 or 「-」 is for people. Streets must
reach over the border to the next crossing of the neighbour, or children cannot cross there.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from ibasho.base.kernel.errors import Invalid

_CODE = re.compile(r"(\d{5,6})(?:[_\- ].*)?")
NEEDED = ("boundary", "mesh", "places")
KNOWN = (*NEEDED, "streets", "districts", "ages")


@dataclass(frozen=True, slots=True)
class Folder:
    """One municipality's files by kind, each sorted by name."""

    code: str
    path: Path
    files: dict[str, tuple[Path, ...]]

    def fingerprint(self) -> str:
        """Of the names and bytes of every file that is read."""
        digest = hashlib.sha256()
        for kind in KNOWN:
            for file in self.files.get(kind, ()):
                digest.update(f"{kind}/{file.name}\0".encode())
                with file.open("rb") as opened:
                    digest.update(hashlib.file_digest(opened, "sha256").digest())
        return digest.hexdigest()[:32]

    def one(self, kind: str) -> tuple[str, bytes] | None:
        """(name, bytes) of the first file of a kind."""
        found = self.files.get(kind, ())
        return (found[0].name, found[0].read_bytes()) if found else None

    def all(self, kind: str) -> list[tuple[str, bytes]]:
        return [(file.name, file.read_bytes()) for file in self.files.get(kind, ())]


def folders(root: Path) -> list[Folder]:
    """In the order of the codes. Raises Invalid where there is none, or two for one municipality."""
    found = [folder for path in sorted(root.iterdir()) if path.is_dir() and (folder := folder_of(path))]
    codes = [folder.code for folder in found]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise Invalid(
            "reach.city_twice",
            f"同じ市町村の フォルダーが 2つ あります（{'、'.join(twice)}）。どちらかを はずしてください。",
        )
    if not found:
        raise Invalid(
            "reach.no_cities",
            f"{root} に 市町村の フォルダーが ありません。「222135」のように 市町村コードの 名前の フォルダーを 置いてください。",
        )
    return sorted(found, key=lambda folder: folder.code)


def folder_of(path: Path) -> Folder | None:
    """None where the name is not a municipality's code."""
    named = _CODE.fullmatch(path.name)
    if named is None:
        return None
    files: dict[str, tuple[Path, ...]] = {}
    for file in sorted(path.iterdir()):
        kind = next((kind for kind in KNOWN if file.is_file() and file.name.lower().startswith(kind)), None)
        if kind:
            files[kind] = (*files.get(kind, ()), file)
    return Folder(named[1], path, files)

"""What a file is, told by what is in it: never by its name, for a download is called anything.

Only as much is read as tells it apart; whether the file is whole is seen when it is taken in.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ibasho.base.kernel import mesh
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.tables import Unreadable, read_table
from ibasho.town.areas.datasets.ages import read_ages
from ibasho.town.areas.datasets.clubs import read_clubs
from ibasho.town.areas.datasets.streets.graphml import is_graphml
from ibasho.town.areas.datasets.streets.osm import is_osm
from ibasho.town.areas.datasets.towns import read_towns
from ibasho.town.places.datasets.headers import detect
from ibasho.town.places.datasets.rows import Dataset

HEAD, TABLE_BYTES_MAX, JSON_BYTES_MAX = 65_536, 20_000_000, 300_000_000
DBF_HEAD = 8_192  # the names of 255 columns
# The first that is in the file counts: what the publishers call their columns.
_COLUMNS = (
    ("boundary", re.compile(rb"N03_00[47]")),
    ("districts", re.compile(rb"A27_00[1-8]")),
    ("schools", re.compile(rb"P29_00[1-6]")),
    ("candidates", re.compile(rb"P20_00[12]|P05_00[13]|P14_00[34]")),
    ("projection", re.compile(rb"PTN_\d{4}|PTA_\d{4}")),
    ("small_areas", re.compile(rb"KIHON1|S_NAME")),
    ("streets", re.compile(rb"highway|fclass")),
)
_LINES = re.compile(rb'"(?:Multi)?LineString"')
_OUTLINE = re.compile(rb'"(?:Multi)?Polygon"')


@dataclass(frozen=True, slots=True)
class Found:
    """`kind`: boundary, districts, towns, streets, ages, mesh, small_areas, schools, candidates, places, clubs, bus,
    projection, or "" for what we don't know."""

    path: Path
    kind: str


def look(folders: Iterable[Path]) -> list[Found]:
    """Every file below the folders in the order of their names; what is hidden is nobody's."""
    return [
        Found(path, kind_of(path))
        for folder in folders
        for path in ([folder] if folder.is_file() else sorted(folder.rglob("*")))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]


def kind_of(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(HEAD)
    if is_osm(head) or is_graphml(head):
        return "streets"
    if head.startswith(b"PK\x03\x04"):
        return _packed(path)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return _json(path)
    return _table(path) if path.stat().st_size <= TABLE_BYTES_MAX else _census(head)


def _packed(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "[Content_Types].xml" in names:
                return _table(path)
            if {"stops.txt", "stop_times.txt"} <= {Path(name).name for name in names}:
                return "bus"
            return next((kind for name in names if (kind := _member(archive, name))), "")
    except (
        zipfile.BadZipFile,
        RuntimeError,
        EOFError,
    ):  # cut off, or under a password: it is told as unknown
        return ""


def _member(archive: zipfile.ZipFile, name: str) -> str:
    ending = Path(name).suffix.lower()
    if ending not in {".dbf", ".geojson", ".json", ".txt", ".csv"}:
        return ""
    with archive.open(name) as file:
        if ending == ".dbf":
            return _columns(file.read(DBF_HEAD))
        if ending in {".geojson", ".json"}:
            return _features(file.read(JSON_BYTES_MAX))
        return _census(file.read(HEAD))


def _json(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(JSON_BYTES_MAX)
    return _features(data) or _table_of_towns(data, path.name)


def _features(data: bytes) -> str:
    """A shape without columns we know: lines are streets, polygons alone an outline."""
    return _columns(data) or (
        "streets" if _LINES.search(data) else "boundary" if _OUTLINE.search(data) else ""
    )


def _columns(data: bytes) -> str:
    return next((kind for kind, names in _COLUMNS if names.search(data)), "")


def _census(head: bytes) -> str:
    """e-Stat's tables begin with KEY_CODE: a square's number, or one of a 町丁・字."""
    lines = head.decode("cp932", errors="replace").splitlines()[:6]
    if not lines or "KEY_CODE" not in lines[0].upper():
        return ""
    keys = [line.split(",")[0].split("\t")[0].strip('" ') for line in lines[1:]]
    return (
        "mesh"
        if any(mesh.is_mesh_code(key) for key in keys if len(key) > 4) and "HYOSYO" not in lines[0]
        else "small_areas"
    )


def _table(path: Path) -> str:
    data = path.read_bytes()
    return _census(data[:HEAD]) or _counts(data, path.name) or _list(data, path.name)


def _counts(data: bytes, name: str) -> str:
    readers = (("clubs", read_clubs), ("ages", read_ages))
    return next((kind for kind, read in readers if _reads(read, data, name)), "")


def _reads(read: object, data: bytes, name: str) -> bool:
    try:
        return callable(read) and bool(read(data, name))
    except (Invalid, Unreadable):
        return False


def _list(data: bytes, name: str) -> str:
    """A list of places by its header; a list of 公共施設 is where something could open, not a place for children."""
    try:
        header = tuple(read_table(data, name).header)
        found = detect(header)
    except (Unreadable, Invalid):
        return _table_of_towns(data, name)
    return "candidates" if found.dataset is Dataset.FACILITY else "places"


def _table_of_towns(data: bytes, name: str) -> str:
    try:
        found = read_towns(data, code="", filename=name)
    except (Invalid, Unreadable):
        return ""
    return "towns" if found.rows or found.districts else ""

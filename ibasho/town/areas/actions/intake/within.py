"""Which rows of a file lie in the city: by its outline, by what the file itself says, or by its streets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ibasho.base.kernel import mesh
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import Position
from ibasho.town.areas import queries, travel
from ibasho.town.areas.datasets.peoplefile import PeopleFile
from ibasho.town.areas.rules.people import PeopleRow
from ibasho.town.areas.rules.shapes import touch, which

STREETS, ALL = "streets", "all"
CERTAIN = frozenset({"outline", "file"})  # also what Population.counts["within"] says


@dataclass(frozen=True, slots=True)
class Kept:
    """`inside` are indices of rows in the city, `edge` how many of them its outline crosses, `outside` how many rows
    were left out. `by` says how that was known (outline, file, streets, all); `certain` where the city surely holds
    them (then a cell between districts gets the nearest one)."""

    inside: tuple[int, ...]
    edge: int
    outside: int
    by: str

    @property
    def certain(self) -> bool:
        return self.by in CERTAIN


def kept_of(rows: Sequence[PeopleRow], spots: Sequence[Position], file: PeopleFile, within: str) -> Kept:
    """Raises Invalid where nothing tells the city from its neighbours and the person has not said how to."""
    outline = queries.boundary()
    if within == ALL:
        return _kept([True] * len(rows), ALL)
    if within == STREETS:
        return _kept(_on_streets(rows, spots), STREETS)
    if file.unit != "mesh":
        return _small_areas(spots, file, outline.geometry if outline else None)
    if outline is not None:
        boxes = [
            (box.west, box.south, box.east, box.north) for box in (mesh.bounds(row.code) for row in rows)
        ]
        return _kept(touch(outline.geometry, boxes), "outline")
    if all(row.cities for row in rows):
        return _kept([True] * len(rows), "file")
    raise Invalid(
        "areas.no_boundary",
        "市の境が まだ 入っていないため、となりの市の区画と 分けられません。先に 市の境（ibasho import boundary）を 入れてください。"
        "ためすだけなら --within streets（道のある区画だけ）か --within all（ファイルの全部）を つけてください。",
    )


def _small_areas(spots: Sequence[Position], file: PeopleFile, outline: object) -> Kept:
    """A file of the census names the city in every code; others by the outline, where there is one."""
    if file.source or not isinstance(outline, dict):
        return _kept([True] * len(spots), "file")
    return _kept([area is not None for area in which([outline], spots)], "outline")


def _on_streets(rows: Sequence[PeopleRow], spots: Sequence[Position]) -> list[bool]:
    network = travel.network()
    if network is None:
        raise Invalid(
            "areas.no_streets", "道が まだ 入っていません。先に ibasho import streets で 入れてください。"
        )
    if not rows or not mesh.is_mesh_code(rows[0].code):
        return [True] * len(rows)
    level = mesh.level_of(rows[0].code)
    streets = {
        mesh.encode(lat, lng, level)
        for lat, lng in zip(network.lat.tolist(), network.lng.tolist(), strict=True)
    }
    return [row.code in streets for row in rows]


def _kept(found: Sequence[bool | None], by: str) -> Kept:
    inside = tuple(index for index, each in enumerate(found) if each is not False)
    edge = sum(each is None for each in found)
    return Kept(inside, edge, len(found) - len(inside), by)

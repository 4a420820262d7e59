"""Where children live, as the engine takes them: cells spread over the crossings inside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ibasho.base.kernel import mesh
from ibasho.rooms.reach.engine.inputs import Demand
from ibasho.rooms.reach.rules import dwelling, spreading
from ibasho.rooms.reach.rules.notes import Note
from ibasho.town.areas import queries as areas
from ibasho.town.areas import travel
from ibasho.town.areas.engine.network import Network
from ibasho.town.areas.models import Cell, ClubCount, Population
from ibasho.town.areas.stages import CHILD_STAGES

SNAP_METRES_MAX = dwelling.SNAP_METRES_MAX  # as far as a place may stand from its street
_STAGES = tuple(stage.value for stage in CHILD_STAGES)
Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
Shapes = tuple[Mapping[str, Any] | None, ...]


@dataclass(frozen=True, slots=True)
class District:
    code: str
    name: str
    kana: str


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The squares (or small areas) of one population. `district` int32[C], -1 unknown · `children` float32[S, C],
    NaN where the census keeps them secret · `estimated`, `secret` bool[C] · `mesh` False: shapes stand in the rows."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    lat: Floats
    lng: Floats
    district: Ints
    children: NDArray[np.float32]
    estimated: NDArray[np.bool_]
    secret: NDArray[np.bool_]
    mesh: bool

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True, slots=True, eq=False)
class Homes:
    """`shapes` of the districts, None where none is published · `clubs` float32[S, districts + 1]: the share of a district's children who are not in 学童保育 (the last column
    is for cells of no district); `has_clubs` False where nothing is loaded."""

    demand: Demand
    cells: Cells
    districts: tuple[District, ...]
    shapes: tuple[Mapping[str, Any] | None, ...]
    network: Network | None
    population: Population
    clubs: NDArray[np.float32]
    has_clubs: bool
    notes: tuple[Note, ...]


def homes(day: date, population: Population | None = None) -> Homes | None:
    """None while no population is loaded. `population` None: the one in use now."""
    chosen = population or Population.objects.filter(current=True).first()
    if chosen is None:
        return None
    network = travel.network()
    return _homes(
        chosen.pk, chosen.loaded_at.isoformat(), network.version if network else "", _marks(day), day
    )


def demand_of(homes: Homes, *, without_clubs: bool) -> Demand:
    """The children; `without_clubs`: those of 学童保育 taken out, by their 小学校区."""
    if not without_clubs:
        return homes.demand
    share = homes.clubs[:, homes.demand.district]  # -1, of no district, is the last column
    return replace(homes.demand, children=homes.demand.children * share)


def forget() -> None:
    """For tests: what was kept belongs to another database."""
    _homes.cache_clear()


def _marks(day: date) -> tuple[object, ...]:
    """Changes when a district or a club does."""
    clubs = ClubCount.objects.order_by("district_code", "stage").values_list(
        "district_code", "stage", "children"
    )
    shaped = areas.districts(day).values_list("pk", "code", "name", "lat", "lng")
    return (*shaped, *clubs)


@lru_cache(maxsize=4)
def _homes(population_id: int, _loaded: str, _version: str, _marked: tuple[object, ...], day: date) -> Homes:
    population, network = Population.objects.get(pk=population_id), travel.network()
    rows = list(areas.districts(day).values_list("code", "name", "kana", "geometry"))
    districts = tuple(District(code, name, kana) for code, name, kana, _ in rows)
    shapes = tuple(geometry for *_, geometry in rows)
    cells = _cells(population, districts, shapes)
    demand, notes = _spread(cells, network, shapes, population)
    clubs, has_clubs = _clubs(demand, districts)
    return Homes(
        demand, cells, districts, shapes, network, population, clubs, has_clubs, (*_secret(cells), *notes)
    )


def _cells(population: Population, districts: tuple[District, ...], shapes: Shapes) -> Cells:
    rows = list(
        Cell.objects.filter(population=population)
        .order_by("code")
        .values_list("code", "name", "lat", "lng", "district_code", "estimated", "secrecy", *_STAGES)
    )
    codes, names, lats, lngs, written, estimated, secrecy, *children = (
        zip(*rows, strict=True) if rows else [()] * 12
    )
    index = {one.code: number for number, one in enumerate(districts)}
    lat, lng = np.array(lats, float), np.array(lngs, float)
    district = np.array([index.get(code, -1) for code in written], np.int32)
    loose = np.flatnonzero(district < 0)
    district[loose] = spreading.shapes(shapes, lat[loose], lng[loose])
    return Cells(
        codes, names, lat, lng, district, np.array(children, np.float32).reshape(len(_STAGES), len(rows)),
        np.array(estimated, bool), np.array(secrecy) == 2, population.unit == Population.Unit.MESH,
    )  # fmt: skip


def _spread(
    cells: Cells, network: Network | None, shapes: Shapes, population: Population
) -> tuple[Demand, list[Note]]:
    """One point for each crossing in a square where children live, or the square's middle."""
    living = np.flatnonzero(np.nansum(cells.children, axis=0) > 0)
    node, cell, off = _points(cells, living, network, population)
    lat = cells.lat[cell] if network is None else network.lat[node]
    lng = cells.lng[cell] if network is None else network.lng[node]
    share = 1 / np.maximum(np.bincount(cell, minlength=len(cells)), 1)
    district = spreading.shapes(shapes, lat, lng)
    district = np.where(district < 0, cells.district[cell], district).astype(np.int32)
    children = (np.nan_to_num(cells.children)[:, cell] * share[cell]).astype(np.float32)
    lost = float(np.nansum(cells.children[:, off]))
    notes = [Note("far_cells", len(off), lost)] if len(off) else []
    return Demand(node, lat, lng, cell, district, children), notes


def _points(
    cells: Cells, living: NDArray[np.intp], network: Network | None, population: Population
) -> tuple[Ints, Ints, Ints]:
    """(node, cell) of each point, and the squares with children that no street comes near."""
    if network is None:
        none = np.zeros(0, np.int32)
        return np.full(len(living), -1, np.int32), living.astype(np.int32), none
    return dwelling.crossings(_cell_of(cells, network, population), living, cells.lat, cells.lng, network)


def _cell_of(cells: Cells, network: Network, population: Population) -> Ints:
    if cells.mesh and all(mesh.is_mesh_code(code) for code in cells.codes):
        return spreading.squares(cells.codes, network.lat, network.lng)
    rows = dict(Cell.objects.filter(population=population).values_list("code", "geometry"))
    return spreading.shapes([rows.get(code) for code in cells.codes], network.lat, network.lng)


def _clubs(demand: Demand, districts: tuple[District, ...]) -> tuple[NDArray[np.float32], bool]:
    share = np.ones((len(_STAGES), len(districts) + 1), np.float32)
    index = {one.code: number for number, one in enumerate(districts)}
    found = False
    for code, stage, children in ClubCount.objects.values_list("district_code", "stage", "children"):
        if code in index and stage in _STAGES:
            row, column = _STAGES.index(stage), index[code]
            there = float(demand.children[row, demand.district == column].sum())
            share[row, column] = max(0.0, 1 - children / there) if there else 0.0
            found = True
    return share, found


def _secret(cells: Cells) -> list[Note]:
    unknown = int(np.isnan(cells.children).all(axis=0).sum())
    estimated = int(cells.estimated.sum())
    stray = int((cells.district < 0).sum())
    notes = [Note("secret_cells", unknown), Note("estimated_cells", estimated), Note("no_district", stray)]
    return [note for note in notes if note.count]

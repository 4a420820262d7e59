"""Children by single year of age on 600 inhabited 500 m cells, kept secret where few people live.

As in the census, a secret cell keeps only its total population; its children are counted in the cell it is
merged into. The published counts therefore still add up to CHILDREN.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon

from demo.chapters.geography import Geography
from demo.chapters.streets import Streets
from demo.plane import Floats, Point
from demo.sources import chance
from ibasho.base.kernel import mesh

CELLS = 600
CHILDREN = 18_000
AGES = range(18)
CHILDREN_PER_PERSON = 0.155
SECRET_BELOW = 40  # people in the cell
CELLS_PER_DEGREE = np.array([160, 240])  # 500 m: 22.5″ of longitude, 15″ of latitude


@dataclass(frozen=True, slots=True)
class Cell:
    """`by_age` holds the children of age 0 … 17 and is empty where secret. `secrecy` is the census'
    HTKSYORI (0 as is, 1 holds others' children too, 2 secret), `merged_into` HTKSAKI, `merged_from` GASSAN."""

    code: str
    centre: Point
    district: str
    population: int
    by_age: tuple[int, ...]
    secrecy: int = 0
    merged_into: str = ""
    merged_from: tuple[str, ...] = ()


def build(seed: int, geography: Geography, streets: Streets) -> tuple[Cell, ...]:
    rng = chance(seed, "children")
    corner, crossings = _inhabited(geography, streets)
    middles = (corner + 0.5) / CELLS_PER_DEGREE
    counts = _counts(rng, crossings)
    people = np.round(counts.sum(axis=1) / CHILDREN_PER_PERSON * rng.uniform(0.9, 1.1, len(counts))).astype(
        int
    )
    districts = _districts_of(geography, middles)
    cells = [
        Cell(
            code=mesh.encode(lat, lng, mesh.Level.M500),
            centre=Point(round(lat, 6), round(lng, 6)),
            district=districts[index],
            population=max(int(people[index]), 3),
            by_age=tuple(counts[index].tolist()),
        )
        for index, (lng, lat) in enumerate(middles.tolist())
    ]
    return _kept_secret(cells, corner)


def _inhabited(geography: Geography, streets: Streets) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """South-west corners (n, 2) of the cells with most crossings, in cells east and north; and how many."""
    corners = np.floor(np.column_stack([streets.lng, streets.lat]) * CELLS_PER_DEGREE).astype(np.int64)
    corner, crossings = np.unique(corners, axis=0, return_counts=True)
    middles = (corner + 0.5) / CELLS_PER_DEGREE
    inside = shapely.contains_xy(Polygon(geography.boundary), middles[:, 0], middles[:, 1])
    corner, crossings = corner[inside], crossings[inside]
    most = np.sort(np.argsort(-crossings, kind="stable")[:CELLS])
    return corner[most], crossings[most]


def _counts(rng: np.random.Generator, crossings: NDArray[np.int64]) -> NDArray[np.int64]:
    """(n, 18) children. Fewer are born each year; new quarters have younger children than old ones."""
    weight = crossings**1.35 * rng.lognormal(0, 0.45, len(crossings))
    totals = rng.multinomial(CHILDREN, weight / weight.sum())
    ages = np.arange(len(AGES))
    tilt = rng.normal(0.022, 0.03, len(crossings))
    shape = np.exp(tilt[:, None] * ages)
    shares = shape / shape.sum(axis=1, keepdims=True)
    return np.array([rng.multinomial(total, share) for total, share in zip(totals, shares, strict=True)])


def _districts_of(geography: Geography, middles: Floats) -> list[str]:
    tree = shapely.STRtree([Polygon(district.ring) for district in geography.districts])
    nearest = np.asarray(tree.nearest(np.asarray(shapely.points(middles))))
    return [geography.districts[index].code for index in nearest.tolist()]


def _kept_secret(cells: list[Cell], corner: NDArray[np.int64]) -> tuple[Cell, ...]:
    secret = [cell.population < SECRET_BELOW for cell in cells]
    open_cells = np.flatnonzero(~np.array(secret))
    result = list(cells)
    for index in np.flatnonzero(secret).tolist():
        gaps = ((corner[open_cells] - corner[index]) ** 2).sum(axis=1)
        host = int(open_cells[np.argmin(gaps)])
        result[host] = _with_guest(result[host], cells[index])
        result[index] = replace(cells[index], by_age=(), secrecy=2, merged_into=result[host].code)
    return tuple(result)


def _with_guest(host: Cell, guest: Cell) -> Cell:
    together = tuple(ours + theirs for ours, theirs in zip(host.by_age, guest.by_age, strict=True))
    return replace(host, by_age=together, secrecy=1, merged_from=(*host.merged_from, guest.code))

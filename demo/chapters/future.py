"""The years to come: fewer children in each of them, and fewest in the hills."""

from __future__ import annotations

from dataclasses import dataclass

from demo.chapters.children import Cell
from demo.chapters.geography import Geography

YEARS = (2030, 2040, 2050)
FROM = 2025
YEARLY_LOSS = {4: 0.008, 3: 0.011, 2: 0.016, 1: 0.024}  # by the density of the district


@dataclass(frozen=True, slots=True)
class FutureCell:
    """`by_age`: children of age 0 … 17, not whole; empty where the cell is kept secret today."""

    code: str
    population: int
    by_age: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Projection:
    year: int
    cells: tuple[FutureCell, ...]


def build(geography: Geography, cells: tuple[Cell, ...]) -> tuple[Projection, ...]:
    loss = {district.code: YEARLY_LOSS[district.density] for district in geography.districts}
    return tuple(
        Projection(year, tuple(_then(cell, (1 - loss[cell.district]) ** (year - FROM)) for cell in cells))
        for year in YEARS
    )


def _then(cell: Cell, share: float) -> FutureCell:
    """Adults grow fewer more slowly than children."""
    left = tuple(round(children * share, 3) for children in cell.by_age)
    return FutureCell(cell.code, round(cell.population * share**0.6), left)

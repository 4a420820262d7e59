"""The study of one municipality from arrays alone, as `queries.figures` does it from a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ibasho.rooms.reach.datasets.cities.merging import Merged, merged
from ibasho.rooms.reach.datasets.cities.reading import City
from ibasho.rooms.reach.engine import study
from ibasho.rooms.reach.engine.inputs import Demand, Places, Profile
from ibasho.rooms.reach.engine.packing import Key
from ibasho.rooms.reach.engine.straight import straight
from ibasho.rooms.reach.engine.study import CellFigures
from ibasho.rooms.reach.rules import going, scenarios, spreading
from ibasho.rooms.reach.rules.dwelling import SNAP_METRES_MAX, crossings
from ibasho.rooms.reach.rules.layers import Layer
from ibasho.rooms.reach.rules.scenarios import Day, Scenario, Span
from ibasho.town.areas.engine import search
from ibasho.town.areas.engine.network import Pairs
from ibasho.town.areas.engine.snapping import snap
from ibasho.town.areas.rules import DEFAULT_FREE_TIMES, DEFAULT_HOME_TIMES, DEFAULT_PACES
from ibasho.town.areas.stages import CHILD_STAGES, Stage

LAYERS = (Layer.USUAL, Layer.ADULT, Layer.MORNING)
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Asked:
    """The same for every municipality. `slots_min` half-hours a week, `seats_min` seats per child (0: not asked)."""

    scenario: Scenario
    first: date
    weeks: int
    slots_min: float = 1.0
    seats_min: float = 0.03

    @property
    def span(self) -> Span:
        return Span(self.scenario, self.first, self.weeks)

    @property
    def days(self) -> tuple[Day, ...]:
        """No calendar of holidays is known for the whole country: all days of HOLIDAY are without school."""
        span = self.span
        return scenarios.days_of(span, [(span.first, span.last)] if self.scenario is Scenario.HOLIDAY else [])

    @property
    def farthest_metres(self) -> float:
        return going.farthest_mm(DEFAULT_PACES, LAYERS) / 1000

    @property
    def margin_metres(self) -> float:
        """How far beyond a border neighbours matter."""
        return self.farthest_metres * (2 if self.seats_min > 0 else 1)


@dataclass(frozen=True, slots=True, eq=False)
class Studied:
    """`figures` of the municipality's own squares · `lost` children in squares no street comes near."""

    codes: tuple[str, ...]
    figures: dict[Key, CellFigures]
    lost: float
    points: int
    nodes: int
    places: int


def studied(city: City, others: Sequence[City], asked: Asked) -> Studied:
    """The figures do not depend on who else is studied, only on what lies within the margin."""
    ground = merged(city, others, asked.farthest_metres, shared=asked.seats_min > 0)
    demand, off = _homes(ground)
    places, pairs = _places(ground, demand, going.farthest_mm(DEFAULT_PACES, LAYERS))
    figures = {
        key: _first(found, ground.own)
        for layer in LAYERS
        for key, found in _layer(layer, demand, places, pairs, asked, len(ground.codes))
    }
    lost = float(ground.children[:, off[off < ground.own]].sum())
    nodes = ground.network.nodes if ground.network else 0
    return Studied(ground.codes[: ground.own], figures, lost, len(demand.node), nodes, len(places.kind))


def _homes(ground: Merged) -> tuple[Demand, Ints]:
    """The children of each square over the crossings in it, and the squares no street comes near."""
    living = np.flatnonzero(ground.children.sum(axis=0) > 0).astype(np.int32)
    network = ground.network
    if network is None:
        node, cell, off = np.full(len(living), -1, np.int32), living, np.zeros(0, np.int32)
        lat, lng = ground.lat[cell], ground.lng[cell]
    else:
        of = spreading.squares(ground.codes, network.lat, network.lng)
        node, cell, off = crossings(of, living, ground.lat, ground.lng, network)
        lat, lng = network.lat[node], network.lng[node]
    share = 1 / np.maximum(np.bincount(cell, minlength=len(ground.codes)), 1)
    children = (ground.children[:, cell] * share[cell]).astype(np.float32)
    return Demand(node, lat, lng, cell, _districts(ground, lat, lng, cell), children), off


def _districts(
    ground: Merged, lat: NDArray[np.float64], lng: NDArray[np.float64], cell: Ints | None = None
) -> Ints:
    """By position; a crossing outside every shape belongs where the middle of its square does."""
    found = spreading.shapes(ground.shapes, lat, lng)  # type: ignore[arg-type]
    if cell is not None:
        middle = spreading.shapes(ground.shapes, ground.lat, ground.lng)  # type: ignore[arg-type]
        found = np.where(found < 0, middle[cell], found).astype(np.int32)
    return found


def _places(ground: Merged, demand: Demand, farthest_mm: int) -> tuple[Places, Pairs]:
    """Places near some street, and who lies within the farthest way of them."""
    rows, network = ground.rows, ground.network
    node = np.full(len(rows.lat), -1, np.int32)
    near = np.ones(len(rows.lat), np.bool_)
    if network is not None:
        node, _ = snap(network, rows.lat, rows.lng, metres_max=SNAP_METRES_MAX)
        near = node >= 0
    lat, lng = rows.lat[near], rows.lng[near]
    pairs = (
        straight(lat, lng, demand.lat, demand.lng, farthest_mm)
        if network is None
        else search.within(network, node[near], farthest_mm)
    )
    places = Places(
        _districts(ground, lat, lng), rows.open[near], rows.verdict[near].T.copy(), rows.purpose[near],
        rows.kind[near], rows.capacity[near], np.zeros(int(near.sum()), np.bool_),
    )  # fmt: skip
    return places, pairs


def _layer(
    layer: Layer, demand: Demand, places: Places, pairs: Pairs, asked: Asked, cells: int
) -> Iterator[tuple[Key, CellFigures]]:
    stages = going.STAGES_OF[layer]
    profiles = [_profile(layer, stage, pairs, asked.days) for stage in stages]
    met = [study.meet(demand, places, profile) for profile in profiles]
    load = study.load(demand, places, profiles, met)
    for stage, profile, near in zip(stages, profiles, met, strict=True):
        for purpose in going.purposes_for(stage):
            found = study.run(
                demand, places, profile, purpose_bit=purpose.bit, weeks=asked.weeks, slots_min=asked.slots_min,
                seats_min=asked.seats_min, meetings=near, load=load,
            )  # fmt: skip
            key = Key(layer.value, purpose.value, stage.value)
            yield key, study.by_cell(found, demand, CHILD_STAGES.index(stage), cells)


def _profile(layer: Layer, stage: Stage, pairs: Pairs, days: Sequence[Day]) -> Profile:
    free, home = DEFAULT_FREE_TIMES[stage], DEFAULT_HOME_TIMES[stage]
    return going.profile_of(
        layer, stage, going.wishes_of(layer, stage, DEFAULT_PACES),
        lambda wish: spreading.nearer(pairs, wish.mm_max), days,
        scenarios.free_of(free.school_day_from, free.other_day_from), scenarios.by_month(home.by_month),
    )  # fmt: skip


def _first(found: CellFigures, own: int) -> CellFigures:
    return CellFigures(
        found.children[:own],
        found.blank[:, :own],
        found.half_hours[:own],
        found.kinds[:own],
        found.asked[:own],
    )

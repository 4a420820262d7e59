"""A study worked out: every layer, purpose and stage over one ground, summed by cell and by 小学校区."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ibasho.rooms.reach.engine import study
from ibasho.rooms.reach.engine.inputs import Demand
from ibasho.rooms.reach.engine.packing import Key, pack
from ibasho.rooms.reach.engine.study import CellFigures, Meetings
from ibasho.rooms.reach.queries import sources
from ibasho.rooms.reach.queries.ground import Ground
from ibasho.rooms.reach.queries.homes import demand_of
from ibasho.rooms.reach.rules import notes
from ibasho.rooms.reach.rules.going import purposes_for
from ibasho.rooms.reach.rules.layers import Layer
from ibasho.rooms.reach.rules.summary import VERSION, without_clubs
from ibasho.town.areas.stages import CHILD_STAGES, Stage

SLOTS_MIN = 1.0  # half-hours a week: less is no reach
SEATS_MIN = 0.03  # three seats for a hundred children who share the places: a めやす of 「いっぱい」


@dataclass(frozen=True, slots=True)
class Limits:
    """`slots_min` half-hours a week on average, `seats_min` seats per child (0: capacity is not asked)."""

    slots_min: float = SLOTS_MIN
    seats_min: float = SEATS_MIN


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """What `Study.summary` and `Study.cells` hold."""

    summary: dict[str, Any]
    cells: bytes


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """One way of counting: all children, or those not in 学童保育."""

    demand: Demand
    stages: frozenset[Stage]
    without_clubs: bool


def work_out(ground: Ground, limits: Limits, held: frozenset[str]) -> Result:
    """`held`: the codes of the 小学校区 with a こども食堂 (充足率)."""
    begun = perf_counter()
    cells: dict[Key, CellFigures] = {}
    districts: dict[Key, CellFigures] = {}
    for layer in ground.layers:
        meetings: dict[Stage, Meetings] = {
            stage: study.meet(ground.demand, ground.places, ground.profiles[layer, stage])
            for stage in CHILD_STAGES
            if (layer, stage) in ground.profiles
        }
        for asked in _ways_of_counting(ground):
            for key, by_cell, by_district in _layer(ground, limits, layer, meetings, asked):
                cells[key], districts[key] = by_cell, by_district
    seconds = perf_counter() - begun
    return Result(_summary(ground, districts, held, seconds), pack(ground.homes.cells.codes, cells))


def _ways_of_counting(ground: Ground) -> Iterator[_Asked]:
    yield _Asked(ground.demand, frozenset(CHILD_STAGES), without_clubs=False)
    clubs = ground.homes.clubs
    some = frozenset(stage for row, stage in enumerate(CHILD_STAGES) if (clubs[row] < 1).any())
    if some:
        yield _Asked(demand_of(ground.homes, without_clubs=True), some, without_clubs=True)


def _layer(
    ground: Ground, limits: Limits, layer: Layer, meetings: Mapping[Stage, Meetings], asked: _Asked
) -> Iterator[tuple[Key, CellFigures, CellFigures]]:
    profiles = [ground.profiles[layer, stage] for stage in meetings]
    load = study.load(asked.demand, ground.places, profiles, list(meetings.values()))
    named = without_clubs(layer.value) if asked.without_clubs else layer.value
    for stage, at in meetings.items():
        for purpose in purposes_for(stage) if stage in asked.stages else ():
            found = study.run(
                asked.demand, ground.places, ground.profiles[layer, stage], purpose_bit=purpose.bit,
                weeks=ground.span.weeks, slots_min=limits.slots_min, seats_min=limits.seats_min, meetings=at,
                load=load,
            )  # fmt: skip
            row = CHILD_STAGES.index(stage)
            yield (
                Key(named, purpose.value, stage.value),
                study.by_cell(found, asked.demand, row, len(ground.homes.cells)),
                study.by_district(found, asked.demand, row, len(ground.homes.districts)),
            )


def _summary(
    ground: Ground, districts: Mapping[Key, CellFigures], held: frozenset[str], seconds: float
) -> dict[str, Any]:
    homes = ground.homes
    return {
        "v": VERSION,
        "seconds": round(seconds, 3),
        "layers": [layer.value for layer in ground.layers],
        "districts": [[one.code, one.name, one.kana] for one in homes.districts],
        "has_clubs": homes.has_clubs,
        "straight": ground.network is None,
        "figures": {"|".join(key): _rows(found) for key, found in districts.items()},
        "held": [one.code for one in homes.districts if one.code in held],
        "notes": notes.as_rows(ground.notes),
        "sources": sources.as_rows(ground.sources),
        "counts": {
            "cells": len(homes.cells), "points": len(ground.demand.node), "places": len(ground.spots),
            "estimated": int(homes.cells.estimated.sum()), "secret": int(np.isnan(homes.cells.children[0]).sum()),
        },
        "made_from": ground.version,
    }  # fmt: skip


def _rows(found: CellFigures) -> dict[str, Any]:
    return {
        "blank": [_rounded(row) for row in found.blank],
        "half_hours": _rounded(found.half_hours),
        "kinds": _rounded(found.kinds),
        "asked": _rounded(found.asked),
    }


def _rounded(row: Sequence[float] | NDArray[np.float64]) -> list[float]:
    return [round(float(value), 2) for value in row]

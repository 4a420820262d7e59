"""Who lives where, on which streets they walk, and by when they are home. All of it is made up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import time
from typing import Any

import numpy as np

from demo.chapters.children import AGES, Cell
from demo.chapters.future import Projection
from demo.chapters.streets import Streets
from demo.city import City
from demo.loading.work import Work
from ibasho.town.areas.engine.network import Network, pack, version_of
from ibasho.town.areas.models import (
    AgeCount,
    ClubCount,
    FreeTime,
    HomeTime,
    Population,
    StreetNetwork,
)
from ibasho.town.areas.models import (
    Cell as CellRow,
)
from ibasho.town.areas.stages import CHILD_STAGES

SOURCE = "みほん（つくりもの）"
YEAR = 2025  # of the made-up census
STAGE_AGES = {"infant": range(6), "lower": range(6, 9), "upper": range(9, 12), "junior": range(12, 15), "high": range(15, 18)}  # fmt: skip
HOME = {"infant": (16, 18), "lower": (16, 17), "upper": (16, 18), "junior": (17, 18), "high": (19, 20)}
FREE = {"infant": "09:00", "lower": "14:30", "upper": "15:30", "junior": "16:30", "high": "16:30"}


def load(city: City, work: Work) -> str:
    _census(city, work)
    for projection in city.future:
        _projection(city, projection, work)
    _ages(city)
    _clubs(city, work)
    _hours()
    network = _streets(city.streets, work)
    return f"区画 {len(city.cells)}、道の交差点 {network.nodes:,}"


def _census(city: City, work: Work) -> None:
    held = [cell.by_age for cell in city.cells if cell.by_age]
    population = Population.objects.create(
        kind="census", unit="mesh", year=YEAR, name="みほん市の こども", source=SOURCE, current=True,
        loaded_at=work.at,
        counts={
            "cells": len(city.cells), "children": sum(map(sum, held)),
            "secret": sum(cell.secrecy == 2 for cell in city.cells),
            "merged": sum(cell.secrecy == 1 for cell in city.cells),
        },
    )  # fmt: skip
    CellRow.objects.bulk_create(
        [CellRow(population=population, **_ground(cell), **_by_stage(cell.by_age)) for cell in city.cells]
    )


def _projection(city: City, projection: Projection, work: Work) -> None:
    then = {cell.code: cell for cell in projection.cells}
    population = Population.objects.create(
        kind="projection", unit="mesh", year=projection.year, name=f"{projection.year}年の みほん市",
        source=SOURCE, loaded_at=work.at,
        counts={"cells": len(then), "children": round(sum(sum(cell.by_age) for cell in projection.cells))},
    )  # fmt: skip
    CellRow.objects.bulk_create(
        [
            CellRow(
                population=population,
                **_ground(cell)
                | {"people": then[cell.code].population, "estimated": bool(cell.by_age)}
                | _by_stage(then[cell.code].by_age),
            )
            for cell in city.cells
        ]
    )


def _ground(cell: Cell) -> dict[str, Any]:
    return {
        "code": cell.code, "district_code": cell.district, "lat": cell.centre.lat, "lng": cell.centre.lng,
        "people": cell.population, "secrecy": cell.secrecy, "merged_into": cell.merged_into,
        "merged_from": list(cell.merged_from),
    }  # fmt: skip


def _by_stage(by_age: Iterable[float]) -> dict[str, float]:
    held = tuple(by_age)
    if not held:
        return {}
    return {stage: float(sum(held[age] for age in ages)) for stage, ages in STAGE_AGES.items()}


def _ages(city: City) -> None:
    people: Counter[int] = Counter()
    for cell in city.cells:
        people.update(dict(zip(AGES, cell.by_age, strict=False)))
    people |= Counter({18: people[17], 19: people[17]})
    AgeCount.objects.bulk_create(
        [AgeCount(year=YEAR, age=age, people=count, source=SOURCE) for age, count in sorted(people.items())]
    )


def _clubs(city: City, work: Work) -> None:
    ClubCount.objects.bulk_create(
        [
            ClubCount(
                district_code=club.district, stage=club.stage, children=club.children, as_of=work.day,
                source=SOURCE,
            )
            for club in city.clubs
        ]
    )  # fmt: skip


def _hours() -> None:
    for stage in CHILD_STAGES:
        winter, summer = HOME[stage.value]
        HomeTime.objects.bulk_create(
            [
                HomeTime(
                    stage=stage.value, month=month, source=SOURCE,
                    home_by=time(summer) if 4 <= month <= 9 else time(winter, 30),
                )
                for month in range(1, 13)
            ]
        )  # fmt: skip
        FreeTime.objects.create(
            stage=stage.value, school_day_from=time.fromisoformat(FREE[stage.value]),
            other_day_from=time(9), source=SOURCE,
        )  # fmt: skip


def _streets(streets: Streets, work: Work) -> StreetNetwork:
    network = _network(streets)
    return StreetNetwork.objects.create(
        version=network.version, packed=pack(network), nodes=network.nodes, arcs=network.arcs,
        length_km=round(float(streets.length_m.sum()) / 1000, 1), source=SOURCE, as_of=work.day, current=True,
        loaded_at=work.at,
    )  # fmt: skip


def _network(streets: Streets) -> Network:
    start, end = np.concatenate([streets.u, streets.v]), np.concatenate([streets.v, streets.u])
    mm = np.tile(np.round(streets.length_m * 1000).astype(np.int32), 2)
    order = np.lexsort((end, start))
    first = np.zeros(len(streets.lat) + 1, np.int32)
    np.cumsum(np.bincount(start, minlength=len(streets.lat)), out=first[1:])
    parts = (streets.lat, streets.lng, first, end[order], mm[order], np.zeros(len(streets.lat), np.int32))
    return Network(*parts, version=version_of(*parts))

"""The two tasks of a study of many municipalities, as a worker runs them: read one, study one. Files in, files out.

Both are safe to repeat: what is written is named by the hash of what it was made from, and appears whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from ibasho.base.kernel import mesh
from ibasho.base.kernel.compiled import CACHE
from ibasho.base.kernel.geo import BoundingBox
from ibasho.rooms.reach.datasets.cities import reading, studying
from ibasho.rooms.reach.datasets.cities.folders import Folder
from ibasho.rooms.reach.datasets.cities.reading import City, Rows
from ibasho.rooms.reach.datasets.cities.studying import Asked, Studied
from ibasho.rooms.reach.engine.inputs import Verdict
from ibasho.rooms.reach.engine.packing import pack, together
from ibasho.rooms.reach.rules.layers import Layer, Purpose
from ibasho.rooms.reach.rules.scenarios import Scenario
from ibasho.town.areas.engine.building import build

VERSION = f"1 {CACHE.name}"  # with every engine's source: a changed engine computes anew
KEPT_READ, KEPT_STUDIED = "read", "cities"


def ready() -> str:
    """Which engine a worker runs, once it has studied a town of three crossings: so that its kernels are compiled (or
    read from the cache) before anything is measured."""
    town = _three_crossings()
    studying.studied(town, [town], Asked(Scenario.TERM, date(2026, 5, 11), 1))
    return VERSION


def _three_crossings() -> City:
    lat, lng = np.array([34.75, 34.7505, 34.751]), np.array([138.0, 138.0005, 138.001])
    network = build(lat, lng, [0, 1], [1, 2], [80.0, 80.0])
    rows = Rows(
        lat[:1], lng[:1], np.full((1, 6), 1 << 40, np.uint64), np.full((1, 5), Verdict.ALONE, np.uint8),
        np.ones(1, np.uint32), np.zeros(1, np.int32), np.ones(1, np.float32),
    )  # fmt: skip
    code = mesh.encode(34.75, 138.0, mesh.Level.M500)
    box = BoundingBox(34.75, 138.0, 34.751, 138.001)
    return City("0", "", box, network, (code,), lat[:1], lng[:1], np.ones((5, 1), np.float32), rows, (), {})


@dataclass(frozen=True, slots=True)
class Read:
    """A municipality that has been read: `file` its arrays, `mark` names them, `box` south, west, north, east."""

    code: str
    name: str
    mark: str
    file: Path
    box: tuple[float, float, float, float]
    seconds: float
    memory_mb: float
    again: bool


def read(folder: Folder, out: Path, asked: Asked) -> Read:
    """Reads the files of one municipality, unless the same bytes were read before."""
    begun = perf_counter()
    mark = _hash(VERSION, folder.code, folder.fingerprint(), repr(asked.span))
    file = out / KEPT_READ / f"{folder.code}-{mark[:12]}.npz"
    again = file.exists()
    city = reading.from_bytes(file.read_bytes()) if again else reading.read(folder, asked.span)
    if not again:
        written(file, reading.to_bytes(city))
    box = (city.box.south, city.box.west, city.box.north, city.box.east)
    return Read(folder.code, city.name, mark, file, box, perf_counter() - begun, _memory_mb(), again)


def mark_of(one: Read, others: Sequence[Read], asked: Asked) -> str:
    """Names the result: the municipality, its neighbours and what was asked."""
    near = sorted(f"{other.code} {other.mark}" for other in others)
    return _hash(VERSION, one.code, one.mark, *near, repr(asked))


def result_file(out: Path, code: str) -> Path:
    return out / KEPT_STUDIED / f"{code}.json"


def kept(out: Path, code: str, mark: str) -> dict[str, Any] | None:
    """The result of an earlier run that was made from the very same inputs."""
    file = result_file(out, code)
    if not file.exists():
        return None
    found: dict[str, Any] = json.loads(file.read_text())
    return found if found.get("made_from") == mark and file.with_suffix(".npz").exists() else None


def study(one: Read, others: Sequence[Read], mark: str, out: Path, asked: Asked) -> dict[str, Any]:
    """Studies one municipality with its neighbours' edge; writes <code>.npz (by square) and <code>.json."""
    begun = perf_counter()
    city = reading.from_bytes(one.file.read_bytes())
    near = [reading.from_bytes(other.file.read_bytes()) for other in others]
    found = studying.studied(city, near, asked)
    file = result_file(out, one.code)
    written(file.with_suffix(".npz"), pack(found.codes, found.figures))
    result = {
        **summary(city, found), "made_from": mark, "neighbours": sorted(other.code for other in others),
        "asked": {**asdict(asked), "first": asked.first.isoformat()},
        "measured": {"seconds": round(perf_counter() - begun, 4), "memory_mb": _memory_mb()},
    }  # fmt: skip
    written(file, json.dumps(result, ensure_ascii=False, indent=1).encode())
    return result


def summary(city: City, found: Studied) -> dict[str, Any]:
    """The figures of one municipality: what two runs must agree on."""
    usual = [
        figures
        for key, figures in found.figures.items()
        if key.layer == Layer.USUAL and key.purpose == Purpose.ALL
    ]
    children = float(together(usual).children.sum())
    return {
        "code": city.code, "name": city.name, "straight": city.network is None,
        "children": round(children, 3), "off_streets": round(found.lost, 3),
        "counts": {
            **city.counts, "cells": len(found.codes), "points": found.points, "nodes": found.nodes,
            "nodes_own": city.network.nodes if city.network else 0, "places_near": found.places,
        },
        "figures": {
            "|".join(key): {
                "blank": [round(float(one), 3) for one in figures.blank.sum(axis=1)],
                "half_hours": round(float(figures.half_hours.sum()), 3),
                "kinds": round(float(figures.kinds.sum()), 3),
                "asked": round(float(figures.asked.sum()), 3),
            }
            for key, figures in found.figures.items()
        },
    }  # fmt: skip


def written(file: Path, data: bytes) -> None:
    """Whole or not at all, also where the machine stops in between or two workers write the same."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f".{file.name}.{os.getpid()}")
    half.write_bytes(data)
    half.replace(file)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _memory_mb() -> float:
    """The most this process has held."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)

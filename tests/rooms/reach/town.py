"""A town small enough to work out by hand: three squares, no streets (straight lines), one place, three buildings.

虹橋 (30 lower, 20 upper; みどり食堂 is here, open on Mondays 15:00–17:00)
星見 (40 lower, 40 upper; 3 km east, nothing is here)
山奥 (2 lower; 6 km north, nothing is here)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Any

import numpy as np

from ibasho.base.kernel import mesh
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.reach.actions import studies
from ibasho.rooms.reach.models import Candidate, Study
from ibasho.rooms.reach.queries import ground, trying
from ibasho.rooms.reach.rules.scenarios import Scenario
from ibasho.town.areas.engine.building import build
from ibasho.town.areas.engine.network import pack
from ibasho.town.areas.models import Cell, Population, StreetNetwork
from ibasho.town.places.models import Place
from tests import make

RAINBOW = mesh.encode(34.15, 138.15, mesh.Level.M500)
STARS = mesh.encode(34.15, 138.1826, mesh.Level.M500)
HILLS = mesh.encode(34.204, 138.15, mesh.Level.M500)
JOB = Actor.of_job("reach.test")


@dataclass
class Town:
    midori: Place
    rainbow_hall: Candidate
    stars_hall: Candidate
    hills_school: Candidate
    study: Study


def people(*rows: tuple[str, str, dict[str, float]], **fields: Any) -> Population:
    """One population with its squares: (code, district, children by stage)."""
    known = {
        "kind": "census", "unit": "mesh", "year": 2020, "name": "令和2年国勢調査", "source": "みほん", "current": True,
        "loaded_at": make.AT,
    }  # fmt: skip
    population = Population.objects.create(**{**known, **fields})
    for code, district, children in rows:
        lat, lng = mesh.centre(code)
        none = dict.fromkeys(("infant", "lower", "upper", "junior", "high"), 0.0)
        Cell.objects.create(
            population=population, code=code, district_code=district, lat=lat, lng=lng, people=500,
            **{**none, **children},
        )  # fmt: skip
    return population


def lay(stars: int = 40) -> Town:
    """The town with a finished study of four school weeks from 2026-11-23. `stars`: children of each of 星見's ages."""
    forget()
    make.district("M01", "虹橋", "にじはし")
    make.district("M02", "星見", "ほしみ", lat=34.15, lng=138.1826)
    make.long_holiday()
    people(
        (RAINBOW, "M01", {"lower": 30, "upper": 20}),
        (STARS, "M02", {"lower": stars, "upper": stars, "infant": 25}),
        (HILLS, "M02", {"lower": 2}),
    )
    lat, lng = mesh.centre(RAINBOW)
    midori = make.place(lat=lat, lng=lng, district_code="M01", adult_needed=False)
    make.weekly(midori, 0, starts=time(15), ends=time(17))
    return Town(
        midori, _hall("虹橋会館", RAINBOW, "M01"), _hall("星見会館", STARS, "M02"),
        _hall("山の分校", HILLS, "M02", kind="school"), study(),
    )  # fmt: skip


def study(**fields: Any) -> Study:
    asked = studies.ask(
        **{
            "scenario": Scenario.TERM,
            "near": make.MONDAY,
            "title": "もとの しらべ",
            "by": JOB,
            "at": make.AT,
            **fields,
        }
    )
    return studies.run(study=asked, by=JOB, at=make.AT)


def forget() -> None:
    """What the process kept belongs to another test's database."""
    ground.forget()
    trying.forget()


def streets_in_rainbow() -> StreetNetwork:
    """A cross of streets in 虹橋 alone: who stands elsewhere stands in a lake."""
    lat, lng = mesh.centre(RAINBOW)
    network = build(
        np.array([lat, lat + 0.001, lat, lat - 0.001]), np.array([lng, lng, lng + 0.001, lng]),
        np.array([0, 0, 0]), np.array([1, 2, 3]), np.array([111.0, 92.0, 111.0]),
    )  # fmt: skip
    return StreetNetwork.objects.create(
        version=network.version, packed=pack(network), nodes=network.nodes, arcs=network.arcs, length_km=0.3,
        source="みほん", current=True, loaded_at=make.AT,
    )  # fmt: skip


def _hall(name: str, code: str, district: str, **fields: Any) -> Candidate:
    lat, lng = mesh.centre(code)
    return make.candidate(name, lat=lat, lng=lng, district_code=district, **{"kind": "hall", **fields})

"""Buildings where something could open: every elementary school, and halls named by hand near their town's middle."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from demo.chapters.geography import Geography
from demo.plane import Plane, Point
from demo.sources import DATA, chance, read_toml

FROM_TOWN_KM = 0.2
CLASSROOM = 35


@dataclass(frozen=True, slots=True)
class Hall:
    """`kind` as `reach.Candidate` has it; `usable` False: looked at and put aside."""

    name: str
    kind: str
    address: str
    district: str
    point: Point
    capacity: int
    note: str = ""
    usable: bool = True


def build(seed: int, geography: Geography) -> tuple[Hall, ...]:
    rows = read_toml(DATA / "halls.toml")["hall"]
    return (*_schools(geography), *(_hall(seed, row, geography) for row in rows))


def _schools(geography: Geography) -> tuple[Hall, ...]:
    return tuple(
        Hall(
            f"{school.name} 空き教室", "school", geography.name, school.districts[0], school.point, CLASSROOM
        )
        for school in geography.schools
        if school.kind == "elementary"
    )


def _hall(seed: int, row: dict[str, Any], geography: Geography) -> Hall:
    """A spot near the middle of its town, drawn for this hall alone."""
    rng = chance(seed, f"hall {row['name']}")
    town = next(town for town in geography.towns if town.name == row["town"])
    plane = Plane(geography.centre.lat, geography.centre.lng)
    far, turn = FROM_TOWN_KM * rng.uniform(0.1, 1), rng.uniform(0, 2 * pi)
    x, y = plane.km_of(town.point)
    return Hall(
        name=row["name"], kind=row["kind"], address=f"{geography.name}{town.name}{rng.integers(1, 400)}番地",
        district=town.district, point=plane.point(x + far * cos(turn), y + far * sin(turn)),
        capacity=row["capacity"], note=row.get("note", ""), usable=row.get("usable", True),
    )  # fmt: skip

"""みほん市 is the same city each time, whole, and nowhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, Point, Polygon

from demo import city as model
from demo.chapters import geography, streets
from demo.chapters.streets import KINDS, Streets
from ibasho.base.kernel import mesh

A_MONDAY = date(2026, 11, 23)
SEA = (137.95, 34.00, 138.35, 34.35)  # all of it more than 25 km off 御前崎, at 34.59 N
SAMPLES = Path(os.environ.get("IBASHO_SAMPLES", Path(__file__).parents[3] / "shared" / "data"))


@pytest.fixture(scope="module")
def city() -> model.City:
    return model.build(today=A_MONDAY)


def test_the_same_seed_gives_the_same_bytes_in_another_process(city: model.City) -> None:
    ask = (
        "from datetime import date; from demo import city;"
        "import sys; sys.stdout.write(city.digest(city.build(today=date(2026, 11, 23))))"
    )
    env = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(__file__).parents[2])}
    other = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, env=env)
    assert other.stdout == model.digest(city)


def test_another_seed_gives_another_city_with_the_same_names(city: model.City) -> None:
    other = model.build(seed=1, today=A_MONDAY)
    assert model.digest(other) != model.digest(city)
    assert [town.name for town in other.geography.towns] == [town.name for town in city.geography.towns]


def test_it_can_be_written_as_json(city: model.City) -> None:
    assert json.loads(model.to_json(city))["geography"]["name"] == "みほん市"


@pytest.mark.parametrize("seed", [2024, 1, 2, 3])
def test_22_districts_fill_the_boundary_without_gap_or_overlap(seed: int) -> None:
    land = geography.build(seed)
    shapes = [Polygon(district.ring) for district in land.districts]
    boundary = Polygon(land.boundary)
    assert len(shapes) == 22
    assert all(shape.is_valid for shape in shapes)
    assert shapely.coverage_is_valid(shapes)
    assert sum(shape.area for shape in shapes) == pytest.approx(boundary.area, rel=1e-9)
    assert shapely.union_all(shapes).equals(boundary)
    km2 = boundary.area * 111.195**2 * np.cos(np.radians(34.15))
    assert km2 == pytest.approx(265, rel=0.01)


def test_each_town_lies_in_its_district(city: model.City) -> None:
    shapes = {district.code: Polygon(district.ring) for district in city.geography.districts}
    assert len(city.geography.towns) == 124
    for town in city.geography.towns:
        assert shapes[town.district].contains(Point(town.point.lng, town.point.lat)), town.name


def test_every_district_has_its_schools(city: model.City) -> None:
    schools = city.geography.schools
    assert len({school.code for school in schools}) == len(schools)
    for kind in ("elementary", "junior_high"):
        served = [code for school in schools if school.kind == kind for code in school.districts]
        assert sorted(served) == [district.code for district in city.geography.districts]


def test_everything_lies_in_the_open_sea(city: model.City) -> None:
    west, south, east, north = SEA
    assert north < 34.40  # 御前崎 34.59 N, the beach of Enshu-nada 34.62 N
    land = city.geography
    spots = [(town.point.lng, town.point.lat) for town in land.towns]
    spots += [(school.point.lng, school.point.lat) for school in land.schools]
    spots += [spot for river in land.rivers for spot in river.line] + list(land.boundary)
    spots += [(place.point.lng, place.point.lat) for place in city.places if place.point]
    spots += [(cell.centre.lng, cell.centre.lat) for cell in city.cells]
    spots += list(zip(city.streets.lng.tolist(), city.streets.lat.tolist(), strict=True))
    assert all(west < lng < east and south < lat < north for lng, lat in spots)


def test_no_town_bears_the_name_of_a_town_of_kakegawa(city: model.City) -> None:
    file = SAMPLES / "kakegawa" / "town_points.json"
    if not file.exists():
        pytest.skip(f"needs {file}")
    real = {name for town in json.loads(file.read_text("utf-8")) for name in (town["town"], town["koaza"])}
    assert not real & {town.name for town in city.geography.towns}
    assert len({town.name for town in city.geography.towns}) == 124


def parts(network: Streets) -> int:
    """How many networks there are that do not touch."""
    parent = list(range(len(network.lat)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for u, v in zip(network.u.tolist(), network.v.tolist(), strict=True):
        parent[root(u)] = root(v)
    return len({root(node) for node in range(len(parent))})


@pytest.mark.parametrize("seed", [2024, 1, 2])
def test_streets_are_one_network_and_cross_rivers_on_bridges_only(seed: int) -> None:
    land = geography.build(seed)
    network = streets.build(seed, land)
    assert 11_500 < len(network.lat) < 12_500
    assert parts(network) == 1
    spots = np.column_stack([network.lng, network.lat])
    lines = shapely.linestrings(np.stack([spots[network.u], spots[network.v]], axis=1))
    rivers = shapely.multilinestrings([LineString(river.line) for river in land.rivers])
    assert np.array_equal(shapely.intersects(rivers, lines), network.bridge)
    assert 20 < network.bridge.sum() < 90
    assert shapely.covers(Polygon(land.boundary), lines).all()


def test_streets_are_plausible(city: model.City) -> None:
    network = city.streets
    assert (network.u != network.v).all()
    assert len(
        {tuple(sorted(ends)) for ends in zip(network.u.tolist(), network.v.tolist(), strict=True)}
    ) == len(network.u)
    assert network.length_m.min() > 1
    assert network.length_m.max() < 1000
    assert set(network.kind.tolist()) == set(range(len(KINDS)))
    middle = np.hypot(network.lat - 34.15, (network.lng - 138.15) * 0.83) < 0.027  # about 3 km
    assert middle.mean() > 0.22  # in a ninth of the ground


def test_600_cells_hold_18000_children(city: model.City) -> None:
    cells = city.cells
    assert len({cell.code for cell in cells}) == len(cells) == 600
    assert sum(sum(cell.by_age) for cell in cells) == 18_000
    assert all(mesh.encode(cell.centre.lat, cell.centre.lng, mesh.Level.M500) == cell.code for cell in cells)
    assert {cell.district for cell in cells} == {district.code for district in city.geography.districts}


def test_secret_cells_are_counted_in_a_neighbour_as_in_the_census(city: model.City) -> None:
    by_code = {cell.code: cell for cell in city.cells}
    secret = [cell for cell in city.cells if cell.secrecy == 2]
    assert secret
    for cell in secret:
        assert cell.by_age == ()
        assert cell.population > 0
        assert by_code[cell.merged_into].secrecy == 1
        assert cell.code in by_code[cell.merged_into].merged_from
    assert all(len(cell.by_age) == 18 for cell in city.cells if cell.secrecy != 2)

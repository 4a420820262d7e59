"""About 12,000 crossings and the streets between them, as arrays.

Every town has a grid of its own, turned its own way and finer in the middle of the city; between the towns
stand scattered crossings. Streets are the Urquhart graph of all crossings (each Delaunay triangle without
its longest side). Rivers cut it; a few bridges join it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from math import pi, sqrt

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Polygon

from demo.chapters.geography import Geography
from demo.plane import Floats, Plane, as_array
from demo.sources import chance

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

NODES = 12_000
KINDS = ("main", "street", "lane")  # 幹線, まちの道, いなかの道
MAIN, STREET, LANE = range(3)
SPACING_KM = {4: 0.075, 3: 0.090, 2: 0.120, 1: 0.160}
TOWN_KM = {4: 0.70, 3: 0.60, 2: 0.45, 1: 0.33}
MISSING = 0.10  # share of streets that a real town would not have built
BRIDGE_EVERY_KM = 1.0
RIVERBANK_KM = 0.03


@dataclass(frozen=True, slots=True, eq=False)
class Streets:
    """Nodes: `lat`, `lng` in degrees. Edges, both ways: `u`, `v` (indices of nodes), `length_m`, `bridge`,
    `kind` (an index into KINDS)."""

    lat: Floats
    lng: Floats
    u: Ints
    v: Ints
    length_m: Floats
    bridge: Bools
    kind: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class _Graph:
    """Candidate edges `ends` (m, 2) over nodes in km, with what stands in each one's way."""

    ends: Ints
    length: Floats
    wet: NDArray[np.int32]  # how many rivers it crosses
    built: Bools


def build(seed: int, geography: Geography) -> Streets:
    rng = chance(seed, "streets")
    plane = Plane(geography.centre.lat, geography.centre.lng)
    nodes, settled = _nodes(rng, geography, plane)
    degrees = plane.to_degrees(nodes)
    graph = _graph(rng, nodes, degrees, geography)
    chosen = _joined(graph, _with_bridges(graph, degrees, geography), len(nodes))
    ends, length = graph.ends[chosen], graph.length[chosen]
    kind = np.where(settled[ends].any(axis=1), STREET, LANE).astype(np.uint8)
    kind[_main_roads(geography, nodes, ends, length, plane)] = MAIN
    return Streets(
        lat=degrees[:, 1],
        lng=degrees[:, 0],
        u=ends[:, 0],
        v=ends[:, 1],
        length_m=np.round(length * 1000, 1),
        bridge=graph.wet[chosen] > 0,
        kind=kind,
    )


def _nodes(rng: np.random.Generator, geography: Geography, plane: Plane) -> tuple[Floats, Bools]:
    """(n, 2) kilometres, and whether the crossing belongs to a town."""
    boundary = Polygon(plane.to_km(as_array(geography.boundary)))
    banks = [LineString(plane.to_km(as_array(river.line))) for river in geography.rivers]
    land = boundary.buffer(-0.05).difference(shapely.union_all(banks).buffer(RIVERBANK_KM))
    shapely.prepare(land)
    town = _town_grids(rng, geography, plane)
    town = town[shapely.contains_xy(land, town[:, 0], town[:, 1])]
    country = _country(rng, town, land)
    settled = np.arange(len(town) + len(country)) < len(town)
    return np.vstack([town, country]), settled


def _town_grids(rng: np.random.Generator, geography: Geography, plane: Plane) -> Floats:
    density = {district.code: district.density for district in geography.districts}
    centres = np.array([plane.km_of(town.point) for town in geography.towns])
    grids = []
    for index, town in enumerate(geography.towns):
        spacing, radius = SPACING_KM[density[town.district]], TOWN_KM[density[town.district]]
        grid = _turned_grid(rng, spacing, radius) + centres[index]
        nearest = np.argmin(((grid[:, None, :] - centres) ** 2).sum(axis=2), axis=1)
        grids.append(grid[nearest == index])
    return np.vstack(grids)


def _turned_grid(rng: np.random.Generator, spacing: float, radius: float) -> Floats:
    steps = np.arange(-radius, radius + spacing, spacing)
    x, y = (axis.ravel() for axis in np.meshgrid(steps, steps))
    turn = rng.uniform(0, pi / 2)
    grid = np.column_stack([x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)])
    grid += rng.normal(0, spacing * 0.12, grid.shape)
    round_town: Floats = grid[np.hypot(grid[:, 0], grid[:, 1]) < radius]
    return round_town


def _country(rng: np.random.Generator, town: Floats, land: shapely.Geometry) -> Floats:
    """Scattered crossings outside the towns, as many as are missing to NODES."""
    free = shapely.difference(
        land, shapely.union_all(shapely.buffer(shapely.points(town), 0.13, quad_segs=2))
    )
    shapely.prepare(free)
    step = sqrt(free.area / max(NODES - len(town), 1))
    west, south, east, north = free.bounds
    x, y = np.meshgrid(np.arange(west, east, step), np.arange(south, north, step))
    spots = np.column_stack([x.ravel(), y.ravel()])
    spots += rng.uniform(-0.4, 0.4, spots.shape) * step
    return spots[shapely.contains_xy(free, spots[:, 0], spots[:, 1])]


def _graph(rng: np.random.Generator, nodes: Floats, degrees: Floats, geography: Geography) -> _Graph:
    ends, kept = _urquhart(nodes)
    lines = shapely.linestrings(degrees[ends])
    boundary = Polygon(geography.boundary)
    rivers = [LineString(river.line) for river in geography.rivers]
    for shape in (boundary, *rivers):
        shapely.prepare(shape)
    dry_land = shapely.covers(boundary, lines)
    wet = np.sum([shapely.intersects(river, lines) for river in rivers], axis=0).astype(np.int32)
    built = kept & dry_land & (rng.random(len(ends)) > MISSING)
    inside = np.flatnonzero(dry_land)
    length = np.hypot(*(nodes[ends[:, 0]] - nodes[ends[:, 1]]).T)
    return _Graph(ends[inside], length[inside], wet[inside], built[inside])


def _urquhart(nodes: Floats) -> tuple[Ints, Bools]:
    """All Delaunay edges (m, 2), and which of them are no triangle's longest side."""
    corners = shapely.get_coordinates(
        shapely.get_parts(shapely.delaunay_triangles(shapely.multipoints(nodes)))
    )
    number = {(x, y): index for index, (x, y) in enumerate(nodes.tolist())}
    flat = np.array([number[x, y] for x, y in corners.tolist()], dtype=np.int64)
    triangles = flat.reshape(-1, 4)
    sides = np.stack([np.sort(triangles[:, i : i + 2], axis=1) for i in range(3)], axis=1)
    keys = sides[..., 0] * len(nodes) + sides[..., 1]
    gaps = nodes[sides[..., 0]] - nodes[sides[..., 1]]
    longest = keys[np.arange(len(keys)), np.argmax((gaps**2).sum(axis=2), axis=1)]
    every = np.unique(keys)
    ends = np.column_stack([every // len(nodes), every % len(nodes)]).astype(np.int32)
    return ends, ~np.isin(every, longest)


def _with_bridges(graph: _Graph, degrees: Floats, geography: Geography) -> Bools:
    """What is built on dry ground, and for each stretch of river the shortest street across it."""
    chosen: Bools = graph.built & (graph.wet == 0)
    single = np.flatnonzero(graph.wet == 1)
    lines = np.asarray(shapely.linestrings(degrees[graph.ends[single]]))
    for river in geography.rivers:
        course = LineString(river.line)
        across = shapely.intersects(lines, course)
        spot = shapely.line_locate_point(course, shapely.centroid(lines[across]))
        stretch = np.floor(spot * 100 / BRIDGE_EVERY_KM).astype(int)  # about 100 km to a degree
        candidates = single[across]
        for number in np.unique(stretch):
            here = candidates[stretch == number]
            chosen[here[np.argmin(graph.length[here])]] = True
    return chosen


def _joined(graph: _Graph, chosen: Bools, nodes: int) -> NDArray[np.int64]:
    """Indices of the chosen edges and of the few more that make one network of all: dry ones first."""
    parent = list(range(nodes))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    added = chosen.copy()
    ends = graph.ends.tolist()
    for edge in [*np.flatnonzero(chosen).tolist(), *np.lexsort((graph.length, graph.wet)).tolist()]:
        near, far = root(ends[edge][0]), root(ends[edge][1])
        if near != far:
            parent[near] = far
            added[edge] = True
    return np.flatnonzero(added)


def _main_roads(
    geography: Geography, nodes: Floats, ends: Ints, length: Floats, plane: Plane
) -> NDArray[np.int64]:
    """Edges on the shortest ways from each school district's centre to its four nearest neighbours."""
    centres = np.array([plane.km_of(district.centre) for district in geography.districts])
    start = [int(np.argmin(((nodes - centre) ** 2).sum(axis=1))) for centre in centres]
    beside: list[list[tuple[int, float, int]]] = [[] for _ in nodes]
    for edge, ((u, v), km) in enumerate(zip(ends.tolist(), length.tolist(), strict=True)):
        beside[u].append((v, km, edge))
        beside[v].append((u, km, edge))
    used: set[int] = set()
    for index, centre in enumerate(centres):
        near = np.argsort(((centres - centre) ** 2).sum(axis=1), kind="stable")[1:5]
        used |= _ways(beside, start[index], {start[other] for other in near.tolist()})
    return np.array(sorted(used), dtype=np.int64)


def _ways(beside: list[list[tuple[int, float, int]]], source: int, targets: set[int]) -> set[int]:
    """Dijkstra from `source` until all targets are reached; the edges of their shortest ways."""
    best = {source: 0.0}
    back: dict[int, tuple[int, int]] = {}
    queue, wanted = [(0.0, source)], set(targets)
    while queue and wanted:
        far, node = heappop(queue)
        wanted.discard(node)
        if far > best[node]:
            continue
        for other, km, edge in beside[node]:
            if far + km < best.get(other, float("inf")):
                best[other] = far + km
                back[other] = (node, edge)
                heappush(queue, (far + km, other))
    edges = set()
    for node in targets:
        while node != source:
            node, edge = back[node]
            edges.add(edge)
    return edges

"""Streets of every form become the same net; what is wrong with a file is said in one sentence."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import osmium
import pytest
import shapefile
from django.conf import settings

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import BoundingBox
from ibasho.town.areas.datasets.preview import Weight
from ibasho.town.areas.datasets.streets import StreetFile, read_streets
from ibasho.town.areas.engine.search import distances
from ibasho.town.areas.engine.snapping import snap

# A street of four corners with a footpath to a hall, a motorway beside it, and a ferry:
#   4──5
#   │  │
#   1──2──3(hall)
SPOTS = {
    1: (138.000, 34.700), 2: (138.001, 34.700), 3: (138.002, 34.700), 4: (138.000, 34.701), 5: (138.001, 34.701),
    6: (138.000, 34.699), 7: (138.002, 34.699), 8: (138.010, 34.700), 9: (138.0005, 34.7000),
}  # fmt: skip
WAYS: list[tuple[list[int], dict[str, str]]] = [
    ([1, 9, 2, 5, 4, 1], {"highway": "residential", "oneway": "yes"}),
    ([2, 3], {"highway": "footway"}),
    ([6, 7], {"highway": "motorway"}),
    ([7, 3], {"highway": "service", "access": "private"}),
    ([3, 8], {"route": "ferry"}),
]


def osm_xml() -> bytes:
    nodes = "".join(f'<node id="{at}" lat="{lat}" lon="{lng}"/>' for at, (lng, lat) in SPOTS.items())
    ways = "".join(
        f'<way id="{at}">{"".join(f"<nd ref={chr(34)}{ref}{chr(34)}/>" for ref in refs)}'
        + "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())
        + "</way>"
        for at, (refs, tags) in enumerate(WAYS, 1)
    )
    return f'<?xml version="1.0"?><osm version="0.6">{nodes}{ways}</osm>'.encode()


def osm_pbf(folder: Path) -> bytes:
    path = folder / "mihon.osm.pbf"
    writer = osmium.SimpleWriter(str(path))
    for at, (lng, lat) in SPOTS.items():
        writer.add_node(osmium.osm.mutable.Node(id=at, location=(lng, lat), version=1))
    for at, (refs, tags) in enumerate(WAYS, 1):
        writer.add_way(osmium.osm.mutable.Way(id=at, nodes=refs, tags=tags, version=1))
    writer.close()
    return path.read_bytes()


def geojson(*lines: list[list[float]], crs: str = "", **columns: Any) -> bytes:
    rows = [
        {"type": "Feature", "properties": columns, "geometry": {"type": "LineString", "coordinates": line}}
        for line in lines
    ]
    found: dict[str, Any] = {"type": "FeatureCollection", "features": rows}
    if crs:
        found["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(found).encode()


def between(found: StreetFile, start: int, end: int) -> float:
    """Metres from one spot to another along the streets."""
    nodes, _ = snap(found.network, *np.array([SPOTS[at][::-1] for at in (start, end)]).T, metres_max=1)
    assert (nodes >= 0).all()
    return float(distances(found.network, int(nodes[1]))[nodes[0]]) / 1000


def refused(data: bytes, **given: Any) -> Invalid:
    with pytest.raises(Invalid) as error:
        read_streets(data, **given)
    return error.value


def test_openstreetmap_is_walked_where_a_child_may_walk() -> None:
    found = read_streets(osm_xml())
    assert found.form == "OpenStreetMap"
    assert "OpenStreetMap" in found.source
    assert between(found, 1, 3) == pytest.approx(183, abs=1)
    assert between(found, 3, 1) == between(found, 1, 3)  # a one-way street is walked both ways
    assert snap(found.network, SPOTS[8][1], SPOTS[8][0], metres_max=5)[0].tolist() == [-1]  # no ferry
    told = {figure.label: figure.value for figure in found.figures}
    assert (told["自動車だけの道"], told["入れない道（私有地など）"]) == ("1", "1")


def test_pbf_and_xml_are_the_same_streets(tmp_path: Path) -> None:
    assert read_streets(osm_pbf(tmp_path)).network.version == read_streets(osm_xml()).network.version


def test_a_way_that_meets_itself_is_a_ring_with_corners() -> None:
    """The ring is cut where the footpath leaves it; walking round the other way is longer."""
    found = read_streets(osm_xml())
    assert found.km == pytest.approx(0.0914 * 3 + 0.1112 * 2, abs=0.002)


def test_a_long_road_gets_crossings_on_its_way() -> None:
    """Who lives along a country road stands at it too, not a kilometre away."""
    found = read_streets(geojson([[138.0, 34.7], [138.02, 34.7]]))
    nodes, metres = snap(found.network, 34.7005, 138.0101)
    assert nodes[0] >= 0
    assert metres[0] < 120
    assert found.km == pytest.approx(1.828, abs=0.01)


def test_lines_are_joined_at_the_points_they_share() -> None:
    """A T: the side street meets the other in the middle of its line."""
    found = read_streets(
        geojson([[138.0, 34.7], [138.001, 34.7], [138.002, 34.7]], [[138.001, 34.7], [138.001, 34.701]])
    )
    assert (found.network.nodes, found.streets, found.built.islands) == (4, 3, 1)


def test_lines_that_cross_without_a_shared_point_stay_apart_and_that_is_said() -> None:
    bridge = [[138.001, 34.699], [138.001, 34.701]]
    found = read_streets(geojson([[138.0, 34.7], [138.0015, 34.7]], bridge))
    assert found.built.islands == 2
    assert any("つながっていない" in one.message and one.weight is Weight.WARNING for one in found.problems)


def test_streets_far_from_the_city_are_left_out() -> None:
    box = BoundingBox(34.69, 137.99, 34.71, 138.01)
    found = read_streets(
        geojson([[138.0, 34.7], [138.001, 34.7]], [[139.0, 35.7], [139.001, 35.7]]), within=box
    )
    assert (found.streets, found.outside) == (1, 1)
    error = refused(geojson([[139.0, 35.7], [139.001, 35.7]]), within=box)
    assert "ひとつも ありません" in error.message


def graphml(crs: str = "epsg:4326", length: str = "110") -> bytes:
    keys = [
        ("d0", "graph", "crs"),
        ("d1", "node", "y"),
        ("d2", "node", "x"),
        ("d3", "edge", "length"),
        ("d4", "edge", "highway"),
    ]
    head = "".join(
        f'<key id="{at}" for="{kind}" attr.name="{name}" attr.type="string"/>' for at, kind, name in keys
    )
    nodes = "".join(
        f'<node id="{at}"><data key="d1">{lat}</data><data key="d2">{lng}</data></node>'
        for at, (lng, lat) in list(SPOTS.items())[:3]
    )
    edges = "".join(
        f'<edge source="{a}" target="{b}" id="0"><data key="d3">{length}</data><data key="d4">{kind}</data></edge>'
        for a, b, kind in ((1, 2, "residential"), (2, 1, "residential"), (2, 3, "steps"), (1, 3, "motorway"))
    )
    return (
        f'<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">{head}'
        f'<graph edgedefault="directed"><data key="d0">{crs}</data>{nodes}{edges}</graph></graphml>'
    ).encode()


def test_graphml_of_osmnx_keeps_its_lengths() -> None:
    found = read_streets(graphml())
    assert between(found, 1, 3) == 220
    assert (found.built.doubles, found.streets) == (2, 2)


def test_graphml_in_metres_is_refused_by_name() -> None:
    assert refused(graphml(crs="epsg:32653")).code == "areas.planar"


def test_a_length_shorter_than_the_street_is_not_believed() -> None:
    found = read_streets(graphml(length="3"))
    assert between(found, 1, 3) == pytest.approx(183, abs=1)
    assert any(one.column == "length" and one.count == 3 for one in found.problems)


def osmnx_zip(prj: str = "", shift: float = 0.0) -> bytes:
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with shapefile.Writer(shp=shp, shx=shx, dbf=dbf, shapeType=shapefile.POLYLINE) as writer:
        for name in ("u", "v"):
            writer.field(name, "N", 20)
        writer.field("osmid", "C", 20)
        writer.field("length", "N", 24, 15)
        for a, b, metres in ((1, 2, 91.4), (2, 1, 91.4), (2, 3, 91.4)):
            writer.line([[(SPOTS[at][0] + shift, SPOTS[at][1] + shift) for at in (a, b)]])
            writer.record(a, b, "1", metres)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for ending, body in (("shp", shp), ("shx", shx), ("dbf", dbf)):
            archive.writestr(f"edges.{ending}", body.getvalue())
        if prj:
            archive.writestr("edges.prj", prj)
    return out.getvalue()


def test_a_shapefile_of_osmnx_keeps_its_nodes_and_its_source() -> None:
    found = read_streets(osmnx_zip(), filename="edges.zip")
    assert (found.form, found.network.nodes, found.streets) == ("OSMnx の線", 3, 2)
    assert "OpenStreetMap" in found.source


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (osmnx_zip('PROJCS["JGD2011 / Japan Plane Rectangular CS VIII"]'), "areas.planar"),
        (osmnx_zip('GEOGCS["Tokyo",DATUM["D_Tokyo"]]'), "areas.tokyo_datum"),
        (geojson([[34.7, 138.0], [34.7, 138.001]]), "areas.outside_japan"),
        (geojson([[-40000.0, -130000.0], [-40100.0, -130000.0]]), "areas.planar"),
        (geojson([[0.0, 0.0], [0.001, 0.0]]), "areas.outside_japan"),
        (b'{"type": "FeatureCollection", "features": []}', "areas.no_rows"),
        (json.dumps({"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [138, 34]}}).encode(), "areas.no_lines"),
        (osm_xml()[:500], "areas.osm_broken"),
        (graphml()[:900], "areas.graphml_broken"),
        (geojson([[138.0, 34.7], [138.001, 34.7]], highway="motorway"), "areas.no_streets"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_streets_of_ours_is_refused_in_one_sentence(data: bytes, code: str) -> None:
    assert refused(data, filename="x.zip" if data[:2] == b"PK" else "x.geojson").code == code


def test_lines_without_a_source_say_none() -> None:
    assert read_streets(geojson([[138.0, 34.7], [138.001, 34.7]])).source == ""


def test_the_real_streets_of_ube_come_in_whole() -> None:
    path = Path(settings.IBASHO_SAMPLES) / "ube" / "ube_roads.zip"
    if not path.exists():
        pytest.skip("the sample data of Ube are not here (IBASHO_SAMPLES)")
    found = read_streets(path.read_bytes(), filename=path.name)
    assert found.network.nodes == 10_403
    assert found.km == pytest.approx(1000, abs=1)
    assert found.built.apart < 20
    assert all(one.weight is not Weight.REJECTED for one in found.problems)

"""Streets from what publishers give: OpenStreetMap (.osm.pbf, .osm), OSMnx (GraphML, Shapefile), lines of any GIS.

Bytes in, a network out, with what was left out and what looks wrong; no Django. Walking ignores one-way streets.
"""

from __future__ import annotations

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import BoundingBox
from ibasho.town.areas.datasets.streets.columns import read_columns
from ibasho.town.areas.datasets.streets.graphml import is_graphml, read_graphml
from ibasho.town.areas.datasets.streets.joined import StreetFile, joined
from ibasho.town.areas.datasets.streets.osm import is_osm, read_osm

MARGIN_M = (
    3_000  # streets beyond the city's outline: children cross borders, and a way may lead round outside
)
BYTES_MAX = 1_500_000_000  # a whole region of Geofabrik is a third of it

__all__ = ["MARGIN_M", "StreetFile", "read_streets"]


def read_streets(data: bytes, *, filename: str = "", within: BoundingBox | None = None) -> StreetFile:
    """`within`: the box of the city with its margin; streets outside are left out. Raises Invalid in one sentence."""
    if len(data) > BYTES_MAX:
        raise Invalid(
            "areas.streets_too_large",
            "ファイルが 大きすぎます。地方か 県の分（.osm.pbf）を えらぶか、市の分だけに 切り出してください。",
        )
    if is_osm(data):
        return joined(read_osm(data, filename, within), within)
    if is_graphml(data):
        return joined(read_graphml(data), within)
    return joined(read_columns(data, filename), within)

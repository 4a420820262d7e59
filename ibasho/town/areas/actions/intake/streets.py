"""Taking in streets and buses with a preview."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shapely.geometry import shape

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.geo import BoundingBox
from ibasho.town.areas import queries
from ibasho.town.areas.actions import streets
from ibasho.town.areas.actions.intake.asked import Asked, Upload
from ibasho.town.areas.actions.intake.ground import single
from ibasho.town.areas.datasets.gtfs import read_gtfs
from ibasho.town.areas.datasets.preview import Preview
from ibasho.town.areas.datasets.streets import MARGIN_M, read_streets
from ibasho.town.areas.models import BusTimetable, StreetNetwork


def city_box(margin_m: float = MARGIN_M) -> BoundingBox | None:
    """Around the city's outline, None while none is loaded."""
    outline = queries.boundary()
    if outline is None:
        return None
    west, south, east, north = shape(outline.geometry).bounds
    return BoundingBox(south, west, north, east).grown(margin_m)


def take_streets(files: Sequence[Upload], asked: Asked, *, dry_run: bool, by: Actor, at: datetime) -> Preview:
    """OSM .pbf, GraphML, Shapefile or GeoJSON lines: those of the city and three kilometres around it."""
    file = single(files)
    found = read_streets(file.data, filename=file.name, within=city_box())
    source, as_of = asked.source_or(found.source), asked.as_of or found.as_of
    same = StreetNetwork.objects.filter(
        current=True, version=found.network.version, source=source, as_of=as_of
    ).exists()
    if not dry_run:
        streets.set_streets(
            network=found.network, source=source, as_of=as_of, report=found.report(), by=by, at=at
        )
    return Preview(
        "streets", "道", file.name, source, as_of.isoformat() if as_of else "", figures=found.figures,
        problems=found.problems, taken=not dry_run, same=same,
    )  # fmt: skip


def take_bus(files: Sequence[Upload], asked: Asked, *, dry_run: bool, by: Actor, at: datetime) -> Preview:
    """GTFS-JP: the usual weekday afternoon, as a layer marked めやす."""
    file = single(files)
    found = read_gtfs(file.data)
    source = asked.source_or(found.source)
    values = {
        "trips": found.trips, "source": source, "valid_from": found.valid_from, "valid_until": found.valid_until,
    }  # fmt: skip
    same = BusTimetable.objects.filter(current=True, version=found.bus.version, **values).exists()
    if not dry_run:
        streets.set_bus(
            bus=found.bus, trips=found.trips, source=source, valid_from=found.valid_from,
            valid_until=found.valid_until, by=by, at=at,
        )  # fmt: skip
    span = "～".join(day.isoformat() if day else "" for day in (found.valid_from, found.valid_until))
    return Preview(
        "bus", "バス", file.name, source, span if span != "～" else "", figures=found.figures,
        problems=found.problems, taken=not dry_run, same=same,
    )  # fmt: skip

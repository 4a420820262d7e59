"""`ibasho import streets|bus FILE`: what children walk on, and the buses they take."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from ibasho.town.areas.actions.intake import Asked
from ibasho.town.areas.commands.files import DAY, day, options, take


@click.command()
@options
@click.option("--as-of", type=DAY, help="The day the streets are of (the file's own, else unknown).")
def streets(
    files: tuple[Path, ...], source: str, as_of: datetime | None, dry_run: bool, as_json: bool
) -> None:
    """Streets: OpenStreetMap .osm.pbf, GraphML (OSMnx), Shapefile (zip) or GeoJSON lines."""
    take("streets", files, Asked(source=source, as_of=day(as_of)), dry_run=dry_run, as_json=as_json)


@click.command()
@options
def bus(files: tuple[Path, ...], source: str, dry_run: bool, as_json: bool) -> None:
    """Buses: a GTFS-JP zip."""
    take("bus", files, Asked(source=source), dry_run=dry_run, as_json=as_json)

"""`ibasho import boundary|districts|towns FILE`: the official files of the city's ground."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from ibasho.town.areas.actions.intake import Asked
from ibasho.town.areas.commands.files import DAY, day, options, take


@click.command()
@options
@click.option("--as-of", type=DAY, help="The day the outline is of (the file's own, else today).")
def boundary(
    files: tuple[Path, ...], source: str, as_of: datetime | None, dry_run: bool, as_json: bool
) -> None:
    """The city's outline: N03 (GeoJSON, Shapefile or their zip), or any polygon."""
    take("boundary", files, Asked(source=source, as_of=day(as_of)), dry_run=dry_run, as_json=as_json)


@click.command()
@options
@click.option("--from", "starts_on", type=DAY, help="The first day; districts not in the file end before it.")
def districts(
    files: tuple[Path, ...], source: str, starts_on: datetime | None, dry_run: bool, as_json: bool
) -> None:
    """小学校区: A27 (GeoJSON, Shapefile or their zip), or a CSV/XLSX list with a column 小学校区."""
    take("districts", files, Asked(source=source, starts_on=day(starts_on)), dry_run=dry_run, as_json=as_json)


@click.command()
@options
def towns(files: tuple[Path, ...], source: str, dry_run: bool, as_json: bool) -> None:
    """Towns as points (Geolonia, GeoJSON, a list with 緯度 and 経度), or the city's own table 町名→小学校区."""
    take("towns", files, Asked(source=source), dry_run=dry_run, as_json=as_json)

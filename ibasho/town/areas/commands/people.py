"""`ibasho import ages|mesh|areas|projection|clubs FILE…`: how many children live where."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from ibasho.town.areas.actions.intake import Asked
from ibasho.town.areas.commands.files import DAY, day, options, take

YEAR = click.option(
    "--year", type=int, default=None, help="The year of the figures, where the file does not say it."
)
NAME = click.option("--name", default="", help="What the file is called on pages.")
WITHIN = click.option(
    "--within",
    type=click.Choice(["streets", "all"]),
    default=None,
    help="Without an outline of the city: keep the squares that hold streets, or all of the file.",
)


def _asked(source: str, year: int | None = None, **given: Any) -> Asked:
    return Asked(source=source, year=year, **given)


@click.command()
@options
@YEAR
def ages(files: tuple[Path, ...], source: str, year: int | None, dry_run: bool, as_json: bool) -> None:
    """年齢別人口: the whole city by single year of age; it splits five-year ages into school stages."""
    take("ages", files, _asked(source, year), dry_run=dry_run, as_json=as_json)


@click.command()
@options
@YEAR
@NAME
@WITHIN
def mesh(
    files: tuple[Path, ...],
    source: str,
    year: int | None,
    name: str,
    within: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """e-Stat 地域メッシュ (text, CSV or zip; any T-table). Give the files of two prefectures together."""
    take(
        "mesh", files, _asked(source, year, name=name, within=within or ""), dry_run=dry_run, as_json=as_json
    )


@click.command()
@options
@YEAR
@NAME
@WITHIN
@click.option(
    "--kind", type=click.Choice(["census", "register"]), default=None, help="What counted the people."
)
def areas(
    files: tuple[Path, ...],
    source: str,
    year: int | None,
    name: str,
    within: str | None,
    kind: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """町丁・字: outlines (GeoJSON or Shapefile zip) with the table of ages, or the city's own table by town."""
    asked = _asked(source, year, name=name, within=within or "", kind=kind or "")
    take("small_areas", files, asked, dry_run=dry_run, as_json=as_json)


@click.command()
@options
@click.option("--year", type=int, default=None, help="Only this year of the file.")
@WITHIN
def projection(
    files: tuple[Path, ...], source: str, year: int | None, within: str | None, dry_run: bool, as_json: bool
) -> None:
    """国土数値情報 将来推計人口メッシュ (GeoJSON or Shapefile zip): every fifth year to come."""
    take("projection", files, _asked(source, year, within=within or ""), dry_run=dry_run, as_json=as_json)


@click.command()
@options
@click.option("--as-of", type=DAY, help="The day the children were counted.")
def clubs(files: tuple[Path, ...], source: str, as_of: datetime | None, dry_run: bool, as_json: bool) -> None:
    """学童保育: children by 小学校区 and grade (CSV or Excel)."""
    take("clubs", files, _asked(source, as_of=day(as_of)), dry_run=dry_run, as_json=as_json)

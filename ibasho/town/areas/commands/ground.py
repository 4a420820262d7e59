"""`ibasho import boundary|districts|towns FILE`: the official files of the city's ground."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from django.conf import settings

from ibasho.base.kernel import clock
from ibasho.town.areas import actions, datasets, queries
from ibasho.town.areas.commands.files import BY, DAY, FILE, city_code, refusing, source_of


@click.command()
@click.argument("file", type=FILE)
@click.option("--source", default="", help="Where the file comes from, shown with the map.")
@click.option("--as-of", type=DAY, help="The day the outline is of (the file's own, else today).")
@refusing
def boundary(file: Path, source: str, as_of: datetime | None) -> None:
    """The city's outline: N03 (GeoJSON or its zip), or any polygon."""
    at = clock.now()
    found = datasets.read_boundary(file.read_bytes(), code=city_code())
    row = actions.set_boundary(
        name=found.name or settings.IBASHO_CITY["name"],
        geometry=found.geometry,
        source=source_of(source, found.source),
        as_of=(as_of.date() if as_of else found.as_of) or clock.day(at),
        by=BY,
        at=at,
    )
    click.echo(f"市の境を 入れました: {row.name}（{row.source}、{row.as_of}）")


@click.command()
@click.argument("file", type=FILE)
@click.option("--source", default="", help="Where the file comes from.")
@click.option("--from", "starts_on", type=DAY, help="The first day; districts not in the file end before it.")
@refusing
def districts(file: Path, source: str, starts_on: datetime | None) -> None:
    """小学校区: A27 (GeoJSON or its zip), or a CSV/XLSX list with a column 小学校区."""
    at = clock.now()
    found = datasets.read_districts(file.read_bytes(), code=city_code(), filename=file.name)
    said = source_of(source, found.source)
    count = actions.set_districts(
        rows=[{**asdict(row), "source": said} for row in found.rows],
        starts_on=starts_on.date() if starts_on else None,
        by=BY,
        at=at,
    )
    without = sum(row.geometry is None for row in found.rows)
    click.echo(f"小学校区を {count} 入れました（かたちの ないもの {without}）")
    click.echo(f"校区が きまった町: {actions.place_towns(by=BY, at=at)}")


@click.command()
@click.argument("file", type=FILE)
@click.option("--source", default="", help="Where the file comes from.")
@refusing
def towns(file: Path, source: str) -> None:
    """Towns as points: Geolonia (CSV or JSON), GeoJSON points, or a list of the city with 緯度 and 経度."""
    at = clock.now()
    found = datasets.read_towns(file.read_bytes(), code=city_code(), filename=file.name)
    said = source_of(source, found.source)
    rows, unknown = town_rows(found.rows, said, clock.day(at))
    new = actions.set_towns(rows=rows, by=BY, at=at)
    click.echo(f"町を {len(rows)} 入れました（新しいもの {new}、位置がなく とばした行 {found.skipped}）")
    if unknown:
        click.echo(f"知らない校区の名前: {'、'.join(unknown)}。先に 小学校区を 入れてください。")
    click.echo(f"校区が きまった町: {actions.place_towns(by=BY, at=at)}")


def town_rows(
    found: Iterable[datasets.TownRow], source: str, day: date
) -> tuple[list[dict[str, Any]], list[str]]:
    """Rows for `actions.set_towns`, and the words for a 小学校区 that no loaded district answers to."""
    codes = {
        words: row.code
        for row in queries.districts(day)
        for words in (row.code, row.name, row.school)
        if words
    }
    rows, unknown = [], set()
    for town in found:
        values = asdict(town)
        words = values.pop("district")
        code = codes.get(words) or codes.get(datasets.short_name(words), "")
        if words and not code:
            unknown.add(words)
        rows.append({**values, "district_code": code, "source": source})
    return rows, sorted(unknown)

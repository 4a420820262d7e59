"""`ibasho export places|events`: the same files the data page gives, for a job or another server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from ibasho.town.places.datasets.rows import Dataset, Generation
from ibasho.town.places.datasets.writing import filename_of
from ibasho.town.places.queries import directory, exports, hsds

ENCODINGS = click.Choice(["utf-8-sig", "cp932"])
GENERATIONS = click.Choice([generation.value for generation in Generation])
OUT = click.Path(dir_okay=False, allow_dash=True, path_type=str)


def register(cli: click.Group) -> None:
    group = cli.commands["export"]
    if isinstance(group, click.Group):
        for command in (places, events):
            group.add_command(command)


@click.command()
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx", "geojson", "hsds"]), default="csv")
@click.option(
    "--dataset", type=click.Choice([one.value for one in exports.PLACE_DATASETS]), default="kodomo_shokudo"
)
@click.option(
    "--generation", type=GENERATIONS, default="new", help="The header row: 自治体標準 (new), 推奨 (old)."
)
@click.option("--encoding", type=ENCODINGS, default="utf-8-sig", help="Of CSV.")
@click.option("-o", "--output", type=OUT, default="", help="A file, or - for standard output.")
def places(kind: str, output: str, dataset: str, generation: str, encoding: str) -> None:
    """Every entry the public may see: as the standards' tables, GeoJSON or HSDS."""
    if kind == "geojson":
        _write(directory.as_json(directory.geojson()), output or "places.geojson")
    elif kind == "hsds":
        _write(
            directory.as_json({"version": hsds.VERSION, "services": hsds.services()}), output or "hsds.json"
        )
    else:
        _table(Dataset(dataset), kind, output, Generation(generation), encoding)


@click.command()
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx"]), default="csv")
@click.option("--encoding", type=ENCODINGS, default="utf-8-sig", help="Of CSV.")
@click.option("-o", "--output", type=OUT, default="", help="A file, or - for standard output.")
def events(kind: str, output: str, encoding: str) -> None:
    """Events and visits, as イベント一覧."""
    _table(Dataset.EVENT, kind, output, Generation.NEW, encoding)


def _table(dataset: Dataset, kind: Any, output: str, generation: Generation, encoding: Any) -> None:
    """What Shift_JIS cannot hold is 〓 in the file and listed beside it: `….lost.txt`."""
    written = exports.table(dataset, kind, generation, encoding)
    name = output or filename_of(exports.home().code, dataset, kind)
    _write(written.data, name)
    if written.lost:
        click.echo(f"Shift_JIS で書けない文字が {len(written.lost)} か所あり、〓 にしました。", err=True)
        _write(exports.lost_list(written).encode(), f"{name}.lost.txt" if name != "-" else "")


def _write(body: bytes, name: str) -> None:
    if name == "-":
        sys.stdout.buffer.write(body)
    elif name:
        Path(name).write_bytes(body)
        click.echo(f"{name} を書きました。", err=True)

"""`ibasho import places FILE`: published files of places and events, from the server's own command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

import click
from django.db import connection

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import DomainError
from ibasho.base.kernel.tables import Unreadable
from ibasho.town.places.actions import imports
from ibasho.town.places.datasets.report import EXIT_UNREADABLE, unreadable_as_dict
from ibasho.town.places.models import ImportRun

BY = Actor(via=Via.COMMAND, job="places.import")
TABLE = ImportRun._meta.db_table


def register(cli: click.Group) -> None:
    group = cli.commands["import"]
    if isinstance(group, click.Group):
        group.add_command(places)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON on standard output.")
@click.option("--source", default="", help="Who published the file, shown with every place.")
@click.option("--source-url", default="", help="Where the file was published.")
@click.option("--partial", is_flag=True, help="The file is a part: do not mark what it does not name.")
def places(file: Path, dry_run: bool, as_json: bool, source: str, source_url: str, partial: bool) -> None:
    """こども食堂, 子育て施設, 公共施設, イベント: CSV or Excel, old and new headers.

    Exit code 0: every row is in. 1: some rows were left out. 2: the file cannot be read, and nothing was written.
    """
    data = _bytes_of(file, as_json)
    _require_tables(file, as_json)
    try:
        report = imports.take_in(
            data=data,
            filename=file.name,
            source=imports.Source(source, source_url, partial),
            dry_run=dry_run,
            by=BY,
            at=clock.now(),
            told=lambda words: click.echo(words, err=True),
        )
    except DomainError as error:
        _refuse(file, error.code, error.message, as_json)
    lines = [json.dumps(report.as_dict(), ensure_ascii=False)] if as_json else report.lines()
    for line in lines:
        click.echo(line)
    raise SystemExit(report.exit_code)


def _bytes_of(file: Path, as_json: bool) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        message = f"{file}: ファイルが開けません。名前と場所を確かめて、もう一度実行してください。"
        _refuse(file, "no_file", message, as_json)


def _require_tables(file: Path, as_json: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select to_regclass(%s)", [TABLE])
        if cursor.fetchone()[0] is None:
            message = "データベースの用意がまだです。先に ibasho prepare を実行してください。"
            _refuse(file, "not_prepared", message, as_json)


def _refuse(file: Path, code: str, message: str, as_json: bool) -> NoReturn:
    """One clear line; with --json the same for programs."""
    if as_json:
        told: dict[str, Any] = unreadable_as_dict(file.name, Unreadable(code, message))
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        click.echo(message, err=True)
    raise SystemExit(EXIT_UNREADABLE)

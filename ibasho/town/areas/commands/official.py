"""`ibasho files`: which official files a new city still needs, who publishes each, and where to put it."""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings
from django.db import connection

from ibasho.base.kernel import clock
from ibasho.town.areas.actions.official import Outcome, take_official
from ibasho.town.areas.commands.files import BY, UNREADABLE
from ibasho.town.areas.models import AreaFile
from ibasho.town.areas.queries import official as standing
from ibasho.town.areas.queries.official import Official

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(name="files")
@click.option("--from", "root", type=FOLDER, help="Where the files are put (default: $IBASHO_SAMPLES).")
@click.option("--load", is_flag=True, help="Take in every file that is there.")
def official(root: Path | None, *, load: bool) -> None:
    """まちの資料: what is loaded, what is missing, who publishes it and where to put it."""
    _refuse_without_tables()
    at, where = clock.now(), root or settings.IBASHO_SAMPLES
    refused = False
    if load:
        for outcome in take_official(root=where, by=BY, at=at):
            refused |= outcome.preview is None
            for line in _taken(outcome):
                click.echo(line)
    click.echo(f"{settings.IBASHO_CITY['name']} の まちの資料（ファイルを 置くところ: {where}）")
    for one in standing.official(where, clock.day(at)):
        for line in _lines(one, where):
            click.echo(line)
    if refused:
        raise SystemExit(UNREADABLE)


def _refuse_without_tables() -> None:
    if AreaFile._meta.db_table not in connection.introspection.table_names():
        raise click.ClickException("データベースの 用意が まだです。先に ibasho prepare を してください。")


def _taken(outcome: Outcome) -> list[str]:
    if outcome.preview is None:
        return [f"× {outcome.file.ground.about.label}: {outcome.refused}"]
    return outcome.preview.lines(20)


def _lines(one: Official, root: Path) -> list[str]:
    """One line for what is there; for what is missing also who publishes it, where it goes and how it comes in."""
    ground = one.ground
    if ground.held:
        of = f"、{ground.held.of}" if ground.held.of else ""
        return [
            f"○ {ground.about.label}: {ground.held.count:,}{ground.held.unit}{of}（{'、'.join(ground.held.sources)}）"
        ]
    lines = [
        f"－ {ground.about.label}: まだ ありません。{ground.about.without}",
        f"    {ground.publisher} {ground.file}",
    ]
    lines += [f"    {words}" for words in (ground.url, ground.licence, ground.note) if words]
    command = f"ibasho import {ground.about.command}"
    if one.paths:
        there = " ".join(str(path) for path in one.paths)
        return [*lines, f"    ファイルが あります → {command} {there}（または ibasho files --load）"]
    return [
        *lines,
        f"    {root / one.put}{'/' if one.put.endswith('/') else ''} に 置いて ibasho files --load、または {command} ファイル",
    ]

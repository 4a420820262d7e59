"""`ibasho import candidates FILE`: buildings where something could open."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import DomainError
from ibasho.rooms.reach.actions import candidates as actions
from ibasho.rooms.reach.datasets.candidates import Kind, read
from ibasho.town.areas.actions.intake.asked import city_code
from ibasho.town.areas.commands.files import FILE, UNREADABLE

BY = Actor.of_job("reach.import")


def register(cli: click.Group) -> None:
    group = cli.commands["import"]
    if isinstance(group, click.Group):
        group.add_command(candidates)


def refusing(command: Callable[..., None]) -> Callable[..., None]:
    """A refusal is one sentence and an exit code, never a traceback."""

    @wraps(command)
    def run(**given: Any) -> None:
        try:
            command(**given)
        except DomainError as error:
            click.echo(error.message, err=True)
            raise SystemExit(UNREADABLE) from error

    return run


def source_of(given: str, said: str) -> str:
    if given or said:
        return given or said
    raise click.UsageError("この資料の 出どころが ファイルに ありません。--source で 書いてください。")


@click.command()
@click.argument("file", type=FILE)
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="For all of them.")
@click.option("--source", default="", help="Who published the list, shown with every candidate.")
@click.option("--all-cities", is_flag=True, help="Take rows of other municipalities too.")
@refusing
def candidates(file: Path, kind: str | None, source: str, all_cities: bool) -> None:
    """候補の場所: 国土数値情報 P20・P29・P05・P14, 公共施設 (CSV, Excel), or any list with names and positions."""
    found = read(
        file.read_bytes(),
        file.name,
        code="" if all_cities else city_code(),
        kind=Kind(kind) if kind else None,
    )
    source = source_of(source, found.source)
    taken = actions.take_in(rows=found.rows, source=source, by=BY, at=clock.now())
    click.echo(
        f"候補の場所を 読みました: {len(found.rows)}（新しい {taken.new}、変わった {taken.changed}、同じ {taken.same}）"
    )
    if taken.outside:
        click.echo(f"市の境の外なので 入れなかった: {taken.outside}")
    if taken.off:
        click.echo(f"屋外なので「候補にする」を 外して入れた: {taken.off}")
    for why, count in found.left_out.items():
        click.echo(f"入れなかった行（{why}）: {count}")

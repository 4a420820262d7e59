"""What all imports of areas share: whose name they run under, the file, a refusal in one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import click
from django.db import connection

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, DomainError
from ibasho.town.areas.actions import intake
from ibasho.town.areas.models import Population

BY = Actor.of_job("areas.import")
UNREADABLE = 2  # the exit code of a file that could not be read
DAY = click.DateTime(["%Y-%m-%d"])
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def options(command: Callable[..., None]) -> Callable[..., None]:
    """What every import of areas takes: its files, the source, a look without writing, the report as JSON."""
    for option in (
        click.argument("files", type=FILE, nargs=-1, required=True),
        click.option(
            "--source", default="", help="Who published the file, shown with everything made from it."
        ),
        click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing."),
        click.option("--json", "as_json", is_flag=True, help="The report as JSON on standard output."),
    ):
        command = option(command)
    return command


def take(kind: str, files: tuple[Path, ...], asked: intake.Asked, *, dry_run: bool, as_json: bool) -> None:
    """Exit code 0: everything is in. 1: some rows were left out. 2: refused, and nothing was written."""
    try:
        _require_tables()
        found = intake.take_in(
            kind,
            files=[intake.Upload(file.name, file.read_bytes()) for file in files],
            asked=asked,
            by=BY,
            at=clock.now(),
            dry_run=dry_run,
        )
    except DomainError as error:
        click.echo(_refused(error) if as_json else error.message, err=not as_json)
        raise SystemExit(UNREADABLE) from error
    for line in [json.dumps(found.as_dict(), ensure_ascii=False)] if as_json else found.lines():
        click.echo(line)
    raise SystemExit(found.exit_code)


def _require_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select to_regclass(%s)", [Population._meta.db_table])
        if cursor.fetchone()[0] is None:
            raise Conflict(
                "not_prepared", "データベースの用意がまだです。先に ibasho prepare を実行してください。"
            )


def _refused(error: DomainError) -> str:
    told = {"error": error.code, "message": error.message, "exit_code": UNREADABLE}
    return json.dumps(told, ensure_ascii=False)


def day(given: datetime | None) -> date | None:
    return given.date() if given else None

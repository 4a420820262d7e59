"""What all imports of areas share: whose name they run under, the file, a refusal in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click
from django.conf import settings

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import DomainError

BY = Actor.of_job("areas.import")
UNREADABLE = 2  # the exit code of a file that could not be read
DAY = click.DateTime(["%Y-%m-%d"])
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


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


def city_code() -> str:
    return str(settings.IBASHO_CITY["code"])

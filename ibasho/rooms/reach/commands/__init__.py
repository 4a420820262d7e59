"""The command line of reach, cut by noun: one file each, gathered here."""

from __future__ import annotations

import click

from ibasho.rooms.reach.commands import importing
from ibasho.rooms.reach.commands.siting import site
from ibasho.rooms.reach.commands.studying import study


def register(cli: click.Group) -> None:
    importing.register(cli)
    cli.add_command(reach)


@click.group()
def reach() -> None:
    """空白地区: who reaches what, and where to open next."""


reach.add_command(study)
reach.add_command(site)

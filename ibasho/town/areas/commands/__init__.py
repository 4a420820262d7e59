"""The command line of areas, cut by noun: one file each, gathered here."""

from __future__ import annotations

import click

from ibasho.town.areas.actions.intake.ground import town_rows
from ibasho.town.areas.commands.ground import boundary, districts, towns

COMMANDS = (boundary, districts, towns)

__all__ = ["boundary", "districts", "register", "town_rows", "towns"]


def register(cli: click.Group) -> None:
    group = cli.commands["import"]
    if isinstance(group, click.Group):
        for command in COMMANDS:
            group.add_command(command)

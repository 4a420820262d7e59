"""The command line of areas, cut by noun: one file each, gathered here."""

from __future__ import annotations

import click

from ibasho.town.areas.actions.intake.ground import town_rows
from ibasho.town.areas.commands.ground import boundary, districts, towns
from ibasho.town.areas.commands.official import official
from ibasho.town.areas.commands.people import ages, areas, clubs, mesh, projection
from ibasho.town.areas.commands.streets import bus, streets

COMMANDS = (boundary, districts, towns, ages, mesh, areas, projection, clubs, streets, bus)

__all__ = [
    "COMMANDS",
    "ages",
    "areas",
    "boundary",
    "bus",
    "clubs",
    "districts",
    "official",
    "mesh",
    "projection",
    "register",
    "streets",
    "town_rows",
    "towns",
]


def register(cli: click.Group) -> None:
    cli.add_command(official)
    group = cli.commands["import"]
    if isinstance(group, click.Group):
        for command in COMMANDS:
            group.add_command(command)

"""The command line of places, cut by noun: one file each, gathered here."""

from __future__ import annotations

import click

from ibasho.town.places.commands import exporting, importing


def register(cli: click.Group) -> None:
    exporting.register(cli)
    importing.register(cli)

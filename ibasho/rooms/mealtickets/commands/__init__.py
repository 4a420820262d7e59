"""The command line of mealtickets, cut by noun: one file each, gathered here."""

from __future__ import annotations

import click

from ibasho.rooms.mealtickets.commands.ledger import ledger


def register(cli: click.Group) -> None:
    """Each file adds its own group."""
    cli.add_command(ledger)

"""The command line of reach, cut by noun: one file each, gathered here."""

from __future__ import annotations

import click

from ibasho.rooms.reach.commands import importing


def register(cli: click.Group) -> None:
    importing.register(cli)

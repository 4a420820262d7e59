"""`ibasho push key`: the key the city signs its notifications with."""

from __future__ import annotations

import click

from ibasho.base.ports import push as port


def register(cli: click.Group) -> None:
    cli.add_command(push)


@click.group()
def push() -> None:
    """Notifications on people's own devices (web push)."""


@push.command()
def key() -> None:
    """Make a VAPID key and print it. Keep it: with another one every browser must ask anew."""
    private, public = port.new_key()
    click.echo(f"PUSH_KEY={private}")
    click.echo(f"# ブラウザに 見せる ほう（自動で 計算されます）: {public}")
    click.echo("# PUSH_KEY は ひみつです。PUSH_KEY_FILE で ファイルからも 読めます。")

"""`ibasho journal verify`: is every entry as it was written?"""

from __future__ import annotations

import click

from ibasho.base.journal import actions, queries


def register(cli: click.Group) -> None:
    cli.add_command(journal)


@click.group()
def journal() -> None:
    """The record of who did what."""


@journal.command()
def verify() -> None:
    """Walk the hash chain; exit 1 and name the first entry that was changed."""
    verdict = queries.verify()
    if verdict.broken_entry is not None:
        click.echo(f"記録 {verdict.broken_entry} が 封印と合いません。書きかえか 消去の うたがいがあります。")
        raise SystemExit(1)
    click.echo(
        f"記録 {verdict.sealed} 件は 書かれたままです（封印前 {verdict.unsealed} 件）。先頭 {verdict.head}"
    )


@journal.command()
def seal() -> None:
    """Seal now instead of waiting for the job."""
    click.echo(f"{actions.seal()} 件を 封印しました。")

"""`ibasho vault serve|status|rotate|compare`: who holds the keys, which stands around what, everything under the newest, and
whether a key was given out past the pages."""

from __future__ import annotations

import os
import pwd
import time
from typing import TextIO

import click
from django.conf import settings

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Unavailable
from ibasho.base.ports.vault import SocketVault
from ibasho.base.ports.vault import vault as the_vault
from ibasho.base.ports.vault.serving import serve
from ibasho.rooms.care.actions import keys
from ibasho.rooms.care.queries import keys as queries
from ibasho.rooms.care.rules import keeper_log

BY = Actor.of_job("care.rewrap")
PAUSE_SECONDS = 5.0


def register(cli: click.Group) -> None:
    vault.add_command(serve)
    cli.add_command(vault)


@click.group()
def vault() -> None:
    """The keys of what only the こども家庭センター may read."""


@vault.command()
def status() -> None:
    """Does the vault answer, as whom, and which key stands around how many matters? Exit 1 where something needs a person."""
    kept = the_vault()
    try:
        click.echo(
            _keeper(kept) if isinstance(kept, SocketVault) else "かぎは この 係の 中（SEAL_SECRETS）。"
        )
        number = kept.number()
    except Unavailable as error:
        raise click.ClickException(error.message) from error
    click.echo(f"いまの かぎ: {number}")
    for under, count in queries.by_number().items():
        click.echo(f"かぎ {under}: {count:,}件{'' if under == number else '（古い かぎ）'}")
    lost = queries.unreadable().count()
    if lost:
        raise click.ClickException(
            f"あけられない 件が {lost:,}件。なくした かぎを 番人の ファイルに もどしてください。"
        )


@vault.command()
@click.option("--most", default=keys.MOST, show_default=True, help="Matters in one transaction.")
def rotate(most: int) -> None:
    """Everything under the newest key, while people work; safe to stop and to repeat."""
    done = 0
    while True:
        try:
            looked = keys.rewrap(by=BY, at=clock.now(), most=most)
        except Unavailable as error:
            if error.code != "vault.busy":
                raise click.ClickException(error.message) from error
            time.sleep(PAUSE_SECONDS)
            continue
        if not looked:
            break
        done += looked
        click.echo(f"{done:,}件")
    _tell(the_vault().number())


@vault.command()
@click.argument("log", type=click.File(encoding="utf-8"))
def compare(log: TextIO) -> None:
    """Lay the vault's own log (- reads it from a pipe) beside the journal: exit 1 where a key was given out of which the
    journal knows nothing."""
    try:
        opened = list(keeper_log.openings(log))
    except ValueError as error:
        raise click.ClickException(f"番人の 帳面ではない 行が あります: {error}") from error
    strange = queries.unaccounted(opened)
    for one in strange:
        click.echo(f"{clock.jst(one.at):%Y-%m-%d %H:%M:%S} 件 {one.matter} プロセス {one.pid}")
    if strange:
        raise click.ClickException(
            f"あけた {len(opened):,}件の うち {len(strange):,}件が 記録に ありません。もれたかも しれないときの 手順へ。"
        )
    click.echo(f"番人が あけた {len(opened):,}件は、すべて 記録に あります。")


def _tell(number: int) -> None:
    left = sum(count for under, count in queries.by_number().items() if under != number)
    lost = queries.unreadable().count()
    if not left:
        click.echo(
            f"すべて かぎ {number} です。古い かぎは、電話に のこった メモのために 14日 待ってから はずせます。"
        )
        return
    click.echo(
        f"古い かぎの ままの 件が {left:,}件（あけられない 件 {lost:,}件）。古い かぎは まだ はずせません。"
    )
    raise SystemExit(1)


def _keeper(kept: SocketVault) -> str:
    uid = kept.keeper()
    name = next((one.pw_name for one in pwd.getpwall() if one.pw_uid == uid), str(uid))
    same = "この 係と おなじ 利用者です。別の 利用者に してください" if uid == os.geteuid() else "別の 利用者"
    return f"かぎは 番人が 持っています: {settings.VAULT}（{name}、{same}）"

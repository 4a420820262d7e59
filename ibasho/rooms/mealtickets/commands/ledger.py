"""`ibasho ledger verify`: is every yen where the books say it is?"""

from __future__ import annotations

from datetime import date

import click

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.mealtickets.queries import proving


@click.group()
def ledger() -> None:
    """The ledger of food tickets."""


@ledger.command()
@click.option("--on", "day", default="", help="Sums at the end of this day (2026-11-25, 令和8年11月25日).")
def verify(day: str) -> None:
    """Add everything up again and compare it with the journal and its seal; exit 1 and name the first broken entry."""
    proof = proving.prove(_day(day))
    for one in proof.sums:
        click.echo(f"{one.name}: {one.sentence}{' ○ ぴったり' if one.ties else ' × 合いません'}")
    if proof.broken:
        for broken in proof.broken:
            click.echo(f"× {broken.words}")
        click.echo(
            "はじめの 1件から 調べてください。お金の 動きは 止まりませんが、支払いの前に 必ず 直してください。"
        )
        raise SystemExit(1)
    click.echo(
        f"記帳 {proof.entries:,}件は きろく（封印 {proof.verdict.sealed:,}件、封印前 {proof.verdict.unsealed:,}件）と"
        " 1件も ちがいません。"
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return clock.parse_day(text)
    except Invalid as error:
        raise click.UsageError(error.message) from error

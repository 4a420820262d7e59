"""`ibasho reports load-plan`: a city's own plan as a file, taken in at once."""

from __future__ import annotations

from pathlib import Path

import click
from django.db import transaction

from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import DomainError
from ibasho.front.reports.actions import taking_in
from ibasho.front.reports.rules import plan as rules

BY = Actor(via=Via.COMMAND, job="reports.load_plan")


def register(cli: click.Group) -> None:
    cli.add_command(reports)


@click.group()
def reports() -> None:
    """The plan, its indicators and the yearly report."""


@reports.command(name="load-plan")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Read and check only; nothing is written.")
def load_plan(file: Path, *, check: bool) -> None:
    """Take in the goals and lines of FILE (TOML, docs/plan.md), and the indicators this software brings. Safe to repeat:
    what is there already stays as it is."""
    now = clock.now()
    try:
        plan = rules.read(file.read_text(encoding="utf-8"))
        with transaction.atomic():
            since = nendo.first_day(nendo.nendo(clock.day(now)))
            indicators = taking_in.indicators(since=since, by=BY, at=now)
            taken = taking_in.plan(plan=plan, by=BY, at=now)
            transaction.set_rollback(check)
    except UnicodeDecodeError as error:
        raise click.ClickException(
            "ファイルが UTF-8 で ありません。UTF-8 で 保存して、もう一度 入れてください。"
        ) from error
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo("たしかめました。まだ 何も 入れていません。" if check else "計画を 入れました。")
    click.echo(f"新しい しるし {indicators}、計画の ことば {taken.goals}、事業 {taken.lines}。")
    known = len(plan.goals) + len(plan.lines) - taken.goals - taken.lines
    if known:
        click.echo(f"前から ある {known} は、そのままです（直すときは 画面で）。")

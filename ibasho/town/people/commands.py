"""`ibasho people first-admin`: the one account that no invitation can make."""

from __future__ import annotations

import click

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import DomainError
from ibasho.town.people.actions import beginning


def register(cli: click.Group) -> None:
    cli.add_command(people)


@click.group()
def people() -> None:
    """Accounts and roles."""


@people.command(name="first-admin")
@click.option("--email", required=True, help="The address that will get the sign-in code.")
@click.option("--name", required=True)
@click.option("--section", required=True, help="The city's section, e.g. こども希望課.")
def first_admin(email: str, name: str, section: str) -> None:
    """Appoint the first administrator; works only while there is none."""
    try:
        beginning.appoint_first_admin(
            email=email, name=name, section=section, by=Actor(via=Via.COMMAND), at=clock.now()
        )
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"{email} を 管理者にしました。/accounts/login/ から メールのコードで 入ってください。")

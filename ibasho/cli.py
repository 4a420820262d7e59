"""The `ibasho` command: prepare a database, open the demo, and what each room adds in its commands.py."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec

import click
import django

from config import env, postgres
from ibasho.base.ports.vault import serving
from ibasho.front.setup.commands import init

ROOMS = (
    "ibasho.base.journal",
    "ibasho.base.backups",
    "ibasho.town.people",
    "ibasho.town.outbox",
    "ibasho.town.areas",
    "ibasho.town.places",
    "ibasho.rooms.reach",
    "ibasho.rooms.mealtickets",
    "ibasho.rooms.openhouse",
    "ibasho.rooms.roster",
    "ibasho.rooms.familysupport",
    "ibasho.rooms.voices",
    "ibasho.rooms.care",
    "ibasho.rooms.surplus",
    "ibasho.rooms.network",
    "ibasho.rooms.bulletin",
    "ibasho.front.reports",
)
OWN_DATABASE = {"backup"}  # a restore lays the database down before there is one to start


@contextmanager
def database() -> Iterator[None]:
    """The city's server if DATABASE_URL names one, else the private one for as long as we run."""
    if env.given("DATABASE_URL"):
        yield
        return
    with postgres.running():
        postgres.ensure_database(f"ibasho_{env.text('CITY', 'mihon')}")
        yield


def manage(*arguments: str, role: str = "app") -> None:
    """Runs a Django command in a process of its own, as the owner where tables change."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "django", *arguments],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "IBASHO_DB_ROLE": role},
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.returncode)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def cli(ctx: click.Context) -> None:
    """こどもの居場所 — a place every child can reach on their own."""
    if not ctx.resilient_parsing and ctx.invoked_subcommand not in OWN_DATABASE:
        ctx.with_resource(database())


cli.add_command(init)


@cli.command()
def prepare() -> None:
    """Create or update the tables and what the app role may do; compile what pages need. Safe to repeat."""
    from ibasho.rooms.familysupport.engine import warming
    from ibasho.town.areas.engine import ways

    manage("migrate_gently", role="owner")
    manage("createcachetable", "--verbosity", "0", role="owner")
    manage("grant_app_role", role="owner")
    manage("collectstatic", "--noinput", "--verbosity", "0")
    ways.warm()
    warming.warm()
    _refuse_demo_data()
    click.echo("データベースの用意ができました。")


def _refuse_demo_data() -> None:
    """Everybody knows the passwords of a demo: its database never becomes a city's."""
    from django.conf import settings

    from ibasho.base.journal.models import Entry

    if settings.MODE == "production" and Entry.objects.filter(verb="demo.city.load").exists():
        click.echo(
            "このデータベースには みほんの人とパスワードが 入っています。空の データベースを 使ってください。"
        )
        raise SystemExit(1)


@cli.group(name="import")
def import_group() -> None:
    """Take files in: places, areas, …"""


@cli.group()
def export() -> None:
    """Give data out as files."""


@cli.command()
def web() -> None:
    """Answer on http://$HOST:$PORT until stopped; a server in front gives it TLS and its name."""
    where = f"{env.text('HOST', 'localhost')}:{env.number('PORT', 8000)}"
    raise SystemExit(
        until_ended(
            [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi", "--bind", where]
        )
    )


@cli.command()
def worker() -> None:
    """Run the job worker until stopped; the job it is at is brought to its end first."""
    raise SystemExit(until_ended([sys.executable, "-m", "django", "procrastinate", "worker"]))


def until_ended(command: Sequence[str]) -> int:
    """Runs it and hands our own end on to it: whoever stops us stops it in order, and we wait until it has ended."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    with subprocess.Popen(command, env=environment) as child:  # noqa: S603
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda told, _frame: child.send_signal(told))
        return child.wait()


@cli.command()
@click.option("--fresh", is_flag=True, help="Forget what was typed into the demo and begin anew.")
def demo(*, fresh: bool) -> None:
    """Open the model city on http://localhost:$PORT with web and worker running."""
    from demo import opening

    raise SystemExit(opening.run(fresh=fresh))


def main() -> None:
    if sys.argv[1:3] == ["vault", "serve"]:  # an OS user who knows neither database nor SECRET_KEY
        serving.serve(args=sys.argv[3:], prog_name="ibasho vault serve")
    if sys.argv[1:2] == ["init"]:  # a new city has no settings yet: they are what it makes
        init(args=sys.argv[2:], prog_name="ibasho init")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] == ["demo"]:
        os.environ.setdefault("IBASHO_MODE", "demo")  # also on a server that DATABASE_URL names
    signal.signal(signal.SIGTERM, _end)  # an orderly end, so that the private server is stopped with us
    django.setup()
    for room in ROOMS:
        if find_spec(f"{room}.commands"):
            import_module(f"{room}.commands").register(cli)
    cli()


def _end(number: int, frame: object) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    main()

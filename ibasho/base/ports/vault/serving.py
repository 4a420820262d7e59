"""`ibasho vault serve`: begins the service, once it may be trusted to keep a secret."""

from __future__ import annotations

import os
import pwd
import resource
import signal
import stat
import threading
from pathlib import Path

import click

from ibasho.base.kernel.sealing import Keys
from ibasho.base.ports.vault.limits import Pace
from ibasho.base.ports.vault.local import LocalVault
from ibasho.base.ports.vault.server import Keeper, Log, Service

OPENINGS = 600  # a minute


def secrets_of(path: Path) -> Keys:
    """Raises ClickException where somebody else could read or write them, or they are none."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
            raise click.ClickException(
                f"{path}: この係の 利用者だけが 読める ファイルに してください（chown と chmod 400）。"
            )
        return Keys.read(path.read_text(encoding="utf-8").strip())
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise click.ClickException(f"{path}: 1=かぎ,2=新しいかぎ の 形で 書いてください。") from error


def uid_of(told: str) -> int:
    """Of a user's name or number. Raises ClickException."""
    try:
        return int(told) if told.isdigit() else pwd.getpwnam(told).pw_uid
    except KeyError as error:
        raise click.ClickException(f"--allow {told}: その 利用者は いません。") from error


@click.command()
@click.option("--socket", "path", type=click.Path(path_type=Path), required=True, help="Where it listens.")
@click.option(
    "--secrets", type=click.Path(path_type=Path), required=True, help="File only this OS user reads."
)
@click.option("--log", type=click.Path(path_type=Path), required=True, help="Each opening is added here.")
@click.option("--allow", multiple=True, required=True, help="OS user (name or uid) that may ask; repeat.")
@click.option(
    "--openings", default=OPENINGS, show_default=True, help="Most keys opened a minute for one user."
)
def serve(path: Path, secrets: Path, log: Path, allow: tuple[str, ...], openings: int) -> None:
    """Hold the keys as an OS user of their own, until stopped."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no memory on the disk
    keys = secrets_of(secrets)
    try:
        keeper = Keeper(
            LocalVault(keys), frozenset(uid_of(one) for one in allow), Pace(openings), Log.at(log)
        )
        service = Service(path, keeper)
    except OSError as error:
        raise click.ClickException(f"{error.filename or path}: {error.strerror or error}") from error
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_told: threading.Thread(target=service.shutdown).start())
    click.echo(f"かぎ {max(keys.secrets)} で {path} に 答えます。")
    with service:
        service.serve_forever(poll_interval=0.2)
    path.unlink(missing_ok=True)

"""`ibasho backup key|now|serve|list|verify|restore|drill`: what a person does with backups (docs/backups.md)."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from config import postgres
from ibasho.base.backups import actions, drilling, queries, restoring, service, store, wal
from ibasho.base.backups import place as places
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import DomainError
from ibasho.base.kernel.sealed_stream import Key

P = ParamSpec("P")
BY = Actor(via=Via.COMMAND)


def register(cli: click.Group) -> None:
    cli.add_command(backup)


def _kindly(command: Callable[P, None]) -> Callable[P, None]:
    """A refusal is a sentence and exit 1, never a traceback at night."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except DomainError as error:
            raise click.ClickException(error.message) from error

    return told


@click.group()
def backup() -> None:
    """Take backups, look whether they are good, and restore from one."""


@backup.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
def key(path: Path) -> None:
    """Make a key: the secret half into the file PATH (keep it apart from the backups), the public half on the screen."""
    if path.exists():
        raise click.ClickException(f"{path} が もう あります。上書きは しません。別の 名前に してください。")
    made = Key.new()
    path.touch(0o600)
    path.write_text(made.text + "\n", encoding="utf-8")
    click.echo(
        f"かぎを {path} に 書きました。紙にも 写して 金庫へ。控えと おなじ 機械には おかないでください。"
    )
    click.echo(f"BACKUP_RECIPIENTS={made.recipient.text}")


@backup.command()
@_kindly
def now() -> None:
    """Take one base backup and the photos now, read it back, and let go what nobody keeps any longer."""
    place = places.of_this_machine()
    with places.standing(place):
        made = service.take(place, at=clock.now(), tell=_progress())
        click.echo(
            f"○ 控え {made.label} を とりました（{made.files:,}ファイル、{_size(made.sealed_bytes)}）：{place.folder}"
        )
        for label in service.prune(place):
            click.echo(f"　古い 控え {label} を 消しました。")


@backup.command()
@click.option("--seconds", default=60, show_default=True, help="Between two rounds.")
@_kindly
def serve(*, seconds: int) -> None:
    """Keep the backups of this copy, until stopped: the log every minute, a base backup every night."""
    place = places.of_this_machine()
    place.require_recipients()
    with places.standing(place), service.alone(place):
        running = service.Service.at(place, click.echo)
        click.echo(f"控えの 係を 始めました：{place.folder}")
        try:
            while True:
                running.round(clock.now())
                time.sleep(seconds)
        finally:
            running.stop()


@backup.command(name="list")
@_kindly
def list_backups() -> None:
    """What can be restored: each base backup, how far its log reaches, whose keys open it."""
    place = places.of_this_machine()
    labels = store.labels(place)
    for label in labels:
        told = store.manifest(place, label)
        segments = len(wal.wanted(place, told))
        click.echo(
            f"{label}　{clock.jst(told.ended):%Y-%m-%d %H:%M:%S} から　{_size(told.sealed_bytes)}　記録 {segments}個　"
            f"かぎ {', '.join(mark[:8] for mark in told.marks)}"
        )
    click.echo(f"{len(labels)}個の 控えが {place.folder} に あります。")
    if place.key is not None:
        click.echo(f"ここに ある かぎ：{place.key.recipient.mark.hex()[:8]}")


@backup.command()
@_kindly
def verify() -> None:
    """Look at every piece; with the key, open the newest to the last byte. Exit 1 where a person is needed."""
    place = places.of_this_machine()
    with places.standing(place):
        verdict = service.verify(place, tell=lambda words: click.echo(f"… {words}", err=True))
    for sentence in verdict.problems:
        click.echo(f"× {sentence}")
    if verdict.problems:
        raise SystemExit(1)
    how = "かぎで 最後まで 開けました" if verdict.opened else "かぎが ここに ないので、開けては いません"
    click.echo(f"○ 控え {verdict.bases}個、記録 {verdict.segments}個、写真など {verdict.files}個。{how}。")


@backup.command()
@click.option(
    "--to", "data", type=click.Path(path_type=Path), default=None, help="Empty data folder; none: the demo's."
)
@click.option(
    "--media", type=click.Path(path_type=Path), default=None, help="Empty folder; none: IBASHO_MEDIA."
)
@click.option("--until", default="", help='Just before this moment, JST: "2026-11-26 15:04:05".')
@_kindly
def restore(*, data: Path | None, media: Path | None, until: str) -> None:
    """Lay a backup down into empty folders, replay up to the newest (or --until), and prove it."""
    place = places.of_this_machine()
    if data is None and not place.is_private:
        raise click.UsageError(
            "--to に、からの データの フォルダーを 書いてください（docs/backups.md 手順 4）。"
        )
    moment = _moment(until) if until else None
    if data is None:
        places.make_room_for_private(place)
    target = data or postgres.home() / "data"
    found = restoring.restore(
        place, data=target.absolute(), media_folder=(media or place.media).absolute(), until=moment, at=clock.now(),
        tell=_say, look=restoring.settle(place, moment),
    )  # fmt: skip
    reached = (
        f"{clock.jst(found.reached):%Y-%m-%d %H:%M:%S} の 記録まで"
        if found.reached
        else "控えを とった時まで"
    )
    click.echo(f"○ {reached} もどしました：{target}（記録 {found.segments}個、写真など {found.files}個）")
    click.echo(
        "つぎに：データベースを 始め、`ibasho prepare`、`ibasho journal verify`、Web と worker の 順に 始めます。"
    )


@backup.command()
@click.option(
    "--folder", type=click.Path(path_type=Path), default=None, help="Where there is room for all of it."
)
@_kindly
def drill(*, folder: Path | None) -> None:
    """Prove it: restore the newest into an empty folder, measure, and throw it away. Nothing of the running copy changes."""
    place = places.of_this_machine()
    with places.standing(place):
        found = drilling.drill(place, at=clock.now(), tell=_say, folder=folder)
        actions.note(
            deed="drill", label=found.label, by=BY, at=clock.now(),
            data={"rto_s": round(found.rto_s), "rpo_s": None if found.rpo_s is None else round(found.rpo_s)},
        )  # fmt: skip
    lost = "動いている ものが ないので わかりません" if found.rpo_s is None else f"{found.rpo_s:.0f}秒"
    click.echo(
        f"もどすまで {found.rto_s:.0f}秒（めあて {drilling.RTO_SECONDS}秒）　失われた 記録 {lost}（めあて {drilling.RPO_SECONDS}秒）"
    )
    click.echo(f"記録の 先頭 {found.head}")
    if found.rto_s > drilling.RTO_SECONDS or (found.rpo_s or 0) > drilling.RPO_SECONDS:
        raise click.ClickException(
            "めあてに とどきませんでした。`ibasho backup serve` が 動いているかを 見てください。"
        )
    click.echo("○ 訓練は うまく いきました。")


@backup.command()
@_kindly
def status() -> None:
    """How old the last good backup, look and drill are; exit 1 where somebody has to do something."""
    place = places.of_this_machine()
    with places.standing(place):
        at = clock.now()
        for deed, words in (
            ("take", "控え"),
            ("verify", "たしかめ"),
            ("drill", "訓練"),
            ("restore", "もどし"),
        ):
            found = queries.last(deed)
            click.echo(f"{words}：{f'{found:%Y-%m-%d %H:%M}' if found else 'まだ ありません'}")
        if queries.is_overdue(at):
            raise click.ClickException(
                "この 1日、よい 控えが とれていません。`ibasho backup now` を してください。"
            )


def _moment(text: str) -> datetime:
    """Raises BadParameter. JST, as on the pages."""
    try:
        return datetime.strptime(f"{text.strip()} +0900", "%Y-%m-%d %H:%M:%S %z")
    except ValueError as error:
        raise click.BadParameter(
            f'「{text}」が 読めません。--until "2026-11-26 15:04:05" のように 書いてください。'
        ) from error


def _say(words: str) -> None:
    click.echo(f"… {words}")


def _progress() -> Callable[[int, int], None]:
    """A line that goes along on a terminal; nothing in a log."""
    shown = -1

    def tell(done: int, about: int) -> None:
        nonlocal shown
        percent = min(99, done * 100 // max(about, 1))
        if percent != shown and sys.stderr.isatty():
            click.echo(f"\r… {percent} %（{_size(done)}）", nl=False, err=True)
        shown = percent

    return tell


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"

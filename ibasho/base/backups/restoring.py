"""From a backup to a data folder that PostgreSQL can be started on, and the media folder beside it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from psycopg.conninfo import conninfo_to_dict

from ibasho.base.backups import checking, media, recovering, store, wal
from ibasho.base.backups.place import Place, give, owner_of
from ibasho.base.backups.recovering import Server
from ibasho.base.backups.store import Manifest
from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid

Tell = Callable[[str], None]
Look = Callable[[Server, Manifest], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """`reached`: when the newest transaction that came back was committed; None where the log held none."""

    label: str
    segments: int
    files: int
    reached: datetime | None


def restore(
    place: Place,
    *,
    data: Path,
    media_folder: Path,
    until: datetime | None,
    at: datetime,
    tell: Tell,
    look: Look,
) -> Restored:
    """Lays everything into empty folders, replays, asks `look` (which raises where something is wrong) and stops the server.

    Raises Invalid or Unavailable; the target is then empty again, so that it can be tried anew.
    """
    key = place.require_key()
    for folder in (data, media_folder):
        _require_empty(folder)
    told = _chosen(place, until)
    _require_room(data, told)
    user = owner_of(data)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    data.chmod(0o700)
    log_folder = Path(tempfile.mkdtemp(prefix="ibasho-log-", dir=data.parent)) / "wal"
    try:
        tell(f"1/4 控え {told.label} を 開けています（{_size(told.plain_bytes)}）")
        checking.read(place, told, key, into=data)
        tell("2/4 そのあとの 記録を 開けています")
        segments = wal.lay(place, told, log_folder, key)
        tell("3/4 写真と ファイルを もどしています")
        files = media.restore(place, key=key, into=media_folder, at=until or at)
        tell(f"4/4 記録を たどって、たしかめています（{segments}個）")
        give(log_folder.parent, user)
        with recovering.recovered(
            data, log_folder=log_folder, until=until, tools=place.tools, user=user, superuser=superuser(place)
        ) as server:
            look(server, told)
            reached = server.last_transaction
    except BaseException:
        _empty(data)
        _empty(media_folder)
        raise
    finally:
        shutil.rmtree(log_folder.parent, ignore_errors=True)
    return Restored(told.label, segments, files, reached)


def settle(place: Place, until: datetime | None) -> Look:
    """What `look` does for a city: the copy's own steps after a restore, in a process that has this server as its database."""

    def look(server: Server, told: Manifest) -> None:
        app, owner = _roles(place)
        environment = {
            **os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "IBASHO_MODE": settings.MODE,
            "DATABASE_URL": server.url(*app), "DATABASE_OWNER_URL": server.url(*owner), "IBASHO_DB_ROLE": "app",
        }  # fmt: skip
        command = [
            sys.executable, "-m", "django", "settle_restored", "--label", told.label, "--head", json.dumps(dict(told.heads)),
            "--until", until.isoformat() if until else "",
        ]  # fmt: skip
        done = subprocess.run(command, env=environment, check=False)  # noqa: S603
        if done.returncode:
            raise Invalid(
                "backup.settle",
                "もどしたものが たしかめに 通りませんでした（わけは 上に）。ここでは 何も 始めないでください。",
            )

    return look


def superuser(place: Place) -> str:
    """Any role of theirs that may log in serves, for the socket is ours: the one that took the backup."""
    return str(conninfo_to_dict(place.conninfo).get("user") or "postgres")


def _roles(place: Place) -> tuple[tuple[str, str], tuple[str, str]]:
    """(role, database) of the app and of the owner."""
    name = str(settings.DATABASES["default"]["NAME"])
    owner = settings.IBASHO_OWNER_ROLE or superuser(place)
    return (settings.IBASHO_APP_ROLE, name), (owner, name)


def _chosen(place: Place, until: datetime | None) -> Manifest:
    """The newest that was whole by then. A broken manifest is stepped over only by name: the person hears of it."""
    all_of_them = store.manifests(place)
    fitting = [told for told in all_of_them if until is None or told.ended <= until]
    if fitting:
        return fitting[-1]
    if not all_of_them:
        raise Invalid(
            "backup.none",
            f"{place.folder} に 控えが ありません。別の 場所なら IBASHO_BACKUPS に 書いてください。",
        )
    first = clock.jst(all_of_them[0].ended)
    raise Invalid(
        "backup.until",
        f"その時刻より 前の 控えが ありません。あとの 時刻を えらんでください。もどせるのは {first:%Y-%m-%d %H:%M:%S} からです。",
    )


def _require_empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise Invalid(
            "backup.not_empty",
            f"{folder} は からでは ありません。今あるものは 消しません。名前を かえて のこし（mv {folder} {folder}.old）、もう一度 してください。",
        )


def _require_room(data: Path, told: Manifest) -> None:
    above = next(each for each in (data, *data.parents) if each.exists())
    free = shutil.disk_usage(above).free
    if free < told.plain_bytes * 1.3:
        raise Invalid(
            "backup.room",
            f"{above} の あきが たりません（いります {_size(int(told.plain_bytes * 1.3))}、あき {_size(free)}）。空きを 作って、もう一度 ためしてください。",
        )


def _empty(folder: Path) -> None:
    for each in folder.iterdir() if folder.exists() else ():
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each, ignore_errors=True)
        else:
            each.unlink(missing_ok=True)


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"

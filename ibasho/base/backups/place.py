"""Where backups stand, who may open them, and with which of PostgreSQL's programs they are made."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from config import postgres
from ibasho.base.kernel.errors import Conflict, Invalid, Unavailable
from ibasho.base.kernel.sealed_stream import Key, Recipient

SLOT = "ibasho_backup"  # the server keeps its log until we have it
PARTS = {"d": "daily", "w": "weekly", "m": "monthly"}


@dataclass(frozen=True, slots=True)
class Keep:
    """How many days, weeks and months have a backup."""

    daily: int
    weekly: int
    monthly: int

    @classmethod
    def read(cls, text: str) -> Keep:
        """From `14d,8w,24m`. Raises Invalid."""
        found = {"daily": 0, "weekly": 0, "monthly": 0}
        for part in text.split(","):
            match = re.fullmatch(r"\s*(\d+)([dwm])\s*", part)
            if match is None:
                raise Invalid("backup.keep", f"BACKUP_KEEP={text}: 14d,8w,24m の 形で 書いてください。")
            found[PARTS[match[2]]] = int(match[1])
        if not found["daily"]:
            raise Invalid("backup.keep", f"BACKUP_KEEP={text}: 日の数（d）は 1以上に してください。")
        return cls(**found)


@dataclass(frozen=True, slots=True)
class Place:
    """`folder`: the backups. `spool`: what waits to be sealed, plain, for us alone. `conninfo`: the server to back up.
    `key` is None where only the public halves are known."""

    folder: Path
    spool: Path
    media: Path
    conninfo: str = field(repr=False)
    tools: Path
    recipients: tuple[Recipient, ...]
    key: Key | None
    keep: Keep

    @property
    def is_private(self) -> bool:
        """The demo's own PostgreSQL, which runs only while somebody uses it."""
        return not settings.DATABASE_URL_GIVEN

    def connect(self) -> psycopg.Connection[Any]:
        """Raises Unavailable."""
        try:
            return psycopg.connect(self.conninfo, autocommit=True, connect_timeout=5)
        except psycopg.OperationalError as error:
            raise Unavailable(
                "backup.server",
                f"データベースに つながりません（BACKUP_URL）。動いているか、役割に REPLICATION が あるかを 見てください：{error}",
            ) from error

    def program(self, name: str, *arguments: str) -> list[str]:
        """The command with the server to ask; a password never stands in it."""
        return [str(self.tools / name), "-d", make_conninfo(**self._without_password()), "-w", *arguments]

    @property
    def environment(self) -> dict[str, str]:
        password = conninfo_to_dict(self.conninfo).get("password")
        return {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}

    def require_recipients(self) -> None:
        if not self.recipients:
            raise Invalid(
                "backup.recipients",
                "だれの かぎで 封じるかが 決まっていません。`ibasho backup key` で かぎを 作り、"
                "BACKUP_RECIPIENTS に 公開の ほうを 書いてください。",
            )

    def require_key(self) -> Key:
        if self.key is None:
            raise Invalid(
                "backup.no_key",
                "控えを ひらく かぎが ありません。金庫の かぎを ファイルに 写し、BACKUP_KEY_FILE に その場所を 書いてください。",
            )
        return self.key

    def _without_password(self) -> Mapping[str, Any]:
        return {name: value for name, value in conninfo_to_dict(self.conninfo).items() if name != "password"}


def of_settings() -> Place:
    """From the settings. Raises Invalid where one of them cannot be read."""
    return Place(
        folder=Path(settings.BACKUPS),
        spool=Path(settings.BACKUP_SPOOL),
        media=Path(settings.MEDIA_ROOT),
        conninfo=settings.BACKUP_URL or postgres.dsn(f"ibasho_{settings.CITY_SLUG}", postgres.SUPERUSER),
        tools=Path(settings.BACKUP_TOOLS) if settings.BACKUP_TOOLS else postgres.bin_dir(),
        recipients=tuple(_recipient(text) for text in settings.BACKUP_RECIPIENTS),
        key=_key(settings.BACKUP_KEY) if settings.BACKUP_KEY else None,
        keep=Keep.read(settings.BACKUP_KEEP),
    )


def of_this_machine() -> Place:
    """The same; the demo makes itself a key, beside its database, so that trying out takes one command."""
    found = of_settings()
    if not found.is_private or (found.recipients and found.key):
        return found
    path = postgres.home() / "backup-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(0o600)
        path.write_text(Key.new().text, encoding="utf-8")
    key = _key(path.read_text(encoding="utf-8"))
    return Place(
        found.folder, found.spool, found.media, found.conninfo, found.tools,
        found.recipients or (key.recipient,), found.key or key, found.keep,
    )  # fmt: skip


def make_room_for_private(place: Place) -> None:
    """The demo's own data and photos step aside; nothing is removed. Raises Conflict while somebody uses them."""
    with (postgres.home() / "users").open("a") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict(
                "backup.in_use", "みほんが いま 動いています。Ctrl-C で とめてから もう一度 してください。"
            ) from error
        for folder in (postgres.home() / "data", place.media):
            if folder.exists() and any(folder.iterdir()):
                folder.rename(folder.with_name(f"{folder.name}.before-{time.strftime('%Y%m%d-%H%M%S')}"))


@contextmanager
def standing(place: Place) -> Iterator[None]:
    """A private server runs while the block does; a city's own runs anyway."""
    if not place.is_private:
        yield
        return
    with postgres.running():
        yield


def _recipient(text: str) -> Recipient:
    try:
        return Recipient.read(text)
    except ValueError as error:
        raise Invalid(
            "backup.recipients",
            "BACKUP_RECIPIENTS の かぎが 読めません。`ibasho backup key` が 見せた ibasho-backup-… を そのまま 写してください。",
        ) from error


def _key(text: str) -> Key:
    try:
        return Key.read(text)
    except ValueError as error:
        raise Invalid(
            "backup.key",
            "控えの かぎが 読めません（字が ちがうか、欠けています）。IBASHO-BACKUP-SECRET-… を 金庫の紙から もう一度 写してください。",
        ) from error


def run(command: Sequence[str], *, environment: Mapping[str, str] | None = None) -> str:
    """What the program said. Raises Unavailable with its words."""
    done = subprocess.run(  # noqa: S603
        command, env=environment, capture_output=True, text=True, check=False, cwd="/"
    )
    if done.returncode:
        raise refused(Path(command[0]).name, done.stderr)
    return done.stdout


def refused(program: str, said: str) -> Unavailable:
    if "No space left" in said:
        return full(program)
    return Unavailable(
        "backup.program",
        f"{program} が できませんでした。つぎの わけを 直して、もう一度 ためしてください：{said.strip()[-600:] or 'わけは 言いませんでした'}",
    )


def full(where: object) -> Unavailable:
    return Unavailable(
        "backup.full",
        f"控えを おく ところが いっぱいです（{where}）。とりかけの 控えは 消し、前の 控えは そのままです。"
        "場所を あけて、もう一度 とってください。",
    )


def owner_of(folder: Path) -> str | None:
    """As whom PostgreSQL runs on files that root lays down: whoever owns the folder above, else `nobody`."""
    if os.geteuid() != 0:
        return None
    above = next(each for each in (folder, *folder.parents) if each.exists())
    return above.owner() if above.stat().st_uid else "nobody"


def give(folder: Path, user: str | None) -> None:
    """Everything below to that user."""
    if user is None:
        return
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, user)

"""The files a copy of the city needs, in one folder: city.toml, ibasho.env, secrets, and a small program that uses them."""

from __future__ import annotations

import secrets
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from ibasho.base.kernel.errors import Invalid
from ibasho.front.setup.answers import Answers, toml
from ibasho.front.setup.catalogue import Official
from ibasho.front.setup.municipalities import prefecture

SECRETS = {"SECRET_KEY": "secret-key", "MEAL_CARD_SECRET": "meal-card-secret", "SEAL_SECRETS": "seal-secrets"}
OWNER = "DATABASE_OWNER_URL"
GIVEN = {"DATABASE_URL": "database-url", OWNER: "database-owner-url", "EMAIL_HOST_PASSWORD": "mail-password"}
SECRET_BYTES = 48
ROOT = Path(__file__).resolve().parents[3]


def city_toml(answers: Answers, files: Sequence[Official], source: str = "") -> str:
    """The city's own facts. What was not answered is not written, and pages say so."""
    told = answers.text
    code = told("city", "code")
    lines = [
        "# ibasho init が 書きました。手で なおしても かまいません（次の ibasho init は 答えから 書きなおします）。"
    ]
    lines += [
        f"{name} = {toml(value)}"
        for name, value in (
            ("slug", told("city", "slug")), ("name", told("city", "name")), ("kana", told("city", "kana")), ("code", code),
            ("prefecture", prefecture(code)), ("department", told("city", "department")), ("phone", told("texts", "phone")),
            ("phone_hours", told("texts", "phone_hours")), ("web", told("city", "web")), ("demo", False),
            ("source", told("texts", "note") or source),
        )
    ]  # fmt: skip
    for file in files:
        lines += ["", "[[files]]", *(f"{key} = {toml(value)}" for key, value in _fields(file))]
    return "\n".join([*lines, ""])


def _fields(file: Official) -> list[tuple[str, str]]:
    return [
        ("what", file.what), ("publisher", file.publisher), ("file", file.file), ("url", file.url), ("put", ""),
        ("licence", file.licence), ("note", file.note), ("fills", file.fills),
    ]  # fmt: skip


def environment(folder: Path, answers: Answers) -> dict[str, str]:
    """The settings of the copy, by name; secrets only by the file they stand in."""
    url = urlsplit(answers.text("address", "url") or "http://localhost:8000")
    is_public = url.scheme == "https"
    port = str(answers.text("address", "port") or (not is_public and url.port) or 8000)
    name = url.hostname or "localhost"
    told = {
        "IBASHO_MODE": "production", "CITY": answers.text("city", "slug"), "IBASHO_CITY_FILE": str(folder / "city.toml"),
        "PUBLIC_URL": url.geturl().rstrip("/"), "ALLOWED_HOSTS": name if is_public else f"{name},127.0.0.1",
        "IBASHO_HTTPS": "1" if is_public else "0", "HOST": "127.0.0.1" if is_public else name, "PORT": port,
        "IBASHO_MEDIA": str(folder / "media"),
    }  # fmt: skip
    told |= {f"{name}_FILE": str(folder / "secrets" / file) for name, file in SECRETS.items()}
    told |= {
        f"{name}_FILE": str(path)
        for name, file in GIVEN.items()
        if name != OWNER and (path := folder / "secrets" / file).exists()
    }
    return told | _mail(folder, answers, is_public) | _backups(answers)


def _mail(folder: Path, answers: Answers, is_public: bool) -> dict[str, str]:
    host = answers.text("mail", "host")
    if not host:
        return {} if is_public else {"MAIL_FOLDER": str(folder / "mail")}
    told = {"EMAIL_HOST": host, "EMAIL_PORT": answers.text("mail", "port"), "EMAIL_HOST_USER": answers.text("mail", "user"),
            "DEFAULT_FROM_EMAIL": answers.text("mail", "sender"), "EMAIL_USE_TLS": answers.text("mail", "tls")}  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _backups(answers: Answers) -> dict[str, str]:
    told = {
        "IBASHO_BACKUPS": answers.text("backup", "folder"),
        "BACKUP_RECIPIENTS": answers.text("backup", "recipients"),
    }
    return {name: value for name, value in told.items() if value}


def owner(folder: Path) -> dict[str, str]:
    """What `ibasho prepare` needs beside: a file the running copy never reads."""
    path = folder / "secrets" / GIVEN[OWNER]
    return {f"{OWNER}_FILE": str(path)} if path.exists() else {}


def write_settings(folder: Path, answers: Answers) -> None:
    """ibasho.env and owner.env for systemd and the shell, mode 600; `ibasho`: the command with these settings."""
    private(folder / "ibasho.env", _lines(environment(folder, answers)))
    private(folder / "owner.env", _lines(owner(folder)))
    program = folder / "ibasho"
    program.write_text(
        "#!/bin/sh\n# Ibasho with this city's settings: ./ibasho prepare, ./ibasho web, ./ibasho worker, ./ibasho import …\n"
        f"set -a\n. {shlex.quote(str(folder / 'ibasho.env'))}\n"
        f'if [ "$1" = prepare ]; then . {shlex.quote(str(folder / "owner.env"))}; fi\nset +a\n'
        f'cd {shlex.quote(str(ROOT))} && exec {shlex.quote(sys.executable)} -m ibasho.cli "$@"\n',
        encoding="utf-8",
    )
    program.chmod(0o700)


def _lines(told: Mapping[str, str]) -> str:
    return "".join(f'{name}="{_quoted(name, value)}"\n' for name, value in told.items())


def _quoted(name: str, value: str) -> str:
    if any(letter in value for letter in '"$`\\\n'):
        raise Invalid(
            "setup.letters",
            f'{name} の「{value}」に、設定の ファイルに 書けない 文字（" $ ` \\）が あります。その文字を 使わない 答えに なおしてください。',
        )
    return value


def private(path: Path, text: str) -> None:
    """Written so that nobody else can read it, not even for a moment."""
    path.touch(0o600)
    path.chmod(0o600)
    path.write_text(text, encoding="utf-8")


def make_secrets(folder: Path) -> dict[str, str]:
    """Makes those that are not there yet, and gives them by name: to be shown once. Never changes one."""
    made = {}
    for name, file in SECRETS.items():
        path = folder / "secrets" / file
        if not path.exists():
            drawn = secrets.token_urlsafe(SECRET_BYTES)
            made[name] = f"1={drawn}" if name == "SEAL_SECRETS" else drawn
            private(path, made[name] + "\n")
    return made

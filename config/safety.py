"""What a city's copy refuses to start with: settings that are missing, weak, or say two things at once.

Each refusal is one line that names the setting and says what to write. Looked at once, after all settings stand; a demo or a
test is looked at only where a slip would be the same mistake.
"""

from __future__ import annotations

import base64
import binascii
import ipaddress
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509

from config.env import ConfigurationError
from ibasho.base.kernel import clock
from ibasho.base.kernel.sealing import Keys

MODES = ("production", "demo", "test")
ROLES = ("app", "owner")
SECRET_LENGTH_MIN, SECRET_LETTERS_MIN = 50, 10  # of SECRET_KEY, as Django's own check asks, and more letters
OTHER_LENGTH_MIN = 32  # of secrets from which keys are derived: 128 bits even in hex
PUSH_KEY_BYTES = 32
TAX_MAX = 10_000
Told = Mapping[str, Any]


def refuse(told: Told) -> None:
    """`told`: the names of config/settings.py. Raises ConfigurationError at the first that is wrong."""
    for check in (_words, _sealing, _pairs, *(_CITYS if told["MODE"] == "production" else ())):
        check(told)


def _words(told: Told) -> None:
    if told["MODE"] not in MODES:
        raise ConfigurationError(f"IBASHO_MODE={told['MODE']!r}: write {', '.join(MODES)}, or nothing")
    if told["DB_ROLE"] not in ROLES:
        raise ConfigurationError(f"IBASHO_DB_ROLE={told['DB_ROLE']!r}: write app or owner, or nothing")
    for name in ("name", "code"):
        if not told["IBASHO_CITY"].get(name):
            raise ConfigurationError(
                f"The city's file lacks `{name}` (IBASHO_CITY_FILE, docs/many-cities.md)"
            )
    if not all(0 <= rate <= TAX_MAX for rate in told["HONORARIUM_TAX"].values()):
        raise ConfigurationError(
            f"HONORARIUM_TAX_…: parts of ten thousand, at most {TAX_MAX} (1021 is 10.21 %)"
        )


def _sealing(told: Told) -> None:
    try:
        Keys.read(told["SEAL_SECRETS"])
    except ValueError as error:
        raise ConfigurationError("SEAL_SECRETS: write 1=secret, or 2=newer,1=older") from error
    if told["VAULT"] and not told["VAULT"].startswith("unix:/"):
        raise ConfigurationError(
            f"VAULT={told['VAULT']!r}: write unix:/run/ibasho-vault/vault.sock, or nothing"
        )


def _pairs(told: Told) -> None:
    if bool(told["LINE_SECRET"]) != bool(told["LINE_TOKEN"]):
        raise ConfigurationError(
            "LINE_SECRET and LINE_TOKEN go together: one proves what comes in, one what goes out"
        )
    if told["PUSH_KEY"] and not _is_push_key(told["PUSH_KEY"]):
        raise ConfigurationError("PUSH_KEY: no private VAPID key; `ibasho push key` makes one")
    if told["EMAIL_HOST_PASSWORD"] and not told["EMAIL_USE_TLS"]:
        raise ConfigurationError("EMAIL_USE_TLS=0: EMAIL_HOST_PASSWORD would go out readable for everybody")
    for origin in told["EMBED_ORIGINS"]:
        if not _is_origin(origin):
            raise ConfigurationError(
                f"EMBED_ORIGINS: {origin!r} is no origin; write https://www.city.example.jp"
            )


def _is_push_key(text: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))) == PUSH_KEY_BYTES
    except (binascii.Error, ValueError):
        return False


def _is_origin(text: str) -> bool:
    parts = urlsplit(text)
    return (
        parts.scheme == "https" and f"https://{parts.netloc}" == text and "*" not in text and " " not in text
    )


# --- A city's own copy --------------------------------------------------------------------------------


def _secrets(told: Told) -> None:
    key = told["SECRET_KEY"]
    if (
        len(key) < SECRET_LENGTH_MIN
        or len(set(key)) < SECRET_LETTERS_MIN
        or key.startswith("django-insecure-")
    ):
        raise ConfigurationError(
            f"SECRET_KEY can be guessed: at least {SECRET_LENGTH_MIN} letters by chance, e.g. from `openssl rand -base64 48`"
        )
    for name, secrets in (
        ("MEAL_CARD_SECRET", [told["MEAL_CARD_SECRET"]]),
        ("SEAL_SECRETS", Keys.read(told["SEAL_SECRETS"]).secrets.values()),
    ):
        if any(len(secret) < OTHER_LENGTH_MIN or len(set(secret)) < SECRET_LETTERS_MIN for secret in secrets):
            raise ConfigurationError(
                f"{name} can be guessed: at least {OTHER_LENGTH_MIN} letters by chance, e.g. from `openssl rand -base64 48`"
            )


def _hosts(told: Told) -> None:
    if not told["ALLOWED_HOSTS"]:
        raise ConfigurationError(
            "ALLOWED_HOSTS is missing: write the names this copy answers to, e.g. ibasho.example.jp"
        )
    for name in told["ALLOWED_HOSTS"]:
        if "*" in name or "/" in name or name.startswith(".") or name != name.strip():
            raise ConfigurationError(
                f"ALLOWED_HOSTS: {name!r} is no name of a host; write each, e.g. ibasho.example.jp"
            )


def _encrypted(told: Told) -> None:
    """Plain http is for trying out on one machine or in one closed network, never under a public name."""
    where = urlsplit(told["PUBLIC_URL"])
    if told["HTTPS"]:
        if told["MAIL_FOLDER"]:
            raise ConfigurationError("MAIL_FOLDER is for trying out: with https mail leaves by EMAIL_HOST")
        if where.scheme != "https" or not where.hostname:
            raise ConfigurationError(
                "PUBLIC_URL: write the address people see, e.g. https://ibasho.example.jp"
            )
        if where.hostname not in told["ALLOWED_HOSTS"]:
            raise ConfigurationError(
                f"PUBLIC_URL and ALLOWED_HOSTS: {where.hostname} stands in one of them only"
            )
        if told["ALLAUTH_TRUSTED_PROXY_COUNT"] < 1:
            raise ConfigurationError(
                "TRUSTED_PROXIES=0: with https a server stands in front of this one; write 1"
            )
        return
    public = [name for name in told["ALLOWED_HOSTS"] if not is_near(name)]
    if public or where.scheme == "https":
        raise ConfigurationError(
            f"IBASHO_HTTPS=0 is for trying out: {', '.join(public) or told['PUBLIC_URL']} would be served without encryption"
        )


def is_near(name: str) -> bool:
    """This machine, or an address of a closed network."""
    if name == "localhost":
        return True
    try:
        found = ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return found.is_loopback or found.is_private


def _roles(told: Told) -> None:
    """The app must not own what it may not change: the journal and the ledger."""
    given = told["DATABASE_GIVEN"]
    if not given and told["HTTPS"]:
        raise ConfigurationError("DATABASE_URL is missing: the private PostgreSQL is for demo and tests")
    if (
        told["DB_ROLE"] == "owner"
        and given
        and told["DATABASES"]["default"]["USER"] == told["IBASHO_APP_ROLE"]
    ):
        raise ConfigurationError(
            "DATABASE_OWNER_URL names the role of DATABASE_URL: the app would own the journal it may only add to"
        )


def _certificates(told: Told) -> None:
    """Whom the database's certificate is checked against. A file that is away or out of date would stop every request."""
    path = told["DATABASES"]["default"].get("OPTIONS", {}).get("sslrootcert", "")
    if path in ("", "system"):
        return
    try:
        found = x509.load_pem_x509_certificates(Path(path).read_bytes())
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"DATABASE_URL: sslrootcert={path} is no file of certificates (PEM)"
        ) from error
    if all(one.not_valid_after_utc < clock.now() for one in found):
        raise ConfigurationError(f"DATABASE_URL: the certificates in sslrootcert={path} have run out")


def _outside(told: Told) -> None:
    if told["PAYMENTS_KEY"] and not told["PAYMENTS_WEBHOOK_SECRET"]:
        raise ConfigurationError(
            "PAYMENTS_WEBHOOK_SECRET is missing: without it anybody could say that a gift was paid"
        )
    for name in ("PAYMENTS_API", "PAYMENTS_CHECKOUT", "LINE_API", "LINE_ADD_URL"):
        if told[name] and urlsplit(told[name]).scheme != "https":
            raise ConfigurationError(f"{name}={told[name]!r}: what leaves this server goes by https alone")
    if not told["PUSH_CONTACT"].startswith(("mailto:", "https://")):
        raise ConfigurationError("PUSH_CONTACT: write mailto:somebody@city.example.jp or an https address")


_CITYS: tuple[Callable[[Told], None], ...] = (_secrets, _hosts, _encrypted, _roles, _certificates, _outside)

"""What `django check --deploy` says of a city's copy beside Django's own warnings."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning  # noqa: A004 - Django's own name

ENCRYPTED = ("require", "verify-ca", "verify-full")


def database_is_encrypted(**_told: Any) -> list[CheckMessage]:
    """A database on another machine is asked by TLS alone (ASVS 12.3.1): `?sslmode=verify-full&sslrootcert=…`."""
    hosts = unencrypted(settings.DATABASES["default"])
    if settings.MODE != "production" or not hosts:
        return []
    return [
        Warning(
            f"The database on {', '.join(hosts)} is asked without encryption.",
            hint="Add ?sslmode=verify-full&sslrootcert=/etc/… to DATABASE_URL (docs/tls.md).",
            id="ibasho.W002",
        )
    ]


def unencrypted(told: Mapping[str, Any]) -> list[str]:
    """Of Django's settings of one database: its hosts on other machines that would be asked in plain words."""
    if told.get("OPTIONS", {}).get("sslmode") in ENCRYPTED:
        return []
    return [host for host in str(told.get("HOST", "")).split(",") if host and not _is_here(host)]


def _is_here(host: str) -> bool:
    """A socket, or this machine."""
    if host.startswith("/") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

"""Where the database stands: one address, or several of which one takes writes, as `DATABASE_URL` says it.

    postgresql://app:secret@db1:5432,db2:5432/ibasho?target_session_attrs=read-write&sslmode=verify-full&sslrootcert=/etc/…

Several hosts are tried in order until one fits: after a replica was promoted the copy finds it without being told.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from config import env, postgres

# A machine that vanished says nothing. Without these a request would wait for it for as long as the kernel likes (hours).
REACHABLE = {
    "connect_timeout": 3,  # seconds for each host
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # ms
}
# The same seen from the server: rows a vanished machine has locked are free again after some seconds. A process that lives
# and does nothing for ten minutes in the middle of a transaction is ended as well; no study and no file takes that long.
SESSION = {
    "statement_timeout": 30_000,  # a page has less: base/ports/patience
    "lock_timeout": 5_000,
    "timezone": "UTC",
    "tcp_keepalives_idle": 5,
    "tcp_keepalives_interval": 3,
    "tcp_keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "idle_in_transaction_session_timeout": 600_000,
    "client_connection_check_interval": 2_000,  # whoever gave up waiting leaves no statement behind
}
# What an address may say beside the host. Anything else is a slip of the pen, and a slip in `sslmode` would be an open line.
MAY_SAY = frozenset(
    {
        "target_session_attrs", "load_balance_hosts", "connect_timeout", "sslmode", "sslrootcert", "sslcert", "sslkey",
        "sslcrl", "ssl_min_protocol_version", "channel_binding", "application_name",
    }
)  # fmt: skip


def settings(role: str, *, is_production: bool, city: str) -> dict[str, Any]:
    """One entry of Django's DATABASES for the role "owner" or "app"; without DATABASE_URL the private PostgreSQL of demo
    and tests, with a database named after the city. Raises ConfigurationError."""
    url = env.secret("DATABASE_OWNER_URL" if role == "owner" else "DATABASE_URL")
    if role == "owner" and not url and env.secret("DATABASE_URL") and is_production:
        raise env.ConfigurationError(
            "DATABASE_OWNER_URL is missing: tables belong to a role of their own, or the app could rewrite the journal"
        )
    url = url or env.secret("DATABASE_URL")
    found = place(url) if url else _private(role, city)
    return {
        **found,
        "ENGINE": "ibasho.base.ports.patience",  # Django's own, with an end to waiting
        "CONN_MAX_AGE": None if is_production else 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **options(),
            "prepare_threshold": 0,  # at once; heeded by ports/prepared alone, the ORM's own cursor never prepares
            **found["OPTIONS"],
        },
    }


def _private(role: str, city: str) -> dict[str, Any]:
    user = postgres.OWNER if role == "owner" else postgres.APP
    return {"NAME": f"ibasho_{city}", "USER": user, "HOST": str(postgres.socket_dir()), "OPTIONS": {}}


def options() -> dict[str, Any]:
    """What every connection is opened with, whoever's server it is."""
    return {"options": " ".join(f"-c {name}={value}" for name, value in SESSION.items()), **REACHABLE}


def place(url: str) -> dict[str, Any]:
    """Django's NAME, USER, PASSWORD, HOST and PORT (with commas where there are several), and OPTIONS the address asks for.

    Raises ConfigurationError; the message never repeats the address, for it holds a password.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise env.ConfigurationError(
            "DATABASE_URL must name a PostgreSQL database: postgresql://user:password@host/name"
        )
    who, _, where = parts.netloc.rpartition("@")
    user, _, password = who.partition(":")
    hosts = [_host(one) for one in where.split(",")]
    asked = _asked(parts.query, several=len(hosts) > 1)
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(user),
        "PASSWORD": unquote(password),
        "HOST": ",".join(host for host, _ in hosts),
        "PORT": ",".join(port for _, port in hosts) if any(port for _, port in hosts) else "",
        "OPTIONS": asked,
    }


def _host(text: str) -> tuple[str, str]:
    """("db1", "5432"); a v6 address stands in brackets."""
    if text.startswith("["):
        host, _, rest = text[1:].partition("]")
        port = rest.removeprefix(":")
    else:
        host, _, port = text.partition(":")
    if port and not port.isdigit():
        raise env.ConfigurationError(
            "DATABASE_URL: after a host and a colon stands its port, a number: db1:5432,db2:5432"
        )
    return unquote(host), port


def _asked(query: str, *, several: bool) -> dict[str, str]:
    asked = dict(parse_qsl(query))
    if strange := sorted(set(asked) - MAY_SAY):
        raise env.ConfigurationError(
            f"DATABASE_URL: {', '.join(strange)} is nothing we know. Known: {', '.join(sorted(MAY_SAY))}"
        )
    if several and "target_session_attrs" not in asked:
        asked["target_session_attrs"] = (
            "read-write"  # of several only one takes writes; a replica would refuse them
        )
    return asked

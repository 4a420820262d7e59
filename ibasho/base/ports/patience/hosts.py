"""Of several database machines the one that answered last is asked first.

A machine without power answers nothing at all, and libpq waits three seconds for it before it asks the next. A page has
these seconds; `/readyz` does not, and would take every web machine away from people after the replica was promoted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_first: dict[str, int] = {}  # of this process: which host of such a list is asked first


def in_turn(params: Mapping[str, Any]) -> dict[str, Any]:
    """The same address, its hosts (and ports, where each has its own) from the first one on."""
    at = _first.get(_hosts(params), 0)
    return {**params, **{name: _turned(str(params[name]), at) for name in ("host", "port") if name in params}}


def answered(params: Mapping[str, Any], host: str, port: int) -> None:
    hosts, ports = _hosts(params).split(","), str(params.get("port", "")).split(",")
    if len(hosts) > 1:
        known = [(each, ports[at] if at < len(ports) else ports[0]) for at, each in enumerate(hosts)]
        _first[_hosts(params)] = next(
            (at for at, (each, its) in enumerate(known) if each == host and its in ("", str(port))), 0
        )


def silent(params: Mapping[str, Any]) -> None:
    """The time was used up, perhaps by the first alone: the next has its turn."""
    hosts = _hosts(params)
    many = hosts.count(",") + 1
    if many > 1:
        _first[hosts] = (_first.get(hosts, 0) + 1) % many


def _hosts(params: Mapping[str, Any]) -> str:
    return str(params.get("host", ""))


def _turned(told: str, at: int) -> str:
    each = told.split(",")
    return ",".join(each[at:] + each[:at]) if len(each) > 1 else told

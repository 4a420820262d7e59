"""What a school's IT person needs so that our page stands on every child's tablet. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Host:
    """One line of a web filter's list. `what`: what comes from there."""

    name: str
    what: str


@dataclass(frozen=True, slots=True)
class Cookie:
    """What a page may keep in the browser, when somebody chooses it."""

    name: str
    what: str


def hosts(public_url: str, map_tiles: str) -> tuple[Host, ...]:
    """Everything a page loads: our own host, and that of the map tiles where the city shows them."""
    found = [Host(_host(public_url), "ページ・絵・文字の すべて")]
    if map_tiles:
        found.append(Host(_host(map_tiles), "地図の 背景（地理院タイル）"))
    return tuple({one.name: one for one in reversed(found)}.values())[::-1]


def _host(address: str) -> str:
    return urlsplit(address).hostname or ""

"""Which official files of this city are where they belong, and which are missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from ibasho.town.areas.queries.overview import Ground, overview


@dataclass(frozen=True, slots=True)
class Official:
    """`put` is the file or folder below the root where this kind is looked for, `paths` what lies there."""

    ground: Ground
    put: str
    paths: tuple[Path, ...]


def official(root: Path, day: date) -> list[Official]:
    """Every kind of まちの資料 in the order a city loads them."""
    slug = str(settings.IBASHO_CITY.get("slug") or settings.CITY_SLUG)
    found = []
    for ground in overview(day):
        put = ground.put or f"{slug}/{ground.kind.value}/"
        found.append(Official(ground, put, _there(root / put)))
    return found


def _there(path: Path) -> tuple[Path, ...]:
    """The file itself, or all files of a folder; what is hidden is nobody's."""
    if path.is_file():
        return (path,)
    if not path.is_dir():
        return ()
    return tuple(sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith(".")))

"""Where a child starts from: a 小学校区 or a town, chosen by name and kept in a cookie of their own browser.

A position found by the device never comes here; it is used on the page alone (`frontend/js/near-today.js`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel.geo import Position
from ibasho.base.kernel.kana import ROWS, row_of, to_hiragana
from ibasho.town.areas import queries as areas
from ibasho.town.areas.models import SchoolDistrict, Town

TOWNS_MAX = 60


@dataclass(frozen=True, slots=True)
class Start:
    """`code` is `district:M01` or `town:17`, as the cookie holds it. `position` None: nothing is loaded for it, and
    no minutes can be told."""

    code: str
    name: str
    kana: str
    position: Position | None


def find(code: str, day: date) -> Start | None:
    """None for what is not, or no longer, a district or town of this city."""
    kind, _, key = code.partition(":")
    if kind == "district" and key:
        return of_district(areas.district(key, day))
    if kind == "town" and key.isascii() and key.isdecimal() and len(key) < 10:
        return of_town(Town.objects.filter(pk=int(key)).first())
    return None


def by_town_name(name: str) -> Start | None:
    return of_town(Town.objects.filter(name=name).order_by("pk").first())


def of_district(found: SchoolDistrict | None) -> Start | None:
    if found is None:
        return None
    return Start(f"district:{found.code}", found.name, found.kana, areas.district_start(found))


def of_town(found: Town | None) -> Start | None:
    if found is None:
        return None
    return Start(f"town:{found.pk}", found.name, found.kana, Position(found.lat, found.lng))


def districts_by_row(day: date) -> list[tuple[str, list[SchoolDistrict]]]:
    """(あ, […]), (か, […]) …: the districts of the day in the order of their reading; without a reading last."""
    rows: dict[str, list[SchoolDistrict]] = defaultdict(list)
    for district in areas.named_districts(day):
        rows[row_of(to_hiragana(district.kana)) or ""].append(district)
    return [(row, rows[row]) for row in (*ROWS, "") if row in rows]


def towns(text: str) -> list[Town]:
    """Towns found by name or the beginning of the reading, in kana or kanji; none for an empty text."""
    return list(areas.towns(text)[:TOWNS_MAX]) if text.strip() else []

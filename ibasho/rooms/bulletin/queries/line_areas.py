"""The names by which somebody says where: districts and towns, by the code of the district."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ibasho.rooms.bulletin.rules.talking import NAME_MIN, area_key
from ibasho.town.areas import queries as areas
from ibasho.town.areas.models import SchoolDistrict


def districts(day: date) -> list[SchoolDistrict]:
    """In the order of their readings."""
    return list(areas.named_districts(day))


def names(day: date) -> dict[str, str]:
    """{name or reading as `area_key` has it: code}. A district's own name goes before a town's."""
    known = districts(day)
    codes = {one.code for one in known}
    found = {key: code for key, code in _towns() if code in codes and len(key) >= NAME_MIN}
    for one in known:
        found |= {key: one.code for key in (area_key(one.name), area_key(one.kana or "")) if key}
    return found | {one.code.casefold(): one.code for one in known}


def name_of(code: str, day: date) -> str:
    """「虹橋」, and the code itself where the district is gone."""
    found = areas.district(code, day)
    return found.name if found else code


def _towns() -> Iterator[tuple[str, str]]:
    rows = areas.towns("").values_list("name", "kana", "district_code")
    return ((area_key(name), code) for one, kana, code in rows for name in (one, kana or ""))

"""From an address or a position to the town and the 小学校区, as far as the city's own lists know."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ibasho.base.kernel.geo import Position
from ibasho.town.areas import queries as areas

BY_HAND = "入力"


def located(values: Mapping[str, Any], day: date) -> dict[str, Any]:
    """`values` with town_name and district_code added where they can be told. A position is never invented."""
    found = dict(values)
    address = str(values.get("address") or "")
    towns = [town for town in areas.towns("") if town.name and town.name in address]
    town = max(towns, key=lambda one: len(one.name), default=None)
    if town is not None:
        found["town_name"] = town.name
        found["district_code"] = town.district_code
    if values.get("lat") is not None and values.get("lng") is not None:
        position = Position(values["lat"], values["lng"])
        district = areas.district_at(position, day)
        found["district_code"] = district.code if district else found.get("district_code", "")
        found["outside_city"] = areas.inside_city(position) is False
    return found

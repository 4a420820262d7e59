"""What stands on the A4 of a year's figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ibasho.base.kernel import nendo as years
from ibasho.rooms.familysupport.models import Centre
from ibasho.rooms.familysupport.queries.statistics import MONTHS, Year


def year(
    centre: Centre, told: Year, rows: Sequence[Sequence[str]], contents: Sequence[Sequence[str]], today: date,
    least: int,
) -> dict[str, Any]:  # fmt: skip
    """For `familysupport/pdf/year.typ`; `rows`: label, value, unit, meaning, hidden where the reader may not see it."""
    return {
        "day": today.isoformat(), "centre": centre.name, "title": f"{years.label(told.nendo)} 活動の統計",
        "first": told.span.first.isoformat(), "last": told.span.last.isoformat(), "rows": [list(row) for row in rows],
        "head": ["援助内容", *(f"{month}月" for month in MONTHS), "合計"], "contents": [list(row) for row in contents],
        "hides": f"{least}より 少ない数と、そこから 計算できる数は「少数」と しました。" if least else "",
    }  # fmt: skip

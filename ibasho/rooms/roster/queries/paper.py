"""The board on A4: what the template `roster/pdf/week.typ` prints. Days are ISO."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ibasho.base.kernel import wareki
from ibasho.rooms.roster.queries.board import Day, ShiftBox, Week

EMPTY_ROWS = 4  # for what is only known at the door


def week(found: Week) -> dict[str, Any]:
    place = found.roster.place
    return {
        "title": _("見守りの名簿"), "place": place.name, "day": found.today.isoformat(),
        "first": found.monday.isoformat(), "last": found.sunday.isoformat(),
        "head": [_("日"), _("時間"), _("よび名"), _("来た"), _("帰った"), _("しるし")],
        "rows": [row for one in found.days for row in _rows(one)], "empty": EMPTY_ROWS,
        "holes": [hole for one in found.days for hole in one.holes],
        "holes_word": _("まだ たりない時間"), "note": _("来られないときは、すぐに 電話してください。"),
        "phone": place.phone,
    }  # fmt: skip


def _rows(day: Day) -> list[list[str]]:
    """One row for each place to fill, taken or free."""
    return [
        [wareki.day_label(day.day), _hours(box), name]
        for box in day.shifts
        for name in [one.name for one in box.people] + [""] * box.free
    ]


def _hours(box: ShiftBox) -> str:
    return f"{box.hours} {box.shift.skill}".strip()

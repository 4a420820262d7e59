"""A place's month in numbers without names: read from the door's sums and taps, so that both always agree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ibasho.base.kernel import clock, wareki
from ibasho.base.ports import pdf
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.openhouse.models import Crossing, Presence
from ibasho.rooms.openhouse.rules import months
from ibasho.rooms.openhouse.rules.months import Day, Month, Tap
from ibasho.town.areas.stages import Stage
from ibasho.town.places.models import Place, Session

TEMPLATE = "openhouse/pdf/month.typ"


def month(place: Place, year: int, number: int, *, today: date) -> Month:
    """Days up to `today`; a month that has not begun has none."""
    first, last = months.bounds(year, number)
    until = min(last, today)
    days = {"place": place, "day__gte": first, "day__lte": until}
    came = [
        (row.day, Stage(row.stage), row.came)
        for row in Presence.objects.filter(**days).exclude(came=0, inside=0)
    ]
    return months.month(first, last, came, _taps(Crossing.objects.filter(**days)), _opened(days))


def before(place: Place, year: int, number: int, *, today: date) -> Month:
    """The month before, to hold it beside."""
    year, number = (year - 1, 12) if number == 1 else (year, number - 1)
    return month(place, year, number, today=today)


def _taps(rows: Any) -> list[Tap]:
    wanted = rows.order_by("day", "at", "pk").values_list("day", "at", "stage", "came", "inside")
    return [
        Tap(day, clock.jst(at).hour * 60 + clock.jst(at).minute, Stage(stage), came, inside)
        for day, at, stage, came, inside in wanted
    ]


def _opened(days: dict[str, Any]) -> Iterable[date]:
    held = Session.objects.filter(**days, state=Session.State.PLANNED).exclude(
        staffing=Session.Staffing.SHORT
    )
    return held.values_list("day", flat=True).distinct()


def stages(found: Month) -> list[Stage]:
    """The stages of which somebody came; all children where nobody did."""
    return [stage for stage in Stage if found.totals.get(stage)] or [
        one for one in Stage if one is not Stage.ADULT
    ]


def table(place: Place, found: Month) -> Table:
    """One line a day, as page, Excel and CSV show it."""
    columns = [
        Column("日", lambda row: row.day.isoformat()),
        Column("曜日", lambda row: wareki.weekday_label(row.day)),
        *(Column(stage.label, _of(stage), number=True) for stage in stages(found)),
        Column("合計", lambda row: row.came, number=True),
        Column("いちばん多いとき", lambda row: row.most or 0, number=True),
    ]
    return Table(f"{place.name} {found.first.year}年{found.first.month}月の 人数", columns, list(found.days))


def _of(stage: Stage) -> Any:
    return lambda row: row.by_stage[stage]


def paper(place: Place, found: Month, previous: Month, *, made_on: date) -> bytes:
    """The report on A4. Raises Invalid `pdf.letter` for a name with a letter no font has."""
    return pdf.render(TEMPLATE, told(place, found, previous, made_on=made_on))


def told(place: Place, found: Month, previous: Month, *, made_on: date) -> dict[str, Any]:
    """What the template reads. Days are ISO."""
    named = stages(found)
    return {
        "place": place.name, "organisation": place.organisation.name if place.organisation else "",
        "month": f"{wareki.year_label(found.first)}{found.first.month}月", "made_on": made_on.isoformat(),
        "came": found.came, "before": previous.came, "open_days": found.open_days, "a_day": found.a_day,
        "most": found.most, "stages": [[stage.label, found.totals[stage]] for stage in named],
        "hours": [[f"{hour}時台", came] for hour, came in found.hours],
        "heads": [stage.label for stage in named],
        "days": [_line(day, named) for day in found.days],
    }  # fmt: skip


def _line(day: Day, named: list[Stage]) -> list[Any]:
    label = f"{day.day.day}日（{wareki.weekday_label(day.day)}）"
    return [label, *(day.by_stage[stage] for stage in named), day.came, day.most or 0]

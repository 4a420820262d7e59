"""Before and after: how many came under each version of a place's rooms. Days and stages, never a child."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.rooms.openhouse.models import Presence, RuleVersion, Space
from ibasho.rooms.openhouse.queries import faces
from ibasho.rooms.openhouse.rules.compare import Change, changes
from ibasho.town.areas.stages import Stage
from ibasho.town.places.models import Place

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Figures:
    """`days` on which somebody was counted, `heads` that came; a day's mean is None where nobody was counted."""

    days: int
    heads: int
    by_stage: dict[Stage, int]

    @property
    def a_day(self) -> float | None:
        return round(self.heads / self.days, 1) if self.days else None

    def stage_a_day(self, stage: Stage) -> float | None:
        return round(self.by_stage.get(stage, 0) / self.days, 1) if self.days else None


@dataclass(frozen=True, slots=True)
class Compared:
    """`changes` against the version before it, which for the first is nothing."""

    version: RuleVersion
    last: date
    figures: Figures
    changes: list[Change]


def of_space(space: Space, today: date) -> list[Compared]:
    """Published versions that have begun, oldest first, with the heads of their days up to yesterday. The door counts
    the whole place: where several rooms are open, their heads are in it."""
    rows = list(faces.published([space]).filter(starts_on__lte=today).order_by("starts_on"))
    heads = _heads(space.place, rows)
    found: list[Compared] = []
    for number, one in enumerate(rows):
        last = min(one.ends_on or today - DAY, today - DAY)
        before = faces.value(rows[number - 1]).faces if number else ()
        told = changes(before, faces.value(one).faces) if number else []
        found.append(Compared(one, last, _figures(heads, one.starts_on, last), told))
    return found


def _heads(place: Place, rows: list[RuleVersion]) -> list[tuple[date, str, int]]:
    if not rows:
        return []
    found = Presence.objects.filter(place=place, day__gte=rows[0].starts_on, came__gt=0)
    return list(found.values_list("day", "stage", "came"))


def _figures(heads: Iterable[tuple[date, str, int]], first: date, last: date) -> Figures:
    ours = [one for one in heads if first <= one[0] <= last]
    by_stage: dict[Stage, int] = {}
    for _day, stage, count in ours:
        by_stage[Stage(stage)] = by_stage.get(Stage(stage), 0) + count
    return Figures(len({day for day, _stage, _count in ours}), sum(by_stage.values()), by_stage)

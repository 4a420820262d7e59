"""Minutes from here to there for a stage of age. Straight lines until streets are loaded, and marked so."""

from __future__ import annotations

from ibasho.base.kernel.geo import Position
from ibasho.town.areas.models import StagePace
from ibasho.town.areas.rules import DEFAULT_PACES, Minutes, Pace, straight_minutes
from ibasho.town.areas.stages import Stage


def paces() -> dict[Stage, Pace]:
    """The city's own paces, and the default where it has set none."""
    own = {
        Stage(row.stage): Pace(
            row.metres_per_minute,
            row.minutes_max,
            row.source,
            row.cycle_metres_per_minute,
            row.cycle_minutes_max,
            row.cycle_in_district,
            row.stay_in_district,
        )
        for row in StagePace.objects.all()
    }
    return {**DEFAULT_PACES, **own}


def minutes(start: Position, ends: list[Position], stage: Stage) -> list[Minutes]:
    """One answer per end, in the same order."""
    pace = paces()[stage]
    return [straight_minutes(start, end, pace) for end in ends]

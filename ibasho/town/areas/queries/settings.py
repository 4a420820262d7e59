"""All rules of a stage of age together, each with whether it is the city's own or the standard."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from ibasho.town.areas import travel
from ibasho.town.areas.models import FreeTime, HomeTime, LongHoliday, StagePace
from ibasho.town.areas.queries.hours import free_times, home_hours
from ibasho.town.areas.rules import FreeHours, HomeHours, Pace
from ibasho.town.areas.stages import Stage


@dataclass(frozen=True, slots=True)
class StageRules:
    """`home` and `free` None for adults. `own` names what the city has set itself: pace, home, free."""

    pace: Pace
    home: HomeHours | None
    free: FreeHours | None
    own: frozenset[str]


def rules_by_stage() -> dict[Stage, StageRules]:
    paces, home, free = travel.paces(), home_hours(), free_times()
    own = {
        "pace": set(StagePace.objects.values_list("stage", flat=True)),
        "home": set(HomeTime.objects.values_list("stage", flat=True)),
        "free": set(FreeTime.objects.values_list("stage", flat=True)),
    }
    return {
        stage: StageRules(
            paces[stage],
            home.get(stage),
            free.get(stage),
            frozenset(name for name, stages in own.items() if stage.value in stages),
        )
        for stage in Stage
    }


def holidays() -> QuerySet[LongHoliday]:
    """The newest first."""
    return LongHoliday.objects.order_by("-first")

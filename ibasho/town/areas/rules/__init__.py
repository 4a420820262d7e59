"""Pure decisions about areas: paces, shapes, hours, people. No Django."""

from ibasho.town.areas.rules.hours import (
    DEFAULT_FREE_TIMES,
    DEFAULT_HOME_TIMES,
    FreeHours,
    HomeHours,
    by_season,
)
from ibasho.town.areas.rules.paces import DEFAULT_PACES, DETOUR, Minutes, Pace, straight_minutes
from ibasho.town.areas.rules.shapes import centre, contains, nearest, touch, which

__all__ = [
    "DEFAULT_FREE_TIMES",
    "DEFAULT_HOME_TIMES",
    "DEFAULT_PACES",
    "DETOUR",
    "FreeHours",
    "HomeHours",
    "Minutes",
    "Pace",
    "by_season",
    "centre",
    "contains",
    "nearest",
    "straight_minutes",
    "touch",
    "which",
]

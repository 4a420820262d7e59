"""Pure decisions about areas: paces, shapes, hours, people. No Django."""

from ibasho.town.areas.rules.paces import DEFAULT_PACES, DETOUR, Minutes, Pace, straight_minutes
from ibasho.town.areas.rules.shapes import centre, contains, which

__all__ = [
    "DEFAULT_PACES",
    "DETOUR",
    "Minutes",
    "Pace",
    "centre",
    "contains",
    "straight_minutes",
    "which",
]

"""Every write to areas, cut by noun: one file each, gathered here."""

from ibasho.town.areas.actions.ground import (
    place_towns,
    set_boundary,
    set_districts,
    set_town_districts,
    set_towns,
)
from ibasho.town.areas.actions.hours import set_free_time, set_home_time, set_long_holiday, set_pace

__all__ = [
    "place_towns",
    "set_boundary",
    "set_districts",
    "set_free_time",
    "set_home_time",
    "set_long_holiday",
    "set_pace",
    "set_town_districts",
    "set_towns",
]

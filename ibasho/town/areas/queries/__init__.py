"""Reading the city's areas, cut by noun: one file each, gathered here."""

from ibasho.town.areas.queries.ground import (
    Located,
    boundary,
    district,
    district_at,
    district_start,
    districts,
    inside_city,
    locate,
    town_readings,
    towns,
)
from ibasho.town.areas.queries.hours import free_times, home_hours, home_times, long_holidays
from ibasho.town.areas.queries.loaded import Loaded, loaded

__all__ = [
    "Loaded",
    "Located",
    "boundary",
    "district",
    "district_at",
    "district_start",
    "districts",
    "free_times",
    "home_hours",
    "home_times",
    "inside_city",
    "loaded",
    "locate",
    "long_holidays",
    "town_readings",
    "towns",
]

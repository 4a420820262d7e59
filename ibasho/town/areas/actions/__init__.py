"""Every write to areas, cut by noun: one file each, gathered here."""

from ibasho.town.areas.actions.ground import (
    place_towns,
    set_boundary,
    set_districts,
    set_town_districts,
    set_towns,
)
from ibasho.town.areas.actions.hours import set_free_time, set_home_time, set_long_holiday, set_pace
from ibasho.town.areas.actions.people import (
    About,
    Taken,
    place_cells,
    remove_population,
    set_ages,
    set_clubs,
    take_people,
    use_population,
)
from ibasho.town.areas.actions.streets import set_bus, set_streets

__all__ = [
    "About",
    "Taken",
    "place_cells",
    "place_towns",
    "remove_population",
    "set_ages",
    "set_boundary",
    "set_bus",
    "set_clubs",
    "set_districts",
    "set_free_time",
    "set_home_time",
    "set_long_holiday",
    "set_pace",
    "set_streets",
    "set_town_districts",
    "set_towns",
    "take_people",
    "use_population",
]

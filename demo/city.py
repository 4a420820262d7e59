"""みほん市 as one value: the same seed and day give the same city, byte for byte.

A later room adds its chapter in three lines: a file in `chapters/`, a field of City, a line in `build`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time
from enum import Enum
from hashlib import sha256
from typing import Any

import numpy as np

from demo.chapters import (
    bulletin,
    bus,
    care,
    children,
    clubs,
    events,
    familysupport,
    future,
    geography,
    halls,
    hearings,
    looking_back,
    meals,
    network,
    notes,
    openhouse,
    people,
    places,
    roster,
    rotas,
    school_year,
    streets,
    surplus,
)
from demo.chapters.bulletin import Bulletin
from demo.chapters.bus import Line
from demo.chapters.care import Care
from demo.chapters.children import Cell
from demo.chapters.clubs import Club
from demo.chapters.events import Event, TrialDay, Visit
from demo.chapters.familysupport import FamilySupport
from demo.chapters.future import Projection
from demo.chapters.geography import Geography
from demo.chapters.halls import Hall
from demo.chapters.hearings import Hearings
from demo.chapters.looking_back import LookingBack
from demo.chapters.meals import Meals
from demo.chapters.network import Network
from demo.chapters.notes import Note
from demo.chapters.openhouse import Openhouse
from demo.chapters.people import People
from demo.chapters.places import Place
from demo.chapters.roster import Roster
from demo.chapters.rotas import Rota
from demo.chapters.school_year import LongHoliday
from demo.chapters.streets import Streets
from demo.chapters.surplus import Surplus

SEED = 2024
A_DAY = date(2024, 10, 1)  # for those who name no day


@dataclass(frozen=True, slots=True, eq=False)
class City:
    seed: int
    today: date
    geography: Geography
    streets: Streets
    cells: tuple[Cell, ...]
    clubs: tuple[Club, ...]
    future: tuple[Projection, ...]
    buses: tuple[Line, ...]
    people: People
    places: tuple[Place, ...]
    notes: tuple[Note, ...]
    trial: TrialDay
    events: tuple[Event, ...]
    visits: tuple[Visit, ...]
    holidays: tuple[LongHoliday, ...]
    halls: tuple[Hall, ...]
    rotas: tuple[Rota, ...]
    meals: Meals
    openhouse: Openhouse
    roster: Roster
    familysupport: FamilySupport
    hearings: Hearings
    care: Care
    surplus: Surplus
    network: Network
    bulletin: Bulletin
    looking_back: LookingBack


def build(*, seed: int = SEED, today: date = A_DAY) -> City:
    """The whole city, days counted from `today`. About a second."""
    land = geography.build(seed)
    roads = streets.build(seed, land)
    cells = children.build(seed, land, roads)
    everyone = people.build()
    holidays = school_year.build(today)
    return City(
        seed=seed,
        today=today,
        geography=land,
        streets=roads,
        cells=cells,
        clubs=clubs.build(seed, land, cells),
        future=future.build(land, cells),
        buses=bus.build(land),
        people=everyone,
        places=places.build(seed, today, land, everyone.organisations),
        notes=notes.build(today),
        trial=events.trial_day(),
        events=events.events(today),
        visits=events.visits(today),
        holidays=holidays,
        halls=halls.build(seed, land),
        rotas=rotas.build(today),
        meals=meals.build(seed, today, holidays),
        openhouse=openhouse.build(seed, today, holidays),
        roster=roster.build(today),
        familysupport=familysupport.build(seed, land, today),
        hearings=hearings.build(seed, today),
        care=care.build(seed, today),
        surplus=surplus.build(today),
        network=network.build(today),
        bulletin=bulletin.build(seed, land, today),
        looking_back=looking_back.build(today),
    )


def to_json(city: City) -> str:
    return json.dumps(_plain(city), ensure_ascii=False, separators=(",", ":"))


def digest(city: City) -> str:
    return sha256(to_json(city).encode()).hexdigest()


def _plain(thing: Any) -> Any:
    """Dataclasses, arrays, days and sets as JSON knows them."""
    if is_dataclass(thing):
        return {field.name: _plain(getattr(thing, field.name)) for field in fields(thing)}
    if isinstance(thing, np.ndarray):
        return thing.tolist()
    if isinstance(thing, Enum):
        return thing.value
    if isinstance(thing, date | time):
        return thing.isoformat()
    if isinstance(thing, frozenset):
        return sorted(thing)
    if isinstance(thing, tuple | list):
        return [_plain(each) for each in thing]
    if isinstance(thing, Mapping):
        return {key: _plain(each) for key, each in thing.items()}
    return thing

"""Every figure the rooms offer, by its name `<room>.<figure>`: the one door between the rooms' numbers and this room.

A room's `facts` offers `FACTS` (as of a day), `YEAR` (over a span of a 年度), `BY_PLACE` (over a span, one fact for each
place that has one, by the place's key) and `TABLES` (facts that belong together). No room needs all.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any, Final

from ibasho.base.kernel.facts import Fact, FactTable, Span
from ibasho.front.reports.rules.kinds import Over
from ibasho.rooms.bulletin import facts as bulletin
from ibasho.rooms.care import facts as care
from ibasho.rooms.familysupport import facts as familysupport
from ibasho.rooms.mealtickets import facts as mealtickets
from ibasho.rooms.network import facts as network
from ibasho.rooms.openhouse import facts as openhouse
from ibasho.rooms.reach import facts as reach
from ibasho.rooms.roster import facts as roster
from ibasho.rooms.surplus import facts as surplus
from ibasho.rooms.voices import facts as voices
from ibasho.town.places import facts as places

ROOMS: Final[Mapping[str, ModuleType]] = {
    "places": places,
    "reach": reach,
    "openhouse": openhouse,
    "roster": roster,
    "mealtickets": mealtickets,
    "surplus": surplus,
    "familysupport": familysupport,
    "voices": voices,
    "care": care,
    "network": network,
    "bulletin": bulletin,
}
REGISTER = {Over.DAY: "FACTS", Over.YEAR: "YEAR"}


def names(register: str) -> frozenset[str]:
    """Every `<room>.<figure>` of one register: `FACTS`, `YEAR`, `BY_PLACE`, `TABLES`."""
    return frozenset(f"{room}.{name}" for room in ROOMS for name in _register(room, register))


def offers(name: str, register: str) -> bool:
    room, _, figure = name.partition(".")
    return room in ROOMS and figure in _register(room, register)


def area(name: str, over: Over, span: Span) -> Fact:
    """The figure of the whole area: of the span's last day, or counted over the span. KeyError for a name nobody offers."""
    make: Callable[[Any], Fact] = _find(name, REGISTER[over])
    return make(span.last if over is Over.DAY else span)


def each_place(name: str, span: Span) -> Mapping[int, Fact]:
    """The figure of each place that has one, by the place's key."""
    make: Callable[[Span], Mapping[int, Fact]] = _find(name, "BY_PLACE")
    return make(span)


def table(name: str, span: Span) -> FactTable:
    make: Callable[[Span], FactTable] = _find(name, "TABLES")
    return make(span)


def code_of(name: str, register: str) -> str:
    """The text of the function that makes the figure, for whoever wants to know exactly."""
    make = _find(name, register)
    return inspect.getsource(getattr(make, "func", make))


def _register(room: str, register: str) -> Mapping[str, Callable[..., Any]]:
    return getattr(ROOMS[room], register, {})


def _find(name: str, register: str) -> Callable[..., Any]:
    room, _, figure = name.partition(".")
    return _register(room, register)[figure]

"""Public places for an answer in the LINE talk: a handful, what is sure before what is not. A position stays in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ibasho.base.kernel.geo import Position
from ibasho.town.areas.rules import Minutes
from ibasho.town.places.queries.answers import Answer, answers
from ibasho.town.places.queries.criteria import Criteria, When
from ibasho.town.places.rules.answers import Group
from ibasho.town.places.rules.status import Status

SHOWN_MAX = 5
DISTRICTS_MAX = 3  # of somebody's choice are looked at for one answer
_SURE = (Group.NOW, Group.LATER)


@dataclass(frozen=True, slots=True)
class Open:
    """`minutes` on foot, None without a position of the reader's."""

    name: str
    public_id: str
    status: Status
    minutes: Minutes | None


@dataclass(frozen=True, slots=True)
class Found:
    """All of one heading; nothing found is `group` None."""

    group: Group | None
    places: tuple[Open, ...]
    more: bool = False


def near(at: datetime, position: Position) -> Found:
    """The nearest by the streets."""
    return _first_heading([_page(at, "", position)])


def in_districts(codes: Iterable[str], at: datetime, *, now: bool = False) -> Found:
    """Of these districts (none: of the city). `now` leaves out what opens later, unless nothing is open."""
    wanted = list(codes)[:DISTRICTS_MAX] or [""]
    pages = [_page(at, code, None) for code in wanted]
    found = _first_heading(pages)
    if now or found.group is not Group.NOW:
        return found
    later = _of(pages, Group.LATER)[: max(SHOWN_MAX - len(found.places), 0)]
    return Found(Group.NOW, found.places + tuple(map(_open, later)), found.more)


def _page(at: datetime, district: str, start: Position | None) -> tuple[Answer, ...]:
    asked = Criteria(when=When.TODAY, district=district, size=40 if start else 20)
    return answers(asked, at, start).items


def _first_heading(pages: list[tuple[Answer, ...]]) -> Found:
    """What is open now; else what opens later today; else what to ask first."""
    for group in (*_SURE, Group.UNSURE):
        rows = _of(pages, group)
        if rows:
            return Found(group, tuple(map(_open, rows[:SHOWN_MAX])), len(rows) > SHOWN_MAX)
    return Found(None, ())


def _of(pages: list[tuple[Answer, ...]], group: Group) -> list[Answer]:
    return [one for page in pages for one in page if one.group is group]


def _open(one: Answer) -> Open:
    return Open(one.place.name, one.place.public_id, one.status, one.minutes)

"""Where words lead to: a candidate, a town, a place, or the position of a pin."""

from __future__ import annotations

from dataclasses import dataclass

from ibasho.base.kernel.geo import JAPAN, Position
from ibasho.rooms.reach.models import Candidate
from ibasho.town.areas import queries as areas
from ibasho.town.areas.models import Town

NAMES_MAX = 1_500


@dataclass(frozen=True, slots=True)
class Found:
    """`candidate` is set where the position is that of one."""

    name: str
    at: Position
    candidate: Candidate | None = None


def names() -> list[str]:
    """What can be typed: candidates first, then the towns."""
    candidates = Candidate.objects.filter(usable=True).order_by("name").values_list("name", flat=True)
    towns = Town.objects.order_by("kana", "name").values_list("name", flat=True)
    return list(dict.fromkeys([*candidates[:NAMES_MAX], *towns[:NAMES_MAX]]))


def look_up(words: str, public_id: str, lat: float | None, lng: float | None) -> Found | None:
    """What was typed before what was chosen before where the pin stands; None where none of them says anything."""
    if words.strip() and (found := _named(words.strip())):
        return found
    if public_id and (row := Candidate.objects.filter(public_id=public_id).first()):
        return _of(row)
    if lat is None or lng is None or not JAPAN.holds(Position(lat, lng)):
        return None
    return Found("", Position(lat, lng))


def _named(words: str) -> Found | None:
    rows = Candidate.objects.order_by("pk")
    row = rows.filter(name=words).first() or rows.filter(name__icontains=words).first()
    if row := row or rows.filter(address__icontains=words).first():
        return _of(row)
    town = areas.towns(words).first() or _town_in(words)
    return Found(town.name, Position(town.lat, town.lng)) if town else None


def _town_in(address: str) -> Town | None:
    """The town whose name an address holds, the longest name first."""
    rows = [
        (len(name), pk) for pk, name in Town.objects.values_list("pk", "name") if name and name in address
    ]
    return Town.objects.get(pk=max(rows)[1]) if rows else None


def _of(row: Candidate) -> Found:
    return Found(row.name, Position(row.lat, row.lng), row)

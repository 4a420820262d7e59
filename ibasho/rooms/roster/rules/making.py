"""Which shifts a place's weekly pattern asks for, and how to come to them without losing anybody. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

Key = tuple[date, time, time, str]  # day, start, end, skill: what makes two shifts the same
Hours = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Weekly:
    """So many helpers each week from one hour to another (0 = Monday)."""

    weekday: int
    starts: time
    ends: time
    wanted: int
    skill: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A shift that stands from today on. `by_hand`: a person made or cancelled it, so it stays as it is. `slots`: the
    highest slot somebody holds, 0 when it is free. `touched`: somebody once took it, so the row is never deleted."""

    id: int
    key: Key
    wanted: int
    by_hand: bool = False
    cancelled: bool = False
    slots: int = 0
    touched: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """`change` and `revive` are (id, wanted)."""

    add: tuple[tuple[Key, int], ...] = ()
    change: tuple[tuple[int, int], ...] = ()
    revive: tuple[tuple[int, int], ...] = ()
    drop: tuple[int, ...] = ()
    cancel: tuple[int, ...] = ()


def wishes(weekly: Iterable[Weekly], open_days: Mapping[date, Sequence[Hours]]) -> dict[Key, int]:
    """How many are wanted at each shift, on days on which the place is open during some of it. Patterns with the same
    hours and skill add up."""
    found: dict[Key, int] = defaultdict(int)
    patterns = list(weekly)
    for day, hours in open_days.items():
        for one in patterns:
            if one.weekday == day.weekday() and any(a < one.ends and one.starts < b for a, b in hours):
                found[day, one.starts, one.ends, one.skill] += one.wanted
    return dict(found)


def diff(standing: Iterable[Standing], wanted: Mapping[Key, int]) -> Changes:
    """From the standing shifts to the wanted ones. What a person did by hand holds, and a shift somebody has taken is
    never dropped: the people who run the place decide that."""
    there = _by_key(standing)
    parts: dict[str, list[tuple[int, int]]] = {"change": [], "revive": []}
    for key, one in there.items():
        if key in wanted and not one.by_hand and (one.cancelled or one.wanted != max(wanted[key], one.slots)):
            parts["revive" if one.cancelled else "change"].append((one.id, max(wanted[key], one.slots)))
    idle = [
        one for key, one in there.items()
        if key not in wanted and not (one.by_hand or one.cancelled or one.slots)
    ]  # fmt: skip
    return Changes(
        tuple((key, count) for key, count in sorted(wanted.items()) if key not in there),
        tuple(parts["change"]),
        tuple(parts["revive"]),
        tuple(one.id for one in idle if not one.touched),
        tuple(one.id for one in idle if one.touched),
    )


def _by_key(standing: Iterable[Standing]) -> dict[Key, Standing]:
    """One for each key: a living one before a cancelled one, then the newest."""
    found: dict[Key, Standing] = {}
    for one in sorted(standing, key=lambda each: (not each.cancelled, each.by_hand, each.id)):
        found[one.key] = one
    return found

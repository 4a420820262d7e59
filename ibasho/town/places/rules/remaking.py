"""Remaking sessions after a rule has changed: what to add, keep, move and drop, so that nothing is doubled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar

from ibasho.town.places.rules.occurrences import Occurrence


@dataclass(frozen=True, slots=True)
class Existing:
    """A session that stands already, from today on. `held`: a person has touched it (signed up, closed it, changed
    its hours), so no job may move or drop it. `by_rule` False: a person added it beside the rules; it is left
    alone, and only keeps a second one from beginning at the same time."""

    key: int
    day: date
    starts: time | None
    ends: time | None
    held: bool = False
    by_rule: bool = True


One = TypeVar("One", Existing, Occurrence)


@dataclass(frozen=True, slots=True)
class Changes:
    """`keep` stand as wanted; the occurrence says which rule they now come from. `retime` keep their identity and
    take the hours of the occurrence, whose start no other session of that day has. `drop` are wanted no more.
    `held` are wanted no more or at other hours, but a person must decide."""

    add: tuple[Occurrence, ...] = ()
    keep: tuple[tuple[int, Occurrence], ...] = ()
    retime: tuple[tuple[int, Occurrence], ...] = ()
    drop: tuple[int, ...] = ()
    held: tuple[int, ...] = ()


def diff(existing: Iterable[Existing], wanted: Iterable[Occurrence]) -> Changes:
    """How to come from the standing sessions to the wanted ones.

    Running it again on its own result changes nothing. A day whose hours changed keeps its session when one stands
    and one is wanted there; a held session keeps its place, and nothing is added beside it on the same day unless
    the rules want more sessions that day than stand there.
    """
    there, want = _by_day(existing), _by_day(wanted)
    parts = [_of_day(there.get(day, []), want.get(day, [])) for day in sorted(there.keys() | want.keys())]
    return Changes(
        tuple(one for part in parts for one in part.add),
        tuple(pair for part in parts for pair in part.keep),
        tuple(pair for part in parts for pair in part.retime),
        tuple(key for part in parts for key in part.drop),
        tuple(key for part in parts for key in part.held),
    )


def _by_day(ones: Iterable[One]) -> dict[date, list[One]]:
    days: dict[date, list[One]] = defaultdict(list)
    for one in ones:
        days[one.day].append(one)
    return days


def _of_day(there: list[Existing], wanted: list[Occurrence]) -> Changes:
    pairs, there, wanted = _same_start(there, wanted)
    near = list(zip(there, wanted, strict=False))  # both in order of time: the first moves to the first
    pairs += near
    there, wanted = there[len(near) :], wanted[len(near) :]
    differ = [(old, new) for old, new in pairs if old.by_rule and _hours(old) != _hours(new)]
    return Changes(
        add=tuple(wanted),
        keep=tuple((old.key, new) for old, new in pairs if (old, new) not in differ),
        retime=tuple((old.key, new) for old, new in differ if not old.held),
        drop=tuple(old.key for old in there if not old.held),
        held=tuple(old.key for old in [old for old, _ in differ] + there if old.held),
    )


def _same_start(
    there: list[Existing], wanted: list[Occurrence]
) -> tuple[list[tuple[Existing, Occurrence]], list[Existing], list[Occurrence]]:
    """Pairs that begin at the same time, then what is left over on each side, in order of time. Of two sessions
    standing at one time the one a person touched counts."""
    by_start: dict[time | None, Existing] = {}
    for old in sorted(there, key=lambda one: (one.by_rule, not one.held, one.key)):
        by_start.setdefault(old.starts, old)
    pairs = [(by_start[new.starts], new) for new in wanted if new.starts in by_start]
    used = {old.key for old, _ in pairs}
    taken = {new.starts for _, new in pairs}
    left = [old for old in there if old.by_rule and old.key not in used]
    left.sort(key=lambda one: one.starts or time.min)
    return pairs, left, [new for new in wanted if new.starts not in taken]


def _hours(one: Existing | Occurrence) -> tuple[time | None, time | None]:
    return one.starts, one.ends

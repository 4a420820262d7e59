"""Are there enough grown-ups at every minute of a session? Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Span:
    """`adults` from `starts` to before `ends` on one day: needed, or there."""

    starts: time
    ends: time
    adults: int = 1

    def covers(self, moment: time) -> bool:
        return self.starts <= moment < self.ends


@dataclass(frozen=True, slots=True)
class Gap:
    """From `starts` to `ends` only `here` of `needed` grown-ups are there."""

    starts: time
    ends: time
    needed: int
    here: int

    @property
    def missing(self) -> int:
        return self.needed - self.here


def gaps(
    starts: time, ends: time, needed: Sequence[Span], here: Iterable[Span], *, default: int
) -> list[Gap]:
    """The stretches of a session with too few, in order, neighbours with the same figures joined. Where nothing is
    said, `default` grown-ups are needed; where two wishes lie over each other, the greater holds."""
    there = list(here)
    edges = sorted({starts, ends, *_edges(needed, starts, ends), *_edges(there, starts, ends)})
    found: list[Gap] = []
    for since, until in zip(edges, edges[1:], strict=False):
        wanted = max((one.adults for one in needed if one.covers(since)), default=default)
        have = sum(one.adults for one in there if one.covers(since))
        if have < wanted:
            _join(found, Gap(since, until, wanted, have))
    return found


def most_needed(starts: time, ends: time, needed: Sequence[Span], *, default: int) -> int:
    """The greatest wish of a session."""
    edges = sorted({starts, *_edges(needed, starts, ends)} - {ends})
    return max(max((one.adults for one in needed if one.covers(edge)), default=default) for edge in edges)


def least_here(starts: time, ends: time, here: Iterable[Span]) -> int:
    """How many are there at the thinnest moment of a session."""
    there = list(here)
    edges = sorted({starts, *_edges(there, starts, ends)} - {ends})
    return min(sum(one.adults for one in there if one.covers(edge)) for edge in edges)


def _edges(spans: Iterable[Span], starts: time, ends: time) -> set[time]:
    return {edge for one in spans for edge in (one.starts, one.ends) if starts < edge < ends}


def _join(found: list[Gap], gap: Gap) -> None:
    if found and (found[-1].ends, found[-1].needed, found[-1].here) == (gap.starts, gap.needed, gap.here):
        found[-1] = Gap(found[-1].starts, gap.ends, gap.needed, gap.here)
    else:
        found.append(gap)

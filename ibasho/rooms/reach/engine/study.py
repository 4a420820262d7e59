"""One stage in one layer: what each point reaches, and what it lacks if it reaches nothing.

`meet` is the travel (who lies within the minutes of what), `run` lays the hours and the verdicts over it: for several
purposes or hours meet once and pass `meetings=`. D points, P places, W words of 64 half-hours, C cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ibasho.rooms.reach.engine import fca, kernels
from ibasho.rooms.reach.engine.inputs import Demand, Places, Profile, Verdict, Way, Words

BLANKS = 5  # rules.layers.Blank: reached, nowhere, closed, not for me, full
WANTED_BY_ALL = 1  # the bit every place has


@dataclass(frozen=True, slots=True, eq=False)
class Meetings:
    """Who lies within the minutes of what, once each, by the way with the fewest whole minutes: the points of place j
    are `point[first[j]:first[j+1]]`. `first` int64[P+1] · `point` int32[K] index of the demand · `minutes` int16[K]."""

    first: NDArray[np.int64]
    point: NDArray[np.int32]
    minutes: NDArray[np.int16]

    @property
    def place(self) -> NDArray[np.int32]:
        """int32[K]: the place of each meeting."""
        return np.repeat(np.arange(len(self.first) - 1, dtype=np.int32), np.diff(self.first))


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a study found for one stage, by point.

    `slots` int32[D] half-hours reached in all weeks · `words` uint64[D, W] which ones · `kinds` uint32[D] bit set of
    the kinds of place that give them · `blank` uint8[D] of rules.layers.Blank · `asked` bool[D] not reached, but
    would be if the places that must be asked (Verdict.ASK) said yes · `seats` float64[D] seats per child (2SFCA),
    inf where a usable place states no capacity · `flags` uint8[D] (kernels.NEAR, OPEN) · `weeks` looked at.
    """

    stage: int
    weeks: int
    slots: NDArray[np.int32]
    words: Words
    kinds: NDArray[np.uint32]
    blank: NDArray[np.uint8]
    asked: NDArray[np.bool_]
    seats: NDArray[np.float64]
    flags: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class CellFigures:
    """Children of one stage by cell (or district), each float64[C] and additive.

    `blank` float64[5, C] children by rules.layers.Blank (row 0 reached; the rows sum to `children`) · `half_hours`
    children × half-hours a week · `kinds` children × number of different kinds (mean = kinds / children) · `asked`
    children who would be reached if the places that must be asked said yes.
    """

    children: NDArray[np.float64]
    blank: NDArray[np.float64]
    half_hours: NDArray[np.float64]
    kinds: NDArray[np.float64]
    asked: NDArray[np.float64]

    @property
    def child_hours(self) -> NDArray[np.float64]:
        """Children × hours a week."""
        return self.half_hours / 2

    @property
    def unreached(self) -> NDArray[np.float64]:
        return np.asarray(self.blank[1:].sum(axis=0))


def run(
    demand: Demand,
    places: Places,
    profile: Profile,
    *,
    purpose_bit: int = WANTED_BY_ALL,
    weeks: int = 4,
    slots_min: float = 1,
    seats_min: float = 0,
    meetings: Meetings | None = None,
    load: NDArray[np.float64] | None = None,
) -> Found:
    """`slots_min` half-hours a week on average make a child reached. `seats_min` 0: capacity is not asked.
    `load` float64[P] the children who share each place (`fca.load` summed over stages); without it this stage's own.
    """
    at = meetings or meet(demand, places, profile)
    shape = (len(demand.node), places.open.shape[1])
    words, flags, kinds = (
        np.zeros(shape, np.uint64),
        np.zeros(shape[0], np.uint8),
        np.zeros(shape[0], np.uint32),
    )
    wanted, says = (places.purpose & np.uint32(purpose_bit)) != 0, answers(places, profile)
    asked = np.zeros(shape if (wanted & (says == 1)).any() else (0, shape[1]), np.uint64)
    usable = np.zeros(len(at.point), np.bool_)
    kernels.cover(
        at.first, at.point, at.minutes, places.open, profile.allowed, wanted, says, places.kind,
        words, asked, flags, kinds, usable,
    )  # fmt: skip
    slots = kernels.counted(words)
    seats = np.full(shape[0], np.inf)
    if seats_min > 0:
        sharing = load if load is not None else fca.load(at, demand.children[profile.stage], says == 2)
        seats = fca.seats(at, places.capacity, sharing, usable, shape[0])
    blank = kernels.judge(flags, slots, seats, slots_min * weeks, seats_min)
    ask = (
        kernels.would(blank, words, asked, slots_min * weeks) if len(asked) else np.zeros(shape[0], np.bool_)
    )
    return Found(profile.stage, weeks, slots, words, kinds, blank, ask, seats, flags)


def meet(demand: Demand, places: Places, profile: Profile) -> Meetings:
    """Every (place, point) within the minutes of some way of the profile. ValueError: `allowed` has too few rows."""
    if max((way.minutes_max for way in profile.ways), default=0) >= len(profile.allowed):
        raise ValueError("allowed needs a row for each minute a way may take")
    return meet_at(demand, profile.ways, places.district, *chains(demand))


def meet_at(
    demand: Demand,
    ways: Sequence[Way],
    place_district: NDArray[np.int32],
    head: NDArray[np.int32],
    after: NDArray[np.int32],
) -> Meetings:
    """The same for any places (`place_district` int32[P], their pairs in `ways`), with the chains at hand."""
    if not ways or not len(after):
        none = np.zeros(len(place_district) + 1, np.int64)
        return Meetings(none, np.empty(0, np.int32), np.empty(0, np.int16))
    first, point, mm = _together(ways)
    pace = np.array([way.mm_per_minute for way in ways], np.int64)
    minutes_max = np.array([way.minutes_max for way in ways], np.int64)
    inside = np.array([way.inside for way in ways], np.bool_)
    room = kernels.most(first, point, mm, pace * minutes_max, head, after)
    return Meetings(
        *kernels.meet(
            first, point, mm, pace, minutes_max, inside, head, after, demand.district, place_district, room
        )
    )


def load(
    demand: Demand,
    places: Places,
    profiles: Sequence[Profile],
    met: Sequence[Meetings] | None = None,
) -> NDArray[np.float64]:
    """float64[P]: the children of all these stages who share each place: what `run` takes as `load`."""
    total = np.zeros(len(places.open))
    for profile, near in zip(profiles, met or [meet(demand, places, one) for one in profiles], strict=True):
        total += fca.load(near, demand.children[profile.stage], answers(places, profile) == 2)
    return total


def chains(demand: Demand) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The demand's points by node (kernels.chains). Without streets (no point has a node) a point is its own node."""
    node = demand.node
    if not (node >= 0).any():
        node = np.arange(len(node), dtype=np.int32)
    found: tuple[NDArray[np.int32], NDArray[np.int32]] = kernels.chains(node, int(node.max(initial=-1)) + 1)
    return found


def answers(places: Places, profile: Profile) -> NDArray[np.uint8]:
    """uint8[P]: 0 no, 1 must be asked, 2 yes to this stage in this layer."""
    pairs = zip(places.verdict[profile.stage].tolist(), places.school_hours.tolist(), strict=True)
    return np.array([answer(verdict, school, profile) for verdict, school in pairs], np.uint8)


def answer(verdict: int, school_hours: bool, profile: Profile) -> int:
    """One place's: 0 no, 1 must be asked, 2 yes."""
    if profile.school_hours_only and not school_hours:
        return 0
    return 2 if verdict >= profile.least else int(verdict == Verdict.ASK)


def by_cell(found: Found, demand: Demand, stage: int, cells: int) -> CellFigures:
    """The children of `stage` summed by cell: arrays of length `cells`."""
    return _summed(found, demand.children[stage], demand.cell, cells)


def by_district(found: Found, demand: Demand, stage: int, districts: int) -> CellFigures:
    """Summed by 小学校区: arrays of length `districts` + 1, the last for points in no known district."""
    where = np.where(demand.district < 0, districts, demand.district)
    return _summed(found, demand.children[stage], where, districts + 1)


def _summed(found: Found, children: NDArray[np.float32], where: NDArray[np.int32], bins: int) -> CellFigures:
    weight = children.astype(np.float64)
    blank = sums(where * BLANKS + found.blank, weight, bins * BLANKS).reshape(bins, BLANKS).T
    return CellFigures(
        blank.sum(axis=0),
        np.ascontiguousarray(blank),
        sums(where, weight * (found.slots / found.weeks), bins),
        sums(where, weight * np.bitwise_count(found.kinds), bins),
        sums(where, weight * found.asked, bins),
    )


def sums(where: NDArray[np.int32], weight: NDArray[np.float64], bins: int) -> NDArray[np.float64]:
    """float64[bins]: the weights summed by bin."""
    return np.bincount(where, weight, bins).astype(np.float64, copy=False)


def _together(ways: Sequence[Way]) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """All ways' pairs one after another, without a copy where there is one."""
    if len(ways) == 1:
        pairs = ways[0].pairs
        return pairs.first[None, :], pairs.point, pairs.mm
    begin = np.cumsum([0, *(len(way.pairs.point) for way in ways[:-1])])
    first = np.stack([way.pairs.first + at for way, at in zip(ways, begin, strict=True)])
    return (
        first,
        np.concatenate([way.pairs.point for way in ways]),
        np.concatenate([way.pairs.mm for way in ways]),
    )

"""What the engine is told and what it answers: frozen values, weights in whole grams, days as `date`. Pure.

`numbers` of a reason hold only int and str (days as ISO, foods and allergens as codes), so that they survive JSON
unchanged; `rules.reasons` says them in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ibasho.base.kernel.geo import Position

Numbers = dict[str, int | str]


@dataclass(frozen=True, slots=True)
class Lot:
    """Some kilos of one thing. `step_grams`: the smallest piece it comes apart in. `brought`: the giver takes it round.

    `ready_on`: the first day it can be had; None: today. Of sessions that day the caller passes those that begin late
    enough. `position`: where it waits (the metres of a taker are counted from there).
    """

    grams: int
    step_grams: int
    band: str
    food: str
    date_kind: str
    use_until: date
    allergens: frozenset[str] = frozenset()
    allergens_known: bool = True
    position: Position | None = None
    brought: bool = False
    ready_on: date | None = None


@dataclass(frozen=True, slots=True)
class Taker:
    """One place that takes food, as it stands today.

    `storage`: free grams by band (`engine.storage.free`). `wishes`: foods it uses often; `wished_once`: it asked for this
    food just now. `metres`: to the lot, None: unknown. `sessions`: day and usual meals of its next openings.
    `recent_grams`: of all foods in the last four weeks. `weight`: usual meals a week. `held_grams`: of this very food it
    has already and has not used. `no_shows` is for people to see and decides nothing here.
    """

    key: int
    storage: Mapping[str, int]
    sessions: tuple[tuple[date, int], ...]
    weight: float
    active: bool = True
    closed: bool = False
    wishes: frozenset[str] = frozenset()
    wished_once: bool = False
    refused: frozenset[str] = frozenset()
    avoids: frozenset[str] = frozenset()
    collects: bool = True
    reach_metres: int = 10_000
    metres: int | None = None
    least_grams: int = 0
    most_grams: int | None = None
    recent_grams: int = 0
    held_grams: int = 0
    no_shows: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """`code` is one of `rules.reasons.SENTENCES`."""

    code: str
    numbers: Numbers = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """As `Share.reasons` and `Passed.reasons` keep it."""
        return {"code": self.code, "numbers": dict(self.numbers)}


@dataclass(frozen=True, slots=True)
class Share:
    key: int
    grams: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Passed:
    """Nothing this time. The first reason is the one that decided."""

    key: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Allotment:
    """`shares` in the order of `Taker.key`; `left_grams` found nobody who can use it."""

    shares: tuple[Share, ...]
    passed: tuple[Passed, ...]
    left_grams: int

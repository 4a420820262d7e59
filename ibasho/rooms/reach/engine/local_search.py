"""Good answers quickly: greedy, then the best swaps, then kicks (Resende & Werneck 2007; Lourenço et al. 2003)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ibasho.rooms.reach.engine.covering import Floats, Ints
from ibasho.rooms.reach.engine.narrowed import Narrowed
from ibasho.rooms.reach.engine.siting_kernels import (
    TINY,
    Ground,
    State,
    climb,
    enter,
    fits,
    kick_and_climb,
)

LEAST = 1e-9  # a swap must gain this share of all weight, or rounding could turn in circles
WHOLE = 1e-6
URGES = 6  # times the weight of districts under their floor is raised
URGE = 1.6


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """`chosen` int32[…] columns of the narrowed problem · `value` weight they cover (without the pins')."""

    chosen: Ints
    value: float


class Search:
    """Local search in one narrowed problem; it remembers the best it has found that meets the floors."""

    def __init__(self, small: Narrowed, seed: int) -> None:
        self.small = small
        self.ground = small.ground
        self.best: Found | None = None
        self._seed = seed
        self._slots = _most_columns(small.ground)
        self.brought = _brought(small.ground)
        self._least = LEAST * float(small.ground.weight.sum())

    def start(self, kicks: int) -> None:
        """Greedy, swaps and some kicks; again with heavier rows in the districts that stay under their floor."""
        urge = np.ones(len(self.small.least))
        for _ in range(URGES if len(urge) else 1):
            chosen = self._kicked(self._urged(urge), None, kicks)
            short = self.shortfall(chosen) > 0
            if self.offer(chosen) or not short.any():
                break
            urge[short] *= URGE

    def kick(self, kicks: int) -> bool:
        """Further kicks from the best so far; whether they helped."""
        if self.best is None:
            return False
        return self.offer(self._kicked(self.ground, self.best.chosen, kicks))

    def near(self, y: Floats, kicks: int = 0) -> bool:
        """The columns a fractional answer likes best, as far as they fit, and the swaps from there; whether the best
        became better."""
        before = self.best
        whole = np.flatnonzero(y > 1 - WHOLE).astype(np.int32)
        self.offer(whole)  # where floors bind, swaps may lead away from the one answer that keeps them
        liked = np.argsort(-y, kind="stable")[: 4 * self._slots].astype(np.int32)
        self.offer(self._kicked(self.ground, liked, kicks))
        return self.best is not before

    def offer(self, chosen: Ints) -> bool:
        """Keep this choice if it is better than the best and meets the floors."""
        value = self.value(chosen)
        if (self.best is not None and value <= self.best.value) or (self.shortfall(chosen) > 0).any():
            return False
        self.best = Found(np.sort(chosen), value)
        return True

    def value(self, chosen: Ints) -> float:
        return float(self.ground.weight[self._covered(chosen)].sum())

    def shortfall(self, chosen: Ints) -> Floats:
        """How much each district lacks to its floor, float64[d]."""
        least, district = self.small.least, self.small.district
        rows = self._covered(chosen) & (district >= 0)
        has = np.bincount(district[rows], self.ground.weight[rows], minlength=len(least))[: len(least)]
        return np.asarray(np.maximum(0.0, least - has - TINY * np.maximum(1.0, least)), np.float64)

    def _covered(self, chosen: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        out = np.zeros(len(self.ground.weight), np.bool_)
        for j in chosen:
            out[self.ground.row[self.ground.start[j] : self.ground.start[j + 1]]] = True
        return out

    def _urged(self, urge: Floats) -> Ground:
        district = self.small.district
        if not len(urge):
            return self.ground
        return self.ground._replace(
            weight=self.ground.weight * np.where(district >= 0, urge[np.maximum(district, 0)], 1.0)
        )

    def _kicked(self, ground: Ground, wanted: Ints | None, kicks: int) -> Ints:
        brought = self.brought if ground is self.ground else _brought(ground)
        state = _empty(ground, self._slots, brought)
        for j in () if wanted is None else wanted:
            free = np.flatnonzero(state.chosen < 0)
            if len(free) and fits(ground, state, int(j), -1):
                enter(ground, state, int(j), int(free[0]))
        climb(ground, state, self._least)
        if kicks and self._slots:
            self._seed += 1
            kick_and_climb(
                ground, state, _empty(ground, self._slots, brought), kicks, self._seed, self._least
            )
        return state.chosen[state.chosen >= 0].copy()


def _most_columns(ground: Ground) -> int:
    """No choice has more columns than this."""
    cheapest = np.cumsum(np.sort(ground.cost))
    return int(np.searchsorted(cheapest, ground.budget * (1 + TINY), side="right"))


def _brought(ground: Ground) -> Floats:
    """The weight each column covers, float64[c]."""
    so_far = np.concatenate([[0.0], np.cumsum(ground.weight[ground.row])])
    return np.asarray(so_far[ground.start[1:]] - so_far[ground.start[:-1]], np.float64)


def _empty(ground: Ground, slots: int, brought: Floats) -> State:
    columns = len(ground.cost)
    return State(
        cover=np.zeros(len(ground.weight), np.int32),
        slot=np.full(columns, -1, np.int32),
        chosen=np.full(slots, -1, np.int32),
        gain=brought.copy(),
        loss=np.zeros(slots),
        extra=np.zeros((columns, slots)),
        used=np.zeros_like(ground.most),
        spent=np.zeros(1),
        value=np.zeros(1),
    )

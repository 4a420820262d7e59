"""Who gets how much of one lot, and why: equal shares, filled like water. Pure and deterministic.

1. Whoever cannot use it safely is passed over, with the reason (`engine.limits`).
2. The level of a place is what it got in four weeks for each meal of a usual week (`recent_grams / weight`). The lowest level
   gets the next piece, again and again, until nothing is left or nobody can use more. A wish lowers the level by one portion
   of the food (asked for just now) or half of one (used often): as though it had got one serving less.
   Before the lot, levels are told apart in steps of one portion: of those alike the nearer goes first, then the smaller key.
3. The first piece of a place is at least what it finds worth fetching. Six places share a lot where six can use it; more join
   only where something would be left over.
4. A lot that does not come apart evenly (23 kg in pieces of 5) has one last smaller piece: the lowest level that can use it
   gets it when the others are poured.

What holds afterwards (tests/rooms/surplus/engine): for i that got some and j that could take one more of its pieces, both
levels counted with what they got now,
`level(i) - level(j) < piece(i) / weight(i) + portion + wish(i) - wish(j)`,
unless j stood outside because six were inside; then nobody inside had a higher level (in steps, wishes counted) before than j.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ibasho.rooms.surplus.engine.inputs import Allotment, Lot, Passed, Reason, Share, Taker
from ibasho.rooms.surplus.engine.limits import Limits, limits
from ibasho.rooms.surplus.engine.telling import Levels, Standing, share_reasons, turn_reason

RECEIVERS_MOST = 6
UNKNOWN_METRES = 10**9  # whose way nobody knows comes last among equals


@dataclass(slots=True)
class _Claim:
    """A taker who may, while the lot is poured out. `base`: its level before, less its wish, in whole portions of grams."""

    taker: Taker
    limits: Limits
    base: int
    got: int = 0

    @property
    def level(self) -> float:
        """Before this lot, wishes apart."""
        return self.taker.recent_grams / self.taker.weight

    @property
    def next_grams(self) -> int:
        return self.limits.step if self.got else self.limits.first

    @property
    def turn(self) -> tuple[float, int, int]:
        metres = self.taker.metres if self.taker.metres is not None else UNKNOWN_METRES
        return (self.base + self.got / self.taker.weight, metres, self.taker.key)


def allot(
    lot: Lot,
    takers: Sequence[Taker],
    *,
    today: date,
    portion_grams: int,
    most_receivers: int = RECEIVERS_MOST,
    carried: bool = False,
) -> Allotment:
    """`carried`: a driver may take it where nobody can fetch it, and is looked for. ValueError for an empty lot, and for takers
    without weight or with one key."""
    _check(lot, takers)
    claims: list[_Claim] = []
    passed: dict[int, tuple[Reason, ...]] = {}
    for taker in sorted(takers, key=lambda one: one.key):
        found = limits(lot, taker, today=today, portion_grams=portion_grams, carried=carried)
        if isinstance(found, Limits):
            claims.append(_Claim(taker, found, base_grams(lot.food, taker, portion_grams)))
        else:
            passed[taker.key] = found
    left = _pour(claims, lot.grams, most_receivers)
    left = _pour(claims, left, len(claims))
    left -= _last(claims, lot.grams % min(lot.step_grams, lot.grams), most_receivers)
    return _told(lot, claims, passed, left)


def wish_grams(food: str, taker: Taker, portion_grams: int) -> float:
    """By how much a wish lowers the level: grams per weekly meal."""
    if taker.wished_once:
        return float(portion_grams)
    return portion_grams / 2 if food in taker.wishes else 0.0


def base_grams(food: str, taker: Taker, portion_grams: int) -> int:
    """The level before a lot, less the wish, rounded down to whole portions: grams per weekly meal, a multiple of one."""
    level = taker.recent_grams / taker.weight - wish_grams(food, taker, portion_grams)
    return math.floor(level / portion_grams) * portion_grams


def _check(lot: Lot, takers: Sequence[Taker]) -> None:
    if lot.grams <= 0 or lot.step_grams <= 0:
        raise ValueError("there is something to share out")
    if len({taker.key for taker in takers}) != len(takers):
        raise ValueError("a place is asked once")
    if any(taker.weight <= 0 for taker in takers):
        raise ValueError("a place without usual meals has no level")


def _pour(claims: list[_Claim], left: int, most: int) -> int:
    """Piece by piece to the lowest level, to at most `most` places; what is left."""
    heap = [(claim.turn, claim) for claim in claims]
    heapq.heapify(heap)
    inside = sum(claim.got > 0 for claim in claims)
    while heap:
        _, claim = heapq.heappop(heap)
        grams = claim.next_grams
        full = not claim.got and inside >= most
        if full or grams > left or claim.got + grams > claim.limits.most:
            continue
        inside += not claim.got
        claim.got += grams
        left -= grams
        heapq.heappush(heap, (claim.turn, claim))
    return left


def _last(claims: list[_Claim], grams: int, most: int) -> int:
    """The last piece, smaller than the others, to the lowest level that can use it; what was given of it. Who would be one
    too many comes after the others."""
    if not grams:
        return 0
    full = sum(claim.got > 0 for claim in claims) >= most
    for claim in sorted(claims, key=lambda one: (full and not one.got, one.turn)):
        if (claim.got or grams >= claim.limits.least) and claim.got + grams <= claim.limits.most:
            claim.got += grams
            return grams
    return 0


def _told(lot: Lot, claims: list[_Claim], passed: dict[int, tuple[Reason, ...]], left: int) -> Allotment:
    shares: list[Share] = []
    levels = Levels.of([claim.level for claim in claims] or [0.0])
    base = max((claim.base for claim in claims if claim.got), default=0)
    level = max((claim.level for claim in claims if claim.got), default=0.0)
    for claim in claims:
        standing = Standing(claim.taker, claim.limits, claim.got, levels)
        if claim.got:
            shares.append(Share(claim.taker.key, claim.got, share_reasons(lot, standing)))
        else:
            alike, wished = claim.base <= base, claim.level <= level
            passed[claim.taker.key] = (turn_reason(standing, left, alike=alike, wished=wished),)
    return Allotment(tuple(shares), tuple(Passed(key, passed[key]) for key in sorted(passed)), left)

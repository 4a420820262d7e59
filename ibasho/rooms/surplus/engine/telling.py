"""Which reasons a share carries, and why somebody who could have taken it waits this time. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low

from ibasho.rooms.surplus.engine.inputs import Lot, Numbers, Reason, Taker
from ibasho.rooms.surplus.engine.limits import Limits


@dataclass(frozen=True, slots=True)
class Levels:
    """Of all who could take it, before this lot, in grams per weekly meal."""

    lowest: float
    middle: float
    highest: float
    places: int

    @classmethod
    def of(cls, levels: Sequence[float]) -> Levels:
        """Of at least one."""
        return cls(min(levels), median_low(levels), max(levels), len(levels))


@dataclass(frozen=True, slots=True)
class Standing:
    """One that could take it, among the others."""

    taker: Taker
    limits: Limits
    got: int
    levels: Levels

    @property
    def level(self) -> float:
        return self.taker.recent_grams / self.taker.weight


def share_reasons(lot: Lot, of: Standing) -> tuple[Reason, ...]:
    """In the order in which a person would say them: in time, whose turn, wish, way, and why no more."""
    found = [_opens(of), _turn(of)]
    if of.taker.wished_once:
        found.append(Reason("wished", {"food": str(lot.food)}))
    elif lot.food in of.taker.wishes:
        found.append(Reason("often", {"food": str(lot.food)}))
    found += _way(lot, of)
    if of.got + of.limits.step > of.limits.most and of.got + of.limits.step <= lot.grams:
        found.append(_bound(lot, of.limits))
    return tuple(found)


def turn_reason(of: Standing, left: int, *, alike: bool, wished: bool) -> Reason:
    """It could have used some: the rest was smaller than it needs, somebody as low stands nearer (`alike`), somebody who got
    no less asked for it (`wished`), or others had got less."""
    if left and of.limits.first > left:
        return Reason("rest_too_small", {"left": left, "piece": of.limits.first})
    code = "nearer_first" if alike else "wishes_first" if wished else "others_first"
    return Reason(code, _levels(of))


def _opens(of: Standing) -> Reason:
    return Reason("opens", {"day": of.limits.days[0].isoformat(), "times": len(of.limits.days)})


def _turn(of: Standing) -> Reason:
    known = of.levels
    if of.level == known.lowest and (known.highest > known.lowest or known.places == 1):
        return Reason("lowest", _levels(of))
    if of.level == known.lowest:
        return Reason("all_alike", _levels(of))
    return Reason("low" if of.level <= known.middle else "enough_for_all", _levels(of))


def _levels(of: Standing) -> Numbers:
    """`each` and `middle`: whole grams per weekly meal, its own and the middle of those who could take some."""
    return {
        "recent": of.taker.recent_grams,
        "each": round(of.level),
        "middle": round(of.levels.middle),
        "places": of.levels.places,
    }


def _way(lot: Lot, of: Standing) -> list[Reason]:
    """Who is too far or cannot fetch stands here only because somebody may carry it: nobody has said so yet."""
    metres = of.taker.metres
    if lot.brought:
        return [Reason("comes")]
    if not of.taker.collects or (metres is not None and metres > of.taker.reach_metres):
        return [Reason("driver")]
    return [Reason("way_unknown") if metres is None else Reason("near", {"metres": metres})]


def _bound(lot: Lot, limits: Limits) -> Reason:
    if limits.room < limits.usable:
        return Reason("up_to_room", {"band": str(lot.band), "free": limits.room})
    return Reason("up_to_use", {"usable": limits.usable, "times": len(limits.days)})

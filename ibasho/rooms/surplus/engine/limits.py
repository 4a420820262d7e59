"""What a place can take of a lot at most, or why nothing: safety first, then shelves, ways and use. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.rooms.surplus.engine.inputs import Lot, Reason, Taker
from ibasho.rooms.surplus.engine.storage import room_for
from ibasho.rooms.surplus.rules.allergens import clash
from ibasho.rooms.surplus.rules.kinds import GROWN

# Nobody stores more than two months' need, however long it keeps: a place that opens every second month is still served.
AHEAD_DAYS = 62
# Less is not worth a way, unless the place cannot use or hold more. Over simulated years of forty places, 3 kg instead of
# 1 kg saves a fifth of the ways and costs little in evenness (Gini 0.116 → 0.122) and in waste (6.0 % → 6.7 %).
PARCEL_GRAMS = 3_000


@dataclass(frozen=True, slots=True)
class Limits:
    """In grams: `first` the first piece and `step` each further one, in whole steps; `least` is worth the way; `most`
    altogether, in whole steps with or without the last piece. `usable` and `room` are what bounded it; `days` the openings
    that count."""

    first: int
    least: int
    step: int
    most: int
    usable: int
    room: int
    days: tuple[date, ...]


def limits(
    lot: Lot, taker: Taker, *, today: date, portion_grams: int, carried: bool
) -> Limits | tuple[Reason, ...]:
    """The limits, or every reason why nothing goes there, the weightiest first."""
    step = min(lot.step_grams, lot.grams)
    used = _usable(lot, taker, today, portion_grams)
    usable = max(0, sum(grams for _, grams in used) - taker.held_grams)
    room = room_for(lot.band, taker.storage)
    most = _pieces(min(lot.grams, usable, room), step, lot.grams % step)
    least = max(taker.least_grams, min(PARCEL_GRAMS, most))
    first = -(-max(step, least) // step) * step
    found = Limits(first, least, step, most, usable, room, tuple(day for day, _ in used))
    why = [*_never(lot, taker), *_way(lot, taker, carried)]
    if not why and not used:
        why = [Reason("no_session", {"until": _last_day(lot, today).isoformat()})]
    if not why and first > most:
        why = [_too_small(lot, taker, found)]
    return tuple(why) or found


def _pieces(grams: int, step: int, last: int) -> int:
    """The most of `grams` that is whole steps, with or without the last piece of the lot, which is smaller than a step."""
    whole = grams // step * step
    return whole if not last or grams < last else max(whole, (grams - last) // step * step + last)


def _last_day(lot: Lot, today: date) -> date:
    return min(lot.use_until, today + timedelta(days=AHEAD_DAYS))


def _usable(lot: Lot, taker: Taker, today: date, portion_grams: int) -> list[tuple[date, int]]:
    """What each opening in time can cook."""
    since = max(today, lot.ready_on or today)
    in_time = sorted(one for one in taker.sessions if since <= one[0] <= _last_day(lot, today) and one[1] > 0)
    most = lot.grams if taker.most_grams is None else taker.most_grams
    return [(day, min(meals * portion_grams, most)) for day, meals in in_time]


def _never(lot: Lot, taker: Taker) -> list[Reason]:
    """What no wish and no level outweighs."""
    found = []
    if taker.closed:
        found.append(Reason("closed"))
    elif not taker.active:
        found.append(Reason("inactive"))
    if lot.food not in GROWN and not lot.allergens_known:
        found.append(Reason("allergens_unknown"))
    if avoided := clash(lot.allergens, taker.avoids):
        found.append(Reason("allergen", {"codes": ",".join(avoided)}))
    if lot.food in taker.refused:
        found.append(Reason("refused", {"food": str(lot.food)}))
    return found


def _way(lot: Lot, taker: Taker, carried: bool) -> list[Reason]:
    if lot.brought or carried:
        return []
    if not taker.collects:
        return [Reason("cannot_fetch")]
    if taker.metres is not None and taker.metres > taker.reach_metres:
        return [Reason("far", {"metres": taker.metres, "reach": taker.reach_metres})]
    return []


def _too_small(lot: Lot, taker: Taker, found: Limits) -> Reason:
    """Which of the bounds is the tightest, said as a person would."""
    if taker.least_grams > lot.grams:
        return Reason("under_least", {"least": taker.least_grams, "offered": lot.grams})
    if found.room < found.first and found.room <= found.usable:
        return Reason("no_room", {"band": str(lot.band), "free": found.room, "piece": found.first})
    if found.usable < found.first:
        held = {"held": taker.held_grams} if taker.held_grams else {}
        return Reason("no_use", {"usable": found.usable, "piece": found.first, **held})
    return Reason("under_least", {"least": taker.least_grams, "offered": lot.grams})

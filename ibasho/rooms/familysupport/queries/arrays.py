"""A week of the world as the engine's arrays. What is decided already is a visit with its provider pinned, so that caps,
ways and turns count it like the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import permutations

import numpy as np

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.engine.checking import DAYS
from ibasho.rooms.familysupport.engine.problem import NOBODY, Ints, Week
from ibasho.rooms.familysupport.models import Member, Visit
from ibasho.rooms.familysupport.queries.world import World
from ibasho.rooms.familysupport.queries.world_rows import end_of, modes_of, start_of
from ibasho.rooms.familysupport.rules.kinds import Verdict, VisitState


@dataclass(frozen=True, slots=True)
class Posed:
    """`week` asks about `visits` and `members` by their places in these lists."""

    week: Week
    visits: Sequence[Visit]
    members: Sequence[Member]


def pose(world: World, monday: date) -> Posed:
    """A decided visit whose provider has left the centre since is nobody's question here."""
    members = list(world.members.values())
    place = {one.pk: at for at, one in enumerate(members)}
    visits = [
        one for one in world.visits.values() if one.state == VisitState.OPEN or one.provider_id in place
    ]
    pinned = [_pinned(world, one, place) for one in visits]
    pairs = [
        (at, of, worth)
        for at, visit in enumerate(visits)
        for of, worth in _able(world, visit, members, pinned[at])
    ]
    modes = [modes_of(world.helpers[one.pk])[-1] for one in members]
    week_max, day_max = _caps(world, monday, visits, members, pinned)
    week = Week(
        starts=_minutes([one.starts_at for one in visits], monday), ends=_minutes([one.ends_at for one in visits], monday),
        mode=_ints(modes), gaps=_gaps(world, visits, pinned),
        load=_ints([world.load(one.pk, monday) for one in members]), week_max=week_max, day_max=day_max,
        pair_visit=_ints([one for one, _, _ in pairs]), pair_provider=_ints([one for _, one, _ in pairs]),
        pair_worth=_ints([one for _, _, one in pairs]), pinned=_ints(pinned),
        busy_provider=_ints([]), busy_starts=_ints([]), busy_ends=_ints([]),
    )  # fmt: skip
    return Posed(week, visits, members)


def _pinned(world: World, visit: Visit, place: dict[int, int]) -> int:
    """Who has it, or whom the adviser said. A pin that cannot be held any more (a lapsed course) is none."""
    if visit.state != VisitState.OPEN:
        return place[visit.provider_id or 0]
    for (visit_pk, member_pk), verdict in world.verdicts.items():
        if visit_pk == visit.pk and verdict == Verdict.PIN and member_pk in place:
            return place[member_pk] if world.firm_refusal(visit, world.members[member_pk]) is None else NOBODY
    return NOBODY


def _able(world: World, visit: Visit, members: Sequence[Member], pin: int) -> list[tuple[int, int]]:
    """(place of the provider, worth) of those who may take it; a pinned visit has its one pair."""
    if pin != NOBODY:
        return [(pin, world.worth(visit, members[pin]))]
    return [
        (of, world.worth(visit, member))
        for of, member in enumerate(members)
        if world.refusal(visit, member, limits=False) is None
    ]


def _caps(
    world: World, monday: date, visits: Sequence[Visit], members: Sequence[Member], pinned: Sequence[int]
) -> tuple[Ints, Ints]:
    """A provider's own limits of the week (m,) and of each day (m, 7), and never less than what is decided or pinned there:
    that was agreed with them, for that day and no other."""
    week: Counter[int] = Counter()
    days = np.zeros((len(members), DAYS), np.int32)
    for visit, pin in zip(visits, pinned, strict=True):
        if pin != NOBODY:
            week[pin] += 1
            days[pin, (visit.day - monday).days] += 1
    helpers = [world.helpers[one.pk] for one in members]
    week_max = [max(one.week_max, week[at]) for at, one in enumerate(helpers)]
    own = _ints([one.day_max for one in helpers])
    return _ints(week_max), np.maximum(own[:, None], days)


def _gaps(world: World, visits: Sequence[Visit], pinned: Sequence[int]) -> Ints:
    """Minutes from where one ends to where another begins. Between two that were given to the same provider never more
    than there is: it was so decided."""
    found = world.gaps([end_of(one) for one in visits], [start_of(one) for one in visits])
    given: defaultdict[int, list[int]] = defaultdict(list)
    for at, pin in enumerate(pinned):
        if pin != NOBODY:
            given[pin].append(at)
    for places in given.values():
        for one, two in permutations(places, 2):
            wait = (visits[two].starts_at - visits[one].ends_at) // timedelta(minutes=1)
            if wait >= 0:
                found[:, one, two] = np.minimum(found[:, one, two], wait)
    return found


def _minutes(moments: Sequence[datetime], monday: date) -> Ints:
    since = clock.day_bounds(monday)[0]
    return _ints([int((one - since).total_seconds()) // 60 for one in moments])


def _ints(values: Sequence[int]) -> Ints:
    return np.asarray(values, np.int32)

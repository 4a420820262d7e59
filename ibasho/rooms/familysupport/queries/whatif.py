"""Past weeks as the engine reads them, every settled visit open again, and what each would cost the city."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.engine.problem import NOBODY, Answer, Ints, Week
from ibasho.rooms.familysupport.models import Centre, Visit, WhatIf
from ibasho.rooms.familysupport.queries import world as worlds
from ibasho.rooms.familysupport.queries.arrays import Posed, pose
from ibasho.rooms.familysupport.queries.tariffs import bodies_of, body_on
from ibasho.rooms.familysupport.queries.world import World
from ibasho.rooms.familysupport.rules import whatif as rules
from ibasho.rooms.familysupport.rules.kinds import Verdict, VisitState
from ibasho.rooms.familysupport.rules.tariff import price
from ibasho.rooms.familysupport.rules.tariff_body import CHILDREN_MOST
from ibasho.rooms.familysupport.rules.unmet import hours_of
from ibasho.rooms.familysupport.rules.whatif import Assumed

SETTLED = (VisitState.OPEN, VisitState.AGREED, VisitState.DONE, VisitState.UNMET)
SERVED = frozenset({VisitState.AGREED.value, VisitState.DONE.value})
WEEK = timedelta(days=7)
Solve = Callable[[Week, bool], Answer]  # whether to prove it
PROVEN_PAIRS = 4_000  # up to so many able pairs a proof is quick


@dataclass(frozen=True, slots=True)
class Past:
    """One week. `actual`: how many were served in truth. `doubling`: places of the providers copies are taken from.
    `city_yen`, `minutes` (as charged) by visit; minutes 0 where no fees held."""

    monday: date
    posed: Posed
    actual: int
    doubling: Sequence[int]
    city_yen: Ints
    minutes: Ints


def mondays(from_on: date, weeks: int) -> list[date]:
    first = from_on - timedelta(days=from_on.weekday())
    return [first + n * WEEK for n in range(weeks)]


def how_many(centre: Centre, from_on: date, weeks: int) -> int:
    """Visits the weeks hold."""
    first = mondays(from_on, weeks)[0]
    span = (first, first + weeks * WEEK - timedelta(days=1))
    return Visit.objects.filter(request__member__centre=centre, day__range=span, state__in=SETTLED).count()


def past(centre: Centre, monday: date, at: datetime) -> Past | None:
    """None for a week in which nobody asked."""
    rows = Visit.objects.filter(
        request__member__centre=centre, day__range=(monday, monday + WEEK - timedelta(days=1)), state__in=SETTLED
    )  # fmt: skip
    visits = list(rows.select_related("request__member__centre").order_by("starts_at", "pk"))
    if not visits:
        return None
    actual = sum(one.state in SERVED for one in visits)
    world = _open_again(worlds.load(visits, at))
    posed = pose(world, monday)
    doubling = [at for at, one in enumerate(posed.members) if world.helpers[one.pk].has_profile]
    city_yen, minutes = _costs(world, posed.visits, centre)
    return Past(monday, posed, actual, doubling, city_yen, minutes)


def found(weeks: Sequence[Past], assumed: Assumed, solve: Solve) -> dict[str, Any]:
    """What `WhatIf.found` keeps: counts and yen, before and after, week by week and by hour."""
    lines, before, after = [], _Sum(), _Sum()
    for turn, one in enumerate(weeks):
        doubled = rules.copies(one.doubling, assumed.more_percent)
        more = rules.raised_caps(one.posed.week.providers, assumed.more_tenths, turn)
        larger = rules.grown(one.posed.week, doubled, more)
        proves = len(larger.pair_visit) <= PROVEN_PAIRS  # both sides by the same way
        now, then = solve(one.posed.week, proves), solve(larger, proves)
        before.add(one, now, 0)
        after.add(one, then, assumed.more_yen)
        lines.append(
            {
                "week": one.monday.isoformat(), "asked": len(one.posed.visits), "actual": one.actual,
                "before": now.served, "after": then.served, "proven": now.proven and then.proven,
                "providers": len(one.doubling), "copies": len(doubled),
            }
        )  # fmt: skip
    return {
        "weeks": lines,
        "before": before.as_json(),
        "after": after.as_json(),
        "unpriced": _unpriced(weeks),
    }


class _Sum:
    """What is added up over the weeks."""

    def __init__(self) -> None:
        self.served, self.city_yen = 0, 0
        self.unmet: dict[tuple[int, int], int] = {}

    def add(self, past: Past, answer: Answer, more_yen: int) -> None:
        served = answer.provider_of != NOBODY
        raised = past.city_yen.astype(np.int64) + more_yen * past.minutes.astype(np.int64) // 60
        self.served += int(served.sum())
        self.city_yen += int(raised[served].sum())
        for at in np.flatnonzero(~served):
            visit = past.posed.visits[int(at)]
            for cell in hours_of(visit.starts_at, visit.ends_at):
                self.unmet[cell] = self.unmet.get(cell, 0) + 1

    def as_json(self) -> dict[str, Any]:
        unmet = [[day, hour, count] for (day, hour), count in sorted(self.unmet.items())]
        return {"served": self.served, "city_yen": self.city_yen, "unmet": unmet}


def newest(centre: Centre) -> list[WhatIf]:
    return list(
        WhatIf.objects.filter(centre=centre).select_related("made_by").order_by("-made_at", "-pk")[:50]
    )


def _open_again(world: World) -> World:
    """Nobody has any of these visits yet, and no adviser has said who; what was forbidden or refused stays so."""
    for visit in world.visits.values():
        visit.state, visit.provider, visit.decided_at = VisitState.OPEN.value, None, None
    for member, kept in world.kept.items():
        world.kept[member] = [one for one in kept if one.visit_id not in world.visits]
    world.verdicts = {pair: word for pair, word in world.verdicts.items() if word != Verdict.PIN}
    return world


def _costs(world: World, visits: Sequence[Visit], centre: Centre) -> tuple[Ints, Ints]:
    bodies = bodies_of(centre)
    city_yen, minutes = np.zeros(len(visits), np.int32), np.zeros(len(visits), np.int32)
    for at, visit in enumerate(visits):
        body = body_on(bodies, clock.day(visit.starts_at))
        children = len(world.children[visit.request_id])
        if body is None or not 1 <= children <= CHILDREN_MOST:
            continue
        priced = price(
            body, starts=visit.starts_at, ends=visit.ends_at, children=children, content=visit.request.content
        )
        city_yen[at], minutes[at] = priced.city_yen, priced.minutes
    return city_yen, minutes


def _unpriced(weeks: Sequence[Past]) -> int:
    return sum(int((one.minutes == 0).sum()) for one in weeks)

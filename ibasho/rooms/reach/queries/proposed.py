"""A plan's openings as if they were open already: what a study 「この計画なら」 lays on the ground."""

from __future__ import annotations

import numpy as np

from ibasho.rooms.reach.engine.inputs import Verdict
from ibasho.rooms.reach.models import Candidate, Plan, PlanOpening
from ibasho.rooms.reach.queries.spots import Slots, Spot
from ibasho.rooms.reach.rules import asking, scenarios
from ibasho.rooms.reach.rules.layers import Purpose
from ibasho.rooms.reach.rules.scenarios import Span
from ibasho.town.areas.stages import CHILD_STAGES, Stage
from ibasho.town.places.rules.kinds import PlaceKind


def openings_of(plan: Plan, span: Span) -> tuple[tuple[Spot, ...], Slots]:
    """Each site once, with all its openings; those forbidden or without hours are no openings."""
    asked = asking.from_json(plan.asked)
    sites: dict[tuple[float, float], tuple[Spot, Slots]] = {}
    rows = plan.openings.exclude(wish=PlanOpening.Wish.FORBIDDEN).filter(starts__isnull=False)
    for row in rows.select_related("candidate").order_by("pk"):
        new = spot(row.name, row.lat, row.lng, row.candidate, asked)
        there, slots = sites.get((row.lat, row.lng), (new, _closed(span)))
        sites[row.lat, row.lng] = there, slots | _slots(row, asked.cycle, span)
    found = list(sites.values())
    stacked = np.stack([slots for _, slots in found]) if found else _closed(span)[None][:0]
    return tuple(there for there, _ in found), stacked


def _closed(span: Span) -> Slots:
    return scenarios.slots_open((), 7 * span.weeks)


def _slots(row: PlanOpening, cycle: int, span: Span) -> Slots:
    """In every week, or in its week of the cycle of a mobile plan."""
    assert (
        row.starts is not None and row.ends is not None and row.weekday is not None
    )  # the query asks for it
    begins, ends = scenarios.minute(row.starts), scenarios.minute(row.ends)
    turn = (row.week_of_cycle - 1) % cycle
    weeks = [week for week in range(span.weeks) if week % cycle == turn]
    return scenarios.slots_open([(7 * week + row.weekday, begins, ends) for week in weeks], 7 * span.weeks)


def spot(name: str, lat: float, lng: float, candidate: Candidate | None, asked: asking.Asked) -> Spot:
    """Open to those the plan asks for: alone, and small children with whoever brings them."""
    verdicts = tuple(
        Verdict.NO
        if stage not in asked.stages
        else Verdict.WITH_ADULT
        if stage is Stage.INFANT
        else Verdict.ALONE
        for stage in CHILD_STAGES
    )
    return Spot(
        "", name, PlaceKind.OTHER, lat, lng, candidate.district_code if candidate else "",
        candidate.capacity if candidate else None, False, Purpose.ALL.bit | asked.purpose.bit, verdicts,
    )  # fmt: skip

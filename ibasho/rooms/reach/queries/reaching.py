"""Which places reach the children of one cell or one 小学校区, and why the others do not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from ibasho.rooms.reach.engine import study as engine
from ibasho.rooms.reach.models import Study
from ibasho.rooms.reach.queries.ground import Ground
from ibasho.rooms.reach.queries.grounding import ground_of
from ibasho.rooms.reach.queries.homes import demand_of
from ibasho.rooms.reach.queries.spots import Spot
from ibasho.rooms.reach.rules.summary import Look
from ibasho.town.areas.stages import CHILD_STAGES

SHOWN_MAX = 40
ASK, YES = 1, 2  # engine.study.answers
NOBODY = 0.5  # children; less is a share of one


class Why(Enum):
    """In the order in which a page tells them."""

    GOES = "行ける"
    ASKS = "ひとりで来てよいか、きいてみないと わからない"
    LATE = "近いが、行ける時間に あいていない"
    NO = "近くて あいているが、この年代は（ひとりでは）入れない"


@dataclass(frozen=True, slots=True)
class PlaceReach:
    """`near` children live within the minutes, `goes` of them can use it · `minutes` in the mean of the near ones ·
    `hours` a week for one who goes."""

    spot: Spot
    near: float
    goes: float
    minutes: float
    hours: float
    why: Why


def cell(study: Study, look: Look, code: str) -> list[PlaceReach]:
    found = ground_of(study)
    if found is None or code not in found.homes.cells.codes:
        return []
    return _reaching(found, look, found.demand.cell == found.homes.cells.codes.index(code))


def district(study: Study, look: Look, code: str) -> list[PlaceReach]:
    found = ground_of(study)
    index = [one.code for one in found.homes.districts] if found else []
    if found is None or code not in index:
        return []
    return _reaching(found, look, found.demand.district == index.index(code))


def _reaching(found: Ground, look: Look, points: NDArray[np.bool_]) -> list[PlaceReach]:
    """Summed over the look's stages and the children it counts; places of another purpose are not told."""
    size, demand = len(found.spots), demand_of(found.homes, without_clubs=look.without_clubs)
    near, goes, minutes, slots = (np.zeros(size) for _ in range(4))
    whys = np.zeros((len(Why), size))
    for stage in look.stages:
        if (look.layer, stage) not in found.profiles:
            continue
        profile = found.profiles[look.layer, stage]
        meetings = engine.meet(demand, found.places, profile)
        here = points[meetings.point]
        place, point, way = meetings.place[here], meetings.point[here], meetings.minutes[here]
        weight = demand.children[CHILD_STAGES.index(stage)][point]
        there = np.bitwise_count(found.places.open[place] & profile.allowed[way]).sum(axis=1)
        says = engine.answers(found.places, profile)[place]
        uses = weight * ((says == YES) & (there > 0))
        near += np.bincount(place, weight, size)
        goes += np.bincount(place, uses, size)
        minutes += np.bincount(place, weight * way, size)
        slots += np.bincount(place, uses * there, size)
        np.add.at(whys, (_why(says, there), place), weight)
    wanted = (near > 0) & ((found.places.purpose & np.uint32(look.purpose.bit)) != 0)
    best = np.where(
        goes >= NOBODY, 0, 1 + whys[1:].argmax(axis=0)
    )  # what holds for most of the near children
    order = sorted(np.flatnonzero(wanted), key=lambda at: (-goes[at], best[at], -near[at]))[:SHOWN_MAX]
    hours = slots / np.maximum(goes, 1e-9) / found.span.weeks / 2
    return [
        PlaceReach(
            found.spots[at], float(near[at]), float(goes[at]), float(minutes[at] / near[at]), float(hours[at]),
            list(Why)[best[at]],
        )
        for at in map(int, order)
    ]  # fmt: skip


def _why(says: NDArray[np.uint8], there: NDArray[np.integer]) -> NDArray[np.intp]:
    """Index of Why for each meeting: a place that is shut is not asked whom it lets in."""
    shut = there == 0
    return np.where(shut, 2, np.where(says == YES, 0, np.where(says == ASK, 1, 3)))

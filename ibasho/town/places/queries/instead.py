"""Where else a child can go today, when a place is shut, over or full."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.geo import Position
from ibasho.town.places.models import Place
from ibasho.town.places.queries.answers import Answer, admission_of, open_today
from ibasho.town.places.queries.criteria import PAGE_SIZE, Criteria
from ibasho.town.places.rules.answers import needs_adult
from ibasho.town.places.rules.stages import Stage

INSTEAD_MAX = 3
WIDEST = Stage.UPPER  # who has not said how old they are may be eleven, on a bicycle


def instead_of(
    place: Place, at: datetime, stage: Stage | None = None, start: Position | None = None
) -> tuple[Answer, ...]:
    """At most three that are open now or later today and no further from this place (from `start` where it has no
    position) than a child of this stage goes by itself; those in walking distance first. Where children go here by
    themselves, so they can there: who asks for a grown-up comes last."""
    found = open_today(Criteria(stage=stage, size=PAGE_SIZE), at, place.position or start, WIDEST)
    others = [one for one in found if one.place.pk != place.pk]
    usual = needs_adult(admission_of(place))
    return tuple(sorted(others, key=lambda one: _late(one, needs_adult_too=usual))[:INSTEAD_MAX])


def _late(one: Answer, *, needs_adult_too: bool) -> tuple[float, ...]:
    minutes = one.minutes.value if one.minutes else float("inf")
    far = one.far or one.minutes is None
    return one.needs_adult and not needs_adult_too, far, minutes if far else one.group.rank, minutes

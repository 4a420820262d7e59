"""The ground under a plan: that of the study it stands on."""

from __future__ import annotations

from ibasho.rooms.reach.models import Plan
from ibasho.rooms.reach.queries import studies, trying
from ibasho.rooms.reach.queries.ground import ground
from ibasho.rooms.reach.queries.homes import Homes
from ibasho.rooms.reach.queries.trying import Scene
from ibasho.rooms.reach.rules.asking import Asked


def homes_of(plan: Plan) -> Homes | None:
    """None where the study or its people are gone."""
    if plan.base is None:
        return None
    found = ground(studies.span(plan.base), plan.base.population)
    return found.homes if found else None


def scene_of(plan: Plan, asked: Asked) -> Scene | None:
    """The study of the plan's purpose, ready to be asked; None where study or people are gone."""
    if plan.base is None:
        return None
    return trying.scene(
        studies.span(plan.base), asked.purpose, without_clubs=asked.without_clubs, population=plan.base.population
    )  # fmt: skip

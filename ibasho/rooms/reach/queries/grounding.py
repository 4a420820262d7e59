"""The ground under what was kept: that of a study, with the openings of its plan, and that of the study under a plan."""

from __future__ import annotations

from ibasho.rooms.reach.models import Plan, Study
from ibasho.rooms.reach.queries import proposed, studies, trying
from ibasho.rooms.reach.queries.ground import Ground, ground, with_openings
from ibasho.rooms.reach.queries.homes import Homes
from ibasho.rooms.reach.queries.trying import Scene
from ibasho.rooms.reach.rules.asking import Asked


def ground_of(study: Study) -> Ground | None:
    """None where its people are gone: others are not counted in their stead."""
    span = studies.span(study)
    found = ground(span, study.population) if study.population else None
    if found is None or study.plan is None:
        return found
    return with_openings(found, *proposed.openings_of(study.plan, span))


def homes_of(plan: Plan) -> Homes | None:
    """None where the study or its people are gone."""
    if plan.base is None or plan.base.population is None:
        return None
    found = ground(studies.span(plan.base), plan.base.population)
    return found.homes if found else None


def scene_of(plan: Plan, asked: Asked) -> Scene | None:
    """The study of the plan's purpose, ready to be asked; None where study or people are gone."""
    if plan.base is None or plan.base.population is None:
        return None
    return trying.scene(
        studies.span(plan.base), asked.purpose, without_clubs=asked.without_clubs, population=plan.base.population
    )  # fmt: skip

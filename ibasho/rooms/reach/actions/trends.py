"""The years to come: the same study for every projection of the population, with the places as they are now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs
from procrastinate.exceptions import AlreadyEnqueued

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid
from ibasho.rooms.reach import policies
from ibasho.rooms.reach.actions import studies
from ibasho.rooms.reach.models import Study
from ibasho.rooms.reach.queries.comparing import projections
from ibasho.rooms.reach.rules.scenarios import Scenario
from ibasho.town.areas.models import Population
from ibasho.town.people.permissions import Permission


@transaction.atomic
def ask(*, scenario: Scenario, by: Actor, at: datetime) -> int:
    """Gives the projections to a job; how many there are. Raises Invalid while none is loaded."""
    policies.require(by, Permission.REACH_PLAN, at=at)
    found = projections()
    if not found:
        raise Invalid(
            "reach.no_projection",
            _(
                "将来推計人口が まだ ありません。「まちの資料」から 国土数値情報の 将来推計を 入れてください。"
            ),
        )
    journal.record("reach.trend.ask", noun="reach.Study", object_id=scenario.value, by=by, at=at)
    try:
        with transaction.atomic():
            jobs.configure_task("reach.trend", queueing_lock=f"reach.trend.{scenario.value}").defer(
                scenario=scenario.value, person_id=by.person_id
            )
    except AlreadyEnqueued as error:
        raise Conflict(
            "reach.trend_waits",
            _("これからの年の しらべは もう たのんであります。おわるのを 待ってください。"),
        ) from error
    return len(found)


def work(*, scenario: Scenario, by: Actor, now: Callable[[], datetime]) -> None:
    """One study after another, each kept as it is done; the older one of the same year goes."""
    for population in projections():
        study = studies.ask(scenario=scenario, near=clock.day(now()), population=population, by=by, at=now())
        try:
            studies.run(study=study, by=by, at=now())
        except DomainError as error:
            studies.fail(study_id=study.pk, problem=error.message, by=by, at=now())
        else:
            _drop_older(study, population, by, now())


def _drop_older(study: Study, population: Population, by: Actor, at: datetime) -> None:
    """One that has a name, or on which a plan stands, is somebody's and stays."""
    older = Study.objects.filter(
        population=population, scenario=study.scenario, plan__isnull=True, title="", pk__lt=study.pk
    )
    for one in older:
        try:
            studies.delete(study=one, by=by, at=at)
        except Conflict:
            continue

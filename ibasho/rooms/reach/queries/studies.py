"""Studies that were kept: the newest of each kind, the list, and one as a page shows it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from ibasho.rooms.reach.models import Study
from ibasho.rooms.reach.rules.scenarios import Scenario, Span

HEAVY = ("cells",)


def studies() -> QuerySet[Study]:
    """Newest first, without the bytes."""
    return (
        Study.objects.defer(*HEAVY)
        .select_related("population", "plan", "asked_by")
        .order_by("-asked_at", "-pk")
    )


def now() -> QuerySet[Study]:
    """Finished studies of the city as it is: no plan, no projection."""
    found = studies().filter(state=Study.State.DONE, plan__isnull=True)
    return found.exclude(population__kind="projection").order_by("-done_at", "-pk")


def latest(scenario: Scenario = Scenario.TERM) -> Study | None:
    return now().filter(scenario=scenario.value).first()


def find(public_id: str) -> Study | None:
    return studies().filter(public_id=public_id).first()


def running() -> QuerySet[Study]:
    return studies().filter(state__in=[Study.State.WAITING, Study.State.RUNNING])


def span(study: Study) -> Span:
    return Span(Scenario(study.scenario), study.first, study.weeks)


def automatic() -> QuerySet[Study]:
    """Made by the nightly job and not kept by anybody (a title keeps), and asked about by no plan."""
    return Study.objects.filter(asked_by__isnull=True, title="", plan__isnull=True, plans__isnull=True)


def old(before: date) -> QuerySet[Study]:
    """Automatic studies that have a newer one of the same month: the last of each month stays for the trend."""
    rows = list(
        automatic().filter(asked_at__date__lt=before).order_by("asked_at").values_list("pk", "asked_at")
    )
    last = {(at.year, at.month): pk for pk, at in rows}
    kept = set(last.values())
    return automatic().filter(Q(pk__in=[pk for pk, _ in rows if pk not in kept]))

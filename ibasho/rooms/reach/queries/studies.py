"""Studies that were kept: the newest of each kind, the list, and one as a page shows it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from ibasho.base.kernel import clock
from ibasho.rooms.reach.models import Study
from ibasho.rooms.reach.queries.figures import SEATS_MIN, SLOTS_MIN, Limits
from ibasho.rooms.reach.rules.scenarios import Scenario, Span

HEAVY = ("cells", "plan__found")
STUCK = timedelta(minutes=30)  # a job that was asked for longer ago has died


def studies() -> QuerySet[Study]:
    """Newest first, without the bytes."""
    return (
        Study.objects.defer(*HEAVY)
        .select_related("population", "plan", "asked_by")
        .order_by("-asked_at", "-pk")
    )


def listed() -> QuerySet[Study]:
    """The same for lists: a study's figures are read when somebody looks at them."""
    return studies().defer("summary", "settings")


def now() -> QuerySet[Study]:
    """Finished studies of the city as it is: no plan, no projection, and not of people whose file was removed."""
    found = studies().filter(state=Study.State.DONE, plan__isnull=True, population__isnull=False)
    return found.exclude(population__kind="projection").order_by("-done_at", "-pk")


def latest(scenario: Scenario = Scenario.TERM) -> Study | None:
    return now().filter(scenario=scenario.value).first()


def latest_usual(scenario: Scenario = Scenario.TERM) -> Study | None:
    """What the public and reports are told, and what the night compares with: whoever tries other limits out does not
    change the figures of the city."""
    slots, seats = (
        Q(**{f"settings__{name}": usual}) | Q(**{f"settings__{name}__isnull": True})
        for name, usual in (("slots_min", SLOTS_MIN), ("seats_min", SEATS_MIN))
    )
    return now().filter(slots, seats, scenario=scenario.value).first()


def limits(study: Study) -> Limits:
    """Those it was asked with."""
    said = study.settings
    return Limits(said.get("slots_min", SLOTS_MIN), said.get("seats_min", SEATS_MIN))


def find(public_id: str) -> Study | None:
    return studies().filter(public_id=public_id).first()


def unfinished() -> QuerySet[Study]:
    return studies().filter(state__in=[Study.State.WAITING, Study.State.RUNNING])


def running(at: datetime) -> QuerySet[Study]:
    """Those a page may still wait for."""
    return unfinished().filter(asked_at__gt=at - STUCK)


def stuck(at: datetime) -> QuerySet[Study]:
    """Those whose job has died, so that nobody works them out any more."""
    return unfinished().filter(asked_at__lte=at - STUCK)


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
    months = [(pk, clock.day(at)) for pk, at in rows]
    last = {(day.year, day.month): pk for pk, day in months}
    kept = set(last.values())
    return automatic().filter(Q(pk__in=[pk for pk, _ in rows if pk not in kept]))

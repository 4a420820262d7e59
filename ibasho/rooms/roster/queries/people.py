"""Helpers as their organisation keeps them: the list, one person's checklist, and who has to be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.roster.models import Helper, Programme, Safeguard
from ibasho.rooms.roster.rules import registering as rules
from ibasho.rooms.roster.rules.kinds import HelperState
from ibasho.rooms.roster.rules.registering import Missing, Ready
from ibasho.rooms.roster.rules.safeguarding import duty
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation, Person
from ibasho.town.people.permissions import Permission


def kept_organisations(by: Actor, at: datetime) -> QuerySet[Organisation]:
    """Whose helpers the actor keeps; the one alone for which staff type in."""
    found = people.organisations_of(by, Permission.ROSTER_MANAGE, day=clock.day(at))
    return found.order_by("kana", "name", "pk")


def listed(
    by: Actor, at: datetime, *, state: str = "", organisation: str = "", text: str = ""
) -> QuerySet[Helper]:
    """Helpers of these organisations whose names still stand; those who wait first. Nobody who is protected."""
    rows = Helper.objects.filter(organisation__in=kept_organisations(by, at), erased_at__isnull=True)
    rows = people.without_protected(rows, "person", day=clock.day(at)).select_related(
        "organisation", "vacancy"
    )
    if state:
        rows = rows.filter(state=state)
    else:
        rows = rows.exclude(state__in=rules.ENDED)
    if organisation:
        rows = rows.filter(organisation__public_id=organisation)
    if text.strip():
        rows = rows.filter(Q(name__icontains=text.strip()) | Q(call_name__icontains=text.strip()))
    return rows.order_by("organisation__kana", "organisation__name", "applied_at", "pk")


def find(public_id: str) -> Helper | None:
    """None once the name is erased: nothing of a person stands there any more."""
    rows = Helper.objects.select_related("organisation", "vacancy").filter(erased_at__isnull=True)
    return rows.filter(public_id=public_id).first()


def programme(organisation: Organisation) -> Programme:
    """As kept, or as it stands before anybody has said anything (not saved)."""
    found = Programme.objects.filter(organisation=organisation).first()
    return found or Programme(organisation=organisation)


def ready(helper: Helper, today: date) -> Ready:
    """What is there for a registration."""
    kept = Safeguard.objects.filter(helper=helper).first() or Safeguard()
    asks = duty(programme(helper.organisation).dbs_category)
    return Ready(
        age_band=helper.age_band, pay_kind=helper.pay_kind, duty=asks,
        pledge=kept.pledge_on is not None, rules_told=kept.rules_told_on is not None,
        check_needed=kept.is_needed if kept.pk else asks, check_done=kept.done_on is not None, due_on=kept.due_on,
        trained=is_trained(helper, today), guardian=bool(helper.guardian_name and helper.guardian_phone),
        consent=helper.guardian_consent_on is not None, side_job_until=helper.side_job_until,
        call_name=bool(helper.call_name) and helper.call_name != helper.name,
    )  # fmt: skip


def is_trained(helper: Helper, today: date) -> bool:
    """Took one 研修 at least that holds on `today`."""
    holds = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    return helper.trainings.filter(holds, taken_on__lte=today).exists()


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist; `code` tells the page where it is mended."""

    code: str
    label: str
    is_there: bool


def checklist(helper: Helper, today: date, *, named: bool) -> list[Check]:
    """Without the named persons' lines for everybody else."""
    there = ready(helper, today)
    lacking = rules.missing(there, today)
    shown = [one for one in rules.asked_for(there) if named or one not in rules.NAMED_ONLY]
    return [Check(one.value, Missing(one).label, one not in lacking) for one in shown]


def holders(organisation: Organisation, right: Permission, day: date) -> list[Person]:
    """Who holds a right in that very organisation on `day`: those whom its mails are for."""
    return list(people.holders(right, day=day, organisation_id=organisation.pk))


def counts(by: Actor, at: datetime) -> dict[str, int]:
    """How many stand at each step, for the tabs: {state: number}."""
    found: dict[str, int] = {one.value: 0 for one in HelperState}
    kept = Helper.objects.filter(organisation__in=kept_organisations(by, at), erased_at__isnull=True)
    for state in kept.values_list("state", flat=True):
        found[state] += 1
    return found

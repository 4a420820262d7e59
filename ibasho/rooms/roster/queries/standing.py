"""What the rule of who may take a shift must know, for one helper or for all of an organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from ibasho.rooms.roster.models import Helper, Shift, Taken, Training
from ibasho.rooms.roster.rules.eligibility import Held, Standing, Wish
from ibasho.rooms.roster.rules.kinds import DbsCategory, HelperState, TakenState
from ibasho.town.places.policies import NOBODYS

PLEDGED = (DbsCategory.OBLIGED, DbsCategory.CERTIFIED)  # programmes in which nobody begins without a 誓約書


def of(helper: Helper) -> Standing:
    return of_many([helper])[helper.pk]


def of_many(helpers: Iterable[Helper]) -> dict[int, Standing]:
    """By helper, in three statements at most."""
    keys = [one.pk for one in helpers]
    rows = Helper.objects.filter(pk__in=keys).select_related("safeguard", "organisation__programme")
    trained = _trained(keys)
    return {row.pk: _standing(row, trained.get(row.pk)) for row in rows}


def registered(organisation_id: int | None) -> QuerySet[Helper]:
    """Everybody who may be asked to help there, in a fixed order; nobody for a place that is no organisation's."""
    return Helper.objects.filter(
        organisation_id=organisation_id or NOBODYS, state=HelperState.REGISTERED, erased_at__isnull=True
    ).order_by("call_name", "pk")


def held(helper: Helper, *, since: datetime) -> list[Held]:
    return held_by_many([helper.pk], since=since)[helper.pk]


def held_by_many(keys: Iterable[int], *, since: datetime) -> defaultdict[int, list[Held]]:
    """What each has taken that reaches past a week before `since`: enough for a clash and for the week's minutes."""
    found: defaultdict[int, list[Held]] = defaultdict(list)
    rows = Taken.objects.filter(
        helper_id__in=list(keys), state=TakenState.TAKEN, held_until__gt=since - timedelta(days=7),
        shift__cancelled_at__isnull=True,
    )  # fmt: skip
    for helper, begins, ends in rows.values_list("helper_id", "held_from", "held_until"):
        found[helper].append((begins, ends))
    return found


def wish(shift: Shift) -> Wish:
    return Wish(shift.day, shift.starts, shift.ends, shift.skill, shift.cancelled_at is not None)


def _trained(keys: list[int]) -> dict[int, date]:
    """The first day on which one of a helper's trainings is over, whatever was taken again counting anew; nothing for
    who has none that ends."""
    latest: dict[tuple[int, str], date | None] = {}
    for helper, title, until in Training.objects.filter(helper_id__in=keys).values_list(
        "helper_id", "title", "valid_until"
    ):
        known = latest.get((helper, title), until)
        latest[helper, title] = None if until is None or known is None else max(until, known)
    found: dict[int, date] = {}
    for (helper, _title), until in latest.items():
        if until is not None:
            found[helper] = min(until, found.get(helper, until))
    return found


def _standing(row: Helper, trained_until: date | None) -> Standing:
    safeguard, programme = getattr(row, "safeguard", None), getattr(row.organisation, "programme", None)
    wants_pledge = programme is not None and programme.dbs_category in PLEDGED
    limits: dict[str, Any] = {}
    if programme is not None:
        limits = {"home_by": programme.minor_home_by, "week_minutes_max": programme.minor_minutes_week_max}
    return Standing(
        state=row.state, age_band=row.age_band, pay_kind=row.pay_kind, registered_on=row.registered_on,
        ended_on=row.ended_on, skills=frozenset([*row.skills, *row.subjects]), consent_on=row.guardian_consent_on,
        side_job_until=row.side_job_until, papers_until=safeguard.due_on if safeguard else None,
        pledge_missing=wants_pledge and (safeguard is None or safeguard.pledge_on is None),
        trained_until=trained_until, **limits,
    )  # fmt: skip

"""The centre, and which rules and which insurance hold on a day."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from ibasho.rooms.familysupport.models import Centre, CentreRules, Policy
from ibasho.rooms.familysupport.rules.kinds import MemberKind
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission

Dated = TypeVar("Dated", CentreRules, Policy)


def centre() -> Centre | None:
    """The city's one centre (the first that was set up); None before that."""
    return Centre.objects.select_related("organisation").order_by("pk").first()


def rules_on(centre: Centre, day: date) -> CentreRules | None:
    """None on a day for which nobody has set rules."""
    return _on(CentreRules.objects.filter(centre=centre), day).first()


def policy_on(centre: Centre, day: date) -> Policy | None:
    """The insurance that holds on `day`; of several the one that runs longest."""
    return _on(Policy.objects.filter(centre=centre), day).order_by("-valid_until", "-pk").first()


def labels(rules: CentreRules | None) -> dict[str, str]:
    """What this centre calls its members, by kind."""
    if rules is None:
        return {one.value: one.label for one in MemberKind}
    return {
        MemberKind.USER.value: rules.user_label,
        MemberKind.PROVIDER.value: rules.provider_label,
        MemberKind.BOTH.value: rules.both_label,
    }


def _on(rows: QuerySet[Dated], day: date) -> QuerySet[Dated]:
    return rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)


def advisers(centre: Centre, day: date) -> list[Person]:
    """Who advises families in the centre's own organisation on `day`: those whom its mails are for."""
    held = people.holders(Permission.SUPPORT_ADVISE, day=day, organisation_id=centre.organisation_id)
    return list(held)

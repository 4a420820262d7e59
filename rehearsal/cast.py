"""Who acts in a rehearsal: the people of the loaded city, found by their roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel.actor import Actor
from ibasho.town.people.models import Membership
from ibasho.town.people.roles import (
    CENTRE_LEAD,
    CENTRE_WORKER,
    CITY_ADMIN,
    CITY_CLERK,
    CITY_OFFICER,
    CSW,
    OPERATOR_LEAD,
    SUPPORT_ADVISER,
    Role,
)


@dataclass(frozen=True, slots=True)
class Cast:
    """`officer` drafts, `second` looks again and decides; `leads` by the organisation's id."""

    officer: Actor
    second: Actor
    clerk: Actor
    csw: Actor
    adviser: Actor
    centre: Actor
    centre_lead: Actor
    leads: dict[int, Actor]

    def lead(self, organisation_id: int | None) -> Actor:
        """Whoever speaks for a group; the city's clerk where it has nobody with an account."""
        return self.leads.get(organisation_id or 0, self.clerk)

    def runs(self, organisation_id: int | None) -> Actor:
        """Whoever runs a place; the city's officer where its group has nobody with an account."""
        return self.leads.get(organisation_id or 0, self.officer)


def found(day: date) -> Cast:
    """Raises LookupError naming the role nobody holds."""
    rows = list(Membership.objects.filter(starts_on__lte=day, person__is_active=True).order_by("pk"))

    def one(role: Role) -> Actor:
        for row in rows:
            if row.role == role.code:
                return Actor(person_id=row.person_id)
        raise LookupError(f"nobody in this city is {role.code}")

    leads = {
        row.organisation_id: Actor(person_id=row.person_id)
        for row in reversed(rows)
        if row.role == OPERATOR_LEAD.code
    }
    return Cast(
        officer=one(CITY_OFFICER), second=one(CITY_ADMIN), clerk=one(CITY_CLERK), csw=one(CSW),
        adviser=one(SUPPORT_ADVISER), centre=one(CENTRE_WORKER), centre_lead=one(CENTRE_LEAD), leads=leads,
    )  # fmt: skip

"""April: roles that end with the 年度 go on for another one, many at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.people import policies, queries, rules
from ibasho.town.people.actions import memberships
from ibasho.town.people.models import Membership, Person
from ibasho.town.people.permissions import Permission


@transaction.atomic
def renew(*, membership_ids: Collection[int], by: Actor, at: datetime) -> int:
    """The chosen roles, and their accounts with them, until the 31 March of the coming 年度; how many. All or none: raises
    Conflict where one was changed meanwhile, NotAllowed for a role the actor may not give (nobody renews their own at the
    こども家庭センター)."""
    day = clock.day(at)
    policies.require_city(by, Permission.PEOPLE_MANAGE, day=day)
    turn = rules.next_turn(day)
    shown = queries.renewable(turn, day=day).filter(pk__in=membership_ids).values("pk")
    rows = list(
        Membership.objects.filter(pk__in=shown)
        .select_for_update(of=("self",))
        .select_related("organisation")
        .order_by("pk")
    )
    rules.check_all_there(len(rows), len(set(membership_ids)))
    for row in rows:
        memberships.check_may_give(by, row.role, row.organisation, day)
        rules.check_not_oneself(row.role, row.person_id, by.person_id)
        rules.check_renewal(row.ends_on, turn)
        row.ends_on = turn.until
    Membership.objects.bulk_update(rows, ["ends_on"])
    _carry_accounts(rows, turn)
    for row in rows:
        _note(row, turn, by, at)
    return len(rows)


def _carry_accounts(rows: list[Membership], turn: rules.Turn) -> None:
    """An account lasts at least as long as its roles."""
    holders = Person.objects.filter(pk__in={row.person_id for row in rows})
    holders.filter(Q(ends_on__lt=turn.until)).update(ends_on=turn.until)


def _note(row: Membership, turn: rules.Turn, by: Actor, at: datetime) -> None:
    data = {"person": row.person_id, "role": row.role, "ends_on": str(turn.until)}
    journal.record(
        "people.membership.renew", noun=memberships.NOUN, object_id=row.pk, by=by, at=at, data=data
    )

"""Who knows the child or the family: they cannot open the matter, by no way."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions.matters import note, noting_tries
from ibasho.rooms.care.models import Matter, Related
from ibasho.rooms.care.queries import having
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission


@noting_tries
@transaction.atomic
def relate(*, matter: Matter, person: Person, by: Actor, at: datetime) -> Related:
    """By a lead about anybody of the centre, or by whoever reads it about themself 「この家を 知っています」. Ends their
    assignment, also the last one: that a matter has nobody then waits for the leads (queries.having.without_assignee)."""
    row = Matter.objects.select_for_update().get(pk=matter.pk)
    if person.pk == by.person_id and policies.may_read(by, row, at=at):
        policies.require_about(by, Permission.CARE_HANDLE, row, at=at)
    else:
        policies.require_about(by, Permission.CARE_LEAD, row, at=at)
    if not having.may_be_related(row, clock.day(at)).filter(pk=person.pk).exists():
        raise Conflict(
            "care.not_relatable", _("この人は もう 入っているか、きょうは センターの 人では ありません。")
        )
    barred = Related.objects.create(matter=row, person=person, set_at=at, set_by_id=people.person_of(by))
    row.assignees.filter(person=person, ended_at__isnull=True).update(ended_at=at)
    note("relate", row, by=by, at=at, person=person.pk)
    return barred


@noting_tries
@transaction.atomic
def unrelate(*, matter: Matter, person: Person, by: Actor, at: datetime) -> None:
    """By a lead who is not related themself. Gives no assignment back."""
    row = Matter.objects.select_for_update().get(pk=matter.pk)
    policies.require_about(by, Permission.CARE_LEAD, row, at=at)
    barred = row.related.filter(person=person, lifted_at__isnull=True).first()
    if barred is None:
        raise Conflict("care.not_related", _("この人は もう はずしてあります。"))
    barred.lifted_at = at
    barred.save(update_fields=["lifted_at"])
    note("unrelate", row, by=by, at=at, person=person.pk)

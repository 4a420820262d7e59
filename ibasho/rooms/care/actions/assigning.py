"""Who of the centre has a matter: decided by a lead, never nobody while it runs."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions.matters import note, noting_tries
from ibasho.rooms.care.models import Assignee, Matter
from ibasho.rooms.care.queries import having
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission


@noting_tries
@transaction.atomic
def assign(*, matter: Matter, person: Person, by: Actor, at: datetime) -> Assignee:
    """Raises Conflict where they have it already, are not of the centre today, or know the family."""
    row = _locked(matter, by, at)
    if row.forgotten_on is not None:
        raise Conflict(
            "care.forgotten", _("ことばを 消した件に、担当は つけられません。ページを 開きなおしてください。")
        )
    if not having.may_be_assigned(row, clock.day(at)).filter(pk=person.pk).exists():
        raise Conflict(
            "care.not_assignable",
            _(
                "この人は 担当に できません。もう 担当か、この家を 知っている人か、きょうは センターの 人では ありません。ほかの 人を えらんでください。"
            ),
        )
    given = Assignee.objects.create(matter=row, person=person, given_at=at, given_by_id=people.person_of(by))
    note("assign", row, by=by, at=at, person=person.pk)
    return given


@noting_tries
@transaction.atomic
def release(*, matter: Matter, person: Person, by: Actor, at: datetime) -> None:
    """Raises Conflict where nobody of today's centre would have a matter that runs: name the next one first."""
    row = _locked(matter, by, at)
    theirs = row.assignees.filter(ended_at__isnull=True, person=person).first()
    if theirs is None:
        raise Conflict("care.not_assigned", _("この人は もう 担当では ありません。"))
    if having.is_open(row) and not having.holders([row.pk], clock.day(at)).exclude(pk=person.pk).exists():
        raise Conflict(
            "care.last_assignee",
            _(
                "さいごの 1人は はずせません。まだ おわっていない件です。さきに つぎの 担当を えらんでください。"
            ),
        )
    theirs.ended_at = at
    theirs.save(update_fields=["ended_at"])
    note("release", row, by=by, at=at, person=person.pk)


def _locked(matter: Matter, by: Actor, at: datetime) -> Matter:
    row = Matter.objects.select_for_update().get(pk=matter.pk)
    policies.require_about(by, Permission.CARE_LEAD, row, at=at)
    return row

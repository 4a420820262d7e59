"""The year's table leaves the centre: what is small, and what would betray it, is hidden first. What is out stays out, so
each release is made against all earlier ones."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection, transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.disclosure.disclosure import as_json
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.care import policies
from ibasho.rooms.care.models import YearRelease
from ibasho.rooms.care.queries import figures
from ibasho.rooms.care.rules import consultations as rules
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

_RELEASE_LOCK = 8_406


@transaction.atomic
def release(*, nendo: int, through: date, by: Actor, at: datetime) -> YearRelease:
    """The 年度 up to the end of the month `through`. Raises Invalid, Conflict."""
    policies.require(by, Permission.CARE_LEAD, at=at)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_RELEASE_LOCK])
    rules.may_be_released(through, clock.day(at), nendo=nendo, latest=figures.latest_month(nendo))
    _raw, shown = figures.protected(nendo, through)
    if all(one.nothing for one in shown):
        raise Invalid(
            "consultation.nothing",
            "いまは どの数も 出せません。少ない数が わかってしまうからです。もう少し 月を ためてから 出してください。",
        )
    made = YearRelease.objects.create(
        nendo=nendo, through=through, body={"tables": as_json(shown)}, released_at=at,
        released_by_id=people.person_of(by),
    )  # fmt: skip
    journal.record(
        "care.year.release", noun="care.YearRelease", object_id=made.pk, by=by, at=at,
        data={"nendo": nendo, "through": through.isoformat()},
    )  # fmt: skip
    return made

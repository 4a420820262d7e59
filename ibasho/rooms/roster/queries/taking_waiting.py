"""What waits for a person: helpers who have not said whether they come, and whom no mail reaches."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import DurationField, ExpressionWrapper, F, QuerySet, Value

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.roster.models import Taken
from ibasho.rooms.roster.rules.kinds import TakenState
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

_HOUR = Value(timedelta(hours=1), output_field=DurationField())
HOURS_AHEAD_MAX = 24 * 14  # nobody is asked earlier, whatever a roster says


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Constant statements, whatever there is."""
    day = clock.day(at)
    if not people.may(by, Permission.ROSTER_MANAGE, day=day):
        return []
    days = list(unanswered(by, at).values_list("shift__day", flat=True))
    if not days:
        return []
    url = "roster:desk_answers" if people.city_wide(by, day=day) else "roster:ops_answers"
    return [
        Waiting("見守りに 来るか 返事がない人", len(days), url, "phone", oldest=min(days), kind=Kind.SOON)
    ]


def unanswered(by: Actor, at: datetime) -> QuerySet[Taken]:
    """Near shifts of the actor's organisations whose helper has not said 行きます, the nearest first."""
    theirs = people.organisations_of(by, Permission.ROSTER_MANAGE, day=clock.day(at))
    return near(at).filter(shift__roster__place__organisation__in=theirs)


def near(at: datetime) -> QuerySet[Taken]:
    """Shifts of rosters in use that come within the hours in which one is asked, and nobody's yes has come."""
    rows = Taken.objects.filter(
        state=TakenState.TAKEN, confirmed_at__isnull=True, held_from__gt=at,
        held_from__lte=at + timedelta(hours=HOURS_AHEAD_MAX), shift__roster__is_on=True,
        shift__cancelled_at__isnull=True,
    )  # fmt: skip
    ahead = ExpressionWrapper(F("shift__roster__remind_hours") * _HOUR, output_field=DurationField())
    return (
        rows.filter(held_from__lte=at + ahead)
        .select_related("helper__person", "shift__roster__place")
        .order_by("held_from", "pk")
    )


def to_remind(at: datetime) -> list[Taken]:
    """Those of them whom nobody has asked yet."""
    return list(near(at).filter(reminded_at__isnull=True))

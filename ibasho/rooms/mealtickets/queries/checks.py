"""What the desk looks at after the counter: meals that wait for a decision, doubles, and one meal by its number."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import tidy_code
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.mealtickets.models import Decision, Redemption
from ibasho.rooms.mealtickets.rules.kinds import Outcome
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

DOUBLES_DAYS = 7
DECIDED_MAX = 20


def open_ones() -> QuerySet[Redemption]:
    """Eaten, and nobody has decided yet; the oldest first."""
    found = Redemption.objects.filter(outcome=Outcome.CHECK, decision__isnull=True)
    return found.select_related("shop__place", "device").order_by("received_at", "pk")


def doubles(today: date) -> list[Redemption]:
    """Cards that were used twice while a till was without a network: paid from the reserve, newest first."""
    since, _end = clock.day_bounds(today - timedelta(days=DOUBLES_DAYS))
    found = Redemption.objects.filter(outcome=Outcome.DOUBLE, received_at__gte=since)
    return list(found.select_related("shop__place", "device", "reversal").order_by("-received_at", "-pk"))


def decided() -> list[Decision]:
    """The last ones, newest first."""
    found = Decision.objects.select_related("redemption__shop__place", "decided_by").order_by(
        "-decided_at", "-pk"
    )
    return list(found[:DECIDED_MAX])


def find(public_id: str) -> Redemption | None:
    """One meal by the number on the till's screen; a refusal is no meal."""
    found = Redemption.objects.exclude(outcome=Outcome.REFUSED).filter(public_id=tidy_code(public_id))
    return found.select_related("shop__place", "device", "pool", "decision__decided_by", "reversal").first()


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """For those who decide."""
    if not people.may(by, Permission.MEALS_MANAGE, day=clock.day(at)):
        return []
    rows = open_ones()
    count, first = rows.count(), rows.first()
    if first is None:
        return []
    oldest = clock.day(first.received_at)
    return [Waiting(_("確認が いる食事"), count, "mealtickets:desk_checks", "check", oldest=oldest)]

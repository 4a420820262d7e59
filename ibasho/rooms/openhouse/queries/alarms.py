"""What an alarm closes, and which alarms hold."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.models import Alarm
from ibasho.town.people.models import Membership, Person
from ibasho.town.people.roles import OPERATOR_LEAD
from ibasho.town.places.models import ClosedDays, Place, Session
from ibasho.town.places.queries import published
from ibasho.town.places.rules.kinds import PlaceKind

SHOWN_MAX = 30


def touched(codes: Collection[str], day: date, at: datetime) -> QuerySet[Place]:
    """Places anybody may go to that would be open on `day` from now on, in these 小学校区 (none: the whole city).
    Shops decide for themselves; a place that is closed already stays as it is."""
    now = clock.jst(at).time()
    open_then = Session.objects.filter(
        place=OuterRef("pk"), event__isnull=True, day=day, state=Session.State.PLANNED
    )
    if day == clock.day(at):
        open_then = open_then.filter(Q(ends__isnull=True) | Q(ends__gt=now))
    closed = ClosedDays.objects.filter(place=OuterRef("pk"), first__lte=day, last__gte=day)
    found = published.open_to_all().exclude(kind=PlaceKind.PARTNER_SHOP)
    found = found.filter(district_code__in=codes) if codes else found.filter(outside_city=False)
    return found.filter(Exists(open_then), ~Exists(closed)).order_by("name", "pk")


def events_of(codes: Collection[str], day: date) -> int:
    """Events of that day, which their organisers call off themselves."""
    rows = Session.objects.filter(event__state="published", day=day, state=Session.State.PLANNED)
    return (rows.filter(place__district_code__in=codes) if codes else rows).count()


def holding(today: date) -> QuerySet[Alarm]:
    """Not lifted and not over, each with `closed`: how many places it still holds shut."""
    rows = Alarm.objects.filter(lifted_at__isnull=True, day__gte=today)
    return rows.annotate(closed=Count("closures")).order_by("-raised_at")


def over(today: date) -> QuerySet[Alarm]:
    rows = Alarm.objects.filter(Q(lifted_at__isnull=False) | Q(day__lt=today)).select_related("raised_by")
    return rows.order_by("-raised_at")[:SHOWN_MAX]


def leads(organisation_ids: Collection[int], day: date) -> QuerySet[Person]:
    """Who leads these groups on `day`, for the news that their place was closed."""
    held = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        organisation__in=organisation_ids,
        organisation__is_active=True,
        role=OPERATOR_LEAD.code,
        starts_on__lte=day,
    )
    living = Person.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), is_active=True)
    return living.filter(pk__in=held.values("person")).order_by("pk")

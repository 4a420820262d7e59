"""Numbers of notices and of who hears them; too few people are no number (rules.counting)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.rooms.bulletin.models import Broadcast
from ibasho.rooms.bulletin.queries import audience, options
from ibasho.rooms.bulletin.rules import counting

ACCOUNT = "account"  # beside the codes of outbox.Channel: wherever the account wants its messages


@dataclass(frozen=True, slots=True)
class Month:
    """`told`: how many were told, all notices of the month together; None where they are too few."""

    first: date
    sent: int
    told: int | None


def by_channel() -> dict[str, int]:
    """{"mail": 120, "line": 340, "push": 12, "account": 90}: live choices. For `counting.shown` before anybody sees them."""
    rows = audience.active().values_list("address__channel", flat=True)
    return dict(Counter(channel or ACCOUNT for channel in rows))


def by_district(day: date) -> list[tuple[str, int | None]]:
    """(name of the district, live choices that name it); None where they are too few."""
    found = Counter(code for codes in audience.active().values_list("districts", flat=True) for code in codes)
    return [(one.name, counting.shown(found[one.code])) for one in options.districts(day)]


def by_month(nendo: int) -> list[Month]:
    """The months of a 年度 in which something was sent."""
    rows = _of(nendo).annotate(month=TruncMonth("started_at", tzinfo=clock.JST)).values("month")
    found = rows.annotate(sent=Count("pk"), people=Sum("told")).order_by("month")
    return [Month(clock.day(row["month"]), row["sent"], counting.shown(row["people"])) for row in found]


def sent(nendo: int) -> int:
    return _of(nendo).count()


def told(nendo: int) -> int:
    return _of(nendo).aggregate(people=Sum("told"))["people"] or 0


def _of(nendo: int) -> QuerySet[Broadcast]:
    first, after = years.first_day(nendo), years.last_day(nendo) + timedelta(days=1)
    return Broadcast.objects.filter(
        started_at__gte=clock.at(first, time.min), started_at__lt=clock.at(after, time.min)
    )

"""Numbers of rooms that can be defended: read by reports. Heads are the door's own, without names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Count, QuerySet, Sum

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Audience, Fact, Mark
from ibasho.rooms.openhouse.models import Booking, Improvement, Incident, Presence, RuleVersion, Space
from ibasho.rooms.openhouse.queries import faces
from ibasho.rooms.openhouse.rules.faces import Drawn, stretches
from ibasho.rooms.openhouse.rules.kinds import (
    ApplicationState,
    BookingState,
    ImprovementState,
    IncidentKind,
    TrialStage,
)
from ibasho.town.areas.stages import CHILD_STAGES
from ibasho.town.places.models import Place

DAYS = 28
DAY = timedelta(days=1)


def facts(at: datetime) -> dict[str, Fact]:
    """Every fact of this room by its short name, as of the moment."""
    return {name: make(clock.day(at)) for name, make in FACTS.items()}


def places_ruled(today: date) -> Fact:
    """Places of which at least one room has a week in force."""
    found = {one.space.place_id for one in _in_force(today)}
    return _fact(len(found), "か所", "時間の きまりが ある居場所", "places_ruled", today)


def places_full(today: date) -> Fact:
    """Of them, those past their trial."""
    found = {one.space.place_id for one in _in_force(today) if one.stage == TrialStage.FULL}
    return _fact(len(found), "か所", "本稼働の きまりが ある居場所", "places_full", today)


def hours_a_week(today: date) -> Fact:
    """Hours in which children may come, of all places together, in a week without a public holiday."""
    weeks: dict[int, list[Drawn]] = {}
    for one in _in_force(today):
        weeks.setdefault(one.space.place_id, []).extend(faces.value(one).faces)
    minutes = sum(
        len(each.weekdays) * (_minutes(each.ends) - _minutes(each.starts))
        for drawn in weeks.values()
        for each in stretches(drawn)
    )
    return _fact(round(minutes / 60, 1), "時間", "こどもが 来られる時間（1週間）", "hours_a_week", today)


def children_came(today: date) -> Fact:
    """Children who came in the 28 days up to yesterday; one who came twice counts twice."""
    heads = _children(today).aggregate(heads=Sum("came"))["heads"] or 0
    return _fact(heads, "人", "この28日に 来た こども（のべ）", "children_came", today)


def children_a_day(today: date) -> Fact:
    """Per place and day on which somebody was counted."""
    rows = _children(today).filter(came__gt=0)
    found = rows.values("place", "day").distinct().count()
    heads = rows.aggregate(heads=Sum("came"))["heads"] or 0
    value = round(heads / found, 1) if found else None
    return _fact(value, "人", "1か所 1日に 来た こども（この28日）", "children_a_day", today, n=found)


def places_counting(today: date) -> Fact:
    """How far the heads reach: places with a count in the 28 days."""
    found = _children(today).filter(came__gt=0).aggregate(places=Count("place", distinct=True))["places"]
    return _fact(found, "か所", "人数を かぞえた居場所（この28日）", "places_counting", today)


def group_days(today: date) -> Fact:
    """Days on which a group used a room it had applied for, in the 28 days up to yesterday."""
    found = Booking.objects.filter(
        day__range=_window(today), state=BookingState.HELD, application__state=ApplicationState.APPROVED
    ).count()
    return _fact(found, "回", "団体が 部屋を つかった回数（この28日）", "group_days", today)


def near_misses(today: date) -> Fact:
    """A number that is better high than hidden."""
    first, last = _window(today)
    found = Incident.objects.filter(
        kind=IncidentKind.NEAR_MISS, happened_at__gte=clock.day_bounds(first)[0], happened_at__lt=clock.day_bounds(last)[1]
    ).count()  # fmt: skip
    return _fact(found, "件", "ヒヤリハットの 記録（この28日）", "near_misses", today)


def improvements_done(today: date) -> Fact:
    """Of published places, since the beginning: the public page shows each of them."""
    found = Improvement.objects.filter(state=ImprovementState.DONE, place__state__in=_PUBLIC).count()
    return _fact(
        found, "件", "よくなったこと（できたもの）", "improvements_done", today, audience=Audience.PUBLIC
    )


_PUBLIC = (Place.State.PUBLISHED, Place.State.PAUSED)


def _in_force(today: date) -> list[RuleVersion]:
    rows = faces.published(Space.objects.filter(is_active=True, place__state__in=_PUBLIC))
    return [one for one in rows if faces.value(one).holds_on(today)]


def _minutes(moment: time) -> int:
    """Since midnight; a day that ends at 24:00 counts whole."""
    return 24 * 60 if moment == clock.END_OF_DAY else moment.hour * 60 + moment.minute


def _window(today: date) -> tuple[date, date]:
    return today - DAYS * DAY, today - DAY


def _children(today: date) -> QuerySet[Presence]:
    stages = [one.value for one in CHILD_STAGES]
    return Presence.objects.filter(day__range=_window(today), stage__in=stages)


def _fact(
    value: float | None,
    unit: str,
    what: str,
    query: str,
    today: date,
    *,
    n: int | None = None,
    audience: Audience = Audience.DESK,
) -> Fact:
    few = n is not None and n < settings.SMALL_NUMBER_MIN
    return Fact(
        value=value, unit=unit, source=f"自由に使える場所の 記録: {what}", as_of=today, query=f"{__name__}.{query}", n=n,
        marks=frozenset({Mark.ROUGH}) if few else frozenset(), audience=audience,
    )  # fmt: skip


FACTS: dict[str, Callable[[date], Fact]] = {
    "places_ruled": places_ruled,
    "places_full": places_full,
    "hours_a_week": hours_a_week,
    "children_came": children_came,
    "children_a_day": children_a_day,
    "places_counting": places_counting,
    "group_days": group_days,
    "near_misses": near_misses,
    "improvements_done": improvements_done,
}

"""Rooms with hours in force, and days of groups that use them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Audience, Fact
from ibasho.rooms.openhouse.facts.door import window
from ibasho.rooms.openhouse.facts.made import fact
from ibasho.rooms.openhouse.models import Booking, RuleVersion, Space
from ibasho.rooms.openhouse.queries import faces
from ibasho.rooms.openhouse.rules.faces import Drawn, stretches
from ibasho.rooms.openhouse.rules.kinds import ApplicationState, BookingState, TrialStage
from ibasho.town.places.queries.published import SEEN


def places_ruled(today: date) -> Fact:
    """Places of which at least one room has a week in force."""
    found = {one.space.place_id for one in _in_force(today)}
    return fact(len(found), "か所", "時間の きまりが ある居場所", f"{__name__}.places_ruled", today)


def places_full(today: date) -> Fact:
    """Of them, those past their trial."""
    found = {one.space.place_id for one in _in_force(today) if one.stage == TrialStage.FULL}
    return fact(len(found), "か所", "本稼働の きまりが ある居場所", f"{__name__}.places_full", today)


def hours_a_week(today: date) -> Fact:
    """Hours in which children may come, of all places together, in a week without a public holiday. Each place's hours
    stand on its own page."""
    weeks: dict[int, list[Drawn]] = {}
    for one in _in_force(today):
        weeks.setdefault(one.space.place_id, []).extend(faces.value(one).faces)
    minutes = sum(
        len(each.weekdays) * (_minutes(each.ends) - _minutes(each.starts))
        for drawn in weeks.values()
        for each in stretches(drawn)
    )
    return fact(
        round(minutes / 60, 1), "時間", "こどもが 来られる時間（1週間）", f"{__name__}.hours_a_week", today,
        audience=Audience.PUBLIC,
    )  # fmt: skip


def group_days(today: date) -> Fact:
    """Days on which a group used a room it had applied for, in the 28 days up to yesterday."""
    found = Booking.objects.filter(
        day__range=window(today), state=BookingState.HELD, application__state=ApplicationState.APPROVED
    ).count()
    return fact(found, "回", "団体が 部屋を つかった回数（この28日）", f"{__name__}.group_days", today)


def _in_force(today: date) -> list[RuleVersion]:
    rows = faces.published(Space.objects.filter(is_active=True, place__state__in=SEEN))
    return [one for one in rows if faces.value(one).holds_on(today)]


def _minutes(moment: time) -> int:
    """Since midnight; a day that ends at 24:00 counts whole."""
    return 24 * 60 if moment == clock.END_OF_DAY else moment.hour * 60 + moment.minute


FACTS: dict[str, Callable[[date], Fact]] = {
    "places_ruled": places_ruled,
    "places_full": places_full,
    "hours_a_week": hours_a_week,
    "group_days": group_days,
}

"""一時預かり: which places take children in, what they counted, and where room is left on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet, Sum

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.familysupport.models import DropInCare, DropInDay, Visit
from ibasho.rooms.familysupport.rules import dropin as rules
from ibasho.rooms.familysupport.rules.dropin import Counted, Line
from ibasho.rooms.familysupport.rules.kinds import VisitState
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published, slots
from ibasho.town.places.rules.kinds import PlaceKind


@dataclass(frozen=True, slots=True)
class Free:
    """A place to phone. `left`: places still free on that day, None where nobody has counted yet."""

    place: Place
    ages: str
    phone: str
    booking: str
    fee: str
    left: int | None


def free_on(day: date) -> list[Free]:
    """Published places of 一時預かり that open on `day` and are not known to be full: those known to have room first,
    then by name. A place of which nobody knows when it opens is told too, for its telephone is what helps."""
    found = []
    for care in _listed().prefetch_related(Prefetch("days", DropInDay.objects.filter(day=day), "that_day")):
        counts = [rules.left(one.capacity, one.served) for one in care.that_day]
        left = counts[0] if counts else None
        if left != 0:
            found.append(
                Free(care.place, rules.ages_words(care.months_min, care.months_max), care.place.phone,
                     care.booking_words, care.fee_words, left)
            )  # fmt: skip
    opens = _opens([one.place.pk for one in found], day)
    return sorted(
        (one for one in found if one.place.pk in opens),
        key=lambda one: (one.left is None, one.place.name, one.place.pk),
    )


def _listed() -> QuerySet[DropInCare]:
    rows = DropInCare.objects.select_related("place").order_by("place__name", "pk")
    return rows.filter(place__in=published.open_to_all(), place__kind=PlaceKind.TEMPORARY_CARE)


def _opens(keys: Sequence[int], day: date) -> set[int]:
    """Of these places, those that open on `day` or of which nobody knows."""
    places = Place.objects.filter(pk__in=keys)
    sessions = slots.of_day(places, day)
    known = dict(slots.with_days(places, day).values_list("pk", "knows_days"))
    return {key for key in keys if not known[key] or any(not one.cancelled for one in sessions.get(key, []))}


def places(by: Actor, at: datetime) -> QuerySet[Place]:
    """Places of this kind that belong to the actor's own organisations, for the page behind the groups' door."""
    own = people.organisations_of(by, Permission.SESSIONS_RUN, day=clock.day(at))
    return every_place().filter(organisation__in=own)


def every_place() -> QuerySet[Place]:
    rows = Place.objects.filter(kind=PlaceKind.TEMPORARY_CARE).exclude(
        state__in=(Place.State.ENDED, Place.State.REFUSED)
    )
    return rows.select_related("drop_in_care", "organisation").order_by("name", "pk")


def place(public_id: str) -> Place | None:
    return every_place().filter(public_id=public_id).first()


def care_of(place: Place) -> DropInCare | None:
    """None while nobody has set how many it takes."""
    return getattr(place, "drop_in_care", None)


def lines(care: DropInCare, first: date) -> list[Line]:
    """Each day of the month `first` begins, counted or not."""
    days = rules.days_of(first)
    known = {one.day: one for one in care.days.filter(day__range=(days[0], days[-1]))}
    return [
        Line(day, known[day].capacity, known[day].served, known[day].turned_away)
        if day in known
        else Line(day, care.capacity, None, None)
        for day in days
    ]


def counted(first: date, last: date, *, today: date) -> dict[int, Counted]:
    """Sums by place of the days from `first` to `last` that are over: what was taken, turned away, could be taken."""
    rows = DropInDay.objects.filter(day__range=(first, min(last, today)))
    sums = rows.values("care__place").annotate(Sum("capacity"), Sum("served"), Sum("turned_away")).order_by()
    return {
        one["care__place"]: Counted(one["capacity__sum"], one["served__sum"], one["turned_away__sum"])
        for one in sums
    }


def months(nendo: int, *, today: date) -> list[tuple[date, Counted]]:
    """The city's sums month by month, up to the running one."""
    return [
        (days[0], rules.total(counted(days[0], days[-1], today=today).values()))
        for days in rules.months_of(nendo)
        if days[0] <= today
    ]


def unmet_by_month(nendo: int) -> dict[tuple[int, int], int]:
    """Visits of family support that nobody could take, by (year, month)."""
    span = (years.first_day(nendo), years.last_day(nendo))
    rows = Visit.objects.filter(state=VisitState.UNMET, day__range=span)
    return dict(Counter((day.year, day.month) for day in rows.values_list("day", flat=True)))

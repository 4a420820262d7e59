"""What the city's parents' site (かけっこ) takes over: places and events of a month, and stories. Public entries alone, a
restricted place never."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.bulletin.models import Story
from ibasho.rooms.bulletin.queries import stories
from ibasho.town.areas.stages import Stage
from ibasho.town.places.models import Event, Place, Session
from ibasho.town.places.queries import published
from ibasho.town.places.rules.calendar import Month
from ibasho.town.places.rules.kinds import NEVER_FOR_ALL, PlaceKind
from ibasho.town.places.rules.words import describe_all

_SIGNS = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class Line:
    """One place or event as a parent reads it. `when`: days and hours of the month, or the rule in words."""

    sort: str
    name: str
    when: str
    where: str
    who: str
    fee: str
    booking: str
    phone: str
    page: str


def lines(of: Month, *, infants: bool) -> list[Line]:
    """Events of the month first, then places. `infants`: only those that say that small children may come."""
    return [*_events(of, infants=infants), *_places(of, infants=infants)]


def open_stories() -> list[Story]:
    """The shown ones, newest first; none of a place that is not for everybody."""
    return [one for one in stories.shown() if one.place is None or _is_for_all(one.place)]


def _is_for_all(place: Place) -> bool:
    return (
        place.state in published.SEEN and not place.restricted and PlaceKind(place.kind) not in NEVER_FOR_ALL
    )


def _places(of: Month, *, infants: bool) -> Iterable[Line]:
    rows = published.open_to_all().order_by("kind", "kana", "name").prefetch_related("opening_rules")
    if infants:
        rows = rows.filter(Q(everyone=True) | Q(stages__contains=[Stage.INFANT.value]))
    days = _days(Session.objects.filter(event__isnull=True, place__in=rows), of, "place_id")
    for one in rows:
        rules = [rule.as_opening() for rule in one.opening_rules.all()]
        told = describe_all(rules) or one.opening_words
        when = told or "、".join(days.get(one.pk, ()))
        if when:
            yield _place(one, when)


def _place(one: Place, when: str) -> Line:
    where = " ".join(part for part in (one.address, one.building) if part)
    return Line(
        PlaceKind(one.kind).label, one.name, when, where, one.audience_note or _stages(one.stages, everyone=one.everyone),
        one.fee_note, one.booking_note, one.phone, _whole(reverse("places:place", args=[one.public_id])),
    )  # fmt: skip


def _events(of: Month, *, infants: bool) -> Iterable[Line]:
    never = Q(place__restricted=True) | Q(place__kind__in=NEVER_FOR_ALL)
    rows = Event.objects.filter(state=Event.State.PUBLISHED).exclude(never).select_related("place")
    if infants:
        rows = rows.filter(stages__contains=[Stage.INFANT.value])
    days = _days(Session.objects.filter(event__in=rows), of, "event_id")
    for one in rows.filter(pk__in=days).order_by("kana", "title", "pk"):
        yield _event(one, "、".join(days[one.pk]))


def _event(one: Event, when: str) -> Line:
    venue = one.venue_name or (one.place.name if one.place else "")
    address = one.venue_address or (one.place.address if one.place else "")
    fee = one.fee_note or ("無料" if one.free_of_charge else "")
    return Line(
        one.get_kind_display(), one.title, when, " ".join(part for part in (venue, address) if part),
        one.audience_note or _stages(one.stages, everyone=False), fee, one.signup_note, one.phone,
        _whole(reverse("places:event", args=[one.public_id])),
    )  # fmt: skip


def _days(rows: QuerySet[Session], of: Month, by: str) -> dict[int, list[str]]:
    """Whose → 「12月5日（土）10:00～12:00」 each, without what was called off."""
    found: dict[int, list[str]] = defaultdict(list)
    kept = rows.filter(day__range=(of.first, of.last), state=Session.State.PLANNED).order_by(
        "day", "starts", "pk"
    )
    for one in kept:
        starts, ends = (clock.time_label(hour) if hour else "" for hour in (one.starts, one.ends))
        hours = f" {starts}～{ends}" if starts or ends else ""
        sign = _SIGNS[one.day.weekday()]
        found[getattr(one, by)].append(f"{one.day.month}月{one.day.day}日（{sign}）{hours}".strip())
    return found


def _stages(told: list[str], *, everyone: bool | None) -> str:
    return "だれでも" if everyone else "・".join(Stage(one).label for one in told)


def _whole(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"

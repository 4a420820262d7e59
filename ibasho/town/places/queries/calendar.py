"""居場所カレンダー (B5): a month, a day and a list of sessions. The number of queries does not depend on how many there are.

A month is read in two steps: one pass over its sessions decides which few of each day are shown and counts the
rest; only those few are then read whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from ibasho.base.kernel.kana import search_key
from ibasho.town.areas import queries as areas
from ibasho.town.places.models import ClosedDays, Event, OpeningRule, Place, Session
from ibasho.town.places.queries import openings, published
from ibasho.town.places.queries.criteria import Criteria
from ibasho.town.places.rules import search
from ibasho.town.places.rules.calendar import CHIPS_ON_PAPER, STEADY_WEEKDAYS_MIN, Month, Rank
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.opening import Pattern
from ibasho.town.places.rules.stages import CHILD_STAGES, Stage

BELOW_MAX = 60  # places listed below a calendar; the list of places has them all
_WEEKLY = OpeningRule.objects.filter(pattern=Pattern.WEEKLY.value).order_by()
_STEADY_PLACES = _WEEKLY.filter(weekdays__len__gte=STEADY_WEEKDAYS_MIN).values("place_id")
# By the rule it was made from: a subquery that is hashed once, where a join would touch every session of the month.
_AS_ALWAYS = Q(
    rule__in=_WEEKLY.filter(place__in=_STEADY_PLACES).values("pk"),
    state=Session.State.PLANNED,
    staffing__in=[Session.Staffing.NOT_NEEDED, Session.Staffing.OK],
)
# A month reads four hundred sessions whole: what no calendar shows, the source's row above all, stays where it is.
_NEVER_SHOWN = [
    f"{thing}__{name}" for thing in ("place", "event", "event__place") for name in ("original", "description")
] + ["place__search_text", "event__place__search_text"]
_ORDER = (F("day").asc(), F("starts").asc(nulls_last=True), F("pk").asc())


@dataclass(frozen=True, slots=True)
class Entry:
    """One session as a calendar shows it. `event` is None where a place simply opens."""

    session: Session
    place: Place | None
    event: Event | None
    closed: bool
    town_kana: str = ""

    @property
    def name(self) -> str:
        return self.event.title if self.event else self.place.name if self.place else ""

    @property
    def kana(self) -> str:
        return self.event.kana if self.event else self.place.kana if self.place else ""

    @property
    def where(self) -> str:
        """Where an event takes place; for a place its town."""
        if self.event is None:
            return self.place.town_name if self.place else ""
        return self.event.venue_name or (self.event.place.name if self.event.place else "")

    @property
    def where_kana(self) -> str:
        if self.event is None:
            return self.town_kana
        return self.event.place.kana if self.event.place and not self.event.venue_name else ""

    @property
    def kind(self) -> PlaceKind:
        if self.event is not None and self.event.kind == Event.Kind.MOBILE:
            return PlaceKind.MOBILE
        known = self.place or (self.event.place if self.event else None)
        return PlaceKind(known.kind) if known else PlaceKind.OTHER

    @property
    def href(self) -> str:
        if self.event is not None:
            return reverse("places:event", args=[self.event.public_id])
        return reverse("places:place", args=[self.place.public_id]) if self.place else ""

    @property
    def cancelled(self) -> bool:
        off = self.event is not None and self.event.state == Event.State.CANCELLED
        shut = self.closed and self.event is None
        return off or shut or self.session.state == Session.State.CANCELLED

    @property
    def promised(self) -> bool:
        return self.session.staffing != Session.Staffing.SHORT


@dataclass(frozen=True, slots=True)
class Day:
    """The first few sessions of a day, the most telling first, and how many there are in all."""

    entries: tuple[Entry, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A place below the calendar, with when it opens in words, and when it is shut in this month all the same."""

    place: Place
    words: str
    child: tuple[str, ...]
    closures: tuple[ClosedDays, ...] = ()


def month(asked: Criteria, of: Month) -> dict[date, Day]:
    """Day → its sessions. Places that open as always are only counted, unless a kind, a district or words are asked."""
    there = sessions(asked, of.first, of.last)
    totals = dict(there.order_by().values_list("day").annotate(total=Count("pk")))
    shown = list(_first_few(there, steady=not hides_steady(asked)))
    whole = entries(pk for pk, _ in shown)
    found: dict[date, list[Entry]] = defaultdict(list)
    for pk, day in shown:
        found[day].append(whole[pk])
    return {day: _once_off(found[day], total) for day, total in totals.items()}


def _once_off(found: Sequence[Entry], total: int) -> Day:
    """A place that is shut all day says so once, however often it would have opened."""
    told: set[int] = set()
    kept = []
    for one in found:
        if one.event is None and one.cancelled and one.session.place_id:
            if one.session.place_id in told:
                continue
            told.add(one.session.place_id)
        kept.append(one)
    return Day(tuple(kept), total - (len(found) - len(kept)))


def by_hour(one: Entry) -> tuple[bool, bool, Any, int]:
    """The order in a square: events first, then by the hour; what has no hour stands last."""
    starts = one.session.starts
    return one.event is None, starts is None, starts, one.session.pk


def sessions(asked: Criteria, first: date, last: date) -> QuerySet[Session]:
    """Sessions of places anybody may go to, and of events, that fit; both days inclusive, in no order."""
    places = published.fitting(published.open_to_all(), asked)
    of_place = Q(event__isnull=True, place__in=places.values("pk"))
    return Session.objects.filter(
        of_place | Q(event__in=_events(asked, first, last)), day__range=(first, last)
    )


def varied(asked: Criteria, of: Month) -> QuerySet[Session]:
    """Those of a month without the places that open as always: what a calendar on paper sets into its squares."""
    return sessions(asked, of.first, of.last).exclude(_AS_ALWAYS)


def in_order(found: QuerySet[Session]) -> QuerySet[Session]:
    return found.order_by(*_ORDER)


def entries(keys: Iterable[int]) -> dict[int, Entry]:
    """Sessions read whole, with their place, event, closures and their town's reading, in two queries."""
    closed = ClosedDays.objects.filter(
        place=OuterRef("place_id"), first__lte=OuterRef("day"), last__gte=OuterRef("day")
    )
    rows = Session.objects.filter(pk__in=list(keys)).select_related("place", "event", "event__place")
    found = list(rows.defer(*_NEVER_SHOWN).annotate(closed=Exists(closed)))
    towns = areas.town_readings(row.place.town_name for row in found if row.place and row.event is None)
    return {row.pk: _entry(row, towns) for row in found}


def _entry(row: Any, towns: dict[str, str]) -> Entry:
    kana = towns.get(row.place.town_name, "") if row.place else ""
    return Entry(row, row.place, row.event, row.closed, kana)


def steady(asked: Criteria, of: Month, *, most: int = BELOW_MAX) -> list[Told]:
    """Places that open on most weekdays and do so in this month, with the days on which they do not; the first `most`."""
    there = Session.objects.filter(
        place=OuterRef("pk"), event__isnull=True, day__range=(of.first, of.last), state=Session.State.PLANNED
    )
    places = published.fitting(published.open_to_all(), asked).filter(Exists(there), pk__in=_STEADY_PLACES)
    closures = ClosedDays.objects.filter(first__lte=of.last, last__gte=of.first).order_by("first")
    return _told(places, closures, most=most)


def irregular(asked: Criteria) -> list[Told]:
    """Places that open when they say so: 「日が きまったら のります」, with their own words."""
    rules = OpeningRule.objects.filter(place=OuterRef("pk"))
    places = published.fitting(published.open_to_all(), asked).filter(
        Exists(rules.filter(pattern=Pattern.IRREGULAR.value))
        | (~Exists(rules) & ~Q(opening_words="") & ~Exists(Session.objects.filter(place=OuterRef("pk"))))
    )
    return _told(places, ClosedDays.objects.none(), only=Pattern.IRREGULAR)


def kinds() -> list[PlaceKind]:
    """The kinds of which there is at least one, in the order of the enum."""
    there = set(published.open_to_all().order_by().values_list("kind", flat=True).distinct())
    return [kind for kind in PlaceKind if kind.value in there]


def hides_steady(asked: Criteria) -> bool:
    """Whether places that open as always are left to the list below."""
    return not (asked.kinds or asked.district or asked.text.strip())


def _first_few(found: QuerySet[Session], *, steady: bool) -> QuerySet[Any]:
    """(pk, day) of the first few of each day, the most telling first; `steady`: with places that open as always."""
    last = [When(_AS_ALWAYS, then=Value(Rank.STEADY.value))] if steady else []
    rank = Case(
        When(event__isnull=False, then=Value(Rank.EVENT.value)),
        *last,
        default=Value(Rank.SPECIAL.value),
        output_field=IntegerField(),
    )
    there = found if steady else found.exclude(_AS_ALWAYS)
    order = [rank, F("starts").asc(nulls_last=True), F("pk").asc()]
    numbered = there.annotate(number=Window(RowNumber(), partition_by=F("day"), order_by=order))
    return numbered.filter(number__lte=CHIPS_ON_PAPER).order_by("day", "number").values_list("pk", "day")


def _events(asked: Criteria, first: date, last: date) -> QuerySet[Any] | list[int]:
    """Events that fit. Words are compared as the places' are; an event keeps no search text, and there are few."""
    found = Event.objects.filter(state__in=[Event.State.PUBLISHED, Event.State.CANCELLED])
    if asked.stage:
        found = found.filter(Q(stages=[]) | Q(stages__contains=[asked.stage.value]))
    if asked.alone:
        found = found.filter(_alone(asked.stage))
    if asked.free:
        found = found.filter(free_of_charge=True)
    if asked.kinds:
        mobile = Q(kind=Event.Kind.MOBILE) if PlaceKind.MOBILE in asked.kinds else Q(pk__in=[])
        found = found.filter(mobile | Q(kind=Event.Kind.EVENT, place__kind__in=asked.kinds))
    if asked.district:
        found = found.filter(place__district_code=asked.district)
    if not asked.text.strip():
        return found.order_by().values("pk")
    there = Exists(Session.objects.filter(event=OuterRef("pk"), day__range=(first, last)))
    return [event.pk for event in found.filter(there).select_related("place") if _says(event, asked.text)]


def _alone(stage: Stage | None) -> Q:
    young = [one.value for one in CHILD_STAGES if stage is None or one.rank <= stage.rank]
    return Q(alone_from__in=young) | Q(alone_from="", adult_needed=False)


def _says(event: Event, text: str) -> bool:
    said = [event.title, event.kana, event.description, event.venue_name, event.organiser_name]
    if event.place:
        said += [event.place.name, event.place.kana, event.place.town_name]
    held = " ".join(search_key(one) for one in said)
    wanted = search.wanted(text)
    return all(any(key in held for key in keys) for keys in wanted.each) and not any(
        key in held for keys in wanted.none for key in keys
    )


def _told(
    places: QuerySet[Place],
    closures: QuerySet[ClosedDays],
    only: Pattern | None = None,
    most: int = BELOW_MAX,
) -> list[Told]:
    rows = list(places.order_by("kind", "kana", "name").prefetch_related("opening_rules")[:most])
    shut: dict[int, list[ClosedDays]] = defaultdict(list)
    for closure in closures.filter(place__in=rows):
        shut[closure.place_id].append(closure)
    return [_tell(place, shut[place.pk], only) for place in rows]


def _tell(place: Place, closures: Sequence[ClosedDays], only: Pattern | None) -> Told:
    rules = [rule.as_opening() for rule in place.opening_rules.all() if only in (None, rule.pattern)]
    if not rules:
        return Told(place, place.opening_words, (place.opening_words,), tuple(closures))
    return Told(place, openings.plain_line(rules), openings.lines(rules), tuple(closures))

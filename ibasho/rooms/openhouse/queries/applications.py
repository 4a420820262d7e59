"""Applications as the group sees its own, as city and place see those they decide, and what waits for one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, Min, OuterRef, Prefetch, Q, QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.models import (
    Application,
    Booking,
    Equipment,
    HandBack,
    Lending,
    Space,
    Step,
    Terms,
)
from ibasho.rooms.openhouse.rules import approval, handback, keys
from ibasho.rooms.openhouse.rules.kinds import ApplicationState, BookingState, StepKind
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places
from ibasho.town.places.models import ClosedDays, Place

NEXT_DAYS = 3


@dataclass(frozen=True, slots=True)
class Look:
    """One look of the road: taken by somebody, or the one that comes next."""

    label: str
    step: Step | None
    here: bool


@dataclass(frozen=True, slots=True)
class UseDay:
    """A day of an application as its page shows it."""

    booking: Booking
    back: HandBack | None
    closed: ClosedDays | None
    may_cancel: bool
    may_hand_back: bool

    @property
    def open_checks(self) -> list[handback.Check]:
        return handback.open_checks(self.back.checked) if self.back else []


@dataclass(frozen=True, slots=True)
class NextDay:
    """A day that comes: with the number of its lock once the group may see it, and whether it has begun."""

    booking: Booking
    key: str
    begun: bool


def groups_of(by: Actor, at: datetime) -> QuerySet[Organisation]:
    """In whose name this person may apply; staff who type in for one see that one alone."""
    day = clock.day(at)
    if by.acting_for is not None:
        mine = by.acting_for if people.may_type_in(by, by.acting_for, day=day) else 0
        return Organisation.objects.filter(pk=mine)
    return people.organisations_of(by, Permission.OPENHOUSE_APPLY, day=day).order_by("name")


def find(public_id: str) -> Application | None:
    return _whole(Application.objects.filter(public_id=public_id)).first()


def of_groups(groups: QuerySet[Organisation]) -> QuerySet[Application]:
    """Newest first, with the first day that is held."""
    rows = _whole(Application.objects.filter(organisation__in=groups))
    return rows.annotate(first_day=Min("bookings__day")).order_by("-applied_at")


def next_days(groups: QuerySet[Organisation], at: datetime) -> list[NextDay]:
    """The next days these groups hold, those of today until midnight."""
    today = clock.day(at)
    rows = Booking.objects.filter(
        application__organisation__in=groups, application__state__in=approval.LIVING, state=BookingState.HELD,
        day__gte=today,
    )  # fmt: skip
    rows = rows.select_related("application__organisation", "space__place").order_by("day", "starts")
    return [
        NextDay(
            one,
            one.application.key_code if keys.is_shown([one.day], today) else "",
            one.application.state == ApplicationState.APPROVED and clock.at(one.day, one.starts) <= at,
        )
        for one in rows[:NEXT_DAYS]
    ]


def decided_by(by: Actor, permission: Permission, at: datetime) -> QuerySet[Application]:
    """Those of every place for the city, of their own places for the others; with their first day."""
    return _whole(_under(by, permission, at)).annotate(first_day=Min("bookings__day"))


def _under(by: Actor, permission: Permission, at: datetime) -> QuerySet[Application]:
    rows = Application.objects.all()
    if places.in_city(by, permission, at=at):
        return rows
    own = people.organisations_of(by, permission, day=clock.day(at))
    return rows.filter(space__place__organisation__in=own)


def waiting(by: Actor, at: datetime) -> QuerySet[Application]:
    """Those in which the next look is this very person's to take, the oldest first."""
    mine = Step.objects.filter(application=OuterRef("pk"), kind=StepKind.DRAFT, by=by.person_id)
    looks = Q(state=ApplicationState.APPLIED) | (
        Q(state__in=[ApplicationState.DRAFTED, ApplicationState.CHECKED]) & ~Exists(mine)
    )
    rows = _under(by, Permission.OPENHOUSE_APPROVE, at).filter(looks)
    return rows.exclude(state=ApplicationState.CHECKED, applied_by=by.person_id).order_by("applied_at")


def lending(by: Actor, at: datetime) -> list[Place]:
    """Places whose applications the actor decides and that have a room groups may ask for."""
    rooms = Space.objects.filter(groups_apply=True, is_active=True)
    found = Place.objects.filter(pk__in=rooms.values("place"))
    if not places.in_city(by, Permission.OPENHOUSE_MANAGE, at=at):
        own = people.organisations_of(by, Permission.OPENHOUSE_MANAGE, day=clock.day(at))
        found = found.filter(organisation__in=own)
    return list(found.order_by("name", "pk"))


def road(row: Application) -> list[Look]:
    """起案, 確認, 決裁 with who and when."""
    taken = {step.kind: step for step in row.steps.all()}
    if StepKind.DECLINE in taken:
        return [Look(StepKind(one.kind).label, one, False) for one in taken.values()]
    coming = approval.NEXT.get(row.state)
    return [
        Look(kind.label, taken.get(kind), kind is coming)
        for kind in (StepKind.DRAFT, StepKind.CHECK, StepKind.DECIDE)
    ]


def use_days(row: Application, at: datetime) -> list[UseDay]:
    """Every day of the application, in order."""
    bookings = list(row.bookings.all())
    closed = _closed(row.space.place, bookings)
    living, used = row.state in approval.LIVING, (ApplicationState.APPROVED, ApplicationState.CANCELLED)
    return [
        UseDay(
            one,
            getattr(one, "hand_back", None),
            next((row for row in closed if row.first <= one.day <= row.last), None),
            may_cancel=living and one.state == BookingState.HELD and one.held_from > at,
            may_hand_back=row.state in used and one.state == BookingState.HELD and clock.at(one.day, one.starts) <= at,
        )
        for one in bookings
    ]  # fmt: skip


def shown_key(row: Application, at: datetime) -> str:
    """The number as the group sees it: from the day before one of its days; empty before and after."""
    days = [one.day for one in row.bookings.all() if one.state == BookingState.HELD]
    return row.key_code if keys.is_shown(days, clock.day(at)) else ""


def lent(row: Application) -> list[Lending]:
    """What is lent on each day: the same on all of them."""
    first = row.bookings.first()
    return list(first.lendings.select_related("equipment").order_by("equipment__name")) if first else []


def things(space: Space) -> list[Equipment]:
    return list(Equipment.objects.filter(space=space, is_active=True).order_by("name"))


def terms_of(place: Place) -> Terms | None:
    """The きまり in force."""
    return Terms.objects.filter(place=place).order_by("-pk").first()


def spaces_kept_by(place: Place) -> list[Space]:
    """The place's spaces with what is lent with them."""
    lent_with = Prefetch("equipment", Equipment.objects.order_by("-is_active", "name"))
    return list(Space.objects.filter(place=place, is_active=True).prefetch_related(lent_with))


def may_approve(row: Application, by: Actor, at: datetime) -> bool:
    return policies.may_approve(by, row, at=at)


def _whole(rows: QuerySet[Application]) -> QuerySet[Application]:
    bookings = Booking.objects.select_related("hand_back").order_by("day", "starts")
    steps = Step.objects.select_related("by").order_by("pk")
    return rows.select_related(
        "space__place__organisation", "organisation", "applied_by", "terms"
    ).prefetch_related(Prefetch("bookings", bookings), Prefetch("steps", steps))


def _closed(place: Place, bookings: Sequence[Booking]) -> list[ClosedDays]:
    if not bookings:
        return []
    first, last = _ends(bookings)
    return list(ClosedDays.objects.filter(place=place, first__lte=last, last__gte=first))


def _ends(bookings: Sequence[Booking]) -> tuple[date, date]:
    days = [one.day for one in bookings]
    return min(days), max(days)

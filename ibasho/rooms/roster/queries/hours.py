"""Hours as the pages show them: today at a place, what was forgotten, what waits for a yes, and the sums of a month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.roster.models import Attendance, Helper, Roster, Taken
from ibasho.rooms.roster.rules import honoraria
from ibasho.rooms.roster.rules import minutes as rules
from ibasho.rooms.roster.rules.kinds import PayKind, TakenState
from ibasho.rooms.roster.rules.minutes import Span
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

BACK_DAYS = 62  # as far as forgotten hours are looked for


@dataclass(frozen=True, slots=True)
class Turn:
    """One helper's shift with its hours; `attendance` None while nobody has tapped."""

    taken: Taken
    attendance: Attendance | None

    @property
    def helper(self) -> Helper:
        return self.taken.helper

    @property
    def is_there(self) -> bool:
        return self.attendance is not None and self.attendance.left_at is None

    @property
    def is_over(self) -> bool:
        return self.attendance is not None and self.attendance.left_at is not None

    @property
    def minutes(self) -> int:
        return rules.minutes(span_of(self.attendance)) if self.attendance else 0

    @property
    def planned_minutes(self) -> int:
        return int((self.taken.held_until - self.taken.held_from).total_seconds()) // 60

    @property
    def words(self) -> str:
        return rules.label(self.minutes)

    @property
    def differs(self) -> str:
        """How far the hours are from the shift, from a quarter of an hour on: `枠より ＋20分`."""
        gap = self.minutes - self.planned_minutes
        if not self.is_over or abs(gap) < 15:
            return ""
        return f"枠より {'＋' if gap > 0 else '−'}{rules.label(abs(gap))}"


@dataclass(frozen=True, slots=True)
class Figures:
    """A place's month without names: helpers who came, turns, minutes by kind of helper (approved ones alone), and how many
    turns nobody has approved yet."""

    place: Place
    first: date
    helpers: int
    turns: int
    minutes_of: dict[PayKind, int]
    open_turns: int

    @property
    def minutes(self) -> int:
        return sum(self.minutes_of.values())

    @property
    def unpaid_minutes(self) -> int:
        """Of them, those of volunteers who get nothing."""
        return self.minutes_of[PayKind.UNPAID]

    @property
    def words(self) -> str:
        return rules.label(self.minutes)

    @property
    def unpaid_words(self) -> str:
        return rules.label(self.unpaid_minutes)


def span_of(row: Attendance) -> Span:
    return Span(row.came_at, row.left_at, row.break_minutes)


def rosters(by: Actor, at: datetime) -> QuerySet[Roster]:
    """The rosters whose hours this person keeps: a group its own, the city all of them."""
    day = clock.day(at)
    groups = people.organisations_of(by, Permission.ROSTER_HOURS, day=day)
    wanted = Q(place__organisation__in=groups)
    if by.acting_for is None and people.city_wide(by, day=day):
        wanted |= Q(place__organisation__isnull=True)
    rows = Roster.objects.filter(wanted).select_related("place__organisation")
    return rows.order_by("place__name", "pk")


def turns(roster: Roster, day: date) -> list[Turn]:
    """Who has a shift that day, in order of its hour."""
    return _turns(_living().filter(shift__roster=roster, shift__day=day).order_by("held_from", "slot", "pk"))


def one(roster: Roster, taken_id: int) -> Turn | None:
    """Of that place, whatever became of it."""
    found = _rows(Taken.objects.filter(shift__roster=roster, pk=taken_id)).first()
    return _turn(found) if found else None


def forgotten(found: Iterable[Roster], today: date) -> list[Turn]:
    """Came on a day that is over, and nobody has written when they left."""
    since = today - timedelta(days=BACK_DAYS)
    rows = _living().filter(
        shift__roster__in=list(found), shift__day__gte=since, shift__day__lt=today,
        attendance__isnull=False, attendance__left_at__isnull=True,
    )  # fmt: skip
    return _turns(rows.order_by("held_from", "pk"))


def unwritten(found: Iterable[Roster], today: date) -> list[Turn]:
    """Shifts of days that are over of which nobody has written anything."""
    since = today - timedelta(days=BACK_DAYS)
    rows = _living().filter(
        shift__roster__in=list(found), shift__day__gte=since, shift__day__lt=today, attendance__isnull=True
    )
    return _turns(rows.order_by("held_from", "pk"))


def to_approve(found: Iterable[Roster]) -> list[Turn]:
    """Written from 来た to 帰った, and nobody else has looked yet: the oldest first."""
    rows = _living().filter(
        shift__roster__in=list(found), attendance__left_at__isnull=False, attendance__approved_at__isnull=True
    )
    return _turns(rows.order_by("held_from", "pk"))


def may_approve(turn: Turn, person_id: int | None) -> bool:
    """Whether this person is another than who wrote the hours, and than the helper."""
    row = turn.attendance
    return row is not None and person_id not in (None, row.written_by_id, turn.helper.person_id)


def written(roster: Roster, first: date) -> list[Turn]:
    """All hours of a place's month."""
    rows = _living().filter(shift__roster=roster, attendance__isnull=False, **_within(first))
    return _turns(rows.order_by("held_from", "pk"))


def figures(roster: Roster, first: date) -> Figures:
    """For the monthly report of a place: sums of `written`, so that they add up to it."""
    return summed(roster.place, first, written(roster, first))


def summed(place: Place, first: date, found: Sequence[Turn]) -> Figures:
    sure = [one for one in found if one.attendance is not None and one.attendance.approved_at is not None]
    minutes_of = dict.fromkeys(PayKind, 0)
    for turn in sure:
        minutes_of[PayKind(turn.helper.pay_kind)] += turn.minutes
    return Figures(
        place, first, len({one.helper.pk for one in sure}), len(sure), minutes_of, len(found) - len(sure)
    )


def figures_of(found: Sequence[Roster], first: date) -> list[Figures]:
    """The same for many places in one statement."""
    rows = _living().filter(shift__roster__in=list(found), attendance__isnull=False, **_within(first))
    by_roster: dict[int, list[Turn]] = {}
    for turn in _turns(rows):
        by_roster.setdefault(turn.taken.shift.roster_id, []).append(turn)
    return [summed(roster.place, first, by_roster.get(roster.pk, [])) for roster in found]


def _within(first: date) -> dict[str, date]:
    return {"shift__day__gte": first, "shift__day__lte": honoraria.last_of_month(first)}


def _living() -> QuerySet[Taken]:
    """Shifts somebody has, and hours that stand, whatever became of their shift since."""
    has = Q(state=TakenState.TAKEN, shift__cancelled_at__isnull=True)
    return _rows(Taken.objects.filter(has | Q(attendance__isnull=False)))


def _rows(rows: QuerySet[Taken]) -> QuerySet[Taken]:
    return rows.select_related(
        "helper", "shift__roster__place", "attendance__written_by", "attendance__approved_by"
    )


def _turns(rows: QuerySet[Taken]) -> list[Turn]:
    return [_turn(row) for row in rows]


def _turn(row: Taken) -> Turn:
    return Turn(row, getattr(row, "attendance", None))

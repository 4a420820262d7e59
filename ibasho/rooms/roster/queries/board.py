"""The board: one week of a place, day by day, and where somebody is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ibasho.base.kernel import clock
from ibasho.rooms.roster.models import Helper, Offer, Roster, Shift, Taken
from ibasho.rooms.roster.queries import coverage
from ibasho.rooms.roster.queries.coverage import Weighed
from ibasho.rooms.roster.rules import picture
from ibasho.rooms.roster.rules.coverage import end_of
from ibasho.rooms.roster.rules.kinds import Answer, HelperState, TakenState
from ibasho.rooms.roster.rules.picture import Axis, Bar, Stretch
from ibasho.rooms.roster.rules.words import NOT_ENOUGH, gap_words, hours_words
from ibasho.town.places.models import Place, Session


@dataclass(frozen=True, slots=True)
class One:
    """Somebody who took a shift. `counts` False: helps, but is not one of the grown-ups."""

    taken: Taken
    counts: bool

    @property
    def name(self) -> str:
        return self.taken.helper.call_name

    @property
    def unanswered(self) -> bool:
        """Was reminded and has not said whether they come."""
        return self.taken.reminded_at is not None and self.taken.confirmed_at is None


@dataclass(frozen=True, slots=True)
class ShiftBox:
    shift: Shift
    people: Sequence[One]
    asked: int  # helpers whose answer to a last-minute request is awaited

    @property
    def free(self) -> int:
        return max(self.shift.wanted - len(self.people), 0)

    @property
    def hours(self) -> str:
        return hours_words(self.shift.starts, self.shift.ends)


@dataclass(frozen=True, slots=True)
class SessionBox:
    """`code`: ok, short, off (called off by the roster), closed (for another reason), plain (no roster, or over)."""

    session: Session
    code: str
    holes: Sequence[str] = ()

    @property
    def hours(self) -> str:
        one = self.session
        if one.starts is None:
            return ""
        return hours_words(one.starts, one.ends) if one.ends else f"{clock.time_label(one.starts)}–"


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    sessions: Sequence[SessionBox]
    shifts: Sequence[ShiftBox]
    bars: Sequence[Bar]
    height: int

    @property
    def code(self) -> str:
        """The worst of its sessions."""
        order = ("off", "short", "closed", "ok", "plain")
        return min((one.code for one in self.sessions), key=order.index, default="")

    @property
    def holes(self) -> list[str]:
        return [hole for one in self.sessions for hole in one.holes]


@dataclass(frozen=True, slots=True)
class Week:
    roster: Roster
    monday: date
    today: date
    days: Sequence[Day]
    axis: Axis

    @property
    def helpers(self) -> list[Helper]:
        """Everybody who stands on it."""
        return [one.taken.helper for day in self.days for box in day.shifts for one in box.people]

    @property
    def before(self) -> date:
        return self.monday - timedelta(days=7)

    @property
    def after(self) -> date:
        return self.monday + timedelta(days=7)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)


def of_place(place: Place) -> Roster | None:
    return Roster.objects.filter(place=place).select_related("place__organisation").first()


def week(roster: Roster, some_day: date, at: datetime) -> Week:
    """The week in which `some_day` lies, in a constant number of statements."""
    monday = some_day - timedelta(days=some_day.weekday())
    sunday = monday + timedelta(days=6)
    weighed = {one.session.pk: one for one in coverage.weighed(roster, monday, sunday, at)}
    sessions, shifts = _sessions(roster, monday, sunday, weighed), _shifts(roster, monday, sunday)
    along = picture.axis(_spans(sessions, shifts))
    days = []
    for ahead in range(7):
        day = monday + timedelta(days=ahead)
        drawn = _drawn(sessions[day], shifts[day], weighed)
        made = picture.bars(drawn, along)
        days.append(Day(day, sessions[day], shifts[day], made, picture.height(drawn)))
    return Week(roster, monday, clock.day(at), days, along)


def shift_box(shift: Shift) -> ShiftBox:
    return _box(shift, _people(shift.roster, shift.day, shift.day)[shift.pk], _asked([shift.pk])[shift.pk])


def helpers_for(shift: Shift) -> list[Helper]:
    """Those one may put in by hand: registered, and not there yet."""
    there = shift.taken.filter(state=TakenState.TAKEN).values("helper")
    rows = Helper.objects.filter(
        organisation=shift.roster.place.organisation_id, state=HelperState.REGISTERED
    )
    return list(rows.exclude(pk__in=there).order_by("call_name", "pk"))


def _sessions(
    roster: Roster, first: date, last: date, weighed: dict[int, Weighed]
) -> defaultdict[date, list[SessionBox]]:
    found: defaultdict[date, list[SessionBox]] = defaultdict(list)
    rows = Session.objects.filter(place_id=roster.place_id, event__isnull=True, day__range=(first, last))
    for one in rows.order_by("day", "starts"):
        found[one.day].append(_session_box(roster, one, weighed.get(one.pk)))
    return found


def _session_box(roster: Roster, session: Session, weighed: Weighed | None) -> SessionBox:
    off = session.state == Session.State.CANCELLED
    if off and session.reason != NOT_ENOUGH:
        return SessionBox(session, "closed")
    if not roster.is_on or weighed is None:
        return SessionBox(session, "off" if off else "plain")
    judged = weighed.judged
    if not judged.short:
        return SessionBox(session, "ok")
    holes = tuple(gap_words(gap, session.day) for gap in judged.gaps) or ("はじまる時間を 決めてください",)
    return SessionBox(session, "off" if off else "short", holes)


def _shifts(roster: Roster, first: date, last: date) -> defaultdict[date, list[ShiftBox]]:
    found: defaultdict[date, list[ShiftBox]] = defaultdict(list)
    rows = list(
        Shift.objects.filter(roster=roster, day__range=(first, last), cancelled_at__isnull=True)
        .select_related("roster__place")
        .order_by("day", "starts", "pk")
    )
    people, asked = _people(roster, first, last), _asked([one.pk for one in rows])
    for one in rows:
        found[one.day].append(_box(one, people[one.pk], asked[one.pk]))
    return found


def _box(shift: Shift, people: Sequence[Taken], asked: int) -> ShiftBox:
    return ShiftBox(shift, [One(one, coverage.counts(one.helper, shift.day)) for one in people], asked)


def _people(roster: Roster, first: date, last: date) -> defaultdict[int, list[Taken]]:
    found: defaultdict[int, list[Taken]] = defaultdict(list)
    rows = coverage.standing(roster, first, last).select_related("shift", "helper__safeguard")
    for one in rows.order_by("slot"):
        found[one.shift_id].append(one)
    return found


def _asked(shifts: Sequence[int]) -> defaultdict[int, int]:
    found: defaultdict[int, int] = defaultdict(int)
    for shift_id in Offer.objects.filter(shift__in=shifts, answer=Answer.WAITING).values_list(
        "shift", flat=True
    ):
        found[shift_id] += 1
    return found


def _spans(
    sessions: dict[date, list[SessionBox]], shifts: dict[date, list[ShiftBox]]
) -> list[tuple[time, time]]:
    found = [span for boxes in sessions.values() for one in boxes if (span := _hours(one.session))]
    return found + [(one.shift.starts, one.shift.ends) for boxes in shifts.values() for one in boxes]


def _hours(session: Session) -> tuple[time, time] | None:
    if session.starts is None:
        return None
    return session.starts, session.ends or end_of(session.starts)


def _drawn(
    sessions: Sequence[SessionBox], shifts: Sequence[ShiftBox], weighed: dict[int, Weighed]
) -> list[Stretch]:
    """Open hours in the first row with the holes over them, then a row for everybody who is there."""
    found: list[Stretch] = []
    for box in sessions:
        if span := _hours(box.session):
            found.append(Stretch("closed" if box.code in ("closed", "off") else "open", *span))
        if box.holes and box.session.pk in weighed:
            found += [Stretch("hole", gap.starts, gap.ends) for gap in weighed[box.session.pk].judged.gaps]
    people = [(box.shift, one) for box in shifts for one in box.people]
    for row, (shift, one) in enumerate(people, start=1):
        found.append(Stretch("here" if one.counts else "young", shift.starts, shift.ends, row))
    return found

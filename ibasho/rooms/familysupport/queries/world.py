"""What is known of some visits and of every provider who could help: rows once read, as the facts the rules ask for.

A constant number of statements, however many visits and providers there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import numpy as np
from django.db.models import Count, QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.geo import Position
from ibasho.base.kernel.nendo import nendo
from ibasho.rooms.familysupport.models import Ask, CentreRules, Child, Meeting, Member, Request, Ruling, Visit
from ibasho.rooms.familysupport.queries import ways
from ibasho.rooms.familysupport.queries.ways import MODES, Grid, Ways
from ibasho.rooms.familysupport.rules import ages, courses
from ibasho.rooms.familysupport.rules.eligibility import (
    HELPING,
    Between,
    Helper,
    Need,
    Refusal,
    Stretch,
    Taken,
    firmly_not,
    is_free,
    seats_for,
    why_not,
)
from ibasho.rooms.familysupport.rules.kinds import (
    AskAnswer,
    MeetingState,
    MemberState,
    Travel,
    Verdict,
    VisitState,
)
from ibasho.rooms.familysupport.rules.ranking import Facts

LOAD = timedelta(days=28)
UNKNOWN_GAP = 15  # minutes between two visits of which one has no position
STANDING = (VisitState.AGREED, VisitState.DONE)
Pair = tuple[int, int]  # visit, member


@dataclass(frozen=True, slots=True)
class Kept:
    """A visit somebody has already."""

    visit_id: int
    day: date
    starts_at: datetime
    ends_at: datetime
    start: Position | None
    end: Position | None


@dataclass(slots=True)
class World:
    """`kept` changes while a whole plan is decided; everything else stands as it was read."""

    at: datetime
    rules: Sequence[CentreRules]
    visits: dict[int, Visit]
    children: dict[int, Sequence[Child]]
    members: dict[int, Member]
    helpers: dict[int, Helper]
    kept: defaultdict[int, list[Kept]]
    met: Mapping[tuple[int, int], int]  # child, member
    held: set[tuple[int, int, str, int]]  # child, member, content, 年度
    verdicts: Mapping[Pair, str]
    answers: Mapping[Pair, str]
    ways: Ways
    start_row: dict[Position | None, int]
    end_column: dict[Position | None, int]
    _standing: dict[tuple[int, date], str] = field(default_factory=dict)
    _needs: dict[int, Need] = field(default_factory=dict)
    _jobs: dict[tuple[int, int], Counter[int]] = field(default_factory=dict)

    def need(self, visit: Visit) -> Need:
        if visit.pk not in self._needs:
            self._needs[visit.pk] = _need(visit, self.children[visit.request_id])
        return self._needs[visit.pk]

    def refusal(self, visit: Visit, member: Member, *, limits: bool = True) -> Refusal | None:
        """Why this provider does not take this visit; None: able."""
        return why_not(self.helpers[member.pk], self.need(visit), self.between(visit, member), limits=limits)

    def firm_refusal(self, visit: Visit, member: Member) -> Refusal | None:
        return firmly_not(self.helpers[member.pk], self.need(visit), self.between(visit, member))

    def between(self, visit: Visit, member: Member) -> Between:
        pair = visit.pk, member.pk
        answer = self.answers.get(pair)
        family = visit.request.member
        return Between(
            minutes=self.way(visit, member)[0],
            courses=self._courses(member, visit.day),
            same_family=_same_family(family, member),
            forbidden=self.verdicts.get(pair) == Verdict.FORBID,
            said_no=answer == AskAnswer.NO,
            said_yes=answer == AskAnswer.YES,
            taken=[
                self._taken(visit, member, one) for one in self.kept[member.pk] if one.visit_id != visit.pk
            ],
        )

    def way(self, visit: Visit, member: Member) -> tuple[int | None, Travel, bool]:
        """Minutes from the provider's home by the quickest of their ways, which way, whether it is a めやす."""
        row, column = self.start_row[start_of(visit)], self.end_column[home_of(member)]
        told = [
            (int(self.ways.minutes[mode, row, column]), mode) for mode in modes_of(self.helpers[member.pk])
        ]
        minutes, mode = min(told)
        if minutes < 0:
            return None, MODES[mode], True
        return minutes, MODES[mode], bool(self.ways.estimate[row, column]) or MODES[mode] is Travel.CAR

    def facts(self, visit: Visit, member: Member) -> Facts:
        """What speaks for it."""
        minutes, by, estimate = self.way(visit, member)
        pair, need, helper = (visit.pk, member.pk), self.need(visit), self.helpers[member.pk]
        children = self.children[visit.request_id]
        jobs = self.jobs(visit.day)
        return Facts(
            minutes, by.value, estimate,
            said_yes=self.answers.get(pair) == AskAnswer.YES,
            pinned=self.verdicts.get(pair) == Verdict.PIN,
            wished=visit.request.wished_id == member.pk,
            met=tuple((one.call_name, self.met.get((one.pk, member.pk), 0)) for one in children),
            same_school=bool(_schools(children) & _schools(member.children.all())),
            jobs=jobs[member.pk],
            average=round(10 * jobs.total() / max(len(self.helpers), 1)),
            free=is_free(helper, need),
            skills=tuple(sorted(need.skills & helper.skills)),
            seats=_seats(need, helper),
            meeting_due=any(self._meeting_due(one, visit, member) for one in children),
        )  # fmt: skip

    def jobs(self, day: date) -> Counter[int]:
        """Visits of this month, by provider."""
        month = day.year, day.month
        if month not in self._jobs:
            self._jobs[month] = Counter(
                {
                    pk: sum((one.day.year, one.day.month) == month for one in kept)
                    for pk, kept in self.kept.items()
                    if pk in self.helpers
                }
            )
        return self._jobs[month]

    def keep(self, visit: Visit, member: Member) -> None:
        """A visit was decided while this world is in use."""
        self.kept[member.pk].append(_kept(visit))
        self._jobs.clear()

    def load(self, member_pk: int, monday: date) -> int:
        """Visits of the four weeks before."""
        return sum(monday - LOAD <= one.day < monday for one in self.kept[member_pk])

    def gap(self, mode: int, end: Position | None, start: Position | None) -> int:
        """Minutes from where one visit ends to where another begins, or the way back, which is as long."""
        if end is not None and end == start:
            return 0
        minutes = -1
        if end in self.start_row and start in self.end_column:
            minutes = int(self.ways.minutes[mode, self.start_row[end], self.end_column[start]])
        elif start in self.start_row and end in self.end_column:
            minutes = int(self.ways.minutes[mode, self.start_row[start], self.end_column[end]])
        return minutes if minutes >= 0 else UNKNOWN_GAP

    def gaps(self, ends: Sequence[Position | None], starts: Sequence[Position | None]) -> Grid:
        """The same for visits of this world, all at once: int32[mode, end, start]."""
        rows, columns = [self.start_row[one] for one in ends], [self.end_column[one] for one in starts]
        found = self.ways.minutes[:, rows][:, :, columns]
        found[found < 0] = UNKNOWN_GAP
        here = np.asarray([self.start_row[one] for one in starts])
        known = np.asarray([one is not None for one in ends], np.bool_)
        found[:, known[:, None] & (np.asarray(rows)[:, None] == here[None, :])] = 0
        return found

    def _taken(self, visit: Visit, member: Member, one: Kept) -> Taken:
        if one.day != visit.day:
            return Taken(one.starts_at, one.ends_at, one.day)
        before = one.ends_at <= visit.starts_at
        points = (one.end, start_of(visit)) if before else (end_of(visit), one.start)
        gap = min(self.gap(mode, *points) for mode in modes_of(self.helpers[member.pk]))
        return Taken(one.starts_at, one.ends_at, one.day, gap)

    def _courses(self, member: Member, day: date) -> str:
        key = member.pk, day
        if key not in self._standing:
            self._standing[key] = _standing(member, day, self.rules)
        return self._standing[key]

    def _meeting_due(self, child: Child, visit: Visit, member: Member) -> bool:
        return (child.pk, member.pk, visit.request.content, nendo(visit.day)) not in self.held


def load(visits: Iterable[Visit], at: datetime) -> World:
    """Everything the rules ask about these visits of one centre. `visits` come with request and its member."""
    rows = list(visits)
    if not rows:
        raise ValueError("a world needs a visit")
    centre_id, keys = rows[0].request.member.centre_id, [one.pk for one in rows]
    members = {one.pk: one for one in _members(centre_id)}
    children = _children(rows)
    kept = _kept_by(rows)
    starts = list(dict.fromkeys(point for one in rows for point in (start_of(one), end_of(one))))
    taken = [point for many in kept.values() for one in many for point in (one.start, one.end)]
    ends = list(dict.fromkeys([*(home_of(one) for one in members.values()), *starts, *taken]))
    child_keys = [one.pk for some in children.values() for one in some]
    return World(
        at, list(CentreRules.objects.filter(centre=centre_id)), {one.pk: one for one in rows}, children, members,
        {pk: helper_of(one) for pk, one in members.items()}, kept, _met(child_keys, at), _held(child_keys),
        _pairs(Ruling.objects.filter(visit__in=keys), "verdict"), _pairs(Ask.objects.filter(visit__in=keys), "answer"),
        ways.between(starts, ends), {one: at for at, one in enumerate(starts)}, {one: at for at, one in enumerate(ends)},
    )  # fmt: skip


def helper_of(member: Member) -> Helper:
    """A provider's own words as the rules read them; who has none yet is known without."""
    if not hasattr(member, "provider"):
        return Helper(
            member.state, member.kind, has_profile=False, joined_on=member.joined_on, ended_on=member.ended_on,
            paused_from=member.paused_from, paused_until=member.paused_until,
        )  # fmt: skip
    known = member.provider
    return Helper(
        member.state, member.kind, True, member.paused_from, member.paused_until, member.joined_on, member.ended_on,
        tuple((one.from_on, one.until_on) for one in known.away.all()),
        tuple(
            Stretch(one.weekday, one.starts, one.ends, frozenset(one.contents), one.sex) for one in known.hours.all()
        ),
        frozenset(known.travels), frozenset(known.car_seats), frozenset(known.skills), frozenset(known.wheres),
        known.minutes_away_max, known.visits_week_max, known.visits_day_max, known.children_max, known.child_age_min,
        known.child_age_max,
    )  # fmt: skip


def modes_of(helper: Helper) -> list[int]:
    """Places in MODES; who has not said how they get about walks."""
    return [at for at, mode in enumerate(MODES) if mode.value in helper.travels] or [0]


def home_of(member: Member) -> Position | None:
    return None if member.lat is None or member.lng is None else Position(member.lat, member.lng)


def start_of(visit: Visit) -> Position | None:
    """Where the provider meets the child: as asked, else at the family's home."""
    asked = visit.request
    if asked.from_lat is not None and asked.from_lng is not None:
        return Position(asked.from_lat, asked.from_lng)
    return home_of(asked.member)


def end_of(visit: Visit) -> Position | None:
    asked = visit.request
    if asked.to_lat is not None and asked.to_lng is not None:
        return Position(asked.to_lat, asked.to_lng)
    return home_of(asked.member) or start_of(visit)


def _members(centre_id: int) -> QuerySet[Member]:
    rows = Member.objects.filter(
        centre=centre_id, kind__in=HELPING, state__in=[MemberState.ACTIVE, MemberState.PAUSED]
    )
    return rows.select_related("provider").prefetch_related(
        "provider__hours", "provider__away", "children", "courses_taken__course"
    ).order_by("number", "pk")  # fmt: skip


def _children(visits: Sequence[Visit]) -> dict[int, Sequence[Child]]:
    found: dict[int, list[Child]] = {one.request_id: [] for one in visits}
    rows = Request.children.through.objects.filter(request_id__in=list(found)).select_related("child")
    for row in rows.order_by("child__born_on", "child_id"):
        found[row.request_id].append(row.child)
    return {key: tuple(many) for key, many in found.items()}


def _kept_by(visits: Sequence[Visit]) -> defaultdict[int, list[Kept]]:
    """What every provider has, from four weeks before the first to the end of the month of the last."""
    first, last = min(one.day for one in visits), max(one.day for one in visits)
    since = min(first - LOAD - timedelta(days=6), first.replace(day=1))
    until = (last.replace(day=28) + timedelta(days=6)).replace(day=1) + timedelta(days=6)
    rows = Visit.objects.filter(
        state__in=STANDING, provider__isnull=False, day__range=(since, until),
        request__member__centre=visits[0].request.member.centre_id,
    )  # fmt: skip
    found: defaultdict[int, list[Kept]] = defaultdict(list)
    for one in rows.select_related("request__member").order_by("starts_at", "pk"):
        found[one.provider_id or 0].append(_kept(one))
    return found


def _kept(visit: Visit) -> Kept:
    return Kept(visit.pk, visit.day, visit.starts_at, visit.ends_at, start_of(visit), end_of(visit))


def _met(children: Sequence[int], at: datetime) -> dict[tuple[int, int], int]:
    """How often a provider was with a child."""
    rows = Visit.objects.filter(
        state__in=STANDING, ends_at__lte=at, provider__isnull=False, request__children__in=children
    ).order_by()  # fmt: skip
    told = rows.values_list("request__children", "provider").annotate(Count("pk"))
    return {(child, member): count for child, member, count in told if member is not None}


def _held(children: Sequence[int]) -> set[tuple[int, int, str, int]]:
    rows = Meeting.objects.filter(state=MeetingState.HELD, child__in=children)
    return set(rows.values_list("child_id", "provider_id", "content", "nendo"))


def _pairs(rows: QuerySet[Ruling] | QuerySet[Ask], what: str) -> dict[Pair, str]:
    return {(visit, member): word for visit, member, word in rows.values_list("visit_id", "member_id", what)}


def _need(visit: Visit, children: Sequence[Child]) -> Need:
    asked = visit.request
    return Need(
        visit.day, visit.starts_at, visit.ends_at, *_times(visit), asked.content, asked.where,
        tuple(ages.age(one.born_on, visit.day) for one in children), tuple(one.sex for one in children),
        frozenset(asked.needs) | frozenset(need for one in children for need in one.needs), asked.needs_car,
    )  # fmt: skip


def _times(visit: Visit) -> tuple[time, time]:
    """A visit that ends at midnight ends at the end of its day."""
    starts, ends = clock.jst(visit.starts_at), clock.jst(visit.ends_at)
    return starts.time(), ends.time() if ends.date() == starts.date() else clock.END_OF_DAY


def _standing(member: Member, day: date, rules: Sequence[CentreRules]) -> str:
    taken = [
        courses.Taken(one.course.kind, one.course.held_on, one.minutes)
        for one in member.courses_taken.all()
        if one.course.cancelled_at is None
    ]
    valid = (
        one for one in rules if one.valid_from <= day and (one.valid_until is None or day <= one.valid_until)
    )
    rule = next(valid, CentreRules())
    return courses.in_force(
        taken, day, minutes_min=rule.course_minutes_min, refresher_years=rule.refresher_years
    ).why


def _same_family(family: Member, helper: Member) -> bool:
    """Oneself, the same account, or the same telephone in two rows."""
    if family.pk == helper.pk or (family.person_id is not None and family.person_id == helper.person_id):
        return True
    return bool(family.phone) and family.phone == helper.phone


def _schools(children: Iterable[Child]) -> set[str]:
    return {one.school.strip() for one in children} - {""}


def _seats(need: Need, helper: Helper) -> tuple[str, ...]:
    """The seats that fit, where a car is wanted."""
    if not need.needs_car:
        return ()
    fit = {seat for age in need.ages for seat in seats_for(age)}
    return tuple(sorted(fit & helper.car_seats))

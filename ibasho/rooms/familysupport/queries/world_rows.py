"""Rows for the world of the matching, each kind in one statement, and what the rules read out of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.geo import Position
from ibasho.rooms.familysupport.models import Ask, CentreRules, Child, Meeting, Member, Request, Ruling, Visit
from ibasho.rooms.familysupport.queries.ways import MODES
from ibasho.rooms.familysupport.rules import ages, courses
from ibasho.rooms.familysupport.rules.eligibility import HELPING, Helper, Need, Stretch, seats_for
from ibasho.rooms.familysupport.rules.kinds import MeetingState, MemberState, VisitState

LOAD = timedelta(days=28)
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


def members(centre_id: int) -> QuerySet[Member]:
    rows = Member.objects.filter(
        centre=centre_id, kind__in=HELPING, state__in=[MemberState.ACTIVE, MemberState.PAUSED]
    )
    return rows.select_related("provider").prefetch_related(
        "provider__hours", "provider__away", "children", "courses_taken__course"
    ).order_by("number", "pk")  # fmt: skip


def children(visits: Sequence[Visit]) -> dict[int, Sequence[Child]]:
    found: dict[int, list[Child]] = {one.request_id: [] for one in visits}
    rows = Request.children.through.objects.filter(request_id__in=list(found)).select_related("child")
    for row in rows.order_by("child__born_on", "child_id"):
        found[row.request_id].append(row.child)
    return {key: tuple(many) for key, many in found.items()}


def kept_by(visits: Sequence[Visit]) -> defaultdict[int, list[Kept]]:
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
        found[one.provider_id or 0].append(kept(one))
    return found


def kept(visit: Visit) -> Kept:
    return Kept(visit.pk, visit.day, visit.starts_at, visit.ends_at, start_of(visit), end_of(visit))


def met(children: Sequence[int], at: datetime) -> dict[tuple[int, int], int]:
    """How often a provider was with a child."""
    rows = Visit.objects.filter(
        state__in=STANDING, ends_at__lte=at, provider__isnull=False, request__children__in=children
    ).order_by()  # fmt: skip
    told = rows.values_list("request__children", "provider").annotate(Count("pk"))
    return {(child, member): count for child, member, count in told if member is not None}


def held(children: Sequence[int]) -> set[tuple[int, int, str, int]]:
    rows = Meeting.objects.filter(state=MeetingState.HELD, child__in=children)
    return set(rows.values_list("child_id", "provider_id", "content", "nendo"))


def pairs(rows: QuerySet[Ruling] | QuerySet[Ask], what: str) -> dict[Pair, str]:
    return {(visit, member): word for visit, member, word in rows.values_list("visit_id", "member_id", what)}


def need(visit: Visit, children: Sequence[Child]) -> Need:
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


def standing(member: Member, day: date, rules: Sequence[CentreRules]) -> str:
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


def same_family(family: Member, helper: Member) -> bool:
    """Oneself, the same account, or the same telephone in two rows."""
    if family.pk == helper.pk or (family.person_id is not None and family.person_id == helper.person_id):
        return True
    return bool(family.phone) and family.phone == helper.phone


def schools(children: Iterable[Child]) -> set[str]:
    return {one.school.strip() for one in children} - {""}


def seats(need: Need, helper: Helper) -> tuple[str, ...]:
    """The seats that fit, where a car is wanted."""
    if not need.needs_car:
        return ()
    fit = {seat for age in need.ages for seat in seats_for(age)}
    return tuple(sorted(fit & helper.car_seats))

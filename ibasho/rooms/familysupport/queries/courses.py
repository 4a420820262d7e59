"""Courses and who took them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from ibasho.rooms.familysupport.models import Centre, CentreRules, Course, CourseTaken, Member
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.rules import courses as rules
from ibasho.rooms.familysupport.rules.courses import CourseStanding, Taken
from ibasho.rooms.familysupport.rules.kinds import MemberKind, MemberState
from ibasho.rooms.familysupport.rules.members import ENDED

HELPING = (MemberKind.PROVIDER, MemberKind.BOTH)
_USUAL = CentreRules()  # the state's own numbers, while a centre has set none


def taken_by_many(keys: Iterable[int]) -> defaultdict[int, list[Taken]]:
    """What each member took part in, in one statement."""
    found: defaultdict[int, list[Taken]] = defaultdict(list)
    rows = CourseTaken.objects.filter(member_id__in=list(keys), course__cancelled_at__isnull=True)
    for member, kind, held_on, minutes in rows.values_list(
        "member_id", "course__kind", "course__held_on", "minutes"
    ):
        found[member].append(Taken(kind, held_on, minutes))
    return found


def standings(keys: Iterable[int], day: date, rules_then: CentreRules | None) -> dict[int, CourseStanding]:
    """By member as it stands on `day`, in one statement. `rules_then`: the centre's on that day."""
    wanted, told = list(keys), rules_then or _USUAL
    taken = taken_by_many(wanted)
    return {
        key: rules.in_force(
            taken[key], day, minutes_min=told.course_minutes_min, refresher_years=told.refresher_years
        )
        for key in wanted
    }


def standing(member: Member, day: date) -> CourseStanding:
    then = centres.rules_on(member.centre, day)
    return standings([member.pk], day, then)[member.pk]


@dataclass(frozen=True, slots=True)
class Due:
    """A provider whose refreshers hold until `until` only."""

    member: Member
    until: date
    stage: int


def due(centre: Centre, today: date) -> list[Due]:
    """Active and paused providers whose courses run out within 60 days, nearest first."""
    helpers = {
        one.pk: one for one in helping(centre).filter(state__in=[MemberState.ACTIVE, MemberState.PAUSED])
    }
    found = [
        Due(helpers[key], one.until, near)
        for key, one in standings(helpers, today, centres.rules_on(centre, today)).items()
        if one.until is not None and (near := rules.stage(one.until, today)) is not None
    ]
    return sorted(found, key=lambda one: (one.until, one.member.pk))


@dataclass(frozen=True, slots=True)
class Wanting:
    """An active provider who has to take a course again soon, or may not be asked before they have (`standing.why`)."""

    member: Member
    standing: CourseStanding


def wanting(centre: Centre, today: date) -> list[Wanting]:
    """Those whose courses are missing, over, or will be within 60 days; what is worst first. Three statements."""
    helpers = {one.pk: one for one in helping(centre).filter(state=MemberState.ACTIVE)}
    found = [
        Wanting(helpers[key], one)
        for key, one in standings(helpers, today, centres.rules_on(centre, today)).items()
        if runs_out(one, today)
    ]
    return sorted(found, key=lambda one: (one.standing.ok, one.standing.until or today, one.member.pk))


def runs_out(standing: CourseStanding, today: date) -> bool:
    """A course is missing, over, or will be within 60 days."""
    return not standing.ok or (standing.until is not None and rules.stage(standing.until, today) is not None)


def helping(centre: Centre) -> QuerySet[Member]:
    """Everybody who helps or wants to, whose name still stands."""
    rows = Member.objects.filter(centre=centre, kind__in=HELPING, erased_at__isnull=True)
    return rows.exclude(state__in=[MemberState.DECLINED, MemberState.LEFT]).order_by("kana", "name", "pk")


def attendants(course: Course) -> list[Member]:
    """Whom the list of a course shows: every living member of the centre (a family takes the courses before it helps),
    and everybody who has a row, whatever became of them since. Who helps or wants to comes first."""
    there = Q(centre=course.centre_id, erased_at__isnull=True) & ~Q(state__in=ENDED)
    rows = Member.objects.filter(there | Q(pk__in=course.taken.values("member")))
    return sorted(rows.order_by("kana", "name", "pk"), key=lambda one: not one.helps)


@dataclass(frozen=True, slots=True)
class Listed:
    """A course and how many were there."""

    course: Course
    heads: int

    def is_unwritten(self, today: date) -> bool:
        """It was held, and nobody has written down who was there."""
        return self.course.held_on <= today and not self.heads and self.course.cancelled_at is None


def listed(centre: Centre) -> list[Listed]:
    """Newest first, in two statements."""
    rows = CourseTaken.objects.filter(course__centre=centre).order_by().values_list("course_id")
    heads = dict(rows.annotate(Count("pk")))
    found = Course.objects.filter(centre=centre).order_by("-held_on", "-pk")
    return [Listed(one, heads.get(one.pk, 0)) for one in found]


def coming(centre: Centre, today: date) -> QuerySet[Course]:
    rows = Course.objects.filter(centre=centre, held_on__gte=today, cancelled_at__isnull=True)
    return rows.order_by("held_on", "starts", "pk")


def find(public_id: str) -> Course | None:
    return Course.objects.select_related("centre").filter(public_id=public_id).first()


def minutes_of(course: Course) -> dict[int, int]:
    """By member's key: the minutes written for this course."""
    return dict(CourseTaken.objects.filter(course=course).values_list("member_id", "minutes"))


def of_member(member: Member) -> list[CourseTaken]:
    rows = CourseTaken.objects.filter(member=member, course__cancelled_at__isnull=True)
    return list(rows.select_related("course").order_by("-course__held_on", "-pk"))

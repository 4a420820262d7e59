"""Members as lists and numbers, one member's checklist, and what lies ahead of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet

from ibasho.base.kernel import nendo
from ibasho.rooms.familysupport.models import Centre, Member, Report, Request, TopUp, Visit
from ibasho.rooms.familysupport.queries import courses
from ibasho.rooms.familysupport.rules import members as rules
from ibasho.rooms.familysupport.rules.kinds import (
    MemberKind,
    MemberState,
    MonthState,
    ReportState,
    VisitState,
)
from ibasho.rooms.familysupport.rules.members import Missing, Ready
from ibasho.town.people import policies as people

HISTORY_MAX = 12


def active_on(centre: Centre, day: date) -> QuerySet[Member]:
    """Members on `day`, paused ones among them: joined by then, and not gone yet. What the subsidy counts.
    Whose name was erased still counts for the days of their membership."""
    there = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    return Member.objects.filter(there, centre=centre, joined_on__lte=day, number__isnull=False)


def counts(centre: Centre, day: date) -> dict[str, int]:
    """Members on `day` by kind; every kind has its number."""
    found = {one.value: 0 for one in MemberKind}
    rows = active_on(centre, day).order_by().values_list("kind").annotate(Count("pk"))
    return {**found, **dict(rows)}


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """Members at the end of a month (`day`: its last day, or today in the month that runs)."""

    day: date
    by_kind: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())


def month_ends(centre: Centre, year: int, today: date) -> list[MonthEnd]:
    """Of a 年度, as far as it has come. One statement."""
    rows = list(
        Member.objects.filter(centre=centre, number__isnull=False, joined_on__lte=nendo.last_day(year))
        .values_list("kind", "joined_on", "ended_on")
    )  # fmt: skip
    found = []
    for month in range(12):
        first = date(year + (month + 3) // 12, (month + 3) % 12 + 1, 1)
        if first > today:
            break
        day = min((first + timedelta(days=31)).replace(day=1) - timedelta(days=1), today)
        found.append(MonthEnd(day, _counted(rows, day)))
    return found


def _counted(rows: Iterable[tuple[str, date | None, date | None]], day: date) -> dict[str, int]:
    found = {one.value: 0 for one in MemberKind}
    for kind, joined, ended in rows:
        if joined is not None and joined <= day and (ended is None or ended > day):
            found[kind] += 1
    return found


def listed(
    centre: Centre, day: date, *, state: str = "", kind: str = "", district: str = "", text: str = "",
    leaves: bool = True,
) -> QuerySet[Member]:  # fmt: skip
    """Members whose names still stand, those who wait first; without a state everybody who is not over. Nobody who is
    protected: them the adviser finds by their number or telephone alone, in a list that does not leave the house."""
    word = text.strip()
    by_number = word.isascii() and word.isdigit()
    rows = Member.objects.filter(centre=centre, erased_at__isnull=True)
    if leaves or not by_number:
        rows = people.without_protected(rows, "person", day=day)
    rows = rows.filter(state=state) if state else rows.exclude(state__in=rules.ENDED)
    if kind:
        rows = rows.filter(kind=kind)
    if district:
        rows = rows.filter(district_code=district)
    if word:
        told = Q(name__icontains=word) | Q(kana__icontains=word) | Q(phone__icontains=word)
        rows = rows.filter(told | Q(number=int(word)) if by_number else told)
    return rows.order_by("joined_on", "number", "applied_at", "pk")


def by_state(centre: Centre) -> dict[str, int]:
    """How many stand at each step."""
    found = {one.value: 0 for one in MemberState}
    rows = Member.objects.filter(centre=centre, erased_at__isnull=True).order_by()
    return {**found, **dict(rows.values_list("state").annotate(Count("pk")))}


def find(public_id: str) -> Member | None:
    """None once the name is erased."""
    rows = Member.objects.select_related("centre", "person").filter(erased_at__isnull=True)
    return rows.filter(public_id=public_id).first()


def ready(member: Member, day: date) -> Ready:
    """What is there for joining."""
    return Ready(
        kind=member.kind, interviewed=member.interviewed_on is not None, agreed=member.agreed_on is not None,
        id_seen=member.id_seen_on is not None, address=bool(member.address), children=member.children.count(),
        standing=courses.standing(member, day) if member.helps else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist; `code` tells the page where it is mended, `words` what is lacking."""

    code: str
    label: str
    is_there: bool
    words: str = ""


def checklist(member: Member, there: Ready) -> list[Check]:
    lacking = rules.missing(there)
    why = there.standing.why if there.standing else ""
    return [
        Check(one.value, one.label, one not in lacking, why if one == Missing.COURSES else "")
        for one in rules.asked_for(member.kind)
    ]


@dataclass(frozen=True, slots=True)
class Ahead:
    """Visits that have not ended: `helping` agreed as provider, `asking` open or agreed as family."""

    helping: int
    asking: int


def ahead(member: Member, at: datetime) -> Ahead:
    coming = Visit.objects.filter(ends_at__gt=at)
    return Ahead(
        helping=coming.filter(provider=member, state=VisitState.AGREED).count(),
        asking=coming.filter(request__member=member, state__in=[VisitState.OPEN, VisitState.AGREED]).count(),
    )


def has_acted(member: Member) -> bool:
    return Visit.objects.filter(provider=member).exists() or Request.objects.filter(member=member).exists()


def last_visit_on(member: Member) -> date | None:
    """The last day on which they helped or were helped, or were to be."""
    rows = Visit.objects.filter(_of(member), state__in=[VisitState.AGREED, VisitState.DONE])
    found: date | None = rows.aggregate(last=Max("day"))["last"]
    return found


def is_unsettled(member: Member) -> bool:
    """Whether something on either side still needs the name, or the children by whose number the fee is counted: an
    agreed visit without a report, a report that is not confirmed or whose money from the city stands in no approved
    month, a month's money that is not paid."""
    visits = Visit.objects.filter(_of(member), state=VisitState.AGREED, report__isnull=True)
    reports = Report.objects.filter(Q(visit__provider=member) | Q(visit__request__member=member)).filter(
        ~Q(state=ReportState.CONFIRMED)
        | Q(top_up__isnull=True, city_yen__gt=0)
        | Q(top_up__month__state__in=[MonthState.OPEN, MonthState.CLOSED])
    )
    unpaid = TopUp.objects.filter(provider=member, paid_on__isnull=True, city_yen__gt=0)
    return visits.exists() or reports.exists() or unpaid.exists()


def history(member: Member) -> list[Visit]:
    """The latest visits on either side."""
    rows = Visit.objects.filter(_of(member)).select_related("request__member", "provider")
    return list(rows.order_by("-starts_at", "-pk")[:HISTORY_MAX])


def _of(member: Member) -> Q:
    return Q(provider=member) | Q(request__member=member)

"""Reports: what is still to be written, to be confirmed, to be talked over, and how each came to its yen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.models import Centre, CentreRules, Member, Report, Visit
from ibasho.rooms.familysupport.rules import reporting as rules
from ibasho.rooms.familysupport.rules import seen
from ibasho.rooms.familysupport.rules.kinds import ReportState, VisitState
from ibasho.rooms.familysupport.rules.reporting import Told

SHOWN = timedelta(days=62)  # on a member's page
PATIENCE = timedelta(days=3)  # before the adviser is reminded of what nobody confirmed


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of the receipt, as the report keeps it. Whole yen."""

    words: str
    user_yen: int
    city_yen: int


@dataclass(frozen=True, slots=True)
class DueDays:
    """The centre's rules, read once for a whole list."""

    rules: Sequence[CentreRules]

    def day(self, day: date) -> int:
        """The due day of the month after `day`."""
        found = [one for one in self.rules if one.valid_from <= day and (one.valid_until or day) >= day]
        default = CentreRules._meta.get_field("report_due_day").default
        return found[-1].report_due_day if found else int(default)

    def is_late(self, report: Report) -> bool:
        """Whether it came after its due day."""
        day = report.visit.day
        return rules.is_late(day, clock.day(report.written_at), self.day(day))

    def month(self, report: Report) -> date:
        """The first of the month it is paid with."""
        day = report.visit.day
        return rules.goes_with(day, clock.day(report.written_at), self.day(day))


def due_days(centre: Centre | None) -> DueDays:
    return DueDays(list(CentreRules.objects.filter(centre=centre).order_by("valid_from")))


def due_day(centre: Centre, day: date) -> int:
    return due_days(centre).day(day)


def is_late(report: Report) -> bool:
    """Of one report; lists ask `due_days` once."""
    return due_days(report.visit.request.member.centre).is_late(report)


def fee_lines(report: Report) -> list[FeeLine]:
    return [FeeLine(str(one["words"]), int(one["user_yen"]), int(one["city_yen"])) for one in report.lines]


def stamp(report: Report) -> str:
    """Of the hours and the money that a page shows: what a yes says yes to."""
    return seen.stamp(
        int(report.began_at.timestamp()), int(report.ended_at.timestamp()), report.user_yen, report.city_yen,
        report.travel_yen, report.cost_yen,
    )  # fmt: skip


def pays_yen(report: Report) -> int:
    """What the family hands to the provider: the fee, travel and costs."""
    return report.user_yen + report.travel_yen + report.cost_yen


def to_write(at: datetime) -> QuerySet[Visit]:
    """Decided visits that are over and have no report; the oldest first."""
    rows = Visit.objects.filter(state=VisitState.AGREED, ends_at__lte=at, report__isnull=True)
    return _whole_visits(rows).order_by("starts_at", "pk")


def to_write_of(member: Member, at: datetime) -> QuerySet[Visit]:
    return to_write(at).filter(provider=member)


def one(public_id: str) -> Report | None:
    return whole(Report.objects.filter(public_id=public_id)).first()


def own(member: Member, public_id: str) -> Report | None:
    """One of a visit of this member, whichever side; None for anybody else's."""
    rows = Report.objects.filter(
        Q(visit__request__member=member) | Q(visit__provider=member), public_id=public_id
    )
    return whole(rows).first()


def visit(public_id: str) -> Visit | None:
    return _whole_visits(Visit.objects.filter(public_id=public_id)).first()


def visit_of(member: Member, public_id: str) -> Visit | None:
    """A visit this provider was decided for."""
    rows = Visit.objects.filter(
        provider=member, public_id=public_id, state__in=(VisitState.AGREED, VisitState.DONE)
    )
    return _whole_visits(rows).first()


def for_family(member: Member, at: datetime) -> QuerySet[Report]:
    """What the family has to look at, and what it lately confirmed; the open ones first."""
    return _recent(Report.objects.filter(visit__request__member=member), at)


def by_provider(member: Member, at: datetime) -> QuerySet[Report]:
    return _recent(Report.objects.filter(visit__provider=member), at)


def _recent(rows: QuerySet[Report], at: datetime) -> QuerySet[Report]:
    since = clock.day(at) - SHOWN
    found = rows.filter(~Q(state=ReportState.CONFIRMED) | Q(visit__day__gte=since))
    return whole(found).order_by("-visit__day", "-pk")


def to_confirm() -> QuerySet[Report]:
    return whole(Report.objects.filter(state=ReportState.WRITTEN)).order_by("written_at", "pk")


def disputed() -> QuerySet[Report]:
    return whole(Report.objects.filter(state=ReportState.DISPUTED)).order_by("written_at", "pk")


def listed(first: date) -> QuerySet[Report]:
    """Of the visits of a month, by day."""
    rows = Report.objects.filter(visit__day__gte=first, visit__day__lte=rules.last_of_month(first))
    return whole(rows).order_by("visit__starts_at", "pk")


def as_planned(visit: Visit) -> Told:
    """What a new report begins with: the hours as they were decided."""
    return Told(visit.starts_at, visit.ends_at)


def as_told(report: Report) -> Told:
    return Told(report.began_at, report.ended_at, report.travel_yen, report.cost_yen, report.words)


def minutes(rows: Sequence[Report]) -> int:
    return sum(as_told(one).minutes for one in rows)


def whole(rows: QuerySet[Report]) -> QuerySet[Report]:
    """With all that a page or a paper says of it."""
    return rows.select_related("visit__request__member__centre", "visit__provider", "top_up__month", "tariff")


def _whole_visits(rows: QuerySet[Visit]) -> QuerySet[Visit]:
    return rows.select_related("request__member__centre", "provider")

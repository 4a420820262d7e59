"""出張開設 as pages show it: rotas, visits by month, what still has to be done for them, and the monthly report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from ibasho.base.kernel import clock, nendo
from ibasho.rooms.reach.models import Plan, PlanOpening, Rota, Visit
from ibasho.rooms.reach.rules import counts, news
from ibasho.rooms.reach.rules import rota as rules
from ibasho.rooms.reach.rules.counts import Sum
from ibasho.rooms.reach.rules.news import Stand
from ibasho.rooms.reach.rules.rota import Laid, Turn
from ibasho.town.areas import queries as areas
from ibasho.town.places.rules.calendar import DayFacts, Month

PAIR_DAYS = 14  # a visit so near without two people is something to do
_PLANNED = Q(visits__state=Visit.State.PLANNED)
NO_DISTRICT = "校区が わからない"


def rotas(today: date) -> QuerySet[Any]:
    """Those that go on first, each with its numbers."""
    unpaired = _PLANNED & Q(visits__day__gte=today) & Q(visits__second_staff="")
    return Rota.objects.annotate(
        made=Count("visits"),
        done=Count("visits", filter=Q(visits__state=Visit.State.DONE)),
        off=Count("visits", filter=Q(visits__state=Visit.State.CANCELLED)),
        to_come=Count("visits", filter=_PLANNED & Q(visits__day__gte=today)),
        unpaired=Count("visits", filter=unpaired),
        next_day=Min("visits__day", filter=_PLANNED & Q(visits__day__gte=today)),
    ).order_by("-last", "-pk")


def visits(first: date, last: date, rota: Rota | None = None) -> QuerySet[Visit]:
    found = Visit.objects.filter(day__range=(first, last))
    if rota is not None:
        found = found.filter(rota=rota)
    return found.select_related("rota", "hall", "event").order_by("day", "starts", "pk")


def unwritten(at: datetime) -> QuerySet[Visit]:
    """Over, and nobody told what was counted: from the end of the visit on."""
    today, now = clock.day(at), clock.jst(at).time()
    over = Q(day__lt=today) | Q(day=today, ends__lte=now)
    return (
        Visit.objects.filter(over, state=Visit.State.PLANNED)
        .select_related("rota", "hall")
        .order_by("day", "starts", "pk")
    )


def unpaired(today: date) -> QuerySet[Visit]:
    """Of the coming fortnight, those for which not two people are named."""
    span = (today, today + timedelta(days=PAIR_DAYS))
    return (
        Visit.objects.filter(day__range=span, state=Visit.State.PLANNED, second_staff="")
        .select_related("rota", "hall")
        .order_by("day", "starts", "pk")
    )


def names_used(rota: Rota) -> list[str]:
    """よび名 this rota knows already, to choose from."""
    rows = rota.visits.exclude(first_staff="").values_list("first_staff", "second_staff")
    return sorted({name for pair in rows for name in pair if name})


@dataclass(frozen=True, slots=True)
class Square:
    """One day of a month calendar; `inside` False for the days of the months beside it."""

    facts: DayFacts
    inside: bool
    visits: tuple[Visit, ...]


def calendar(month: Month, today: date, found: Iterable[Visit]) -> list[list[Square]]:
    by_day: dict[date, list[Visit]] = {}
    for visit in found:
        by_day.setdefault(visit.day, []).append(visit)
    return [
        [Square(DayFacts.of(day, today), Month.of(day) == month, tuple(by_day.get(day, ()))) for day in week]
        for week in month.weeks()
    ]


def coming(rota: Rota, today: date) -> QuerySet[Visit]:
    return visits(today, max(rota.last, today), rota).filter(state=Visit.State.PLANNED)


def stands(rota: Rota, today: date) -> list[Stand]:
    """The halls of a rota with their coming days, in the order of the first day."""
    return stands_of(coming(rota, today))


def stands_of(found: Iterable[Visit]) -> list[Stand]:
    by_hall: dict[int, list[Visit]] = {}
    for visit in found:
        by_hall.setdefault(visit.hall_id, []).append(visit)
    return [
        news.Stand(rows[0].hall.name, rows[0].hall.address, [(one.day, one.starts, one.ends) for one in rows])
        for rows in by_hall.values()
    ]


def plans_for_rotas() -> QuerySet[Plan]:
    """Solved mobile plans from which no rota was made yet."""
    return Plan.objects.filter(
        kind=Plan.Kind.MOBILE, state__in=[Plan.State.SOLVED, Plan.State.ADOPTED], rotas__isnull=True
    ).order_by("-made_at")


def cycle_of(plan: Plan) -> int:
    """After how many weeks a plan begins anew: its own word, else the last week any opening names."""
    told = plan.asked.get("cycle")
    weeks = plan.openings.exclude(wish=PlanOpening.Wish.FORBIDDEN).values_list("week_of_cycle", flat=True)
    return int(told) if told else max(weeks, default=1)


def turns_of(plan: Plan, every: int) -> list[Turn]:
    """What a plan chose, to be looked at: a point without a hall stands under 0."""
    return [
        Turn(
            one.candidate_id or 0,
            one.weekday,
            one.starts,
            one.ends,
            every,
            (one.week_of_cycle - 1) % every + 1,
        )
        for one in plan.openings.exclude(wish=PlanOpening.Wish.FORBIDDEN).order_by("pk")
        if one.weekday is not None and one.starts is not None and one.ends is not None
    ]


def taken(halls: Iterable[int], first: date, last: date) -> list[tuple[int, date, time]]:
    """Slots of these halls that have a visit already, of any rota and also where it was called off."""
    rows: Any = Visit.objects.filter(hall__in=list(halls), day__range=(first, last))
    return list(rows.values_list("hall_id", "day", "starts"))


def looked_at(turns: Sequence[Turn], first: date, last: date) -> Laid:
    """The days as they would be made now. Raises Invalid."""
    return rules.lay_out(turns, first, last, taken=taken({turn.hall for turn in turns}, first, last))


# --- The monthly report -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Report:
    """One month of the whole city or of one rota. `before`: the same month a year ago, None where nothing was held;
    for a rota, of any visits to its halls. `months` are those of the 年度 up to this one."""

    month: Month
    rota: Rota | None
    visits: list[Visit]
    total: Sum
    before: Sum | None
    halls: list[Sum]
    districts: list[Sum]
    months: list[Sum]


def report(month: Month, rota: Rota | None, today: date) -> Report:
    begins = Month.of(nendo.first_day(nendo.nendo(month.first)))
    year = _counts(list(visits(begins.first, month.last, rota)), today)
    rows = list(visits(month.first, month.last, rota))
    now = _counts(rows, today)
    return Report(
        month=month,
        rota=rota,
        visits=rows,
        total=counts.add_up(month.label, now, today),
        before=_year_before(month, rota, today),
        halls=counts.by(lambda row: row.hall, now, today),
        districts=counts.by(lambda row: row.district, now, today),
        months=[
            counts.add_up(f"{one.number}月", [row for row in year if Month.of(row.day) == one], today)
            for one in _months(begins, month)
        ],
    )


def _months(first: Month, last: Month) -> list[Month]:
    found = [first]
    while found[-1] < last:
        found.append(found[-1].plus(1))
    return found


def _year_before(month: Month, rota: Rota | None, today: date) -> Sum | None:
    then = month.plus(-12)
    found = visits(then.first, then.last)
    if rota is not None:
        found = found.filter(hall__in=rota.visits.values("hall"))
    rows = _counts(list(found), today)
    return counts.add_up(then.label, rows, today) if rows else None


def _counts(rows: list[Visit], today: date) -> list[counts.Count]:
    names = {row.code: row.name for row in areas.named_districts(today)}
    return [
        counts.Count(
            day=row.day, hall=row.hall.name, district=names.get(row.hall.district_code, NO_DISTRICT),
            done=row.state == Visit.State.DONE, cancelled=row.state == Visit.State.CANCELLED,
            families=row.families, children=row.children, consultations=row.consultations,
        )
        for row in rows
    ]  # fmt: skip


def first_month(today: date) -> Month:
    """Of the oldest visit; this month where there is none."""
    oldest = Visit.objects.order_by("day").values_list("day", flat=True).first()
    return Month.of(min(oldest, today) if oldest else today)

"""Demand that was never met: of which districts, at which hours, why, and month by month. Counts of visits, nobody's names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from ibasho.rooms.familysupport.models import Centre, DropInDay, Visit
from ibasho.rooms.familysupport.rules.kinds import UnmetEnd, UnmetReason, VisitState
from ibasho.rooms.familysupport.rules.unmet import Cell, hours_of
from ibasho.town.areas import queries as areas
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.areas.queries.pictures import outline
from ibasho.town.areas.rules import drawing
from ibasho.town.areas.rules.drawing import Drawing

SERVED = (VisitState.AGREED, VisitState.DONE)
FIRST_YEAR = 2015


@dataclass(frozen=True, slots=True)
class Line:
    """`code`: of a district ("" where it is not known) or a month as `2026-11`."""

    code: str
    name: str
    served: int
    unmet: int


@dataclass(frozen=True, slots=True)
class Unmet:
    """Of the visits from `first` to `last` that were settled: somebody came, or nobody was found. `ends`: how the latter
    ended, of those whose family said so. `turned_away`: by
    一時預かり on the same days."""

    first: date
    last: date
    districts: Sequence[Line]
    months: Sequence[Line]
    hours: Counter[Cell]
    reasons: Sequence[tuple[UnmetReason, int]]
    ends: Sequence[tuple[UnmetEnd, int]]
    turned_away: int

    @property
    def served(self) -> int:
        return sum(one.served for one in self.months)

    @property
    def unmet(self) -> int:
        return sum(one.unmet for one in self.months)


def unmet(centre: Centre, first: date, last: date) -> Unmet:
    """Four statements, however many visits."""
    rows = Visit.objects.filter(request__member__centre=centre, day__range=(first, last)).order_by()
    counted = list(
        rows.filter(state__in=[*SERVED, VisitState.UNMET])
        .values_list("request__member__district_code", "day__year", "day__month", "state")
        .annotate(Count("pk"))
    )
    missed = rows.filter(state=VisitState.UNMET).values_list(
        "starts_at", "ends_at", "unmet_reason", "unmet_end"
    )
    hours: Counter[Cell] = Counter()
    reasons: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for starts_at, ends_at, reason, end in missed:
        hours.update(hours_of(starts_at, ends_at))
        reasons[reason] += 1
        ends[end] += 1
    away = DropInDay.objects.filter(day__range=(first, last)).aggregate(n=Sum("turned_away"))["n"] or 0
    return Unmet(
        first, last, _districts([(code, state, n) for code, _y, _m, state, n in counted], last),
        _months([(f"{year}-{month:02}", state, n) for _code, year, month, state, n in counted]),
        hours, [(one, reasons[one.value]) for one in UnmetReason], [(one, ends[one.value]) for one in UnmetEnd], away,
    )  # fmt: skip


def known_years(centre: Centre, this: int) -> list[int]:
    """年度 with visits, this one always, the newest first."""
    first = (
        Visit.objects.filter(request__member__centre=centre)
        .order_by("day")
        .values_list("day", flat=True)
        .first()
    )
    since = max(FIRST_YEAR, first.year - (first.month < 4)) if first else this
    return list(range(this, min(since, this) - 1, -1))


def picture(day: date) -> tuple[Drawing, list[SchoolDistrict]] | None:
    """The districts that have a shape, and their shapes in the same order; None where there is nothing to draw."""
    shaped = list(areas.districts(day).filter(geometry__isnull=False))
    drawn = drawing.shapes([dict(one.geometry or {}) for one in shaped], outline())
    if drawn is None or sum(kind == "area" for kind, _d in drawn.paths) != len(shaped):
        return None
    return drawn, shaped


def _districts(counted: Iterable[tuple[str, str, int]], day: date) -> list[Line]:
    served, missed = _split(counted)
    known = {one.code: one.name for one in areas.named_districts(day)}
    codes = [*known, *sorted((served.keys() | missed.keys()) - known.keys() - {""})]
    lines = [Line(code, known.get(code, code), served[code], missed[code]) for code in codes]
    rest = Line("", "わからない", served[""], missed[""])
    return [*lines, rest] if rest.served or rest.unmet else lines


def _months(counted: Iterable[tuple[str, str, int]]) -> list[Line]:
    served, missed = _split(counted)
    return [
        Line(code, f"{code[:4]}年{int(code[5:])}月", served[code], missed[code])
        for code in sorted(served.keys() | missed.keys())
    ]


def _split(counted: Iterable[tuple[str, str, int]]) -> tuple[Counter[str], Counter[str]]:
    served: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for code, state, count in counted:
        (missed if state == VisitState.UNMET else served)[code] += count
    return served, missed

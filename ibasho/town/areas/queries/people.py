"""Reading people: which file is used now, its squares or small areas, children by 小学校区, ages of the city."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, FloatField, Q, QuerySet, Sum, Value, When

from ibasho.town.areas.models import AgeCount, Cell, ClubCount, Population
from ibasho.town.areas.stages import CHILD_STAGES, Stage


class CellRow(NamedTuple):
    """A square or small area as a plain row, quick to read by the ten thousand. `merged_into` and shapes are left
    out; children are None where the file keeps them secret and nothing could be spread back."""

    pk: int
    code: str
    name: str
    district_code: str
    lat: float
    lng: float
    people: int | None
    infant: float | None
    lower: float | None
    upper: float | None
    junior: float | None
    high: float | None
    estimated: bool
    secrecy: int

    @property
    def children(self) -> float | None:
        """Of all five stages."""
        return None if self.infant is None else sum(self.stages())

    def stages(self) -> tuple[float, ...]:
        """Infant … high; nothing where secret."""
        return tuple(each or 0.0 for each in (self.infant, self.lower, self.upper, self.junior, self.high))


@dataclass(frozen=True, slots=True)
class Ages:
    """People of the whole city by single year of age, empty where none are loaded."""

    people: dict[int, int]
    year: int | None
    source: str


@dataclass(frozen=True, slots=True)
class DistrictChildren:
    """Children of one 小学校区 ("" where no district is known) by stage. `estimated`: at least one cell is. `secret`
    counts cells whose children are not known and not in the sums."""

    district_code: str
    children: dict[Stage, float]
    estimated: bool
    cells: int
    secret: int

    @property
    def total(self) -> float:
        return sum(self.children.values())


def people_now() -> Population | None:
    """The census or register in use, None while none is loaded."""
    return Population.objects.filter(current=True).first()


def populations() -> QuerySet[Population]:
    """Every file of people, the one in use first, then by kind and the newest year."""
    return Population.objects.order_by("-current", "kind", "-year", "unit")


def population(public_id: str) -> Population | None:
    return Population.objects.filter(public_id=public_id).first()


def projection(year: int) -> Population | None:
    """The 将来推計 of that year."""
    return Population.objects.filter(kind=Population.Kind.PROJECTION, year=year).first()


def cells_of(found: Population) -> list[CellRow]:
    """All cells, by code. 10,000 of them take some 30 ms."""
    return list(map(CellRow._make, found.cells.order_by("code").values_list(*CellRow._fields)))


def children_by_district(found: Population) -> dict[str, DistrictChildren]:
    """By code of the 小学校区, in the order of the codes; cells in no district under ""."""
    sums = {f"sum_{stage.value}": Sum(stage.value) for stage in CHILD_STAGES}
    rows = (
        Cell.objects.filter(population=found)
        .values("district_code")
        .annotate(
            **sums,
            cells=Count("pk"),
            secret=Count("pk", filter=Q(infant__isnull=True)),
            guessed=Count("pk", filter=Q(estimated=True)),
        )
        .order_by("district_code")
    )
    return {row["district_code"]: _of_district(dict(row)) for row in rows}


def _of_district(row: dict[str, Any]) -> DistrictChildren:
    return DistrictChildren(
        row["district_code"],
        {stage: row[f"sum_{stage.value}"] or 0.0 for stage in CHILD_STAGES},
        estimated=row["guessed"] > 0,
        cells=row["cells"],
        secret=row["secret"],
    )


def children_total(found: Population) -> float:
    """Children of all stages that are known."""
    known = Case(
        When(infant__isnull=True, then=Value(0.0)),
        default=F("infant") + F("lower") + F("upper") + F("junior") + F("high"),
        output_field=FloatField(),
    )
    return float(found.cells.aggregate(total=Sum(known))["total"] or 0.0)


def ages(year: int | None = None) -> Ages:
    """Those of `year`, else the newest."""
    rows = AgeCount.objects.order_by("-year", "age")
    newest = rows.filter(year=year).first() if year else None
    newest = newest or rows.first()
    if newest is None:
        return Ages({}, None, "")
    same = AgeCount.objects.filter(year=newest.year).order_by("age")
    return Ages(dict(same.values_list("age", "people")), newest.year, newest.source)


def clubs() -> dict[str, dict[Stage, int]]:
    """Children in 学童保育 by code of the 小学校区 and stage."""
    found: dict[str, dict[Stage, int]] = {}
    for code, stage, children in ClubCount.objects.values_list("district_code", "stage", "children"):
        found.setdefault(code, {})[Stage(stage)] = children
    return found


def clubs_said() -> tuple[date, str] | None:
    """The day and source of the 学童保育 counts, None while none are loaded."""
    newest = ClubCount.objects.order_by("-as_of").first()
    return (newest.as_of, newest.source) if newest else None

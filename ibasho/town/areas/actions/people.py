"""Taking people in: squares or small areas with children, ages of the whole city, children in 学童保育.

The same figures twice change nothing. To go back, choose an earlier file again, or remove one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.geo import Position
from ibasho.town.areas import queries
from ibasho.town.areas.models import AgeCount, Cell, ClubCount, Population
from ibasho.town.areas.policies import require_manage
from ibasho.town.areas.rules.people import CellPeople
from ibasho.town.areas.stages import CHILD_STAGES, Stage

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class About:
    """What a file of people is. `kind` and `unit` are codes of Population; `counts` what it held, for pages."""

    kind: str
    unit: str
    year: int
    name: str
    source: str
    counts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """`same`: exactly this was there already and nothing was written."""

    population: Population
    same: bool


def no_cells(outside: int = 0) -> Invalid:
    """`outside`: how many the file has that lie elsewhere."""
    said = f"（市の外に {outside:,}）" if outside else ""
    return Invalid(
        "areas.no_cells",
        f"市の中の 区画が ひとつも ありません{said}。市の ファイルか、市の境を たしかめてください。",
    )


@transaction.atomic
def take_people(*, about: About, cells: Sequence[CellPeople], by: Actor, at: datetime) -> Taken:
    """One file of people in place of the one of the same kind, unit and year. A census or register that is not older
    than the one in use is used from now on; a projection never is."""
    require_manage(by, at)
    if not cells:
        raise no_cells()
    current = Population.objects.select_for_update().filter(current=True).first()
    old = _old(about)
    if old is not None and held(about, cells):
        return Taken(old, same=True)
    row = _write(about, cells, old, at)
    if used_from_now(about, current):
        _use(row)
    journal.record(
        "areas.people.taken", noun="areas.Population", object_id=row.public_id, by=by, at=at,
        data={"kind": about.kind, "year": about.year, "cells": len(cells)},
    )  # fmt: skip
    return Taken(row, same=False)


def held(about: About, cells: Sequence[CellPeople]) -> bool:
    """Whether exactly these figures are there already."""
    old = _old(about)
    return old is not None and old.counts.get("digest") == _digest(about, cells)


def _old(about: About) -> Population | None:
    return Population.objects.filter(kind=about.kind, unit=about.unit, year=about.year).first()


def used_from_now(about: About, current: Population | None) -> bool:
    """Whether this file takes the place of the one in use: never a projection, never an older year."""
    if about.kind == Population.Kind.PROJECTION:
        return False
    return current is None or about.year >= current.year


def _write(about: About, cells: Sequence[CellPeople], old: Population | None, at: datetime) -> Population:
    row = old or Population(kind=about.kind, unit=about.unit, year=about.year)
    row.name, row.source, row.loaded_at = about.name, about.source, at
    row.counts = {**about.counts, "digest": _digest(about, cells)}
    row.save()
    row.cells.all().delete()
    Cell.objects.bulk_create((_cell(row, cell) for cell in cells), batch_size=BATCH)
    return row


def _cell(row: Population, cell: CellPeople) -> Cell:
    stages = cell.stages or (None,) * len(CHILD_STAGES)
    return Cell(
        population=row,
        code=cell.code,
        name=cell.name[:80],
        district_code=cell.district_code,
        lat=cell.lat,
        lng=cell.lng,
        geometry=cell.shape,
        people=cell.people,
        estimated=cell.estimated,
        secrecy=cell.secrecy,
        merged_into=cell.merged_into,
        merged_from=list(cell.merged_from),
        **{stage.value: children for stage, children in zip(CHILD_STAGES, stages, strict=True)},
    )


def _digest(about: About, cells: Sequence[CellPeople]) -> str:
    digest = hashlib.sha256(repr((about.name, about.source)).encode())
    for cell in cells:
        digest.update(repr(cell).encode())
    return digest.hexdigest()[:32]


def _use(row: Population) -> None:
    Population.objects.filter(current=True).exclude(pk=row.pk).update(current=False)
    row.current = True
    row.save(update_fields=["current"])


@transaction.atomic
def place_cells(*, by: Actor, at: datetime) -> int:
    """Every cell of every file with the 小学校区 of its middle (or the nearest), after districts have come or changed.
    How many changed; nothing where no shape is loaded."""
    require_manage(by, at)
    changed = sum(_place(row, at) for row in Population.objects.select_for_update().order_by("pk"))
    if changed:
        journal.record(
            "areas.people.placed", noun="areas.Cell", object_id="", by=by, at=at, data={"count": changed}
        )
    return changed


def _place(population: Population, at: datetime) -> int:
    """Studies keep what they read by `loaded_at`: cells that moved to another district are newly loaded."""
    rows = list(population.cells.order_by("pk").values_list("pk", "lat", "lng", "district_code"))
    spots = [Position(lat, lng) for _, lat, lng, _ in rows]
    found = queries.placed(
        spots, clock.day(at), in_city=population.counts.get("within") not in {"streets", "all"}
    )
    if found is None:
        return 0
    moved: dict[str, list[int]] = {}
    for (pk, _, _, old), code in zip(rows, found.codes, strict=True):
        if code != old:
            moved.setdefault(code, []).append(pk)
    for code, keys in moved.items():
        Cell.objects.filter(pk__in=keys).update(district_code=code)
    if moved:
        population.loaded_at = at
        population.save(update_fields=["loaded_at"])
    return sum(map(len, moved.values()))


@transaction.atomic
def use_population(*, public_id: str, by: Actor, at: datetime) -> Population:
    """This census or register is used from now on: also the way back after a file that was wrong."""
    require_manage(by, at)
    row = _locked(public_id)
    if row.kind == Population.Kind.PROJECTION:
        raise Invalid(
            "areas.projection_is_not_now",
            "将来推計は「いま」の資料に できません。国勢調査か 住民基本台帳の 資料を えらんでください。",
        )
    if not row.current:
        _use(row)
        journal.record("areas.people.used", noun="areas.Population", object_id=public_id, by=by, at=at)
    return row


@transaction.atomic
def remove_population(*, public_id: str, by: Actor, at: datetime) -> None:
    """Takes a file and its cells out. The one in use only where no other could be used in its place."""
    require_manage(by, at)
    row = _locked(public_id)
    others = Population.objects.exclude(pk=row.pk).exclude(kind=Population.Kind.PROJECTION)
    if row.current and others.exists():
        raise Conflict(
            "areas.people_in_use",
            "いま使っている 資料です。先に ほかの資料を「いま使う」に してから 消してください。",
        )
    try:
        row.delete()
    except ProtectedError as error:
        raise Conflict(
            "areas.people_needed",
            "この資料で 計算した しらべが あります。先に その しらべを 消してください。",
        ) from error
    journal.record("areas.people.removed", noun="areas.Population", object_id=public_id, by=by, at=at)


def _locked(public_id: str) -> Population:
    row = Population.objects.select_for_update().filter(public_id=public_id).first()
    if row is None:
        raise NotFound(
            "areas.no_population", "その人口の資料は ありません。一覧から えらびなおしてください。"
        )
    return row


@transaction.atomic
def set_ages(*, year: int, people: Mapping[int, int], source: str, by: Actor, at: datetime) -> bool:
    """People of the whole city by single year of age. True where anything changed.

    Stages already worked out stay as they are: take the squares in again to split them by the new ages.
    """
    require_manage(by, at)
    old = AgeCount.objects.select_for_update().filter(year=year)
    if ages_held(year, people, source):
        return False
    old.delete()
    AgeCount.objects.bulk_create(
        AgeCount(year=year, age=age, people=count, source=source) for age, count in sorted(people.items())
    )
    journal.record(
        "areas.ages.set",
        noun="areas.AgeCount",
        object_id=year,
        by=by,
        at=at,
        data={"people": sum(people.values())},
    )
    return True


def ages_held(year: int, people: Mapping[int, int], source: str) -> bool:
    """Whether exactly these ages are there already."""
    old = AgeCount.objects.filter(year=year)
    return dict(old.values_list("age", "people")) == dict(people) and not old.exclude(source=source).exists()


@transaction.atomic
def set_clubs(
    *, rows: Iterable[tuple[str, Stage, int]], as_of: date, source: str, by: Actor, at: datetime
) -> bool:
    """Children in 学童保育 as (code of the 小学校区, stage, children): the whole list of the city, in place of the one
    before. True where anything changed."""
    require_manage(by, at)
    given = list(rows)
    old = ClubCount.objects.select_for_update()
    if clubs_held(given, as_of, source):
        return False
    old.all().delete()
    ClubCount.objects.bulk_create(
        ClubCount(district_code=code, stage=stage.value, children=children, as_of=as_of, source=source)
        for code, stage, children in given
    )
    journal.record(
        "areas.clubs.set", noun="areas.ClubCount", object_id="", by=by, at=at, data={"count": len(given)}
    )
    return True


def clubs_held(rows: Iterable[tuple[str, Stage, int]], as_of: date, source: str) -> bool:
    """Whether exactly these counts are there already."""
    given = {(code, stage.value, children, as_of, source) for code, stage, children in rows}
    fields = ("district_code", "stage", "children", "as_of", "source")
    return set(ClubCount.objects.values_list(*fields)) == given

"""Taking people in with a preview: census squares, small areas, projections.

In order: the same rows given twice are dropped, merged figures spread back, border shares of two prefectures summed,
cells outside the city left out, ages split into stages, each cell given its 小学校区. What was done to how many rows
is said in the preview.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from ibasho.base.kernel import clock, mesh
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import Position
from ibasho.town.areas import queries
from ibasho.town.areas.actions.intake import words
from ibasho.town.areas.actions.intake.asked import Asked, Upload, city_code
from ibasho.town.areas.actions.intake.within import Kept, kept_of
from ibasho.town.areas.actions.intake.worked import Worked
from ibasho.town.areas.actions.people import About, held, no_cells, take_people
from ibasho.town.areas.datasets.mesh import read_mesh
from ibasho.town.areas.datasets.peoplefile import PeopleFile
from ibasho.town.areas.datasets.preview import Preview
from ibasho.town.areas.datasets.projection import read_projection
from ibasho.town.areas.datasets.smallareas import read_areas
from ibasho.town.areas.models import Population, Town
from ibasho.town.areas.rules.ages import Split, split_of, stage_shares
from ibasho.town.areas.rules.people import CellPeople, PeopleRow, by_share, once, spread, staged, summed

Kind = Population.Kind


def take_mesh(files: Sequence[Upload], asked: Asked, *, dry_run: bool, by: Actor, at: datetime) -> Preview:
    """Census squares of any T-table; several files at once for several first-order squares or prefectures."""
    found = read_mesh([(file.name, file.data) for file in files])
    return _take(found, "mesh", files, asked, Kind.CENSUS, dry_run=dry_run, by=by, at=at)


def take_areas(files: Sequence[Upload], asked: Asked, *, dry_run: bool, by: Actor, at: datetime) -> Preview:
    """Small areas: outlines with the table of ages (in one zip or as two files), or the city's own table by town."""
    towns = {town.name: Position(town.lat, town.lng) for town in Town.objects.all()}
    found = read_areas([(file.name, file.data) for file in files], code=city_code(), towns=towns)
    census = found.source and asked.kind != Kind.REGISTER
    kind = Kind.CENSUS if census or asked.kind == Kind.CENSUS else Kind.REGISTER
    return _take(found, "small_areas", files, asked, kind, dry_run=dry_run, by=by, at=at)


def take_projection(
    files: Sequence[Upload], asked: Asked, *, dry_run: bool, by: Actor, at: datetime
) -> Preview:
    """Every year of the file (or `asked.year`): one Population each. The previews become one."""
    found = read_projection(
        [(file.name, file.data) for file in files],
        code=city_code(),
        years=(asked.year,) if asked.year else (),
    )
    plain = replace(asked, year=None)
    previews = [
        _take(one, "projection", files, plain, Kind.PROJECTION, dry_run=dry_run, by=by, at=at)
        for one in found
    ]
    return words.together(previews)


def _take(
    file: PeopleFile,
    kind: str,
    files: Sequence[Upload],
    asked: Asked,
    population: str,
    *,
    dry_run: bool,
    by: Actor,
    at: datetime,
) -> Preview:
    about = _about(file, asked, population)
    worked = work_out(file, asked, clock.day(at))
    if not worked.cells:  # said before the person is asked to take it
        raise no_cells(worked.kept.outside)
    about = replace(about, counts=words.counts(worked))
    use = words.use(about, queries.people_now())
    taken = None if dry_run else take_people(about=about, cells=worked.cells, by=by, at=at)
    same = held(about, worked.cells) if taken is None else taken.same
    found = _preview(worked, kind, files, about, taken=taken is not None, same=same)
    return replace(found, problems=(*found.problems, *use))


def _about(file: PeopleFile, asked: Asked, population: str) -> About:
    year = asked.year or file.year
    if year is None:
        raise Invalid(
            "areas.no_year",
            "何年の 資料か わかりません。「何年の資料か」（--year）に 西暦で 書いてください。",
        )
    side = f"{file.side}m" if file.side else ""
    name = asked.name or " ".join(each for each in (f"{year}年", file.label, side) if each)
    return About(population, file.unit, year, name, asked.source_or(file.source))


def work_out(file: PeopleFile, asked: Asked, day: date) -> Worked:
    """From the rows of a file to cells of this city. Reads what is loaded, writes nothing."""
    ages = queries.ages()
    shares = stage_shares(ages.people)
    if not file.spans and shares is None:
        raise _no_ages()
    unique = once(file.rows)
    whole = summed(spread(unique.rows))
    rows = [row for row in whole.rows if row.spot is not None or file.unit == "mesh"]
    spots = [row.spot or Position(*mesh.centre(row.code)) for row in rows]
    kept = kept_of(rows, spots, file, asked.within)
    split = split_of(file.spans, ages.people, ages.year) if file.spans else None
    cells = [_cell(rows[index], spots[index], split, shares) for index in kept.inside]
    placed, near = _placed(cells, kept, day)
    return Worked(file, placed, kept, len(unique.twice), len(whole.border), near, split, ages)


def _cell(row: PeopleRow, spot: Position, split: Split | None, shares: Sequence[float] | None) -> CellPeople:
    if split is not None:
        return staged(row, spot, split)
    return by_share(row, spot, shares or ())


def _placed(cells: Sequence[CellPeople], kept: Kept, day: date) -> tuple[list[CellPeople], int]:
    """Each cell with the 小学校区 its middle lies in, else the nearest (only where the city is known to hold it)."""
    found = queries.placed([Position(cell.lat, cell.lng) for cell in cells], day, in_city=kept.certain)
    if found is None:
        return _by_town(cells), 0
    return [
        replace(cell, district_code=code) for cell, code in zip(cells, found.codes, strict=True)
    ], found.near


def _by_town(cells: Sequence[CellPeople]) -> list[CellPeople]:
    """Without shapes of districts: small areas by the city's own table of towns."""
    codes = dict(Town.objects.exclude(district_code="").values_list("name", "district_code"))
    return [replace(cell, district_code=codes.get(cell.name, "")) for cell in cells]


def _preview(
    worked: Worked, kind: str, files: Sequence[Upload], about: About, *, taken: bool, same: bool
) -> Preview:
    return Preview(
        kind=kind,
        label=worked.file.label,
        filename="、".join(file.name for file in files),
        source=about.source,
        as_of=f"{about.year}年",
        figures=words.figures(worked),
        problems=words.problems(worked),
        sample=words.sample(worked.cells),
        taken=taken,
        same=same,
    )


def _no_ages() -> Invalid:
    return Invalid(
        "areas.no_ages",
        "こどもの年齢の列が ありません。年齢のある表（国勢調査 T001192 など）を えらぶか、先に 市の年齢別人口（ibasho import ages）を 入れてください。",
    )

"""What a page shows of a file beside its preview: a small picture, and what only the whole copy can tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ibasho.base.kernel import mesh
from ibasho.base.kernel.geo import Position
from ibasho.town.areas import datasets, queries
from ibasho.town.areas.actions.intake.asked import Asked, Upload, city_code
from ibasho.town.areas.actions.intake.streets import city_box
from ibasho.town.areas.datasets.mesh import read_mesh
from ibasho.town.areas.datasets.preview import Preview, Problem, Weight
from ibasho.town.areas.datasets.smallareas import read_areas
from ibasho.town.areas.datasets.streets import read_streets
from ibasho.town.areas.models import Cell, Population, Town
from ibasho.town.areas.queries.pictures import lines_of
from ibasho.town.areas.rules import centre, drawing, which
from ibasho.town.areas.rules.drawing import Drawing
from ibasho.town.areas.rules.kinds import FileKind

NAMES_MAX = 8
DRAWN_MAX = 2 * 1024 * 1024  # bytes of streets
PEOPLE = {FileKind.MESH, FileKind.SMALL_AREAS}


def picture(kind: FileKind, files: Sequence[Upload]) -> dict[str, Any] | None:
    """JSON of a drawing where the kind has one that is quick to make."""
    drawn = {
        FileKind.BOUNDARY: _outline_of,
        FileKind.DISTRICTS: _shapes_of,
        FileKind.TOWNS: _spots_of,
        FileKind.MESH: _squares_of,
        FileKind.SMALL_AREAS: _areas_of,
        FileKind.STREETS: _streets_of,
    }.get(kind)
    found = drawn(files) if drawn else None
    return asdict(found) if found else None


def _outline_of(files: Sequence[Upload]) -> Drawing | None:
    file = files[0]
    return drawing.shapes([datasets.read_boundary(file.data, code=city_code(), filename=file.name).geometry])


def _shapes_of(files: Sequence[Upload]) -> Drawing | None:
    rows = datasets.read_districts(files[0].data, code=city_code(), filename=files[0].name).rows
    return drawing.shapes([row.geometry for row in rows if row.geometry is not None], outline())


def _spots_of(files: Sequence[Upload]) -> Drawing | None:
    rows = datasets.read_towns(files[0].data, code=city_code(), filename=files[0].name).rows
    return drawing.spots(((row.lng, row.lat) for row in rows), outline())


def _squares_of(files: Sequence[Upload]) -> Drawing | None:
    """The middles of all squares of the file: those outside the city show that it is the right corner of Japan."""
    rows = read_mesh([(file.name, file.data) for file in files]).rows
    return drawing.spots(((lng, lat) for lat, lng in (mesh.centre(row.code) for row in rows)), outline())


def _areas_of(files: Sequence[Upload]) -> Drawing | None:
    towns = {town.name: Position(town.lat, town.lng) for town in Town.objects.all()}
    rows = read_areas([(file.name, file.data) for file in files], code=city_code(), towns=towns).rows
    return drawing.shapes([row.shape for row in rows if row.shape is not None], outline())


def _streets_of(files: Sequence[Upload]) -> Drawing | None:
    """Nothing for a large extract: reading it once is long enough, and its page draws it when it is in."""
    if len(files[0].data) > DRAWN_MAX:
        return None
    found = read_streets(files[0].data, filename=files[0].name, within=city_box())
    return lines_of(found.network, outline())


def outline() -> dict[str, Any] | None:
    found = queries.boundary()
    return dict(found.geometry) if found else None


def further(
    kind: FileKind, files: Sequence[Upload], asked: Asked, preview: Preview, day: date
) -> list[Problem]:
    """Problems that show only beside what is loaded already."""
    if kind in PEOPLE:
        return _beside_current(preview)
    if kind is not FileKind.DISTRICTS:
        return []
    rows = datasets.read_districts(files[0].data, code=city_code(), filename=files[0].name).rows
    return [*_leaving(rows, asked.starts_on, day), *_doubled(rows), *_outside(rows), *_childless(rows)]


def _beside_current(preview: Preview) -> list[Problem]:
    """Whether these people are used from now on, and instead of what."""
    current = Population.objects.filter(current=True).first()
    year = re.search(r"\d{4}", preview.as_of)
    if current is None or year is None:
        return []
    if int(year[0]) < current.year:
        words = _(
            "いま使っている資料（%(name)s、%(year)s年）の ほうが 新しいので、取りこんでも すぐには 使いません。"
        )
        remedy = _("使うときは、取りこんだあとに「これを 使う」を おしてください。")
    else:
        words = _("取りこむと、空白の計算は %(name)s（%(year)s年）の かわりに この資料を 使います。")
        remedy = _("前の資料は 残るので、いつでも もどせます。")
    return [Problem(Weight.NOTE, words % {"name": current.name, "year": current.year}, remedy)]


def _leaving(rows: Sequence[datasets.DistrictRow], starts_on: date | None, day: date) -> list[Problem]:
    """Districts the copy knows and the file does not: they end, or they stay."""
    codes = {row.code for row in rows}
    gone = [row.name for row in queries.districts(starts_on or day) if row.code not in codes]
    if not gone:
        return []
    names = "、".join(gone[:NAMES_MAX]) + ("…" if len(gone) > NAMES_MAX else "")
    if starts_on:
        words = _("いまある %(count)s校区（%(names)s）は、はじまる日の前の日で 終わります。")
        return [Problem(Weight.NOTE, words % {"count": len(gone), "names": names})]
    words = _("いまある %(count)s校区（%(names)s）が このファイルに ありません。そのまま 残ります。")
    remedy = _("終わらせるときは「いつからの区域か」を 書いて、もう一度 えらんでください。")
    return [Problem(Weight.WARNING, words % {"count": len(gone), "names": names}, remedy)]


def _doubled(rows: Sequence[datasets.DistrictRow]) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for at, row in enumerate(rows, start=1):
        if row.code in seen:
            words = _("同じ番号の校区が ファイルに 2回 あります。あとの行を 使います。")
            remedy = _("番号の列を たしかめてください。")
            problems.append(Problem(Weight.WARNING, words, remedy, at, _("番号"), row.code))
        seen.add(row.code)
    return problems


def _outside(rows: Sequence[datasets.DistrictRow]) -> list[Problem]:
    city, shaped = outline(), [row for row in rows if row.geometry is not None]
    if city is None or not shaped:
        return []
    inside = which([city], [centre(row.geometry or {}) for row in shaped])
    words = _("市の境の外にある校区です。")
    remedy = _("座標の書きかた（経度・緯度の順、JGD2011）と、市の境の資料を たしかめてください。")
    return [
        Problem(Weight.WARNING, words, remedy, column=_("小学校区"), value=row.name)
        for row, found in zip(shaped, inside, strict=True)
        if found is None
    ]


def _childless(rows: Sequence[datasets.DistrictRow]) -> list[Problem]:
    """By the cells in use; nothing is said where no children are loaded yet."""
    shaped = [row for row in rows if row.geometry is not None]
    children = children_in([row.geometry or {} for row in shaped])
    words = _("こどもが ひとりも いない校区です。")
    remedy = _("校区の かたちか、こどもの数の資料を たしかめてください。休校なら そのままで かまいません。")
    return [
        Problem(Weight.WARNING, words, remedy, column=_("小学校区"), value=row.name)
        for row, count in zip(shaped, children, strict=False)
        if not count
    ]


def children_in(shapes: Sequence[dict[str, Any]]) -> list[float]:
    """Children of the cells in use by shape; an empty list where nobody can be counted yet."""
    cells = list(
        Cell.objects.filter(population__current=True).values_list(
            "lat", "lng", "infant", "lower", "upper", "junior", "high"
        )
    )
    if not shapes or not cells:
        return []
    counted = [0.0] * len(shapes)
    areas = which(shapes, [Position(cell[0], cell[1]) for cell in cells])
    for area, cell in zip(areas, cells, strict=True):
        if area is not None:
            counted[area] += sum(children or 0 for children in cell[2:])
    return counted

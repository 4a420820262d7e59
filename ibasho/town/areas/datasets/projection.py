"""国土数値情報 メッシュ別将来推計人口: people of every fifth year to come, by square.

PTN_YYYY people (nothing hidden) · PT01_YYYY … PT20_YYYY five-year ages from 0–4 (PT00_YYYY their sum; where a file has
no such sum PT00 is 0–4 itself, which shows in the figures) · PTA_YYYY 0–14 · HITOKUYYYY `*` secret, `@` receiver ·
GASSANYYYY the square the figures of a secret one stand in. Some files write HITOKU_YYYY. A square at a border is in both
prefectures' files with its own share, and SHICODE names every city it lies in (01202_01236).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ibasho.base.kernel import mesh
from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas.datasets.archives import is_workbook, is_zip
from ibasho.town.areas.datasets.cities import is_of
from ibasho.town.areas.datasets.features import read_features
from ibasho.town.areas.datasets.figures import NotNumber, number
from ibasho.town.areas.datasets.mesh import SIDES
from ibasho.town.areas.datasets.peoplefile import PeopleFile
from ibasho.town.areas.datasets.preview import Problem, Weight, gathered
from ibasho.town.areas.datasets.shapefiles import read_layer
from ibasho.town.areas.rules.ages import Span
from ibasho.town.areas.rules.people import AS_IS, HOLDS_OTHERS, SECRET, PeopleRow, parts

SOURCE = "国土数値情報（メッシュ別将来推計人口データ）（国土交通省）"
WANTED = re.compile(r"MESH_ID|SHICODE|PTN_\d{4}|PT\d\d_\d{4}|PTA_\d{4}|HITOKU_?\d{4}|GASSAN_?\d{4}")
_SECRECY = {"*": SECRET, "＊": SECRET, "@": HOLDS_OTHERS, "＠": HOLDS_OTHERS}
Columns = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of one year that hold the groups of children, and the groups."""

    columns: tuple[str, ...]
    spans: tuple[Span, ...]


def read_projection(
    files: Sequence[tuple[str, bytes]], *, code: str, years: Iterable[int] = ()
) -> list[PeopleFile]:
    """One PeopleFile for each year that has ages (of `years`, else of all), only squares of the municipality `code`.

    Raises Invalid where no row is one of it or where there are no ages of children.
    """
    layers = [_of_city(_records(name, data), code) for name, data in files]
    rows = [(layer, index, row) for layer, found in enumerate(layers) for index, row in found]
    if not rows:
        raise Invalid(
            "areas.other_city",
            f"このファイルには 市区町村コード {code[:5]} の区画が ありません。市のある都道府県のファイルを えらんでください。",
        )
    found = {
        year: layout for year in _years(rows[0][2]) if (layout := _layout([row for *_, row in rows], year))
    }
    wanted = sorted(set(found) & (set(years) or set(found)))
    if not wanted:
        raise Invalid(
            "areas.no_ages",
            "こどもの年齢の列（PT01_2030 や PTA_2030 など）が その年に ありません。年か ファイルを たしかめてください。",
        )
    return [_year(rows, year, found[year]) for year in wanted]


def _records(name: str, data: bytes) -> list[Columns]:
    """From the Shapefile where a zip holds one: of its 300 columns only those we need are read."""
    if is_zip(data) and not is_workbook(data):
        layer = read_layer(data, only=lambda column: bool(WANTED.fullmatch(column)))
        if layer is not None:
            return [columns for columns, _ in layer.rows]
    return [row.columns for row in read_features(data, name).rows]


def _of_city(records: Sequence[Columns], code: str) -> list[tuple[int, Columns]]:
    if not records or "MESH_ID" not in records[0]:
        raise Invalid(
            "areas.no_mesh",
            "MESH_ID の列が ありません。国土数値情報の メッシュ別将来推計人口の ファイルを えらんでください。",
        )
    return [
        (index, row)
        for index, row in enumerate(records, start=1)
        if any(is_of(code, city) for city in cities_of(row))
    ]


def cities_of(row: Columns) -> tuple[str, ...]:
    """The five-digit codes of SHICODE; numbers have lost the zero in front (1202 → 01202)."""
    return tuple(
        each.split(".")[0].zfill(5) for each in re.split(r"[_;,\s]+", str(row.get("SHICODE") or "")) if each
    )


def _years(row: Columns) -> list[int]:
    found = (re.fullmatch(r"PTN_(\d{4})", column) for column in row)
    return sorted(int(match[1]) for match in found if match)


def _layout(rows: Sequence[Columns], year: int) -> _Layout | None:
    groups = [f"PT{group:02}_{year}" for group in range(5)]
    if all(column in rows[0] for column in groups[1:]):
        first = 0 if groups[0] in rows[0] and _starts_at_nought(rows, year) else 1
        return _Layout(tuple(groups[first : first + 4]), tuple(Span(low, low + 4) for low in range(0, 20, 5)))
    below = f"PTA_{year}"
    return _Layout((below,), (Span(0, 14),)) if below in rows[0] else None


def _starts_at_nought(rows: Sequence[Columns], year: int) -> bool:
    """Whether PT00 is 0–4 and not the sum: then PT00–PT02 give 0–14 (PTA) better than PT01–PT03 do."""

    def misses(first: int) -> float:
        return sum(
            abs((_value(row, f"PTA_{year}") or 0) - sum(_value(row, f"PT{first + step:02}_{year}") or 0 for step in range(3)))
            for row in rows[:500]
        )  # fmt: skip

    return f"PTA_{year}" in rows[0] and misses(0) < misses(1)


def _value(row: Columns, column: str) -> float | None:
    """None for what is not there, secret, or the negative filler some copies carry."""
    text = "" if row.get(column) is None else str(row[column])
    try:
        return number(text)
    except NotNumber:
        return None


def _year(rows: Sequence[tuple[int, int, Columns]], year: int, layout: _Layout) -> PeopleFile:
    found = [_row(layer, index, row, year, layout) for layer, index, row in rows]
    kept = tuple(row for row in found if isinstance(row, PeopleRow))
    sides = {SIDES[mesh.level_of(row.code)] for row in kept}
    if len(sides) != 1:
        raise Invalid(
            "areas.mixed", "区画の大きさが そろっていません。ひとつの大きさの ファイルを えらんでください。"
        )
    return PeopleFile(
        label="将来推計人口",
        unit="mesh",
        rows=kept,
        spans=layout.spans,
        problems=gathered(row for row in found if isinstance(row, Problem)),
        source=SOURCE,
        year=year,
        side=sides.pop(),
        read=len(found),
    )


def _row(layer: int, index: int, row: Columns, year: int, layout: _Layout) -> PeopleRow | Problem:
    code = str(row.get("MESH_ID") or "").split(".")[0]
    if not mesh.is_mesh_code(code) or mesh.level_of(code) not in SIDES:
        return Problem(Weight.REJECTED, "地域メッシュの番号では ありません。", "", index, "MESH_ID", code)
    secrecy = _SECRECY.get(_said(row, "HITOKU", year), AS_IS)
    figures = [_value(row, column) for column in layout.columns]
    ages = tuple(parts(each) for each in figures if each is not None)
    return PeopleRow(
        row=index,
        code=code,
        people=_value(row, f"PTN_{year}"),
        ages=ages if len(ages) == len(figures) and secrecy != SECRET else None,
        secrecy=secrecy,
        merged_into=_said(row, "GASSAN", year).split(".")[0] if secrecy == SECRET else "",
        layer=layer,
        cities=cities_of(row),
    )


def _said(row: Columns, name: str, year: int) -> str:
    found = row.get(f"{name}{year}", row.get(f"{name}_{year}"))
    return "" if found is None else str(found).strip()

"""Small areas (町丁・字等): the outlines of e-Stat with the table of ages beside them, or the city's own table by town.

Outlines (GeoJSON or Shapefile) carry KEY_CODE, S_NAME or NAME, JINKO, SETAI, but no ages; the e-Stat table
(KEY_CODE, HYOSYO, NAME, HTKSYORI, HTKSAKI, GASSAN, T…) has them. Its rows of a whole 大字 or city are sums of the
others and are passed by: a row counts where an outline has exactly its KEY_CODE. Files may come in one zip.

The city's own table (住民基本台帳) names towns (町名) with people by age; positions come from its 緯度 and 経度, or from the
towns that are loaded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shapely.geometry import shape

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import Position, read_position
from ibasho.town.areas.datasets.agecolumns import EVERYONE, spans_of, spans_of_sexes
from ibasho.town.areas.datasets.archives import is_workbook, is_zip, members
from ibasho.town.areas.datasets.cities import is_of
from ibasho.town.areas.datasets.features import Feature, polygon_of, read_features
from ibasho.town.areas.datasets.figures import AgeTable, NotNumber, codes, number
from ibasho.town.areas.datasets.grids import Lines, plain, tables_of, year_in
from ibasho.town.areas.datasets.peoplefile import PeopleFile
from ibasho.town.areas.datasets.preview import Problem, Weight, gathered
from ibasho.town.areas.rules.ages import Span
from ibasho.town.areas.rules.people import AS_IS, SECRET, PeopleRow

CENSUS_SOURCE = "国勢調査 小地域（町丁・字等）（総務省統計局）e-Stat"
KEY, LARGEST, WATER = "KEY_CODE", "AREA_MAX_F", "8154"  # HCODE of 水面調査区
NAMES = ("S_NAME", "NAME", "町丁・字名", "町名", "MOJI", "name", "名称")
PEOPLE = ("JINKO", "人口", "総人口", "人口総数")
TOWN = re.compile(r"町丁・?字等?名?|町字名?|町名|大字町丁目名?|地域名|地区名|町丁目名?|行政区名?|自治会名?")
TOWN_CODE = re.compile(r"町字ID|町字コード|町丁コード|地域コード|KEY_CODE")


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of ages: columns by name, rows as cells."""

    name: str
    head: Mapping[str, int]
    ages: AgeTable
    sexes: Mapping[Span, tuple[int, int]]
    lines: Sequence[tuple[int, tuple[str, ...]]]
    title: str = ""

    def cell(self, cells: Sequence[str], name: str) -> str:
        at = self.head.get(name)
        return cells[at].strip() if at is not None and at < len(cells) else ""

    def figures(self, cells: Sequence[str]) -> dict[int, float | None]:
        """By column; men and women added stand at the column of the men. Raises NotNumber."""
        found = {at: number(cells[at]) if at < len(cells) else None for at in self.ages.used()}
        for men, women in self.sexes.values():
            both = [number(cells[at]) if at < len(cells) else None for at in (men, women)]
            found[men] = None if None in both else sum(each for each in both if each is not None)
        return found


@dataclass(slots=True)
class _Found:
    features: list[Feature] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    year: int | None = None


def read_areas(
    files: Sequence[tuple[str, bytes]], *, code: str, towns: Mapping[str, Position] | None = None
) -> PeopleFile:
    """Raises Invalid where there is neither an outline of this city nor a table whose towns have a position."""
    found = _Found()
    for name, data in files:
        _sort_out(name, data, found)
    if found.features:
        return _outlined(found, code)
    if found.tables:
        return _named(found.tables[0], towns or {})
    raise Invalid(
        "areas.no_areas",
        "小地域（町丁・字）の 形か 表として 読めません。KEY_CODE か 町名と、年齢の列がある ファイルを えらんでください。",
    )


def _sort_out(name: str, data: bytes, found: _Found) -> None:
    """Outlines to the outlines, tables to the tables; a zip may hold both."""
    if is_zip(data) and not is_workbook(data):
        if members(data, (".geojson", ".json", ".shp")):
            found.features += read_features(data, name).rows
        for member, body in members(data, (".txt", ".csv")).items():
            found.tables += _tables(member, body)
        return
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        found.features += [row for row in read_features(data, name).rows if row.geometry is not None]
        return
    found.tables += _tables(name, data)


def _tables(name: str, data: bytes) -> list[_Table]:
    found = (_table(lines) for lines in tables_of(name, data))
    return [table for table in found if table is not None]


def _table(table: Lines) -> _Table | None:
    for index, (_, cells) in enumerate(table.lines[:30]):
        names = [cell.strip() for cell in cells]
        if KEY in (name.upper() for name in names):
            below = table.lines[index + 1][1] if index + 1 < len(table.lines) else ()
            two = bool(spans_of(below))  # e-Stat writes codes above and names below
            ages = AgeTable.of(spans_of(below if two else names))
            head = {name.upper(): at for at, name in enumerate(names)}
            return _Table(table.name, head, ages, {}, table.lines[index + 1 + two :], table.above(index))
        if any(TOWN.fullmatch(name) for name in plain(cells)):
            return _own(table, index, plain(cells))
    return None


def _own(table: Lines, index: int, names: Sequence[str]) -> _Table:
    head: dict[str, int] = {}
    for at, name in enumerate(names):
        key = "町名" if TOWN.fullmatch(name) else KEY if TOWN_CODE.fullmatch(name) else name
        head.setdefault(key, at)
    both = spans_of(names)
    sexes = {span: pair for span, pair in spans_of_sexes(names).items() if span not in both}
    ages = AgeTable.of({**both, **{span: men for span, (men, _) in sexes.items()}})
    return _Table(table.name, head, ages, sexes, table.lines[index + 1 :], table.above(index))


# -- outlines


def _outlined(found: _Found, code: str) -> PeopleFile:
    shapes = _by_key(found.features, code)
    table = found.tables[0] if found.tables else _of_features(found.features)
    problems: list[Problem] = []
    figures = dict(_figures(table, shapes.keys(), problems)) if table else {}
    rows = tuple(
        row for index, (key, parts) in enumerate(shapes.items(), start=1)
        if (row := _area(index, key, parts, figures.get(key))) is not None
    )  # fmt: skip
    return PeopleFile(
        label="小地域（町丁・字）",
        unit="small_area",
        rows=rows,
        spans=table.ages.spans if table else (),
        problems=gathered(problems),
        source=CENSUS_SOURCE if KEY in found.features[0].columns else "",
        year=_census_year(found.features[0].columns) or (year_in(table.title, table.name) if table else None),
        read=len(shapes),
    )


def _by_key(features: Sequence[Feature], code: str) -> dict[str, list[Feature]]:
    """Outlines of this city by KEY_CODE: detached parts of one area share it. Without codes each is its own."""
    found: dict[str, list[Feature]] = {}
    for index, feature in enumerate(features, start=1):
        found.setdefault(_key(feature, index), []).append(feature)
    if not any(feature.text(KEY, "key_code") for feature in features):
        return found
    ours = {key: parts for key, parts in found.items() if is_of(code, key)}
    if not ours:
        raise Invalid(
            "areas.other_city",
            f"このファイルには 市区町村コード {code[:5]} の 小地域が ありません。市の ファイルを えらんでください。",
        )
    return ours


def _key(feature: Feature, index: int) -> str:
    return feature.text(KEY, "key_code") or feature.text(*NAMES) or f"{index}"


def _census_year(columns: Mapping[str, Any]) -> int | None:
    """R2KAxx is the census of 令和2年, H27KAxx of 平成27年."""
    for column in columns:
        if match := re.match(r"([RH])(\d{1,2})KA", str(column)):
            return int(match[2]) + (2018 if match[1] == "R" else 1988)
    return None


def _of_features(features: Sequence[Feature]) -> _Table | None:
    """Ages that stand in the outlines' own columns; None where there are none."""
    names = list(features[0].columns)
    ages = AgeTable.of(spans_of([str(name) for name in names]))
    if not ages.groups:
        return None
    head = {**{str(name).upper(): at for at, name in enumerate(names)}, KEY: len(names)}
    lines = [
        (index, (*(_text(feature.columns.get(name)) for name in names), _key(feature, index)))
        for index, feature in enumerate(features, start=1)
    ]
    return _Table("", head, ages, {}, lines)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _figures(
    table: _Table, keys: Any, problems: list[Problem]
) -> list[tuple[str, tuple[dict[int, float | None], _Table, tuple[str, ...]]]]:
    found = []
    for line, cells in table.lines:
        key = table.cell(cells, KEY)
        if key not in keys:
            if key and not any(other.startswith(key) for other in keys) and key[:5] in {k[:5] for k in keys}:
                problems.append(_no_outline(line, key))
            continue
        try:
            found.append((key, (table.figures(cells), table, cells)))
        except NotNumber as error:
            problems.append(_no_number(line, str(error)))
    return found


def _area(
    index: int,
    key: str,
    parts: Sequence[Feature],
    figures: tuple[dict[int, float | None], _Table, tuple[str, ...]] | None,
) -> PeopleRow | None:
    """None for water. People and figures of detached parts are those of the largest, not their sum."""
    if all(part.text("HCODE") == WATER for part in parts):
        return None
    outline = polygon_of(parts)
    spot = _inside(outline) if outline else None
    main = next((part for part in parts if part.text(LARGEST) == "M"), parts[0])
    values, table, cells = figures or ({}, None, ())
    secrecy = _secrecy(table.cell(cells, "HTKSYORI")) if table else AS_IS
    total = values.get(table.ages.columns[EVERYONE]) if table and EVERYONE in table.ages.columns else None
    return PeopleRow(
        row=index,
        code=key[:16],
        people=total if total is not None else _people(main),
        ages=table.ages.ages(values) if table and secrecy != SECRET else None,
        secrecy=secrecy,
        merged_into=table.cell(cells, "HTKSAKI") if table else "",
        merged_from=codes(table.cell(cells, "GASSAN")) if table else (),
        name=main.text(*NAMES),
        shape=outline,
        spot=spot,
    )


def _inside(outline: Mapping[str, Any]) -> Position:
    point = shape(dict(outline)).representative_point()
    return Position(point.y, point.x)


def _secrecy(text: str) -> int:
    return int(text) if text in {"1", "2"} else AS_IS


def _people(feature: Feature) -> float | None:
    try:
        return number(feature.text(*PEOPLE))
    except NotNumber:
        return None


# -- the city's own table by town


def _named(table: _Table, towns: Mapping[str, Position]) -> PeopleFile:
    found = [_town(table, line, cells, towns) for line, cells in table.lines]
    rows = tuple(row for row in found if isinstance(row, PeopleRow))
    if not rows:
        raise Invalid(
            "areas.no_positions",
            "町の 位置が わかりません。緯度・経度の列を たすか、先に 町の一覧（ibasho import towns）を 入れてください。",
        )
    return PeopleFile(
        label="町ごとの人口",
        unit="small_area",
        rows=rows,
        spans=table.ages.spans,
        problems=gathered(one for one in found if isinstance(one, Problem)),
        source="",
        year=year_in(table.title, table.name),
        read=sum(one is not None for one in found),
    )


def _town(
    table: _Table, line: int, cells: Sequence[str], towns: Mapping[str, Position]
) -> PeopleRow | Problem | None:
    """None for sums and empty lines."""
    name = table.cell(cells, "町名").removeprefix("大字")
    if not name or re.fullmatch(r"(?:総|合)?(?:計|数)|市計|全市|市全体", name):
        return None
    spot = read_position(table.cell(cells, "緯度"), table.cell(cells, "経度")).position or towns.get(name)
    if spot is None:
        return Problem(
            Weight.REJECTED, "町の 位置が わかりません。", "緯度・経度を 書くか、同じ名前の 町を 先に 入れてください。",
            line, "町名", name,
        )  # fmt: skip
    try:
        values = table.figures(cells)
    except NotNumber as error:
        return _no_number(line, str(error))
    total = table.ages.columns.get(EVERYONE)
    key = table.cell(cells, KEY) or name
    return PeopleRow(
        line,
        key[:16],
        values[total] if total is not None else None,
        table.ages.ages(values),
        name=name,
        spot=spot,
    )


def _no_number(line: int, value: str) -> Problem:
    return Problem(
        Weight.REJECTED,
        "人数として 読めない値が あります。",
        "数か *（秘匿）に 直してください。",
        line,
        "",
        value,
    )


def _no_outline(line: int, key: str) -> Problem:
    return Problem(
        Weight.REJECTED,
        "形（境界）の ない 小地域です。",
        "同じ年の 境界データを 入れてください。",
        line,
        KEY,
        key,
    )

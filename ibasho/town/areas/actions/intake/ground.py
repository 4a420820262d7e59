"""Taking in the city's ground with a preview: outline, 小学校区, towns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.conf import settings

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas import datasets, queries
from ibasho.town.areas.actions import ground
from ibasho.town.areas.actions.intake.asked import Asked, Upload, city_code
from ibasho.town.areas.actions.people import place_cells
from ibasho.town.areas.datasets.preview import Figure, Preview, Problem, Sample, Weight, number
from ibasho.town.areas.models import Town

SAMPLE = 10


def single(files: Sequence[Upload]) -> Upload:
    if len(files) != 1:
        raise Invalid("areas.one_file", "この種類の ファイルは 1つずつ 入れてください。")
    return files[0]


def take_boundary(
    files: Sequence[Upload], asked: Asked, *, dry_run: bool, by: Actor, at: datetime
) -> Preview:
    """N03 (GeoJSON, Shapefile or their zip), or any polygon."""
    file = single(files)
    found = datasets.read_boundary(file.data, code=city_code(), filename=file.name)
    name = asked.name or found.name or settings.IBASHO_CITY["name"]
    source, as_of = asked.source_or(found.source), asked.as_of or found.as_of or clock.day(at)
    old = queries.boundary()
    same = old is not None and (old.name, old.geometry, old.source, old.as_of) == (
        name, _as_stored(found.geometry), source, as_of
    )  # fmt: skip
    if not dry_run:
        ground.set_boundary(name=name, geometry=found.geometry, source=source, as_of=as_of, by=by, at=at)
    return Preview(
        "boundary", "市の境", file.name, source, as_of.isoformat(),
        figures=(Figure("市", name), Figure("かたち", number(_corners(found.geometry)), "点")),
        taken=not dry_run, same=same,
    )  # fmt: skip


def _as_stored(geometry: Any) -> Any:
    """Tuples become lists on their way through JSON."""
    if isinstance(geometry, dict):
        return {key: _as_stored(value) for key, value in geometry.items()}
    return [_as_stored(each) for each in geometry] if isinstance(geometry, (list, tuple)) else geometry


def _corners(geometry: Any) -> int:
    found = geometry["coordinates"] if isinstance(geometry, dict) else geometry
    if not found or not isinstance(found[0], (list, tuple)):
        return 1
    return sum(_corners(each) for each in found)


def take_districts(
    files: Sequence[Upload], asked: Asked, *, dry_run: bool, by: Actor, at: datetime
) -> Preview:
    """A27 (GeoJSON, Shapefile or their zip), or the city's own list; with `starts_on` the older ones end."""
    file = single(files)
    found = datasets.read_districts(file.data, code=city_code(), filename=file.name)
    source = asked.source_or(found.source)
    known = {row.code for row in queries.districts(clock.day(at))}
    new = sum(row.code not in known for row in found.rows)
    placed, cells = 0, 0
    if not dry_run:
        rows = [{**asdict(row), "source": source} for row in found.rows]
        ground.set_districts(rows=rows, starts_on=asked.starts_on, by=by, at=at)
        placed, cells = ground.place_towns(by=by, at=at), place_cells(by=by, at=at)
    without = sum(row.geometry is None for row in found.rows)
    return Preview(
        "districts", "小学校区", file.name, source, asked.starts_on.isoformat() if asked.starts_on else "",
        figures=(
            Figure("小学校区", number(len(found.rows))), Figure("新しいもの", number(new)),
            Figure("かたちの ないもの", number(without)), *((Figure("校区が きまった町", number(placed)),) if placed else ()),
            *((Figure("校区が かわった区画", number(cells)),) if cells else ()),
        ),
        problems=_shapeless(without),
        sample=Sample(
            ("番号", "小学校区", "学校", "かたち"),
            tuple(
                (row.code, row.name, row.school, "あり" if row.geometry else "なし")
                for row in found.rows[:SAMPLE]
            ),
        ),
        taken=not dry_run,
    )  # fmt: skip


def _shapeless(without: int) -> tuple[Problem, ...]:
    if not without:
        return ()
    return (
        Problem(
            Weight.WARNING, f"かたち（区域）の ない 小学校区が {without} あります。",
            "町や 区画の 校区を 地図から きめられません。A27 か 市の 学区の 図を 入れてください。",
        ),
    )  # fmt: skip


def take_towns(files: Sequence[Upload], asked: Asked, *, dry_run: bool, by: Actor, at: datetime) -> Preview:
    """Towns as points, or the city's own 町字→学区 table for towns that are there already."""
    file = single(files)
    found = datasets.read_towns(file.data, code=city_code(), filename=file.name)
    if not found.rows:
        return _take_town_districts(found, file, asked, dry_run=dry_run, by=by, at=at)
    source = asked.source_or(found.source)
    rows, unknown = town_rows(found.rows, source, clock.day(at))
    there = set(Town.objects.values_list("name", "lat", "lng"))
    new = len({(row["name"], row["lat"], row["lng"]) for row in rows} - there)
    placed = 0
    if not dry_run:
        ground.set_towns(rows=rows, by=by, at=at)
        placed = ground.place_towns(by=by, at=at)
    return Preview(
        "towns", "町", file.name, source,
        figures=(
            Figure("町", number(len(rows))), Figure("新しいもの", number(new)),
            *((Figure("校区が きまった町", number(placed)),) if placed else ()),
        ),
        problems=(*_skipped(found.skipped), *_unknown(unknown)),
        sample=Sample(
            ("町", "よみ", "緯度", "経度", "小学校区"),
            tuple((row["name"], row["kana"], str(row["lat"]), str(row["lng"]), row["district_code"]) for row in rows[:SAMPLE]),
        ),
        taken=not dry_run,
    )  # fmt: skip


def _take_town_districts(
    found: datasets.TownFile, file: Upload, asked: Asked, *, dry_run: bool, by: Actor, at: datetime
) -> Preview:
    codes, unknown = district_codes(found.districts, clock.day(at))
    changed, missing = ground.set_town_districts(codes=codes, by=by, at=at, dry_run=dry_run)
    problem = Problem(
        Weight.WARNING, f"まだ 入っていない町 {len(missing)}: {'、'.join(missing[:10])}", "先に 町の 位置を 入れてください。"
    )  # fmt: skip
    return Preview(
        "towns", "町と 小学校区の 表", file.name, asked.source or "市の表",
        figures=(Figure("表の町", number(len(found.districts))), Figure("校区が 変わる町", number(changed))),
        problems=(*_unknown(unknown), *((problem,) if missing else ())),
        sample=Sample(("町", "小学校区"), tuple(list(codes.items())[:SAMPLE])),
        taken=not dry_run, same=not changed,
    )  # fmt: skip


def _skipped(skipped: int) -> tuple[Problem, ...]:
    if not skipped:
        return ()
    return (
        Problem(Weight.REJECTED, "名前か 位置が ない行は 入れません。", "緯度・経度を 書いてください。", count=skipped),
    )  # fmt: skip


def _unknown(words: Sequence[str]) -> tuple[Problem, ...]:
    if not words:
        return ()
    return (
        Problem(
            Weight.WARNING, f"知らない校区の名前: {'、'.join(words)}。", "先に 小学校区を 入れてください。", column="小学校区",
        ),
    )  # fmt: skip


def district_codes(words: dict[str, str], day: date) -> tuple[dict[str, str], list[str]]:
    """Name → code of the 小学校区 it names, and the words no loaded district answers to."""
    codes = {
        said: row.code for row in queries.districts(day) for said in (row.code, row.name, row.school) if said
    }
    found = {
        name: codes.get(said) or codes.get(datasets.short_name(said), "") for name, said in words.items()
    }
    unknown = {words[name] for name, code in found.items() if words[name] and not code}
    return {name: code for name, code in found.items() if code}, sorted(unknown)


def town_rows(
    found: Iterable[datasets.TownRow], source: str, day: date
) -> tuple[list[dict[str, Any]], list[str]]:
    """Rows for `set_towns`, and the words for a 小学校区 that no loaded district answers to."""
    towns = list(found)
    codes, unknown = district_codes({town.district: town.district for town in towns if town.district}, day)
    rows = []
    for town in towns:
        values = asdict(town)
        said = values.pop("district")
        rows.append({**values, "district_code": codes.get(said, ""), "source": source})
    return rows, unknown

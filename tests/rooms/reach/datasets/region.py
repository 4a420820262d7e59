"""A region of municipalities beside each other, written as the folders `ibasho reach study --cities` reads.

Streets form a grid of 100 m over the whole region; each municipality's file reaches one crossing over its border.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ibasho.base.kernel import mesh
from ibasho.town.areas.engine.building import build
from ibasho.town.areas.engine.network import pack

SOUTH, WEST = 34.75, 138.0
STEP = 100 / 111_195.08  # degrees of latitude; of longitude here about 91 m, which is of no matter
PLACES = "全国地方公共団体コード,ID,都道府県,市区町村名,名称,緯度,経度,開催頻度,開催曜日,開催開始時間,開催終了時間,参加条件,定員"


@dataclass(frozen=True)
class Shop:
    """A こども食堂 at a crossing of the grid: (column, row)."""

    name: str
    at: tuple[int, int]
    days: str = "月火水木金"
    begins: str = "15:00"
    ends: str = "18:00"
    words: str = "どなたでも。小4以上はこどもだけで可"
    capacity: str = ""


@dataclass(frozen=True)
class Town:
    """From column `first` up to, not including, column `last` of the grid."""

    code: str
    first: int
    last: int
    shops: tuple[Shop, ...] = ()


def write(root: Path, towns: list[Town], *, rows: int = 12, streets: bool = True) -> None:
    for town in towns:
        folder = root / f"{town.code}_みほん"
        folder.mkdir(parents=True)
        (folder / "boundary.geojson").write_text(json.dumps(_outline(town, rows)))
        (folder / "mesh_T001101.txt").write_bytes(_squares(town, rows).encode("cp932"))
        (folder / "places.csv").write_text("﻿" + _shops(town), encoding="utf-8")
        if streets:
            (folder / "streets.npz").write_bytes(_streets(town, rows))


def corner(column: float, row: float) -> tuple[float, float]:
    """(lat, lng)."""
    return SOUTH + row * STEP, WEST + column * STEP


def _outline(town: Town, rows: int) -> dict[str, object]:
    (south, west), (north, east) = corner(town.first - 0.5, -0.5), corner(town.last - 0.5, rows - 0.5)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"N03_004": f"町{town.code}", "N03_007": town.code},
         "geometry": {"type": "Polygon", "coordinates": [ring]}}]}  # fmt: skip


def _squares(town: Town, rows: int) -> str:
    """Squares of 250 m that a crossing of the town lies in; a border square stands in both towns' files, as in e-Stat's
    by prefecture, but whole: its middle decides whose it is."""
    codes = sorted({
        mesh.encode(*corner(column, row), mesh.Level.M250)
        for column in range(town.first, town.last) for row in range(rows)
    })  # fmt: skip
    lines = [
        "KEY_CODE,HTKSYORI,HTKSAKI,GASSAN,T001101001,T001101004,T001101007",
        ",,,,　人口（総数）,　０～１４歳人口　総数,　１５歳以上人口　総数",
    ]
    lines += [
        f"{code},0,,,{100 + int(code[-2:])},{10 + int(code[-3:]) % 7},{90 + int(code[-2:]) - int(code[-3:]) % 7}"
        for code in codes
    ]
    return "\r\n".join(lines) + "\r\n"


def _shops(town: Town) -> str:
    lines = [PLACES]
    for number, shop in enumerate(town.shops, start=1):
        lat, lng = corner(*shop.at)
        lines.append(
            f"{town.code},{number},静岡県,町,{shop.name},{lat:.6f},{lng:.6f},毎週,{shop.days},{shop.begins},{shop.ends},{shop.words},{shop.capacity}"
        )
    return "\r\n".join(lines) + "\r\n"


def _streets(town: Town, rows: int) -> bytes:
    columns = range(town.first - 1, town.last + 1)
    number = {
        (column, row): at for at, (column, row) in enumerate((c, r) for c in columns for r in range(rows))
    }
    ends = [
        (a, number[other])
        for (c, r), a in number.items()
        for other in ((c + 1, r), (c, r + 1))
        if other in number
    ]
    spots = np.array([corner(*crossing) for crossing in number])
    u, v = np.array(ends).T
    return pack(build(spots[:, 0], spots[:, 1], u, v, np.full(len(u), 100.0)))

"""Small files as e-Stat and 国土数値情報 publish them, made for a test."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import shapefile

WIDE = ("　人口（総数）", "　人口（総数）　男", "　０～１４歳人口　総数", "　１５歳以上人口　総数", "　１８歳以上人口　総数",
        "　世帯総数", "　６歳未満世帯員のいる世帯数　一般世帯数")  # fmt: skip
FIVES = ("　人口（総数）", "　０～４歳人口　総数", "　５～９歳人口　総数", "　１０～１４歳人口　総数", "　１５～１９歳人口　総数",
         "　６５歳以上人口　総数")  # fmt: skip
JGD2011 = 'GEOGCS["JGD2011",DATUM["D_JGD_2011",SPHEROID["GRS_1980",6378137.0,298.257222101]]]'
PLANE = 'PROJCS["JGD_2011_Japan_Zone_8",GEOGCS["GCS_JGD_2011"]]'
TOKYO = 'GEOGCS["GCS_Tokyo",DATUM["D_Tokyo",SPHEROID["Bessel_1841",6377397.155,299.1528128]]]'


def mesh_text(rows: Sequence[Sequence[object]], names: Sequence[str] = WIDE, table: str = "T001141") -> bytes:
    """Each row: code, HTKSYORI, HTKSAKI, GASSAN, then a figure for each of `names`."""
    head = [
        "KEY_CODE",
        "HTKSYORI",
        "HTKSAKI",
        "GASSAN",
        *(f"{table}{at:03}" for at in range(1, len(names) + 1)),
    ]
    lines = [head, ["", "", "", "", *names], *rows]
    return "\r\n".join(",".join(map(str, line)) for line in lines).encode("cp932")


def plain(code: str, people: int, children: int, older: int = 0) -> tuple[object, ...]:
    """A row of WIDE that hides nothing: `children` below 15, `older` of 15–17."""
    return code, 0, "", "", people, people // 2, children, people - children, people - children - older, 9, 1


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def shape_files(
    stem: str,
    rows: Sequence[tuple[Mapping[str, Any], Any]],
    *,
    prj: str = JGD2011,
    cpg: str = "",
    encoding: str = "cp932",
) -> dict[str, bytes]:
    """`rows`: columns and a GeoJSON geometry, all of one kind."""
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with shapefile.Writer(shp=shp, shx=shx, dbf=dbf, encoding=encoding) as writer:
        for name, value in rows[0][0].items():
            if isinstance(value, float):
                writer.field(name, "N", size=18, decimal=5)
            else:
                writer.field(name, "C", size=80)
        for columns, geometry in rows:
            writer.record(*columns.values())
            writer.shape(geometry)
    found = {f"{stem}.shp": shp.getvalue(), f"{stem}.shx": shx.getvalue(), f"{stem}.dbf": dbf.getvalue()}
    return {
        **found,
        **({f"{stem}.prj": prj.encode()} if prj else {}),
        **({f"{stem}.cpg": cpg.encode()} if cpg else {}),
    }

"""Small files of the published shapes, made for the tests, and the real ones where they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ibasho.base.kernel.tables import write_csv
from ibasho.town.places.datasets.reading import Reading, read_file
from ibasho.town.places.datasets.rows import Dataset, Generation, PlaceRow
from ibasho.town.places.datasets.writing import header_of

SAMPLES = Path(os.environ.get("IBASHO_SAMPLES", Path(__file__).parents[4] / ".." / "shared" / "data"))

SHOKUDO = {
    "全国地方公共団体コード": "222135",
    "ID": "1",
    "都道府県": "静岡県",
    "市区町村名": "掛川市",
    "名称": "みほんこども食堂",
    "名称_カナ": "ミホンコドモショクドウ",
    "住所": "静岡県掛川市長谷1-1-1",
    "緯度": "34.769167",
    "経度": "138.014583",
    "開催頻度": "4",
    "開催曜日": "土",
    "開催日": "第４土曜日",
    "開催開始時間": "11:30",
    "開催終了時間": "13:30",
    "参加費_小学生": "0",
    "参加費_大人": "300",
}
CHILDCARE = {
    "都道府県コード又は市区町村コード": "222135",
    "NO": "7",
    "都道府県名": "静岡県",
    "市区町村名": "掛川市",
    "名称": "みほん子育て支援センター",
    "名称_カナ": "ミホンコソダテシエンセンター",
    "住所": "静岡県掛川市長谷1-1-1",
    "緯度": "34.769167",
    "経度": "138.014583",
    "一時預かりの有無": "有",
    "収容定員": "20名",
}
EVENT = {
    "都道府県コード又は市区町村コード": "222135",
    "NO": "3",
    "イベント名": "あそび場INみほん",
    "開始日": "2026-05-05",
    "終了日": "2026-05-05",
    "開始時間": "10:00",
    "終了時間": "15:00",
    "料金(基本)": "0",
    "場所名称": "みほん広場",
    "住所": "静岡県掛川市長谷1-1-1",
    "緯度": "34.769167",
    "経度": "138.014583",
}


def make(dataset: Dataset, generation: Generation, *rows: dict[str, str]) -> bytes:
    """A file with the published header; cells under other names are a mistake in the test."""
    header = header_of(dataset, generation)
    for row in rows:
        assert set(row) <= set(header), set(row) - set(header)
    return write_csv(header, ([row.get(name, "") for name in header] for row in rows)).data


def shokudo(*changes: dict[str, str]) -> Reading:
    """A file of こども食堂, each row SHOKUDO with some cells changed and a number of its own."""
    rows = [SHOKUDO | {"ID": str(number)} | change for number, change in enumerate(changes, start=1)]
    return read_file(make(Dataset.KODOMO_SHOKUDO, Generation.NEW, *rows), "places.csv")


def one(reading: Reading) -> PlaceRow:
    (place,) = reading.places
    return place


def said(reading: Reading) -> list[tuple[int | None, str, str]]:
    """(row, column, code) of every problem that is more than a remark."""
    return [(p.row, p.column, p.code) for p in reading.problems if p.severity.value != "info"]


def sample(name: str) -> bytes:
    path = SAMPLES / "kodomo_shokudo" / name
    if not path.exists():
        pytest.skip(f"no real file at {path} (set IBASHO_SAMPLES)")
    return path.read_bytes()

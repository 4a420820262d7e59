"""A large file made for the tests: places of every kind of opening, each with its own cells."""

from __future__ import annotations

from ibasho.town.places.datasets.rows import Dataset, Generation
from tests.town.places.datasets.files import SHOKUDO, make

_HOURS = (
    {"開催曜日": "土", "開催日": "第４土曜日"},
    {"開催曜日": "水", "開催日": "毎週水曜日"},
    {"開催曜日": "", "開催日": "毎月5日"},
    {"開催曜日": "", "開催日": "不定期"},
    {"開催曜日": "", "開催日": "", "開催開始時間": "", "開催終了時間": ""},
)


def many(count: int, **changes: str) -> bytes:
    """`count` rows of こども食堂, one in five open every week; `changes` go into every row."""
    rows = [
        SHOKUDO
        | {
            "ID": str(number),
            "名称": f"みほんこども食堂{number}号",
            "住所": f"静岡県掛川市長谷{number}-1",
            "緯度": f"{34.7 + number % 100 / 1000:.6f}",
            "経度": f"{138.0 + number // 100 / 1000:.6f}",
        }
        | _HOURS[number % len(_HOURS)]
        | changes
        for number in range(1, count + 1)
    ]
    return make(Dataset.KODOMO_SHOKUDO, Generation.NEW, *rows)

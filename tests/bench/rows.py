"""A file of ten thousand places in むすびえ's こども食堂 format, the same one every time."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence

from demo.chapters.geography import Town
from demo.city import City
from ibasho.town.places.datasets.columns import HEADERS
from ibasho.town.places.datasets.rows import Dataset, Generation

SEED = 10_000
PREFECTURE = "みほん県"
HEADER = HEADERS[(Dataset.KODOMO_SHOKUDO, Generation.NEW)]
_WEEKDAYS = "月火水木金土日"
_NAMES = (
    ("こども食堂", "コドモショクドウ"),
    ("みんなの居場所", "ミンナノイバショ"),
    ("ひだまり", "ヒダマリ"),
    ("学びの部屋", "マナビノヘヤ"),
)
_HOURS = (("10:00", "13:00"), ("14:00", "18:00"), ("15:00", "17:30"), ("16:00", "19:00"))


def places_csv(city: City, count: int) -> bytes:
    """UTF-8 with BOM. Names, towns, hours and fees are mixed as such lists mix them; some leave the hours open."""
    dice = random.Random(SEED)
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER, restval="")
    writer.writeheader()
    for number in range(1, count + 1):
        writer.writerow(_row(number, city, dice))
    return out.getvalue().encode("utf-8-sig")


def _row(number: int, city: City, dice: random.Random) -> dict[str, str]:
    town: Town = dice.choice(city.geography.towns)
    name, kana = dice.choice(_NAMES)
    return {
        "ID": f"B{number:05}",
        "都道府県": PREFECTURE,
        "市区町村名": city.geography.name,
        "名称": f"{town.name}{name}{number}",
        "名称_カナ": f"{_katakana(town.kana)}{kana}{number}",
        "住所": f"{PREFECTURE}{city.geography.name}{town.name}{dice.randint(1, 9)}-{dice.randint(1, 30)}",
        "緯度": f"{town.point.lat + dice.uniform(-0.004, 0.004):.6f}",
        "経度": f"{town.point.lng + dice.uniform(-0.004, 0.004):.6f}",
        "電話番号1": f"000-{number % 10000:04}-0000",
        "運営団体名": f"{town.name}の会",
        "参加条件": dice.choice(("どなたでも", "小学生から高校生まで", "子どもと保護者", "")),
        "参加費_小学生": dice.choice(("0", "100", "")),
        "参加費_大人": dice.choice(("300", "0", "")),
        "予約方法": dice.choice(("不要", "要予約", "")),
        **_opening(dice),
    }


def _katakana(kana: str) -> str:
    return "".join(chr(ord(letter) + 0x60) if "ぁ" <= letter <= "ゖ" else letter for letter in kana)


def _opening(dice: random.Random) -> dict[str, str]:
    pattern = dice.random()
    if pattern < 0.05:
        return {"開催日": "不定期", "開催日時特記事項": "電話で確かめてください"}
    starts, ends = dice.choice(_HOURS)
    hours = {"開催開始時間": starts, "開催終了時間": ends}
    if pattern < 0.45:
        weekday = dice.choice(_WEEKDAYS)
        days = f"第{dice.randint(1, 4)}{weekday}曜日"
        return {"開催頻度": "5", "開催曜日": weekday, "開催日": days, **hours}
    weekdays = sorted(dice.sample(_WEEKDAYS, dice.choice((1, 2, 5))), key=_WEEKDAYS.index)
    return {"開催頻度": "1", "開催曜日": "".join(weekdays), "開催日": _weekly(weekdays), **hours}


def _weekly(weekdays: Sequence[str]) -> str:
    return "毎週" + "・".join(weekdays) + "曜日"

"""What a study left out or had to guess, counted and said in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Note:
    """`code` names the sentence; `children` is how many children it concerns, where that can be said."""

    code: str
    count: int
    children: float = 0.0

    @property
    def words(self) -> str:
        said = _WORDS[self.code].format(count=self.count)
        return f"{said}（こども 約{self.children:,.0f}人）" if self.children >= 1 else said


_WORDS = {
    "no_streets": "道のデータが まだ ないので、まっすぐの距離の1.3倍で はかった めやすです。",
    "far_cells": "道から 500mより はなれた区画 {count:,}か所は、数えていません。",
    "secret_cells": "人数が 秘匿の区画 {count:,}か所は、0人とは せず、数えていません。",
    "estimated_cells": "区画 {count:,}か所の 年代別の人数は 推計です（5歳きざみの人口を 学年で分けた、または 秘匿の数を ひろげた）。",
    "no_district": "小学校区が わからない区画が {count:,}か所 あります。合計には 入っています。",
    "no_position": "位置が わからない場所 {count:,}か所は、数えていません。",
    "no_hours": "あく時間が はっきりしない場所 {count:,}か所は、「あいている」とは 数えていません。",
    "far_places": "道から 500mより はなれた場所 {count:,}か所は、数えていません。",
    "outside": "市外の場所 {count:,}か所も、行ける道のりなら 数えています。",
    "restricted": "限られた人だけの場所と 放課後児童クラブ {count:,}か所は、数えていません。",
    "cancelled": "お休み・見守りが たりない 日 {count:,}回は、あいていないと 数えました。",
    "no_capacity": "定員が わからない場所が {count:,}か所 あります。その場所に とどくなら「いっぱい」とは 数えません。",
    "no_calendar": "長期休業の日が 入っていない年度は、「長期休業のみ」「長期休業を除く」の場所を 数えていません。",
    "no_free_time": "自由になる時刻・帰宅時刻は、市の設定が ないところを めやすで 補っています。",
    "no_clubs": "放課後児童クラブ（学童）の人数が 入っていないので、「学童をのぞく」は できません。",
    "bus_rough": "「バスも使って」は 待ち時間の平均で はかった めやすです。",
    "car_rough": "「車で」は 1分400m・15分までとした めやすです。",
    "car_left_out": "場所が とても多いので、「車で」は 数えていません。",
}  # fmt: skip


def as_rows(notes: Iterable[Note]) -> list[dict[str, Any]]:
    """For a study's JSON."""
    return [{"code": note.code, "count": note.count, "children": round(note.children, 1)} for note in notes]


def from_rows(rows: Iterable[Mapping[str, Any]]) -> list[Note]:
    """Notes whose sentence we still know."""
    return [
        Note(row["code"], row["count"], row.get("children", 0.0)) for row in rows if row["code"] in _WORDS
    ]

"""Telephone numbers for children in trouble, the same everywhere in Japan. The city's own number stands in its city.toml.

Numbers and hours as read on public pages: stopijime.jp/consultation.html (チャイルドライン, SOSダイヤル, 人権110番),
cl-fukushima.org (チャイルドライン, closed 12/29–1/3), city.kameyama.mie.jp 2025-08 (人権110番). A city checks them once a year.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Line:
    name: str | Promise
    number: str
    about: str | Promise
    hours: str | Promise
    tint: str

    @property
    def dial(self) -> str:
        return self.number.replace("-", "")


HELPLINES = (
    Line(
        _("チャイルドライン"),
        "0120-99-7777",
        _("18さいまでの 子どもの 電話です。何でも 話せます。名前は 言わなくて いいです。"),
        _("毎日 午後4時から 午後9時まで（12月29日から 1月3日は おやすみ）"),
        "yellow",
    ),
    Line(
        _("24時間子供SOSダイヤル"),
        "0120-0-78310",
        _("いじめや 学校の こと、家の こと、何でも 話せます。"),
        _("いつでも（夜も 休みの日も）"),
        "blue",
    ),
    Line(
        _("189（いちはやく）"),
        "189",
        _("たたかれる、ごはんが もらえない、家が こわい。そんなときの 電話です。"),
        _("いつでも（夜も 休みの日も）"),
        "pink",
    ),
    Line(
        _("こどもの人権110番"),
        "0120-007-110",
        _("いじめや、先生・大人に いやなことを されたときの 電話です。"),
        _("月曜日から 金曜日 午前8時30分から 午後5時15分まで（休みの日は おやすみ）"),
        "green",
    ),
)

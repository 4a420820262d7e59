"""The official files of any city of Japan: publisher, name, address, terms, told for this city's prefecture and squares.

Addresses are those of the publishers' own pages; the terms of 国土数値情報 differ by year and stand on these pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ibasho.front.setup.municipalities import prefecture, region
from ibasho.town.areas.rules.kinds import ABOUT, FileKind

KSJ = "https://nlftp.mlit.go.jp/ksj/gml/datalist"
ESTAT = "https://www.e-stat.go.jp/gis/statmap-search/data?statsId={table}&code={code}&downloadType=2"
OPEN_DATA = "https://www.digital.go.jp/resources/open_data/municipal-standard-data-set-test"
TERMS = "ダウンロードのページにある 年度ごとの利用条件（出典を 書くこと）"


@dataclass(frozen=True, slots=True)
class Official:
    """One kind of file. `fills` is what `ibasho import` fills with it; `folder` a name a person may use, nothing more."""

    fills: str
    what: str
    publisher: str
    file: str
    url: str
    licence: str
    note: str = ""

    def lines(self) -> list[str]:
        """As it is told to who has to fetch it."""
        told = [f"公表しているところ: {self.publisher}", f"ファイル: {self.file}"]
        told += [f"アドレス: {self.url}"] if self.url else []
        told += [f"使う条件: {self.licence}"] if self.licence else []
        return [*told, *([f"知っておくこと: {self.note}"] if self.note else [])]


def officials(code: str, name: str, squares: Sequence[str] = ()) -> tuple[Official, ...]:
    """In the order they lean on each other. `code` six figures; `squares` first-order mesh codes, none where no outline
    tells them yet."""
    place, number = prefecture(code), code[:2]
    return (
        _told(FileKind.BOUNDARY, f"{place}の zip（N03-…_{number}_GML.zip）のまま。{name}だけを 取り出します",
              f"{KSJ}/KsjTmplt-N03.html", TERMS),
        _told(FileKind.DISTRICTS, f"{place}の zip（A27-…_{number}_GML.zip）のまま", f"{KSJ}/KsjTmplt-A27-2023.html", TERMS,
              "ない市も あります。そのときは 教育委員会の 学区の表（「小学校区」の列がある CSV・Excel）を 入れます"),
        _told(FileKind.TOWNS, f"{name}の 町の一覧（CSV か JSON）", "https://geolonia.github.io/japanese-addresses/", "CC BY 4.0 © Geolonia"),
        _streets(code),
        _told(FileKind.AGES, f"{name}の 1歳きざみの 年齢別人口（CSV か Excel）", "", "市のページの 利用条件"),
        _mesh(number, place, squares),
        Official("candidates", "学校（開ける場所の候補）", "国土数値情報 P29（学校）", f"{place}の zip（P29-…_{number}_GML.zip）のまま",
                 f"{KSJ}/KsjTmplt-P29-2023.html", TERMS),
        Official("places", "居場所（こども食堂、子育て施設、イベント）", f"{name}のオープンデータ（自治体標準オープンデータセット）",
                 "こども食堂一覧（46列）、子育て施設一覧、イベント一覧の CSV か Excel", OPEN_DATA, "市のオープンデータの 利用条件（多くは CC BY 4.0）",
                 "古い見出しの表も 読みます。入れたものは 確認が すむまで「確認前」と 出ます"),
        Official("candidates", "公共施設（開ける場所の候補）", "国土数値情報 P20（避難施設）・P05（公的集会施設）、または 公共施設一覧",
                 f"{place}の zip、または {name}の 公共施設一覧（CSV か Excel）", f"{KSJ}/KsjTmplt-P20.html", TERMS),
        _told(FileKind.CLUBS, "小学校区・学年・人数の表（市が つくる）", "", "市の中の資料"),
        _told(FileKind.BUS, "GTFS-JP の zip", "https://www.gtfs.jp/", "公開しているところの条件"),
        _told(FileKind.PROJECTION, f"{place}の 500mメッシュ（zip）", ABOUT[FileKind.PROJECTION].url, TERMS),
    )  # fmt: skip


def _told(kind: FileKind, file: str, url: str, licence: str, note: str = "") -> Official:
    about = ABOUT[kind]
    return Official(kind.value, about.label, about.publisher, file, url, licence, note)


def _streets(code: str) -> Official:
    part = region(code)
    note = "数百 MB あります。市の境が さきに 入っていれば、市と まわり 3 km だけを 使います"
    if code[:2] == "24":
        note += "。三重県が kansai の ファイルに ないときは chubu を 使ってください"
    return Official(
        "streets", "歩く道", "OpenStreetMap（Geofabrik の 地方ごとの 抜き出し）", f"{part}-latest.osm.pbf",
        f"https://download.geofabrik.de/asia/japan/{part}.html", "ODbL 1.0 © OpenStreetMap contributors（ページに 自動で 出ます）", note,
    )  # fmt: skip


def _mesh(number: str, place: str, squares: Sequence[str]) -> Official:
    """By prefecture in one file, or by first-order squares: which of them is known once there is an outline."""
    url = ESTAT.format(table="T001192", code=number)
    if not squares:
        note = "1次メッシュごとの ファイル（T001141）でも 入ります。どの 1次メッシュが 要るかは、市の境を 入れると ここに 出ます"
    else:
        codes = "・".join(squares)
        where = " ".join(ESTAT.format(table="T001141", code=one) for one in squares)
        note = (
            f"この市は 1次メッシュ {codes} に あります。1次メッシュごとなら {len(squares)}つ ぜんぶ: {where}"
        )
    return Official(
        "mesh", "こどもの数（500 mメッシュ）", "e-Stat 統計GIS 令和2年国勢調査", f"5歳階級 T001192、{place}（tblT001192H{number}.zip）のまま",
        url, "e-Stat 利用規約（CC BY 4.0 互換）。出典を 書くこと", note,
    )  # fmt: skip

"""The kinds of files the ground of a city is made of: what each is for, who publishes it, what is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FileKind(StrEnum):
    """In the order a city loads them: what stands later leans on what stands before."""

    BOUNDARY = "boundary"
    DISTRICTS = "districts"
    TOWNS = "towns"
    AGES = "ages"
    MESH = "mesh"
    SMALL_AREAS = "small_areas"
    STREETS = "streets"
    CLUBS = "clubs"
    BUS = "bus"
    PROJECTION = "projection"


@dataclass(frozen=True, slots=True)
class About:
    """Words of one kind. `without`: what a page can do while it is missing; `dated`: the file is of one day;
    `command`: what comes after `ibasho import`; `accept`: endings a browser offers."""

    label: str
    purpose: str
    without: str
    publisher: str
    file: str
    url: str
    reads: str
    accept: str
    command: str
    unit: str = ""
    licence: str = ""


_TABLE = ".csv,.tsv,.txt,.xlsx,.zip"
_SHAPE = ".geojson,.json,.zip"

ABOUT: dict[FileKind, About] = {
    FileKind.BOUNDARY: About(
        "市の境", "市の内か外かを 見分け、地図に 描きます。", "市の外の場所を 見分けられません。",
        "国土数値情報 N03（行政区域）", "市のある都道府県の zip、または その中の GeoJSON",
        "https://nlftp.mlit.go.jp/ksj/gml/datalist/KsjTmplt-N03.html",
        "N03 の GeoJSON か Shapefile の zip。または Polygon ひとつの GeoJSON。", _SHAPE, "boundary", "",
        "年度ごとの利用条件を確かめる",
    ),
    FileKind.DISTRICTS: About(
        "小学校区", "こどもの数と 空白を 校区ごとに 数えます。充足率の 分母です。",
        "校区ごとの数と 充足率は 出ません。",
        "国土数値情報 A27（小学校区）、または 市の学区の表", "市のある都道府県の zip、または その中の GeoJSON",
        "https://nlftp.mlit.go.jp/ksj/",
        "A27 の GeoJSON か Shapefile（2010・2016・2021年からの 3とおりの列）。または「小学校区」の列がある CSV・Excel。",
        _SHAPE + ",.csv,.xlsx", "districts", "校区", "年度ごとの利用条件を確かめる",
    ),
    FileKind.TOWNS: About(
        "町", "町の名前から 近くの居場所を さがせるように します。", "町の名前からは さがせません。",
        "Geolonia 住所データ、または 市の町字の一覧", "市の町の一覧",
        "https://geolonia.github.io/japanese-addresses/",
        "Geolonia の CSV・JSON。または 町の名前・緯度・経度の列がある表（小学校区の列も 読みます）。",
        ".csv,.json,.geojson,.xlsx,.zip", "towns", "町", "CC BY 4.0 © Geolonia",
    ),
    FileKind.AGES: About(
        "年齢別の人口", "5歳きざみの数を 学校の年代に 分けます。分けた数は 推計です。",
        "5歳きざみの数を 均等に 分けます（推計が あらくなります）。",
        "市の住民基本台帳（年齢別人口）", "市が公開する 年齢別人口の表", "",
        "年齢と人数の列がある CSV・Excel。", _TABLE, "ages", "歳", "市のページの利用条件を確かめる",
    ),
    FileKind.MESH: About(
        "こどもの数（メッシュ）", "こどもが どこに 何人いるかを 知ります。空白の計算の もとです。",
        "こどもの数を かけた空白は 出ません。",
        "e-Stat 国勢調査 地域メッシュ統計", "500mメッシュ 5歳階級（T001192）の 都道府県のファイル",
        "https://www.e-stat.go.jp/gis/statmap-search?type=1",
        "地域メッシュの CSV・txt・zip（1km・500m・250m・125m）。列は 見出しの 名前で 読みます。",
        _TABLE, "mesh", "区画", "e-Stat 利用規約（CC BY 4.0 互換）",
    ),
    FileKind.SMALL_AREAS: About(
        "こどもの数（町丁・字）", "メッシュのかわりに、町丁・字ごとに こどもを 数えます。",
        "メッシュが あれば なくても かまいません。",
        "e-Stat 国勢調査 小地域（町丁・字等別）", "小地域の境界（GeoJSON・Shapefile）と 年齢別の表",
        "https://www.e-stat.go.jp/gis/statmap-search?type=2",
        "境界の GeoJSON か Shapefile の zip。年齢の列が ない資料は 人口だけを 読みます。",
        _SHAPE + ",.csv", "areas", "区画", "e-Stat 利用規約（CC BY 4.0 互換）",
    ),
    FileKind.STREETS: About(
        "道", "歩く道のり・自転車の道のりを 出します。川や橋も 道のとおりです。",
        "まっすぐの線 × 1.3 で めやすを 出します。",
        "OpenStreetMap（Geofabrik の 地方ごとの抜き出し）", "地方の .osm.pbf。または GraphML・Shapefile・GeoJSON の線",
        "https://download.geofabrik.de/asia/japan.html",
        ".osm.pbf、OSMnx の GraphML、線の Shapefile（zip）・GeoJSON。",
        ".pbf,.graphml,.zip,.geojson,.json", "streets", "交差点", "ODbL 1.0 © OpenStreetMap contributors",
    ),
    FileKind.CLUBS: About(
        "学童保育の こども", "放課後に 学童にいる こどもを、空白から のぞけるように します。",
        "学童にいる こどもも 空白に 数えられます。",
        "市の 学童保育の担当", "小学校区・年代・人数の表（市が つくる）", "",
        "小学校区・年代（または学年）・人数の列がある CSV・Excel。", _TABLE, "clubs", "人",
    ),
    FileKind.BUS: About(
        "バス", "バスで行ける時間の めやすを 出します。", "バスの層は 出ません。",
        "標準的なバス情報フォーマット（GTFS-JP）", "バス会社や市が公開する zip", "https://www.gtfs.jp/",
        "GTFS-JP の zip。", ".zip", "bus", "停留所", "公開しているところの条件を確かめる",
    ),
    FileKind.PROJECTION: About(
        "将来の こどもの数", "将来の年の 空白を くらべます。", "これからの年とは くらべられません。",
        "国土数値情報 将来推計人口メッシュ（国政局推計）", "500mメッシュ 都道府県の zip",
        "https://nlftp.mlit.go.jp/ksj/gml/datalist/KsjTmplt-mesh500h30.html",
        "将来推計人口の GeoJSON か Shapefile の zip（PTN_・PT00_ の列）。", _SHAPE + ",.csv", "projection",
        "区画", "年度ごとの利用条件を確かめる",
    ),
}  # fmt: skip

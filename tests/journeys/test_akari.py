"""Akari, officer of the city: what waits in the morning, a sheet of places, the blank districts, the year."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from ibasho.base.kernel.tables import write_xlsx
from tests.journeys.walking import Walk
from tests.town.places.datasets.files import SHOKUDO

Walks = Callable[..., Walk]


def test_a_place_told_by_phone_is_looked_at_and_published(walk: Walks) -> None:
    name = _told_by_phone(walk("yuri", enter="yuri"))
    akari = walk("akari", enter="akari")
    akari.start()
    akari.tap("新しい場所")
    akari.stop("queue")
    akari.tap(name)
    akari.stop("place")
    akari.tap("内容が正しいことを、きょう 運営の方に 確かめた")
    akari.tap("公開する")
    akari.stop("published")
    assert akari.taps <= 4
    child = walk("child")
    child.open(f"/places/?q={quote(name)}")
    child.sees(name)


def _told_by_phone(yuri: Walk) -> str:
    """A group rings up; the clerk types what it says and hands it to the officer."""
    name = f"もくせい ひろば {yuri.size}"  # in kana: no furigana between its letters
    yuri.open("/desk/places/")
    yuri.tap("登録する")
    yuri.type("場所の名前", name)
    yuri.type("どこ（住所）", "みほん市帆影1丁目1番")
    yuri.type("いつ あいている", "毎週 火曜 16時から18時")
    yuri.tap(yuri.page.get_by_role("group", name="だれでも 来ていい").get_by_text("はい"))
    yuri.stop("by-phone")
    yuri.tap("下書きを つくる")
    yuri.stop("draft")
    yuri.tap("承認を たのむ")
    yuri.stop("asked")
    return name


def test_a_sheet_is_looked_at_taken_in_and_offered_again_without_doubling(walk: Walks) -> None:
    akari = walk("akari", enter="akari")
    akari.open("/desk/places/")
    akari.tap("取りこむ")
    akari.stop("import")
    _choose(akari)
    akari.sees("見出しは 3行目")
    akari.sees("名前がないので、この行は入れません")
    akari.sees("1行は このままでは 入りません")
    akari.stop("import-preview")
    akari.tap("この内容で 取りこむ")
    akari.sees("取りこみました")
    akari.stop("import-done")
    akari.open("/desk/imports/")
    akari.stop("imports")
    _choose(akari)
    akari.sees("前に 取りこんだ内容と 同じです")
    akari.stop("import-again")


def _choose(akari: Walk) -> None:
    akari.page.locator("input[type=file]").set_input_files(
        {
            "name": f"shokudo-{akari.size}.xlsx",
            "mimeType": "application/octet-stream",
            "buffer": sheet(akari.size),
        }
    )
    akari.type("出典", f"こども食堂ネットワーク {akari.size}")
    akari.tap("まず 中身を確かめる")


def sheet(size: str) -> bytes:
    """As a group sends it: a title and an empty line above the head, a time that is none, a row without a name."""
    here = {"全国地方公共団体コード": "", "市区町村名": "みほん市", "緯度": "", "経度": ""}
    rows = [
        SHOKUDO | here | {"ID": f"{size}-1", "名称": f"あさがお食堂 {size}", "住所": "みほん市帆影1丁目2番"},
        SHOKUDO | here | {"ID": f"{size}-2", "名称": f"ひるがお食堂 {size}", "住所": "みほん市帆影1丁目3番", "開催開始時間": "25:99"},
        SHOKUDO | here | {"ID": f"{size}-3", "名称": "", "住所": "みほん市帆影1丁目4番"},
    ]  # fmt: skip
    head = list(SHOKUDO)
    title = ["こども食堂の 一覧（令和8年11月）", *[""] * (len(head) - 1)]
    return write_xlsx(title, [[""] * len(head), head, *[list(row.values()) for row in rows]]).data


def test_where_children_are_left_out_and_what_the_year_says(walk: Walks) -> None:
    akari = walk("akari", enter="akari")
    akari.start()
    akari.tap("空白地区を 見る")
    akari.stop("blank")
    akari.tap("蛍火")
    akari.sees("何が たりないか")
    akari.stop("district")
    assert akari.taps == 2
    akari.tap("ふりかえる")
    akari.tap("年次報告")
    akari.stop("years")
    akari.tap("ひらく")
    akari.sees("議会の Excel")
    akari.stop("year")
    assert akari.page.request.get(f"{akari.origin}/yearly/").ok

"""What the style guide shows: made-up words only, the same on every visit."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.core.paginator import Paginator

from ibasho.base.ui import charts
from ibasho.base.ui.doors import Door
from ibasho.base.ui.forms import Form
from ibasho.base.ui.menu import Item, sections
from ibasho.base.ui.states import STATES
from ibasho.base.ui.tables import Column, Table

DOORS = tuple(door.value for door in Door)
KINDS = (
    ("bowl", "orange", "こども食堂"), ("pencil", "yellow", "学習スペース"), ("ball", "blue", "児童館"),
    ("book", "purple", "図書館"), ("slide", "lime", "遊び場"), ("baby", "pink", "子育てひろば"),
    ("noren", "cyan", "協力するお店"), ("bus", "green", "やってくる居場所"),
)  # fmt: skip
FEATURES = (
    ("wifi", "Wi-Fi"), ("plug", "充電"), ("game", "ゲーム機"), ("tv", "テレビ"), ("pingpong", "卓球台"), ("candy", "駄菓子"),
    ("desk", "学習室"), ("moon", "しずかにすごせる"), ("rest", "横になれる"),
)  # fmt: skip
PLACES = (
    {
        "name": "みほん食堂 ひだまり",
        "kana": "みほんしょくどう ひだまり",
        "lat": 34.141,
        "icon": "bowl",
        "tint": "orange",
        "state": "open",
        "start": time(16),
        "end": time(19),
        "minutes": 8,
        "by": "walk",
        "fee": 0,
        "features": FEATURES[:3],
        "alone": True,
    },
    {
        "name": "北公民館 学習室",
        "kana": "きたこうみんかん がくしゅうしつ",
        "lat": 34.13,
        "icon": "pencil",
        "tint": "yellow",
        "state": "soon",
        "start": time(17),
        "end": time(20),
        "minutes": 12,
        "by": "bicycle",
        "fee": 0,
        "features": FEATURES[6:8],
        "alone": True,
    },
    {
        "name": "みなみ児童館",
        "kana": "みなみじどうかん",
        "lat": 34.15,
        "icon": "ball",
        "tint": "blue",
        "state": "today",
        "start": time(15),
        "end": time(17, 30),
        "minutes": 15,
        "by": "walk",
        "fee": 50,
        "features": FEATURES[4:6],
        "alone": False,
    },
)
MENUS = {
    "child": (("さがす", "search"), ("ちず", "map"), ("カレンダー", "calendar"), ("こえ", "voice"), ("こまった", "help")),
    "family": (("おしらせ", "bell"), ("よやく", "calendar"), ("お気に入り", "heart")),
    "operator": (("きょう", "sun"), ("よてい", "calendar"), ("わたしたちの場所", "house")),
}  # fmt: skip
DESK = (
    ("", "ホーム", "house", 0), ("fuyasu", "空白地区", "map", 0), ("fuyasu", "立ち上げ支援", "sprout", 2),
    ("tsunagu", "居場所の登録", "pin", 3), ("tsunagu", "開所カレンダー", "calendar", 0), ("tsunagu", "確認の電話", "phone", 5),
    ("tsunagu", "オープンデータ", "download", 0), ("migaku", "見守り", "friends", 0), ("furikaeru", "指標", "chart", 0),
)  # fmt: skip


class SampleForm(Form):
    """Every shape of field once."""

    name = forms.CharField(label="居場所の名前", help_text="看板に書いてあるとおりに", max_length=40)
    kind = forms.ChoiceField(label="種類", choices=[("1", "こども食堂"), ("2", "学習スペース")])
    day = forms.DateField(label="日にち", widget=forms.DateInput(attrs={"type": "date"}))
    fee = forms.IntegerField(label="料金", required=False, min_value=0)
    who = forms.ChoiceField(
        label="来てよい人", widget=forms.RadioSelect, choices=[("a", "だれでも"), ("b", "大人といっしょ")]
    )
    has = forms.MultipleChoiceField(
        label="ある物",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(a, b) for a, b in FEATURES[:4]],
    )
    note = forms.CharField(label="ひとこと", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agree = forms.BooleanField(label="書いたことに まちがいは ありません")


def page() -> dict[str, Any]:
    rows = [(f"みほん居場所{n:02}", f"第{n}小学校区", n * 37, n * 1250) for n in range(1, 9)]
    table = Table(
        "居場所の一覧",
        (
            Column("名前", lambda row: row[0], href=lambda _row: "#parts"),
            Column("小学校区", lambda row: row[1]),
            Column("利用した人", lambda row: row[2], number=True),
            Column("支払額", lambda row: row[3], number=True),
        ),
        rows,
    )
    desk_items = _desk_items()
    return {
        "kinds": KINDS, "features": FEATURES, "places": PLACES, "states": list(STATES), "table": table,
        "form": SampleForm(), "wrong_form": SampleForm({"name": "", "fee": "-1"}, auto_id="w_%s"),
        "page": Paginator(range(95), 10).page(4), "today": date(2026, 11, 23), "month": _month(),
        "chart": charts.bars("小学校区ごとの 行ける時間", [
            charts.Bar("第1小学校区", 42, "green"), charts.Bar("第2小学校区", 17.5, "orange"),
            charts.Bar("第3小学校区", None, note="人数が少ないため出しません"),
        ], unit="時間／週", label_head="小学校区", decimals=1),
        "crumbs": [("ホーム", "/"), ("つなぐ", "#"), ("居場所の登録", "")],
        "tabs": [("一覧", "#", True), ("地図", "#map", False), ("カレンダー", "#cal", False)],
        "menus": {door: [_item(*pair) for pair in pairs] for door, pairs in MENUS.items()},
        "desk_items": desk_items, "desk_verbs": sections(desk_items), "desk_section": sections(desk_items)[1],
    }  # fmt: skip


def _item(label: str, picture: str) -> Item:
    return Item(
        label,
        "#main",
        picture,
        "help" if picture == "help" else "",
        "",
        "page" if label in {"さがす", "きょう", "おしらせ"} else "",
        0,
    )


def _desk_items() -> list[Item]:
    current = "居場所の登録"
    return [
        Item(label, "#main", picture, "", section, "page" if label == current else "", count)
        for section, label, picture, count in DESK
    ]


def _month() -> list[list[dict[str, Any]]]:
    """November 2026 begins on a Sunday."""
    kinds = {3: KINDS[0], 11: KINDS[1], 18: KINDS[0], 21: KINDS[4], 25: KINDS[2]}
    names = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
    days = [
        {"day": n, "weekday": names[(n - 1) % 7], "sign": "日月火水木金土"[(n - 1) % 7], "kind": kinds.get(n), "holiday": n in (3, 23), "today": n == 23}
        for n in range(1, 31)
    ]  # fmt: skip
    return [days[start : start + 7] for start in range(0, 30, 7)]


def city_map() -> dict[str, Any]:
    """A square city in the open sea: a boundary, four districts, a river, two streets, three places."""
    west, south, step = 138.10, 34.10, 0.05
    squares = [(x, y) for x in (0, 1) for y in (0, 1)]
    features = [_shape("Polygon", [_square(west, south, step * 2)], kind="boundary", name="みほん市")]
    features += [
        _shape(
            "Polygon", [_square(west + x * step, south + y * step, step)], kind="district", shade=x * 2 + y
        )
        for x, y in squares
    ]
    features += [
        _shape("LineString", [[138.10, 34.13], [138.14, 34.15], [138.20, 34.16]], kind="river"),
        _shape("LineString", [[138.10, 34.11], [138.20, 34.19]], kind="street"),
        _shape("Point", [138.125, 34.12], kind="town", name="みなみ町"),
    ]
    features += [
        _shape("Point", [138.12 + at * 0.03, 34.14 + at * 0.015], kind="place", name=place["name"], icon=place["icon"], tint=place["tint"], href="#now")
        for at, place in enumerate(PLACES)
    ]  # fmt: skip
    return {"type": "FeatureCollection", "bbox": [138.10, 34.10, 138.20, 34.20], "features": features}


def _square(west: float, south: float, side: float) -> list[list[float]]:
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def _shape(kind_of_geometry: str, coordinates: list[Any], **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": kind_of_geometry, "coordinates": coordinates},
        "properties": properties,
    }

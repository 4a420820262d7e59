"""Rows out of files: what is mended, what is kept and said, and the one thing that is refused."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.geo import Position
from ibasho.base.kernel.tables import Unreadable
from ibasho.town.places.datasets.cells import is_municipality_code
from ibasho.town.places.datasets.reading import read_file
from ibasho.town.places.datasets.rows import Dataset, Generation, Severity
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.opening_text import OpeningText
from tests.town.places.datasets.files import CHILDCARE, EVENT, SHOKUDO, make, one, said, shokudo


def test_a_good_row_says_nothing_and_gives_everything() -> None:
    reading = shokudo({})
    place = one(reading)
    assert reading.problems == ()
    assert (place.name, place.kana, place.key) == ("みほんこども食堂", "ミホンコドモショクドウ", "1")
    assert place.kind is PlaceKind.KODOMO_SHOKUDO
    assert place.position == Position(34.769167, 138.014583)
    assert (place.fee_elementary_yen, place.fee_adult_yen, place.fee_infant_yen) == (0, 300, None)
    assert place.opening == OpeningText("4", "土", "第４土曜日", "11:30", "13:30", "")
    assert place.original["名称"] == "みほんこども食堂"
    assert len(place.original) == len(reading.table.header)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_makes_no_difference(encoding: str) -> None:
    text = make(Dataset.KODOMO_SHOKUDO, Generation.NEW, SHOKUDO).decode("utf-8-sig")
    assert read_file(text.encode(encoding)).places == shokudo({}).places


@pytest.mark.parametrize(
    ("cells", "position", "problems"),
    [
        ({"緯度": "138.014583", "経度": "34.769167"}, Position(34.769167, 138.014583), ["position_swapped"]),
        ({"緯度": "34.769167", "経度": ""}, None, ["position_incomplete"]),
        ({"緯度": "99.9", "経度": "500"}, None, ["position_outside_japan"]),
        ({"緯度": "要確認", "経度": "138.01"}, None, ["position_not_number"]),
        ({"緯度": "", "経度": ""}, None, []),
        ({"緯度": "-", "経度": "－"}, None, []),
    ],
)
def test_positions(cells: dict[str, str], position: Position | None, problems: list[str]) -> None:
    reading = shokudo(cells)
    assert one(reading).position == position
    assert said(reading) == [(2, "緯度", code) for code in problems]


def test_a_point_outside_the_city_is_kept_and_marked() -> None:
    data = make(Dataset.KODOMO_SHOKUDO, Generation.NEW, SHOKUDO)
    far, near = read_file(data, inside=lambda lat, lng: False), read_file(data, inside=lambda lat, lng: True)
    assert (one(far).outside_city, one(near).outside_city, one(shokudo({})).outside_city) == (
        True,
        False,
        None,
    )
    assert said(far) == [(2, "緯度", "position_outside")]


def test_hours_that_end_before_they_begin_are_kept_and_said() -> None:
    reading = shokudo({"開催開始時間": "18:00", "開催終了時間": "17:30"})
    assert one(reading).opening.ends == "17:30"
    assert said(reading) == [(2, "開催終了時間", "hours_reversed")]


@pytest.mark.parametrize(
    "words",
    [
        "月火水木金",
        "火・木",
        "月～金",
        "第2・4土曜日",
        "平日",
        "土日祝",
        "毎週水曜日",
        "月曜から金曜まで",
        "不定期",
    ],
)
def test_usual_weekday_words_pass(words: str) -> None:
    assert said(shokudo({"開催曜日": words})) == []


def test_unknown_weekday_words_are_kept_and_said() -> None:
    reading = shokudo({"開催曜日": "月曇金"})
    assert one(reading).opening.weekdays == "月曇金"
    assert said(reading) == [(2, "開催曜日", "weekday_words")]
    assert "曇" in reading.problems[0].message


@pytest.mark.parametrize(
    ("cell", "yen", "note", "codes"),
    [
        ("無料", 0, "", []),
        ("３００円", 300, "", []),
        ("100円（保険代込）", 100, "小学生: 保険代込", []),
        ("要相談", None, "小学生: 要相談", ["fee_words"]),
        ("-", None, "", []),
        ("", None, "", []),
    ],
)
def test_fees(cell: str, yen: int | None, note: str, codes: list[str]) -> None:
    reading = shokudo({"参加費_小学生": cell})
    assert (one(reading).fee_elementary_yen, one(reading).fee_note) == (yen, note)
    assert [code for _, _, code in said(reading)] == codes


@pytest.mark.parametrize(
    ("method", "note", "booking"),
    [
        ("電話", "", ""),
        ("不要", "", "none"),
        ("予約なし", "", "none"),
        ("電話で事前予約", "", "needed"),
        ("申込みフォーム", "事前予約制", "needed"),
        ("電話で事前予約が望ましい", "", "recommended"),
        ("電話で事前予約が必要だがなくても対応可能", "", "recommended"),
        ("", "テイクアウトは申込みフォームから要予約。会食は不要", ""),
        ("", "", ""),
    ],
)
def test_how_to_book_is_not_whether_to_book(method: str, note: str, booking: str) -> None:
    place = one(shokudo({"予約方法": method, "予約特記事項": note}))
    assert (place.booking, place.booking_method, place.booking_note) == (booking, method, note)


def test_html_and_hidden_letters_in_names_are_cleaned_and_said() -> None:
    reading = shokudo({"名称": "<b onclick=x>みほん</b>食堂<script>alert(1)</script>\u202e"})
    assert one(reading).name == "みほん食堂"
    assert said(reading) == [(2, "名称", "text_html")]
    assert "<script>" in one(reading).original["名称"]


def test_a_formula_in_a_name_stays_text_and_is_said() -> None:
    data = '名称,住所,緯度,経度\n"=HYPERLINK(""http://x"",""A"")",掛川市,,\n'.encode()
    reading = read_file(data)
    assert one(reading).name.startswith("=HYPERLINK")
    assert said(reading) == [(2, "名称", "formula_text")]


def test_excel_errors_are_not_values() -> None:
    reading = shokudo({"名称_カナ": "#REF!"})
    assert one(reading).kana == ""
    assert said(reading) == [(2, "名称_カナ", "excel_error")]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "準備中", "http://user:pw@x.jp"])
def test_addresses_that_are_no_web_addresses_are_left_out_and_said(url: str) -> None:
    reading = shokudo({"URL": url})
    assert one(reading).url == ""
    assert said(reading) == [(2, "URL", "url")]


def test_a_row_without_a_name_is_the_only_one_refused_and_stops_nobody() -> None:
    reading = shokudo({}, {"名称": " <b></b> "}, {})
    assert [place.number for place in reading.places] == [2, 4]
    assert reading.rejected == 1
    (problem,) = [p for p in reading.problems if p.severity is Severity.REJECTED]
    assert (problem.row, problem.column, problem.code) == (3, "名称", "no_name")
    assert "3行目「名称」" in problem.line()


def test_empty_rows_are_counted_not_refused() -> None:
    data = make(Dataset.KODOMO_SHOKUDO, Generation.NEW, SHOKUDO) + b",,,,\r\n" * 989
    reading = read_file(data)
    assert (len(reading.places), reading.rejected, reading.table.empty_rows) == (1, 0, 989)


def test_a_number_used_twice_keeps_both_rows_apart() -> None:
    reading = shokudo({"ID": "5"}, {"ID": "5", "名称": "べつの食堂"}, {"ID": "5", "名称": "べつの食堂"})
    keys = [place.key for place in reading.places]
    assert keys[0] == "5"
    assert len(set(keys)) == 3
    assert said(reading) == [(3, "ID", "duplicate_id"), (4, "ID", "duplicate_id")]


def test_thousands_of_equal_rows_are_told_apart_without_delay() -> None:
    data = ("名称,住所,備考\n" + "食堂,掛川市,x\n" * 3_000).encode()
    assert len({place.key for place in read_file(data).places}) == 3_000


def test_the_same_number_in_two_cities_is_no_clash() -> None:
    reading = shokudo({"ID": "1"}, {"ID": "1", "全国地方公共団体コード": "222119"})
    assert [place.key for place in reading.places] == ["1", "1"]
    assert said(reading) == []


def test_rows_without_a_number_are_known_by_name_and_address() -> None:
    one_way = shokudo({"ID": ""}, {"ID": "", "名称": "二つめ"})
    other_way = shokudo({"ID": "", "名称": "二つめ"}, {"ID": "", "開催曜日": "日"})
    assert {place.key for place in one_way.places} == {place.key for place in other_way.places}
    assert all(place.key.startswith("~") and len(place.key) <= 80 for place in one_way.places)
    assert [p.code for p in one_way.problems] == ["no_id"]


def test_many_rows_at_one_spot_are_doubted_together() -> None:
    reading = shokudo(*({"住所": f"掛川市{n}"} for n in range(6)))
    assert all(place.position_doubtful for place in reading.places)
    assert said(reading) == [(None, "緯度", "same_position")]
    same_house = shokudo(*({"名称": f"教室{n}"} for n in range(6)))
    assert not any(place.position_doubtful for place in same_house.places)


def test_a_wrong_municipality_code_is_said() -> None:
    assert said(shokudo({"全国地方公共団体コード": "132196"})) == [
        (2, "全国地方公共団体コード", "municipality_code")
    ]
    assert is_municipality_code("222135")
    assert not is_municipality_code("２２２１３５")
    assert not is_municipality_code("22213")


def test_words_of_suspension_and_hidden_addresses_are_noticed() -> None:
    place = one(shokudo({"備考": "休止中（2023年12月12日時点）", "住所": "非公開"}))
    assert place.says_suspended
    assert place.address_hidden
    assert not one(shokudo({})).says_suspended


def test_a_childcare_file_of_the_old_generation() -> None:
    reading = read_file(make(Dataset.CHILDCARE, Generation.OLD, CHILDCARE))
    place = one(reading)
    assert (reading.dataset, reading.generation) == (Dataset.CHILDCARE, Generation.OLD)
    assert (place.kind, place.temporary_care, place.capacity, place.capacity_note) == (
        PlaceKind.KOSODATE_SHIEN, True, 20, "20名",
    )  # fmt: skip


def test_the_new_generation_puts_an_address_together() -> None:
    row = {
        "ID": "1", "名称": "みほん図書館", "所在地_都道府県": "静岡県", "所在地_市区町村": "掛川市", "所在地_町字": "長谷",
        "所在地_番地以下": "1-1-1", "建物名等(方書)": "2階", "町字ID": "0012000", "種別": "図書館",
    }  # fmt: skip
    place = one(read_file(make(Dataset.FACILITY, Generation.NEW, row)))
    assert (place.address, place.building, place.machiaza_id) == ("静岡県掛川市長谷1-1-1", "2階", "0012000")
    assert place.kind is PlaceKind.LIBRARY


def test_an_event_file() -> None:
    reading = read_file(make(Dataset.EVENT, Generation.OLD, EVENT))
    (event,) = reading.events
    assert reading.problems == ()
    assert reading.places == ()
    assert (event.title, str(event.starts_on), str(event.starts_at), event.fee_yen) == (
        "あそび場INみほん", "2026-05-05", "10:00:00", 0,
    )  # fmt: skip


def test_dates_in_words_stay_words_and_reversed_ones_are_said() -> None:
    rows = [
        EVENT | {"NO": "1", "開始日": "五月ごろ"},
        EVENT | {"NO": "2", "終了日": "2026-05-01"},
        EVENT | {"NO": "3", "開始日": "令和8年5月5日"},
    ]
    reading = read_file(make(Dataset.EVENT, Generation.OLD, *rows))
    assert [(p.row, p.code) for p in reading.problems] == [(2, "day_words"), (3, "days_reversed")]
    assert reading.events[0].when_note == "開始日: 五月ごろ"
    assert str(reading.events[2].starts_on) == "2026-05-05"


def test_a_table_about_something_else_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        read_file("学校コード,児童数,学級数\n1,2,3\n".encode())

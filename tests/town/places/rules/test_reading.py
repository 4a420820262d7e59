"""Published words become rules only where nothing is guessed; the words themselves are always kept."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibasho.town.places.rules.opening import Pattern
from ibasho.town.places.rules.opening_text import OpeningText
from ibasho.town.places.rules.reading import Reading, read_opening
from ibasho.town.places.rules.words import describe, describe_all

SAMPLES = Path(os.environ.get("IBASHO_SAMPLES", Path(__file__).parents[5] / "shared" / "data"))
COLUMNS = ("開催頻度", "開催曜日", "開催日", "開催開始時間", "開催終了時間", "開催日時特記事項")


def phrases() -> list[list[str]]:
    lines = Path(__file__).with_name("phrases.txt").read_text(encoding="utf-8").splitlines()[1:]
    return [[cell.strip(" ") for cell in line.split("|")] for line in lines]


@pytest.mark.parametrize(
    ("weekdays", "days", "hours", "note", "expected"), phrases(), ids=range(len(phrases()))
)
def test_phrases_of_real_files(weekdays: str, days: str, hours: str, note: str, expected: str) -> None:
    starts, _, ends = hours.partition("-")
    reading = read_opening(OpeningText("", weekdays, days, starts, ends, note))
    assert describe_all(reading.openings) + ("" if reading.certain else " ?") == expected
    assert all(cell in reading.original for cell in (weekdays, days, starts, ends, note))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("毎月第2土曜", "毎月第2土曜（時間は まだ わかりません）"),
        ("月1回 日曜または祝日", "月1回 日曜または祝日"),
        ("毎月最終土曜 11:00～13:00", "毎月最終土曜 11:00～13:00"),
        ("第１，３土曜日　１７：３０〜１９：３０", "第1・3土曜 17:30～19:30"),
        ("毎週月～金 13:00-18:00", "毎週 月～金 13:00～18:00"),
        ("月曜日から金曜日 15時半から18時まで", "毎週 月～金 15:30～18:00"),
        ("土～月 10:00～12:00", "毎週 月・土・日 10:00～12:00"),
        ("平日（祝日を除く）15:30～20:00", "平日 15:30～20:00（祝日は休み）"),
        ("毎週土日祝 10時～16時", "毎週 土・日と祝日 10:00～16:00"),
        ("毎週日曜日（祝日の場合は翌日） 10時～", "毎週 日曜 10:00～（祝日のときは次の日）"),
        ("祝日 10:00～15:00", "毎日 10:00～15:00（祝日のみ）"),
        ("火・木 毎週 15:30～17:30", "毎週 火・木 15:30～17:30"),
        ("15:30～17:30 毎週火・木", "毎週 火・木 15:30～17:30"),
        ("土曜日（第2・4） 10:00～", "第2・4土曜 10:00～"),
        ("週2回 火・木 15:00～", "毎週 火・木 15:00～"),
        ("月1回 第3土曜 11時～", "毎月第3土曜 11:00～"),
        ("月2回 第3土曜 11時～", "月2回 第3土曜 11:00～"),
        ("第2火・木 15:00～", "第2火・木 15:00～"),
        ("第2・4週 金曜 15:00～", "第2・4週 金曜 15:00～"),
        ("隔週土曜 10:00～", "隔週土曜 10:00～"),
        ("隔週 土曜（2026年11月28日の週） 10:00～", "隔週 土曜 10:00～（2026年11月28日の週）"),
        ("毎月5日・20日 16:00～18:00", "毎月 5日・20日 16:00～18:00"),
        ("5日・20日 16:00～18:00", "5日・20日 16:00～18:00"),
        ("令和8年11月28日（土）、令和8年12月5日 10:00～", "2026年11月28日（土）・2026年12月5日（土） 10:00～"),
        ("2026年11月28日（金） 10:00～", "2026年11月28日（金） 10:00～"),
        ("11月28日 10:00～", "11月28日 10:00～"),
        ("夏休みなど長期休業のみ", "夏休みなど長期休業のみ"),
        ("毎週水曜 10時～12時（春夏冬休み）", "毎週 水曜 10:00～12:00（夏休みなど長期休業のみ）"),
        ("毎週水曜 15時～17時（長期休暇中は休み）", "毎週 水曜 15:00～17:00（長期休業は休み）"),
        ("夏休み 水曜 10時～", "夏休み 水曜 10:00～"),
        ("4月～10月 毎週水曜 15時～", "4月～10月 毎週 水曜 15:00～"),
        (
            "毎週水曜 夏季（4月～10月）15:00～18:00 冬季（11月～3月）15:00～17:00",
            "4月～10月 毎週 水曜 15:00～18:00、11月～3月 毎週 水曜 15:00～17:00",
        ),
        ("毎週水曜、4月～10月は日曜", "毎週水曜、4月～10月は日曜"),
        ("毎週土曜（年末年始を除く） 10:00～", "毎週 土曜 10:00～ ※年末年始を除く"),
        ("毎週土曜 5:30～7:30", "毎週土曜 5:30～7:30"),
        ("毎週土曜 午後5:30～7:30", "毎週 土曜 17:30～19:30"),
        ("毎週土曜 18:00～24:00", "毎週 土曜 18:00～24:00"),
        ("毎週土曜 22:00～2:00", "毎週土曜 22:00～2:00"),
        ("毎週土曜 10:00～12:00 11:00～13:00", "毎週 土曜（時間は まだ わかりません）"),
        ("偶数月の第3土曜 10時～", "偶数月の第3土曜 10:00～"),
        ("カフェ営業日", "カフェ営業日"),
        ("木曜", "木曜（毎週とは かぎりません）"),
        ("お正月・日時は問い合わせ", "お正月・日時は問い合わせ"),
    ],
)  # fmt: skip
def test_sentences_people_write(days: str, expected: str) -> None:
    assert describe_all(read_opening(OpeningText(days=days)).openings) == expected


def test_a_weekday_in_its_cell_is_not_taken_for_every_week() -> None:
    """docs/adr/0002: in こども食堂 files it is mostly the weekday of a monthly day."""
    reading = read_opening(OpeningText(frequency="1", weekdays="木", starts="17:00", ends="18:00"))
    assert [rule.pattern for rule in reading.openings] == [Pattern.IRREGULAR]
    assert not reading.certain
    assert reading.notes == ("曜日は 書かれていますが、毎週かどうか 書かれていません。",)
    assert describe_all(reading.if_weekly) == "毎週 木曜 17:00～18:00"


def test_the_undocumented_code_changes_nothing() -> None:
    readings = {read_opening(OpeningText(code, "木", "", "17:00", "18:00")) for code in ("", *"12345678")}
    assert len(readings) == 1


def test_words_in_the_frequency_cell_are_read() -> None:
    reading = read_opening(OpeningText("毎週", "木", "", "17:00", "18:00"))
    assert describe_all(reading.openings) == "毎週 木曜 17:00～18:00"
    assert reading.certain


def test_a_file_whose_weekdays_are_those_of_every_week_says_so_once() -> None:
    text = OpeningText(weekdays="月火水木金", starts="9:00", ends="17:00")
    reading = read_opening(text, weekdays_mean_weekly=True)
    assert describe_all(reading.openings) == "毎週 月～金 9:00～17:00"
    assert reading.certain


def test_cells_that_contradict_each_other_make_no_session() -> None:
    reading = read_opening(OpeningText(weekdays="土", days="第3日曜日", starts="10:00", ends="12:00"))
    assert [rule.pattern for rule in reading.openings] == [Pattern.IRREGULAR]
    assert reading.notes == ("曜日の らんと 開催日の らんが くいちがっています。",)
    hours = read_opening(OpeningText(days="第3日曜日 10時～12時", starts="13:00", ends="15:00"))
    assert describe_all(hours.openings) == "毎月第3日曜（時間は まだ わかりません）"
    assert not hours.certain


def test_nothing_said_is_nothing_read() -> None:
    assert read_opening(OpeningText(frequency="5")) == Reading((), "")


LETTERS = "第最終1234月火水木金土日曜毎週隔平祝休年回:~～時半分午前後、・（）()またはのにと 　①変更可能性あり原則不定期夏季"


@settings(deadline=None)
@given(st.builds(OpeningText, *(st.text(LETTERS, max_size=16) for _ in COLUMNS)))
def test_any_text_is_read_without_failing_and_kept(text: OpeningText) -> None:
    reading = read_opening(text)
    said = (text.weekdays, text.days, text.starts, text.ends, text.note)
    assert all(cell.strip() in reading.original for cell in said)
    assert reading.certain is not bool(reading.unread or reading.notes)
    assert all(describe(rule) for rule in reading.openings)


def sample_rows() -> list[OpeningText]:
    rows = []
    for name in ("tokyo.csv", "okinawa_472115.csv"):
        path = SAMPLES / "kodomo_shokudo" / name
        if not path.exists():
            pytest.skip(f"no real file at {path} (set IBASHO_SAMPLES)")
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows += [
                OpeningText(*(row[c] for c in COLUMNS)) for row in csv.DictReader(file) if row["名称"].strip()
            ]
    return rows


def test_every_real_row_is_read_and_its_words_are_kept() -> None:
    kinds: Counter[str] = Counter()
    for text in sample_rows():
        reading = read_opening(text)
        assert all(cell.strip() in reading.original for cell in (text.weekdays, text.days, text.note))
        dated = any(rule.pattern != Pattern.IRREGULAR for rule in reading.openings)
        assert bool(reading.openings) == text.says_when()
        kinds[_kind(text, reading) + (", with days" if dated else "")] += 1
    assert kinds == {
        "nothing said": 317,
        "certain, with days": 77,
        "certain": 31,
        "weekday only": 151,
        "in part, with days": 10,
        "in part": 29,
    }


def _kind(text: OpeningText, reading: Reading) -> str:
    if not text.says_when():
        return "nothing said"
    if reading.certain:
        return "certain"
    return "weekday only" if reading.if_weekly else "in part"


@pytest.mark.parametrize(
    "days",
    [
        "毎週水曜（長期休業は休み）、毎週土曜（祝日は休み）",
        "毎週火曜（祝日は休み）・毎週木曜",
        "毎週月曜（夏休みのみ）、第2土曜",
    ],
)
def test_a_condition_between_days_leaves_open_whose_it_is(days: str) -> None:
    reading = read_opening(OpeningText(days=days))
    assert [rule.pattern for rule in reading.openings] == [Pattern.IRREGULAR]

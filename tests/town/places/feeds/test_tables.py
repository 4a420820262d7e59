"""The standards' tables: what goes out comes in again as the same place, and says what must be said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.tables import read_table
from ibasho.town.places.actions import openings
from ibasho.town.places.datasets.columns import HEADERS
from ibasho.town.places.datasets.entries import hours_of
from ibasho.town.places.datasets.reading import read_file
from ibasho.town.places.datasets.rows import Dataset, EventRow, Generation, PlaceRow
from ibasho.town.places.datasets.writing import carried, header_of
from ibasho.town.places.models import OpeningRule, Place
from ibasho.town.places.queries import exports
from ibasho.town.places.rules.kinds import NEVER_FOR_ALL, PlaceKind
from ibasho.town.places.rules.reading import read_opening
from tests import make

pytestmark = pytest.mark.django_db
CODE = settings.IBASHO_CITY["code"]
PLACE_SHAPES = [shape for shape in HEADERS if shape[0] is not Dataset.EVENT]


@pytest.fixture(autouse=True)
def after_school(monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    yield make.AT


def table(client: Client, dataset: str, kind: str = "csv", **query: str) -> Any:
    response = client.get(reverse("places:data_table", args=[dataset, kind]), query)
    assert response.status_code == 200
    return response


def read(client: Client, dataset: str = "kodomo_shokudo", **query: str) -> list[PlaceRow]:
    return list(read_file(table(client, dataset, **query).content).places)


def full(kind: str = "kodomo_shokudo", **more: Any) -> Place:
    known: dict[str, Any] = {
        "kana": "ミドリショクドウ", "description": "みんなで 食べます。", "municipality_code": CODE,
        "address": "みほん県みほん市虹橋1-2", "building": "虹橋公民館 2階", "lat": 34.151234, "lng": 138.154321,
        "phone": "000-000-0000", "url": "https://example.jp/midori", "organisation_name": "みどりの会",
        "fee_elementary_yen": 0, "fee_adult_yen": 300, "fee_note": "回数券あり", "booking": "needed",
        "booking_note": "要予約", "capacity": 30, "access_note": "駅から 歩いて 5分", "features": ["meal", "take_out"],
    }  # fmt: skip
    return make.place(kind=kind, **(known | more))


def test_the_files_carry_the_standards_names_and_headers(client: Client) -> None:
    for dataset, stem in ((Dataset.KODOMO_SHOKUDO, "kodomo_shokudo"), (Dataset.CHILDCARE, "preschool"),
                          (Dataset.FACILITY, "public_facility"), (Dataset.EVENT, "event")):  # fmt: skip
        for generation in Generation:
            response = table(client, stem, generation=generation.value)
            assert f"{CODE}_{stem}.csv" in response["Content-Disposition"]
            assert response.content.startswith(b"\xef\xbb\xbf")
            first = response.content.decode("utf-8-sig").split("\r\n")[0]
            assert tuple(first.split(",")) == header_of(dataset, generation)


@pytest.mark.parametrize(("dataset", "generation"), PLACE_SHAPES)
def test_what_goes_out_comes_in_the_same(client: Client, dataset: Dataset, generation: Generation) -> None:
    kind = {"kodomo_shokudo": "kodomo_shokudo", "childcare": "tsudoi", "facility": "study"}[dataset.value]
    place = full(kind, name="あおぞら学習スペース" if kind == "study" else "みどり食堂")
    make.weekly(place, 1, 3)
    (sent,) = exports.place_rows(dataset)
    (got,) = read(client, dataset.stem, generation=generation.value)
    for field in fields(PlaceRow):
        if field.name in carried(dataset, generation) - {"features", "key"}:
            assert getattr(got, field.name) == getattr(sent, field.name), field.name
    if generation is Generation.NEW:
        assert got.kind == PlaceKind(kind)


@pytest.mark.parametrize("kind", list(PlaceKind))
def test_every_kind_comes_back_as_itself(client: Client, kind: PlaceKind) -> None:
    place = make.place("みんなの ところ", kind=kind.value)
    (got,) = read(client, exports.dataset_of(place).stem)
    assert got.kind is kind


RULES: list[list[dict[str, Any]]] = [
    [{"pattern": "weekly", "weekdays": [1, 3], "starts": time(15), "ends": time(18)}],
    [
        {
            "pattern": "weekly",
            "weekdays": [0, 1, 2, 3, 4],
            "starts": time(9),
            "ends": time(17),
            "holiday": "closed",
        }
    ],
    [{"pattern": "monthly_nth", "weekdays": [5], "nth": [2, 4], "starts": time(11), "ends": time(13)}],
    [{"pattern": "monthly_day", "days_of_month": [5, 20], "starts": time(17)}],
    [{"pattern": "dates", "dates": [date(2026, 12, 20)], "starts": time(10), "ends": time(12)}],
    [
        {"pattern": "weekly", "weekdays": [2], "starts": time(15), "ends": time(18)},
        {"pattern": "weekly", "weekdays": [5], "starts": time(10), "ends": clock.END_OF_DAY},
    ],
    [
        {
            "pattern": "fortnightly",
            "weekdays": [5],
            "anchor": date(2026, 11, 28),
            "starts": time(10),
            "ends": time(12),
        }
    ],
]


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("kind", ["kodomo_shokudo", "jidokan", "library"])
def test_hours_typed_in_here_read_back_as_the_same_rules(
    client: Client, kind: str, rules: list[dict[str, Any]]
) -> None:
    place = make.place(kind=kind)
    for number, columns in enumerate(rules):
        OpeningRule.objects.create(place=place, position=number, **columns)
    dataset = exports.dataset_of(place)
    (got,) = read(client, dataset.stem)
    reading = read_opening(got.opening, weekdays_mean_weekly=dataset is not Dataset.KODOMO_SHOKUDO)
    assert reading.certain
    assert list(reading.openings) == [rule.as_opening() for rule in place.opening_rules.all()]


def test_rules_that_words_cannot_tell_apart_promise_nothing_elsewhere(client: Client) -> None:
    """A condition in brackets is read as that of the whole row: two rules with one each would come back wrong."""
    place = make.place()
    OpeningRule.objects.create(
        place=place, pattern="weekly", weekdays=[2], starts=time(15), season="school_term"
    )
    OpeningRule.objects.create(place=place, pattern="weekly", weekdays=[5], starts=time(10), holiday="closed")
    (got,) = read(client)
    assert got.opening.note == (
        "毎週 水曜 15:00～（長期休業は休み）、毎週 土曜 10:00～（祝日は休み）（くわしくは たしかめてください）"
    )
    assert not read_opening(got.opening).certain


def test_a_weekly_rule_stands_in_the_columns_for_weekday_and_hours(client: Client) -> None:
    make.weekly(make.place(kind="library"), 1, 3)
    (got,) = read(client, "public_facility")
    assert (got.opening.weekdays, got.opening.starts, got.opening.ends) == ("火木", "15:00", "18:00")


def test_a_source_speaks_in_its_own_words_until_somebody_changes_the_hours(client: Client) -> None:
    original = {
        "名称": "みどり食堂",
        "開催日": "毎月第2土曜日",
        "開催開始時間": "11時",
        "開催終了時間": "13時",
        "学区": "虹橋小",
    }
    place = make.place(dataset="kodomo_shokudo", external_id="7", original=original)
    OpeningRule.objects.create(
        place=place, pattern="monthly_nth", weekdays=[5], nth=[2], starts=time(11), ends=time(13)
    )
    (got,) = read(client)
    assert (got.opening.days, got.opening.starts, got.district_text) == ("毎月第2土曜日", "11時", "虹橋小")
    place.opening_rules.all().update(nth=[3])
    (got,) = read(client)
    assert (got.opening.days, got.opening.note) == ("", "毎月第3土曜 11:00～13:00")


def test_words_beside_a_rule_stand_in_the_remarks_and_cast_no_doubt_on_the_hours(client: Client) -> None:
    place = make.place(kind="library")
    OpeningRule.objects.create(
        place=place, pattern="weekly", weekdays=[1], starts=time(9), words="月末は 整理の日"
    )
    (got,) = read(client, "public_facility")
    assert (got.opening.weekdays, got.opening.starts, got.note) == ("火", "09:00", "【時間】月末は 整理の日")


def test_an_uncertain_source_keeps_its_own_words(client: Client) -> None:
    """What came in as 「きいてください」 goes out as it was written, not as we have understood it."""
    original = {"名称": "みどり食堂", "開催日": "第2土曜日（変更あり）", "開催開始時間": "11時"}
    place = make.place(dataset="kodomo_shokudo", external_id="7", original=original)
    (row,) = exports.place_rows(Dataset.KODOMO_SHOKUDO)
    for position, rule in enumerate(hours_of(row).openings):
        OpeningRule.objects.create(
            place=place, position=position, pattern=rule.pattern.value, weekdays=sorted(rule.weekdays),
            nth=list(rule.nth), starts=rule.starts, words=rule.words,
        )  # fmt: skip
    (got,) = read(client)
    assert (got.opening.days, got.opening.note) == ("第2土曜日（変更あり）", "")


def test_words_nobody_could_read_go_out_as_they_came(client: Client) -> None:
    make.place(opening_words="店主の きぶんで あきます")
    (got,) = read(client)
    assert got.opening.note == "店主の きぶんで あきます"


def test_a_paused_place_is_marked_and_the_mark_never_piles_up(client: Client) -> None:
    original = {"名称": "みどり食堂", "備考": "土足厳禁 【休止中】2025-01-01から 2025-02-01まで"}
    make.place(
        state="paused", paused_since=date(2026, 11, 1), paused_until=date(2026, 12, 31), original=original
    )
    (got,) = read(client)
    assert got.note == "土足厳禁 【休止中】2026-11-01から 2026-12-31まで"
    assert got.says_suspended


def test_a_restricted_place_is_never_said_to_be_for_anybody(client: Client) -> None:
    make.place(restricted=True, restricted_to="利用が 決まっている人", everyone=None, stages=["lower"])
    for kind in NEVER_FOR_ALL:
        make.place(f"ここは {kind.label}", kind=kind.value, everyone=True)
    everything = "".join(table(client, dataset.stem).content.decode() for dataset in exports.PLACE_DATASETS)
    assert "どなたでも" not in everything
    assert "だれでも" not in everything
    (got,) = read(client)
    assert got.audience_note == "利用が 決まっている人"
    assert "【限定】利用が 決まっている人" in got.note
    assert {row.kind_text for row in read(client, "preschool")} == {"放課後児童クラブ", "保育所・幼稚園など"}


@pytest.mark.parametrize("fields_, words", [
    ({"everyone": True}, "どなたでも"),
    ({"everyone": True, "alone_from": "upper"}, "どなたでも、小学4年生以上はこどもだけで可"),
    ({"everyone": None, "stages": ["infant", "lower"]}, "乳幼児・小学校低学年"),
    ({"everyone": None}, ""),
    ({"everyone": True, "audience_note": "近所の人"}, "近所の人"),
])  # fmt: skip
def test_who_may_come_is_written_so_that_it_reads_back(
    client: Client, fields_: dict[str, Any], words: str
) -> None:
    make.place(**fields_)
    (got,) = read(client)
    assert got.audience_note == words


def test_a_place_of_another_town_keeps_its_code(client: Client) -> None:
    original = {"名称": "となり食堂", "都道府県": "静岡県", "市区町村名": "森町"}
    make.place("となり食堂", municipality_code="224618", outside_city=True, original=original)
    (got,) = read(client)
    assert (got.municipality_code, got.prefecture, got.municipality) == ("224618", "静岡県", "森町")


def test_drafts_and_ended_places_stay_at_home(client: Client) -> None:
    for state in ("draft", "pending", "ended", "refused"):
        make.place(state=state)
    assert read(client) == []


def test_shift_jis_says_before_saving_what_it_cannot_hold(client: Client) -> None:
    make.place("𠮷田食堂")
    page = client.get(reverse("places:data_shift_jis", args=["kodomo_shokudo"])).content.decode()
    assert "<td>𠮷</td>" in page
    assert (
        client.get(reverse("places:data_lost", args=["kodomo_shokudo"])).content.decode() == "2\t名称\t𠮷\n"
    )
    response = table(client, "kodomo_shokudo", encoding="cp932")
    assert response["Content-Type"] == "text/csv; charset=Shift_JIS"
    assert "〓田食堂" in response.content.decode("cp932")


def test_shift_jis_reads_back_too(client: Client) -> None:
    full()
    assert read(client, encoding="cp932") == read(client)


def test_excel_holds_the_same_cells(client: Client) -> None:
    full()
    from_excel = read_table(table(client, "kodomo_shokudo", "xlsx").content)
    from_csv = read_table(table(client, "kodomo_shokudo").content)
    assert [row.cells for row in from_excel.rows] == [row.cells for row in from_csv.rows]


def test_nothing_in_a_name_becomes_a_formula(client: Client) -> None:
    make.place("=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in table(client, "kodomo_shokudo").content.decode()


def events(client: Client) -> list[EventRow]:
    return list(read_file(table(client, "event").content).events)


def test_days_in_a_row_stand_in_one_line_and_others_in_their_own(client: Client) -> None:
    event = make.event(free_of_charge=True, audience_note="小学生")
    for days in (0, 1, 7):
        make.event_day(event, make.TUESDAY + timedelta(days=days))
    first, second = events(client)
    assert (first.starts_on, first.ends_on) == (make.TUESDAY, make.TUESDAY + timedelta(days=1))
    assert (second.starts_on, second.ends_on) == (make.TUESDAY + timedelta(days=7),) * 2
    assert (first.external_id, second.external_id) == (f"{event.public_id}-1", f"{event.public_id}-2")
    assert (first.title, first.fee_yen, first.starts_at, first.venue_name) == (
        event.title,
        0,
        time(16),
        "みほん公園",
    )


def test_a_called_off_event_says_so(client: Client) -> None:
    event = make.event(state="cancelled")
    make.event_day(event)
    (row,) = events(client)
    assert row.when_note == "【中止】"


def test_the_old_header_of_events_is_used_where_no_new_one_is_published(client: Client) -> None:
    assert table(client, "event").content == table(client, "event", generation="old").content


@pytest.mark.parametrize(
    "path", ["/data/secret.csv", "/data/people.csv", "/data/nothing/shift-jis/", "/data/x.lost.txt"]
)
def test_there_are_no_other_files(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_data_page_names_each_file_its_count_and_the_licence(client: Client) -> None:
    make.place()
    make.place(kind="library")
    html = client.get(reverse("places:data")).content.decode()
    for dataset in Dataset:
        assert reverse("places:data_table", args=[dataset.stem, "csv"]) in html
    assert "CC BY 4.0" in html
    assert "https://creativecommons.org/licenses/by/4.0/" in html


def test_a_thousand_places_need_no_more_queries_than_one(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(40):
        make.weekly(make.place(f"食堂{number}"), 1)
    with django_assert_max_num_queries(5):
        table(client, "kodomo_shokudo")


def test_a_change_of_hours_changes_the_etag(client: Client) -> None:
    place = make.place()
    before = table(client, "kodomo_shokudo")["ETag"]
    openings.close_days(
        place=place, first=make.TUESDAY, last=make.TUESDAY, reason="", sudden=True, by=Actor.of_job("test"),
        at=make.AT,
    )  # fmt: skip
    assert table(client, "kodomo_shokudo")["ETag"] == before
    make.weekly(place, 1)
    assert table(client, "kodomo_shokudo")["ETag"] != before

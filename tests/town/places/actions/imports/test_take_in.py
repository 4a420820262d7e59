"""A file of places comes in: what it makes, what it never makes up, and that a second time changes nothing."""

from __future__ import annotations

from datetime import date, time, timedelta
from time import monotonic
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.tables import Unreadable
from ibasho.town.areas.models import Boundary, SchoolDistrict
from ibasho.town.places.actions import imports
from ibasho.town.places.datasets.rows import Dataset, Generation
from ibasho.town.places.models import ImportRun, OpeningRule, Place, Session
from tests import make
from tests.evidence.keeping import measured
from tests.town.areas.shapes import square
from tests.town.places.actions.imports.files import SATURDAYS, SERVER, numbers, shokudo, take_in, the, told
from tests.town.places.actions.imports.many import many
from tests.town.places.datasets import files

pytestmark = pytest.mark.django_db


def test_a_row_becomes_a_public_place_with_its_sessions() -> None:
    report = take_in(shokudo(SATURDAYS))
    place = the("みどり食堂")
    assert numbers(report) == (1, 0, 0, 0, 0)
    assert (place.state, place.kind, place.fee_adult_yen, place.fee_infant_yen) == (
        "published", "kodomo_shokudo", 300, None,
    )  # fmt: skip
    assert (place.source_name, place.external_id, place.municipality_code) == (
        "掛川市 こども食堂",
        "1",
        "222135",
    )
    assert (place.opening_words, place.opening_certain) == ("土 毎週土曜日 11:30～13:30", True)
    days = Session.objects.filter(place=place).order_by("day")
    assert [(one.day, one.starts, one.ends) for one in days[:1]] == [
        (date(2026, 11, 28), time(11, 30), time(13, 30))
    ]
    assert days.count() == 17
    assert all(one.rule_id for one in days)
    assert "ミドリ食堂" in place.search_text


def test_the_same_file_twice_changes_nothing() -> None:
    take_in(shokudo(SATURDAYS, {}))
    before = list(Place.objects.order_by("pk").values()), list(Session.objects.order_by("pk").values())
    again = take_in(shokudo(SATURDAYS, {}), at=make.AT + timedelta(minutes=5))
    assert numbers(again) == (0, 0, 2, 0, 0)
    assert (
        list(Place.objects.order_by("pk").values()),
        list(Session.objects.order_by("pk").values()),
    ) == before
    assert Entry.objects.filter(verb="places.place.change").count() == 0


def test_looking_writes_nothing() -> None:
    report = take_in(shokudo(SATURDAYS, {}), dry_run=True)
    assert numbers(report) == (2, 0, 0, 0, 0)
    assert [line["name"] for line in report.sample] == ["みどり食堂", "あおぞら食堂"]
    assert report.sample[0]["when"] == "毎週 土曜 11:30～13:30"
    assert (Place.objects.count(), ImportRun.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_a_changed_cell_changes_its_field_and_nothing_else() -> None:
    take_in(shokudo({}, {}))
    report = take_in(shokudo({"参加費_大人": "400"}, {}))
    assert numbers(report) == (0, 1, 1, 0, 0)
    assert (the("みどり食堂").fee_adult_yen, the("みどり食堂").version) == (400, 2)
    assert Entry.objects.get(verb="places.place.change").data["fields"] == ["fee_adult_yen"]


def test_changed_hours_move_sessions_and_never_double_them() -> None:
    take_in(shokudo(SATURDAYS))
    before = set(Session.objects.values_list("pk", flat=True))
    take_in(shokudo(SATURDAYS | {"開催終了時間": "14:00"}))
    assert set(Session.objects.values_list("pk", flat=True)) == before
    assert set(Session.objects.values_list("ends", flat=True)) == {time(14)}
    assert not Session.objects.filter(rule__isnull=True).exists()


def test_a_session_somebody_has_closed_stays_when_the_hours_change() -> None:
    take_in(shokudo(SATURDAYS))
    first = Session.objects.order_by("day")[0]
    Session.objects.filter(pk=first.pk).update(state="cancelled", reason="台風")
    take_in(shokudo(SATURDAYS | {"開催開始時間": "12:00"}))
    first.refresh_from_db()
    assert (first.state, first.starts, Session.objects.filter(day=first.day).count()) == (
        "cancelled",
        time(11, 30),
        1,
    )


def test_hours_nobody_can_be_sure_of_promise_no_day() -> None:
    report = take_in(
        shokudo({"開催曜日": "金", "開催日": "", "開催日時特記事項": "原則第2・4金曜日だが変動あり"})
    )
    rule = OpeningRule.objects.get()
    assert Session.objects.count() == 0
    assert (rule.pattern, rule.weekdays, rule.nth) == ("irregular", [4], [2, 4])
    assert "原則第2・4金曜日だが変動あり" in rule.words
    assert not the("みどり食堂").opening_certain
    assert report.hours == {"words": 1}


def test_hours_the_wrong_way_round_are_said_and_give_no_hours() -> None:
    report = take_in(shokudo(SATURDAYS | {"開催開始時間": "18:00", "開催終了時間": "17:00"}))
    assert "hours_reversed" in told(report)
    assert (report.exit_code, Session.objects.count()) == (0, 0)
    assert "18:00～17:00" in the("みどり食堂").opening_words


def test_weekdays_of_a_facility_mean_every_week() -> None:
    row = {
        "ID": "1",
        "名称": "みほん図書館",
        "種別": "図書館",
        "利用可能曜日": "火水木金土日",
        "開始時間": "9:00",
        "終了時間": "19:00",
    }
    take_in(files.make(Dataset.FACILITY, Generation.NEW, row))
    assert Session.objects.filter(place=the("みほん図書館")).count() == 104
    assert the("みほん図書館").kind == "library"


@pytest.mark.parametrize(
    ("words", "everyone", "stages"),
    [
        ("どなたでも", True, []),
        ("小学生", False, ["lower", "upper"]),
        ("小学生くらいまでの近所の子", None, []),
        ("", None, []),
    ],
)
def test_who_may_come_is_taken_only_from_clear_words(
    words: str, everyone: bool | None, stages: list[str]
) -> None:
    take_in(shokudo({"参加条件": words}))
    place = the("みどり食堂")
    assert (place.everyone, place.stages, place.audience_note) == (everyone, stages, words)
    assert (place.alone_from, place.adult_needed) == ("", None)


def test_a_restricted_kind_says_for_whom_and_is_never_for_all() -> None:
    row = files.CHILDCARE | {"名称": "みほん放課後児童クラブ", "種別": "放課後児童クラブ"}
    take_in(files.make(Dataset.CHILDCARE, Generation.OLD, row))
    place = the("みほん放課後児童クラブ")
    assert (place.restricted, place.restricted_to, place.everyone) == (True, "入会している こども", None)


def test_swapped_coordinates_are_put_right_and_said() -> None:
    report = take_in(shokudo({"緯度": "138.014583", "経度": "34.769167"}))
    assert "position_swapped" in told(report)
    assert (the("みどり食堂").lat, the("みどり食堂").lng) == (34.769167, 138.014583)


def test_html_is_gone_from_what_is_shown_and_kept_in_the_source_row() -> None:
    take_in(shokudo({"名称": "<b onclick=x>みほん</b>食堂<script>alert(1)</script>"}))
    place = the("みほん食堂")
    assert "<script>" in place.original["名称"]


def test_a_formula_stays_text() -> None:
    take_in(shokudo({"備考": "=1+1", "名称": "=HYPERLINK(食堂)"}))
    assert Place.objects.get().name == "=HYPERLINK(食堂)"


def test_a_bad_row_is_said_and_stops_nobody() -> None:
    report = take_in(shokudo({}, {"名称": ""}, {"名称": "番号 123456789018 食堂"}, {}))
    assert numbers(report) == (2, 0, 0, 0, 2)
    assert [(p.row, p.code) for p in report.problems if p.severity == "rejected"] == [
        (3, "no_name"),
        (4, "my_number"),
    ]
    assert report.exit_code == 1


def test_an_amount_no_column_can_hold_is_refused_with_its_row() -> None:
    report = take_in(shokudo({"参加費_大人": "99999999999"}, {}))
    assert numbers(report) == (1, 0, 0, 0, 1)
    assert "number_too_large" in told(report)


def test_a_number_used_twice_makes_two_places_and_stays_two() -> None:
    data = shokudo({"ID": "5"}, {"ID": "5"})
    assert numbers(take_in(data)) == (2, 0, 0, 0, 0)
    assert numbers(take_in(data)) == (0, 0, 2, 0, 0)


def test_a_suspended_place_comes_in_as_paused_and_opens_again_with_the_file() -> None:
    take_in(shokudo({"備考": "現在休止中"}))
    place = the("みどり食堂")
    assert (place.state, place.paused_since) == ("paused", None)
    assert "休止" in place.paused_reason
    take_in(shokudo({}))
    place.refresh_from_db()
    assert (place.state, place.paused_since, place.paused_reason) == ("published", None, "")


def test_words_that_only_may_mean_a_pause_are_for_a_person_to_look_at() -> None:
    report = take_in(shokudo({"備考": "台風のときは休止することがあります"}))
    assert the("みどり食堂").state == "published"
    assert "maybe_suspended" in told(report)


def test_an_address_that_is_not_to_be_published_gets_no_spot_on_the_map() -> None:
    report = take_in(shokudo({"備考": "住所は非公開"}))
    assert (the("みどり食堂").lat, the("みどり食堂").district_code) == (None, "")
    assert "address_hidden" in told(report)


def test_a_place_knows_its_district_and_whether_it_lies_in_the_city() -> None:
    SchoolDistrict.objects.create(
        code="B122", name="東山口", school="東山口小学校", source="A27", geometry=square(138.01, 34.76)
    )
    SchoolDistrict.objects.create(code="B123", name="西山口", school="西山口小学校", source="A27")
    Boundary.objects.create(name="掛川市", geometry=square(138.0, 34.7, 0.1), source="N03", as_of=make.MONDAY)
    report = take_in(
        shokudo({}, {"緯度": "35.5", "経度": "139.5"}, {"緯度": "", "経度": "", "学区": "西山口小学校"})
    )
    rows = Place.objects.order_by("pk").values_list("district_code", "outside_city")
    assert list(rows) == [("B122", False), ("", True), ("B123", False)]
    assert (report.outside, "position_outside" in told(report)) == (1, True)


def test_a_district_that_becomes_known_later_is_filled_in() -> None:
    take_in(shokudo({}))
    SchoolDistrict.objects.create(code="B122", name="東山口", source="A27", geometry=square(138.01, 34.76))
    assert numbers(take_in(shokudo({}))) == (0, 1, 0, 0, 0)
    assert the("みどり食堂").district_code == "B122"


def test_the_journal_tells_of_each_place_and_of_the_file() -> None:
    take_in(shokudo({}, {}))
    verbs = Entry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["places.place.create", "places.place.create", "places.import.take_in"]
    run = ImportRun.objects.get()
    assert Entry.objects.filter(verb="places.place.create", data__run=run.pk).count() == 2
    assert (run.state, run.data, run.counts["created"], run.dataset) == ("done", None, 2, "kodomo_shokudo")


def test_what_is_no_table_writes_nothing() -> None:
    with pytest.raises(Unreadable):
        take_in(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert not ImportRun.objects.exists()


def test_of_a_thousand_rows_a_row_is_no_statement(django_assert_max_num_queries: Any) -> None:
    data = many(1_000)
    with django_assert_max_num_queries(60):
        assert take_in(data).created == 1_000
    with django_assert_max_num_queries(20):
        assert take_in(data).unchanged == 1_000


@pytest.mark.long
def test_ten_thousand_rows_are_a_few_hundred_statements_and_again_a_few(
    django_assert_max_num_queries: Any,
) -> None:
    data, begun = many(10_000), monotonic()
    with django_assert_max_num_queries(150):
        first = take_in(data)
    measured("U11", rows=10_000, seconds=round(monotonic() - begun, 1))
    assert (first.created, first.rejected, Session.objects.count()) == (10_000, 0, 52_000)
    with django_assert_max_num_queries(20):
        second = take_in(data)
    assert (second.unchanged, second.created, second.updated) == (10_000, 0, 0)


def test_the_name_of_the_file_is_only_shown() -> None:
    imports.take_in(data=shokudo({}), filename="../../etc/passwd", by=SERVER, at=make.AT)
    assert ImportRun.objects.get().filename == "passwd"

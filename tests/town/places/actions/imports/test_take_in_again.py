"""The next file: what somebody changed here stays, what is gone is marked, numbers given anew confuse nobody."""

from __future__ import annotations

from datetime import time

import pytest

from ibasho.town.places.actions import openings, places
from ibasho.town.places.actions.imports import Source
from ibasho.town.places.models import Place, Session
from ibasho.town.places.rules.opening import Opening, Pattern
from tests import make
from tests.people import Cast, cast
from tests.town.places.actions.imports.files import SATURDAYS, numbers, shokudo, take_in, the, told

pytestmark = pytest.mark.django_db

TUESDAYS = Opening(Pattern.WEEKLY, weekdays=frozenset({1}), starts=time(15, 30), ends=time(17, 30))


@pytest.fixture
def people() -> Cast:
    return cast()


def _edit(people: Cast, place: Place, **values: object) -> None:
    places.change(place=place, values=values, by=people.by(people.aoi), at=make.AT)


def test_what_was_changed_by_hand_stays_while_the_file_says_the_same(people: Cast) -> None:
    take_in(shokudo({}))
    _edit(people, the("みどり食堂"), phone="0537-11-1111", fee_adult_yen=500)
    report = take_in(shokudo({"備考": "新しい備考"}))
    assert (the("みどり食堂").phone, the("みどり食堂").fee_adult_yen) == ("0537-11-1111", 500)
    assert "kept_here" not in told(report)


def test_where_both_changed_ours_stays_and_the_desk_is_told_once(people: Cast) -> None:
    take_in(shokudo({}))
    _edit(people, the("みどり食堂"), fee_adult_yen=500)
    newer = shokudo({"参加費_大人": "400", "定員": "30"})
    report = take_in(newer)
    assert (the("みどり食堂").fee_adult_yen, the("みどり食堂").capacity) == (500, 30)
    (problem,) = [one for one in report.problems if one.code == "kept_here"]
    assert (problem.row, problem.message) == (2, "手で直した項目（参加費 大人）は そのままにしました")
    assert numbers(take_in(newer)) == (0, 0, 1, 0, 0)
    assert the("みどり食堂").fee_adult_yen == 500


def test_hours_set_by_hand_stay_with_their_sessions(people: Cast) -> None:
    take_in(shokudo(SATURDAYS))
    places.change(
        place=the("みどり食堂"), values={}, openings=[TUESDAYS], by=people.by(people.aoi), at=make.AT
    )
    report = take_in(shokudo(SATURDAYS | {"開催開始時間": "12:00"}))
    assert set(Session.objects.values_list("starts", flat=True)) == {time(15, 30)}
    assert "kept_here" in told(report)


def test_a_position_set_by_hand_stays(people: Cast) -> None:
    take_in(shokudo({"緯度": "", "経度": ""}))
    _edit(people, the("みどり食堂"), lat=34.77, lng=138.02, position_source="市が確かめた")
    take_in(shokudo({}))
    assert (the("みどり食堂").lat, the("みどり食堂").position_source) == (34.77, "市が確かめた")


def test_closed_days_keep_their_sessions_away_when_hours_change(people: Cast) -> None:
    take_in(shokudo(SATURDAYS))
    first = Session.objects.order_by("day")[0].day
    openings.close_days(
        place=the("みどり食堂"),
        first=first,
        last=first,
        reason="台風",
        sudden=True,
        by=people.by(people.aoi),
        at=make.AT,
    )
    take_in(shokudo(SATURDAYS | {"開催開始時間": "12:00"}))
    assert [one.state for one in Session.objects.filter(day=first)] == ["cancelled"]


def test_a_place_the_file_drops_is_marked_once_and_never_deleted() -> None:
    take_in(shokudo({}, {}))
    assert numbers(take_in(shokudo({}))) == (0, 0, 1, 1, 0)
    assert (the("あおぞら食堂").missing_since, the("あおぞら食堂").state) == (make.TUESDAY, "published")
    assert numbers(take_in(shokudo({}))) == (0, 0, 1, 0, 0)


def test_a_place_that_comes_back_loses_its_mark() -> None:
    take_in(shokudo({}, {}))
    take_in(shokudo({}))
    assert numbers(take_in(shokudo({}, {}))) == (0, 1, 1, 0, 0)
    assert the("あおぞら食堂").missing_since is None


def test_another_city_another_source_and_a_part_mark_nothing() -> None:
    take_in(shokudo({}, {}))
    elsewhere = {
        "全国地方公共団体コード": "222119",
        "市区町村名": "磐田市",
        "名称": "いわた食堂",
        "住所": "静岡県磐田市1",
    }
    assert take_in(shokudo(elsewhere)).missing == 0
    assert take_in(shokudo({}), source=Source(name="社会福祉協議会")).missing == 0
    assert take_in(shokudo({}), source=Source(partial=True)).missing == 0


def test_a_file_numbered_anew_moves_nobodys_place() -> None:
    take_in(shokudo({}, {}, {}))
    pks = {place.name: place.pk for place in Place.objects.all()}
    report = take_in(
        shokudo(
            {"名称": "あおぞら食堂", "住所": "静岡県掛川市長谷2-1"},
            {"名称": "ひだまり食堂", "住所": "静岡県掛川市長谷3-1"},
        )
    )
    assert numbers(report) == (0, 2, 0, 1, 0)
    rows = Place.objects.order_by("pk").values_list("name", "external_id", "missing_since")
    assert {place.name: place.pk for place in Place.objects.all()} == pks
    assert [name for name, _, missing in rows if missing] == ["みどり食堂"]
    assert the("みどり食堂").external_id != the("あおぞら食堂").external_id


def test_numbers_that_change_places_go_with_the_names() -> None:
    take_in(shokudo({}, {}))
    pks = {place.name: place.pk for place in Place.objects.all()}
    take_in(shokudo({"ID": "2"}, {"ID": "1"}))
    assert {place.name: place.pk for place in Place.objects.all()} == pks
    assert (the("みどり食堂").external_id, the("あおぞら食堂").external_id) == ("2", "1")


def test_a_number_used_for_something_else_makes_a_new_place_and_is_said() -> None:
    take_in(shokudo({}))
    other = shokudo({"名称": "森の図書室", "住所": "静岡県掛川市大池9-9"})
    report = take_in(other)
    assert numbers(report) == (1, 0, 0, 1, 0)
    assert "other_thing" in told(report)
    assert numbers(take_in(other)) == (0, 0, 1, 0, 0)


def test_a_new_name_at_the_same_address_is_the_same_place() -> None:
    take_in(shokudo({}))
    pk = the("みどり食堂").pk
    take_in(shokudo({"名称": "みんなの台所"}))
    assert the("みんなの台所").pk == pk


def test_a_place_typed_in_before_is_found_and_only_its_gaps_are_filled() -> None:
    mine = make.place("みどり食堂", address="静岡県掛川市長谷1-1", fee_adult_yen=100, phone="0537-1")
    report = take_in(shokudo({"定員": "30"}))
    mine.refresh_from_db()
    assert numbers(report) == (0, 1, 0, 0, 0)
    assert (mine.dataset, mine.capacity, mine.fee_adult_yen, mine.phone) == (
        "kodomo_shokudo",
        30,
        100,
        "0537-1",
    )
    assert "adopted" in told(report)
    assert numbers(take_in(shokudo({"定員": "30"}))) == (0, 0, 1, 0, 0)


def test_a_place_ended_here_is_not_opened_by_a_file() -> None:
    take_in(shokudo({}))
    Place.objects.update(state="ended")
    take_in(shokudo({"定員": "30"}))
    assert (the("みどり食堂").state, the("みどり食堂").capacity) == ("ended", 30)

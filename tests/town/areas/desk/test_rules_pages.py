"""The rules children live by: set by stage, taken back to the standard, told in words."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.urls import reverse

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import NotAllowed, NotFound
from ibasho.town.areas import actions, queries, travel
from ibasho.town.areas.actions.standards import Setting, back_to_standard, drop_long_holiday
from ibasho.town.areas.models import FreeTime, HomeTime, LongHoliday, StagePace
from ibasho.town.areas.rules import DEFAULT_PACES
from ibasho.town.areas.stages import Stage
from tests import make
from tests.make import AT
from tests.people import Cast
from tests.town.areas.desk.conftest import AsPerson

RULES = reverse("areas:desk_rules")
UPPER = reverse("areas:desk_stage", args=["upper"])
STANDARD = reverse("areas:desk_standard", args=["upper"])
PACE = {
    "setting": "pace", "pace-metres_per_minute": 65, "pace-minutes_max": 15, "pace-source": "教育委員会",
    "pace-stay_in_district": "on",
}  # fmt: skip
HOME = {
    "setting": "home", "home-source": "校長会",
    **{f"home-month_{month}": "16:15" if month in (1, 12) else "17:00" for month in range(1, 13)},
}  # fmt: skip
FREE = {
    "setting": "free", "free-source": "時間割", "free-school_day_from": "15:45", "free-other_day_from": "10:00",
}  # fmt: skip


def _text(answer: Any) -> str:
    return str(answer.content.decode())


def test_each_stage_says_what_its_rules_mean(town: Cast, as_person: AsPerson) -> None:
    text = _text(as_person(town.mado).get(RULES))
    assert "12月の 小学1～3年生は 16:30に 家。10分の道なら 16:20まで いられます。" in text
    assert "標準の めやす" in text
    assert "直す</a>" not in text


def test_a_pace_of_the_city_holds_with_its_source(town: Cast, as_person: AsPerson) -> None:
    client = as_person(town.fumi)
    text = _text(client.post(UPPER, PACE, follow=True))
    pace = travel.paces()[Stage.UPPER]
    assert (pace.metres_per_minute, pace.minutes_max, pace.stay_in_district) == (65, 15, True)
    assert pace.cycle_minutes_max is None
    assert "小学4～6年生は 15分で 975mまで 歩きます（校区の中だけ）。自転車は 使いません。" in text


def test_twelve_months_are_set_at_once(town: Cast, as_person: AsPerson) -> None:
    text = _text(as_person(town.fumi).post(UPPER, HOME, follow=True))
    home = queries.home_hours()[Stage.UPPER]
    assert (home.by_month[11], home.by_month[5], home.source) == (time(16, 15), time(17), "校長会")
    assert "12月の 小学4～6年生は 16:15に 家。15分の道なら 16:00まで いられます。" in text


def test_from_when_they_are_free_is_set(town: Cast, as_person: AsPerson) -> None:
    as_person(town.fumi).post(UPPER, FREE)
    free = queries.free_times()[Stage.UPPER]
    assert (free.school_day_from, free.other_day_from) == (time(15, 45), time(10))


@pytest.mark.parametrize(
    ("given", "changed", "words"),
    [
        (PACE, {"pace-source": ""}, "この数が どこから来たかを 書いてください"),
        (PACE, {"pace-cycle_minutes_max": 10}, "両方を"),
        (PACE, {"pace-metres_per_minute": 0}, "20"),
        (HOME, {"home-month_5": ""}, "5月の 時刻を 書いてください"),
        (HOME, {"home-month_5": "ゆうがた"}, "17:00 のように"),
        (HOME, {"home-month_5": "03:00"}, "12:00から 22:00まで"),
        (FREE, {"free-school_day_from": ""}, "必須"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    town: Cast, as_person: AsPerson, given: dict[str, Any], changed: dict[str, Any], words: str
) -> None:
    answer = as_person(town.fumi).post(UPPER, {**given, **changed})
    assert words in _text(answer)
    assert not (StagePace.objects.exists() or HomeTime.objects.exists() or FreeTime.objects.exists())


def test_the_standard_comes_back_where_the_city_had_set_something(town: Cast, as_person: AsPerson) -> None:
    client = as_person(town.fumi)
    client.post(UPPER, PACE)
    assert "標準の めやすに もどしました" in _text(client.post(STANDARD, {"setting": "pace"}, follow=True))
    assert travel.paces()[Stage.UPPER] == DEFAULT_PACES[Stage.UPPER]
    before = Entry.objects.count()
    client.post(STANDARD, {"setting": "pace"})
    assert Entry.objects.filter(verb__startswith="areas.").count() == 2
    assert Entry.objects.count() == before
    assert client.post(STANDARD, {"setting": "moon"}).status_code == 404


def test_adults_walk_and_have_no_time_to_be_home(town: Cast, as_person: AsPerson) -> None:
    page = as_person(town.fumi).get(reverse("areas:desk_stage", args=["adult"]))
    assert set(page.context["forms"]) == {"pace"}
    assert as_person(town.fumi).get(reverse("areas:desk_stage", args=["moon"])).status_code == 404


def test_a_long_holiday_comes_and_goes(town: Cast, as_person: AsPerson) -> None:
    client = as_person(town.fumi)
    add = reverse("areas:desk_holiday_add")
    client.post(add, {"name": "冬休み", "first": "2026-12-26", "last": "2027-01-06"})
    row = LongHoliday.objects.get()
    assert (row.first, row.last) == (date(2026, 12, 26), date(2027, 1, 6))
    wrong = client.post(add, {"name": "春休み", "first": "2027-04-05", "last": "2027-03-20"})
    assert "はじめの日より 前です" in _text(wrong)
    client.post(reverse("areas:desk_holiday_drop", args=[row.pk]))
    assert not LongHoliday.objects.exists()
    assert client.post(reverse("areas:desk_holiday_drop", args=[row.pk])).status_code == 404


@pytest.mark.parametrize("who", ["aoi", "mado", "tsubaki", "hana", "tamotsu"])
def test_only_the_administrator_sets_rules(town: Cast, who: str) -> None:
    by, row = town.by(getattr(town, who)), make.long_holiday()
    with pytest.raises(NotAllowed):
        back_to_standard(setting=Setting.HOME, stage=Stage.UPPER, by=by, at=AT)
    with pytest.raises(NotAllowed):
        drop_long_holiday(key=row.pk, by=by, at=AT)
    assert LongHoliday.objects.exists()


def test_going_back_writes_the_journal_once_and_a_holiday_that_is_gone_is_said(town: Cast) -> None:
    by = town.by(town.fumi)
    actions.set_home_time(stage=Stage.LOWER, by_month={12: time(16)}, source="校長会", by=by, at=AT)
    assert back_to_standard(setting=Setting.HOME, stage=Stage.LOWER, by=by, at=AT)
    assert not back_to_standard(setting=Setting.HOME, stage=Stage.LOWER, by=by, at=AT)
    assert Entry.objects.filter(verb="areas.home.standard").count() == 1
    with pytest.raises(NotFound):
        drop_long_holiday(key=1, by=by, at=AT)

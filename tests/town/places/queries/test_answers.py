"""What is told at which minute: never more than is known."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.geo import Position
from ibasho.town.places.models import ClosedDays, OpeningRule, Session
from ibasho.town.places.queries.answers import Answer, answers, tell
from ibasho.town.places.queries.criteria import Criteria, When
from ibasho.town.places.rules.answers import Group
from ibasho.town.places.rules.stages import Stage
from tests import make

pytestmark = pytest.mark.django_db
SCHOOL = Position(34.15, 138.15)
WEEK = Criteria(when=When.WEEK)


def at(hour: int, minute: int = 0, day: date = make.TUESDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), JST)


def only(criteria: Criteria, moment: datetime, start: Position | None = None) -> Answer:
    (found,) = answers(criteria, moment, start).items
    return found


def names(criteria: Criteria, moment: datetime, start: Position | None = None) -> list[str]:
    return [answer.place.name for answer in answers(criteria, moment, start).items]


@pytest.mark.parametrize(
    ("moment", "group", "chip"),
    [
        (at(13, 59), Group.LATER, "today"),
        (at(14, 0), Group.LATER, "soon"),
        (at(14, 59), Group.LATER, "soon"),
        (at(15, 0), Group.NOW, "open"),
        (at(17, 29), Group.NOW, "open"),
    ],
)
def test_a_place_is_open_from_its_first_minute_to_the_last(moment: datetime, group: Group, chip: str) -> None:
    make.session(make.place(), ends=time(17, 30))
    answer = only(Criteria(), moment)
    assert (answer.group, answer.chip) == (group, chip)


def test_at_the_closing_minute_it_is_shut_and_says_when_it_opens_next() -> None:
    place = make.place()
    make.session(place, ends=time(17, 30))
    make.session(place, make.TUESDAY + timedelta(days=2))
    assert names(Criteria(), at(17, 30)) == []
    answer = only(WEEK, at(17, 30))
    assert (answer.group, answer.chip) == (Group.WEEK, "over")
    assert answer.following and answer.following.day == make.TUESDAY + timedelta(days=2)


def test_of_two_sessions_a_day_the_open_one_speaks_then_the_later_one() -> None:
    place = make.place()
    make.session(place, starts=time(10), ends=time(12))
    make.session(place, starts=time(15), ends=time(17))
    assert only(Criteria(), at(11)).group is Group.NOW
    assert only(Criteria(), at(12)).group is Group.LATER


def test_next_week_is_not_this_week() -> None:
    make.session(make.place("六日後"), make.TUESDAY + timedelta(days=6))
    make.session(make.place("七日後"), make.TUESDAY + timedelta(days=7))
    assert names(WEEK, at(9)) == ["六日後"]


def test_a_day_without_hours_is_never_told_as_open() -> None:
    make.session(make.place("時間なし"), starts=None, ends=None)
    make.session(make.place("おわりなし"), starts=time(14), ends=None)
    groups = {answer.place.name: answer.group for answer in answers(Criteria(), at(15)).items}
    assert groups == {"時間なし": Group.UNSURE, "おわりなし": Group.UNSURE}
    assert names(Criteria(when=When.NOW), at(15)) == []


def test_a_session_short_of_grown_ups_is_not_promised() -> None:
    row = make.session(make.place())
    Session.objects.filter(pk=row.pk).update(staffing=Session.Staffing.SHORT)
    answer = only(Criteria(), at(16))
    assert (answer.group, answer.chip, answer.status.child) == (
        Group.UNSURE, "unsure", "きょう あくか まだ きまっていません",
    )  # fmt: skip


def test_a_place_called_off_is_not_among_todays() -> None:
    row = make.session(make.place())
    Session.objects.filter(pk=row.pk).update(state=Session.State.CANCELLED, reason="台風")
    assert names(Criteria(), at(15)) == []


def test_a_closure_is_stronger_than_a_session_that_still_stands() -> None:
    place = make.place()
    make.session(place)
    ClosedDays.objects.create(place=place, first=make.TUESDAY, last=make.TUESDAY, told_at=at(9))
    assert names(Criteria(), at(15)) == []


def test_a_paused_place_is_not_in_today_but_answers_in_the_list() -> None:
    place = make.place(state="paused", paused_since=date(2026, 11, 1), paused_until=date(2026, 11, 20))
    make.session(place)
    assert names(WEEK, at(15)) == []
    (answer,) = tell([place], at(15))
    assert (answer.group, answer.chip) == (Group.PAUSED, "paused")


def test_a_restricted_place_is_never_advertised() -> None:
    make.session(make.place("学校の子だけ", restricted=True, restricted_to="北小の子", everyone=False))
    make.session(make.place("学童", kind="after_school", everyone=None))
    make.session(make.place("下書き", state="draft"))
    assert names(WEEK, at(15)) == []


def test_a_place_of_which_nobody_knows_the_days_stands_last_and_says_so() -> None:
    make.place("わからない")
    make.session(make.place("あいている"))
    found = answers(Criteria(), at(15)).items
    assert [(answer.place.name, answer.group) for answer in found] == [
        ("あいている", Group.NOW),
        ("わからない", Group.UNKNOWN),
    ]
    assert found[1].status.child == "時間は まだ わかりません"


def test_a_place_with_rules_but_no_day_near_is_not_called_unknown() -> None:
    make.weekly(make.place(), 6)
    assert names(WEEK, at(15)) == []


def test_an_irregular_place_that_names_this_weekday_may_be_open_and_is_asked_first() -> None:
    place = make.place()
    OpeningRule.objects.create(place=place, pattern="irregular", weekdays=[1], words="月1回 火曜日")
    answer = only(Criteria(), at(15))
    assert (answer.group, answer.status.child) == (Group.UNSURE, "きょう あるかも。きいてから いこう")
    assert names(Criteria(), at(15, day=make.TUESDAY + timedelta(days=1))) == [
        "みどり食堂"
    ]  # unknown, not maybe
    ClosedDays.objects.create(place=place, first=make.TUESDAY, last=make.TUESDAY, told_at=at(9))
    assert only(Criteria(), at(15)).group is Group.UNKNOWN


def test_stale_entries_fade_and_say_since_when() -> None:
    for name, day in (
        ("新しい", date(2026, 10, 1)),
        ("古い", date(2026, 8, 1)),
        ("とても古い", date(2026, 1, 1)),
    ):
        make.session(make.place(name, verified_on=day))
    make.session(make.place("いちども"))
    told = {a.place.name: str(a.verified.freshness) for a in answers(Criteria(), at(15)).items}
    assert told == {"新しい": "fresh", "古い": "ageing", "とても古い": "stale", "いちども": "stale"}


def test_with_a_start_the_nearest_comes_first_and_a_place_without_position_last() -> None:
    make.session(make.place("とおい", kana="ああ", lat=34.16, lng=138.15))
    make.session(make.place("ちかい", kana="んん", lat=34.1505, lng=138.15))
    make.session(make.place("どこか", kana="いい"))
    found = answers(Criteria(stage=Stage.UPPER), at(15), SCHOOL).items
    assert [answer.place.name for answer in found] == ["ちかい", "とおい", "どこか"]
    near, far, nowhere = found
    assert near.minutes and (near.minutes.value, near.minutes.estimate, near.far) == (2, True, False)
    assert far.minutes and (far.minutes.value, far.far) == (21, True)
    assert nowhere.minutes is None


def test_without_a_start_the_one_open_longest_comes_first_then_the_reading() -> None:
    make.session(make.place("三", kana="さん"), ends=time(17))
    make.session(make.place("二", kana="ニ"), ends=time(18))
    make.session(make.place("一", kana="いち"), ends=time(18))
    assert names(Criteria(), at(15)) == ["一", "二", "三"]


def test_what_shuts_before_one_arrives_comes_last_and_says_so() -> None:
    make.session(make.place("しまる", lat=34.16, lng=138.15), ends=time(15, 10))
    make.session(make.place("とおい", lat=34.18, lng=138.15))
    found = answers(Criteria(), at(15), SCHOOL).items
    assert [(answer.place.name, answer.trip.too_late) for answer in found] == [
        ("とおい", False),
        ("しまる", True),
    ]


def test_home_in_time_says_when_to_leave() -> None:
    make.session(make.place(lat=34.1505, lng=138.15))
    answer = only(Criteria(home_by=time(17), stage=Stage.UPPER), at(15), SCHOOL)
    assert answer.trip.leave_by == at(16, 58)
    assert not answer.trip.no_time


def test_places_outside_the_city_are_told_and_marked() -> None:
    make.session(make.place("市外", outside_city=True))
    assert only(Criteria(), at(15)).place.outside_city


def test_pages_hold_what_was_asked_and_keep_the_order() -> None:
    for number in range(45):
        make.session(make.place(f"居場所{number:02}", kana=f"いばしょ{number:02}"))
    first = answers(Criteria(size=40), at(15))
    second = answers(Criteria(size=40, page=2), at(15))
    assert (len(first.items), len(second.items), first.pages, first.total) == (40, 5, 2, 45)
    assert (first.has_next, second.has_next) == (True, False)
    assert first.counts[Group.NOW] == 45
    assert [a.place.name for a in (*first.items, *second.items)] == [f"居場所{n:02}" for n in range(45)]
    assert answers(Criteria(page=99), at(15)).number == 3


@pytest.mark.parametrize("count", [2, 30])
def test_the_number_of_queries_does_not_grow_with_the_places(count: int) -> None:
    for number in range(count):
        place = make.place(f"居場所{number}", lat=34.15, lng=138.15)
        make.session(place)
        OpeningRule.objects.create(place=make.place(f"ふてい{number}"), pattern="irregular", weekdays=[1])
    with CaptureQueriesContext(connection) as spent:
        answers(WEEK, at(15), SCHOOL)
    assert len(spent) == 9  # one of them asks for the version of the streets


def test_nothing_asked_is_nothing_told() -> None:
    assert tell([], at(15)) == ()

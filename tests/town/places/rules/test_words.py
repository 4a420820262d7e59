"""Opening rules in people's words, and back."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given, settings

from ibasho.base.kernel.clock import END_OF_DAY
from ibasho.town.places.rules.opening import HolidayRule, IrregularCount, Opening, Pattern, Season
from ibasho.town.places.rules.opening_text import OpeningText
from ibasho.town.places.rules.reading import read_opening
from ibasho.town.places.rules.words import (
    describe,
    describe_all,
    describe_all_for_children,
    describe_for_children,
    hours_label,
)
from tests.town.places.rules import openings

SAT, WED = frozenset({5}), frozenset({2})
WORKDAYS = frozenset(range(5))
FROM_11 = {"starts": time(11), "ends": time(13)}

SAID = [
    (
        Opening(Pattern.WEEKLY, frozenset({1, 3}), starts=time(15, 30), ends=time(17, 30)),
        "毎週 火・木 15:30～17:30",
        "まいしゅう 火よう日・木よう日 15:30から 17:30まで",
    ),
    (
        Opening(Pattern.MONTHLY_NTH, SAT, nth=(2,), starts=time(11), ends=time(13)),
        "毎月第2土曜 11:00～13:00",
        "まい月 だい2 土よう日 11:00から 13:00まで",
    ),
    (
        Opening(Pattern.MONTHLY_NTH, frozenset({4}), nth=(2, 4), starts=time(17)),
        "第2・4金曜 17:00～",
        "だい2・だい4 金よう日 17:00から",
    ),
    (
        Opening(Pattern.MONTHLY_NTH, SAT, nth=(-1,)),
        "毎月最終土曜（時間は まだ わかりません）",
        "まい月 さいごの 土よう日（時間は まだ わかりません）",
    ),
    (
        Opening(Pattern.WEEKLY, WORKDAYS, starts=time(15, 30), ends=time(20), holiday=HolidayRule.CLOSED),
        "平日 15:30～20:00（祝日は休み）",
        "月よう日から 金よう日 15:30から 20:00まで（しゅく日は おやすみ）",
    ),
    (
        Opening(
            Pattern.IRREGULAR,
            frozenset({6}),
            holiday=HolidayRule.ALSO,
            times=1,
            per=IrregularCount.PER_MONTH,
        ),
        "月1回 日曜または祝日",
        "1か月に 1かい 日よう日か しゅく日",
    ),
    (
        Opening(Pattern.FORTNIGHTLY, SAT, anchor=date(2026, 11, 28), starts=time(10), ends=END_OF_DAY),
        "隔週 土曜 10:00～24:00（2026年11月28日の週）",
        "2しゅうに 1かい 土よう日 10:00から 24:00まで（2026年11月28日の しゅう）",
    ),
    (
        Opening(Pattern.MONTHLY_NTH, WED, nth=(2,), months=frozenset(range(1, 12, 2)), ends=time(19)),
        "奇数月の第2水曜 ～19:00",
        "1月・3月・5月・7月・9月・11月の だい2 水よう日 19:00まで",
    ),
    (
        Opening(Pattern.WEEKLY, WORKDAYS, starts=time(9), season=Season.SCHOOL_HOLIDAYS),
        "毎週 月～金 9:00～（夏休みなど長期休業のみ）",
        "まいしゅう 月よう日から 金よう日 9:00から（夏休みなど 長い お休みの ときだけ）",
    ),
    (
        Opening(Pattern.MONTHLY_DAY, days_of_month=(20, 5), starts=time(9), months=frozenset(range(4, 11))),
        "4月～10月 毎月 5日・20日 9:00～",
        "4月から 10月 まい月 5日・20日 9:00から",
    ),
    (Opening(Pattern.IRREGULAR), "不定期", "いつも おなじでは ありません"),
    (
        Opening(Pattern.IRREGULAR, season=Season.SCHOOL_HOLIDAYS),
        "夏休みなど長期休業のみ",
        "夏休みなど 長い お休みの ときだけ",
    ),
    (
        Opening(Pattern.IRREGULAR, frozenset({3}), starts=time(17), ends=time(18)),
        "木曜（毎週とは かぎりません） 17:00～18:00",
        "木よう日（まいしゅうでは ないかも） 17:00から 18:00まで",
    ),
    (
        Opening(Pattern.IRREGULAR, starts=time(17), words="ちらしを みてください"),
        "ちらしを みてください 17:00～",
        "ちらしを みてください 17:00から",
    ),
    (
        Opening(Pattern.DATES, dates=(date(2026, 11, 28),), starts=time(10)),
        "2026年11月28日（土） 10:00～",
        "2026年11月28日（土） 10:00から",
    ),
    (
        Opening(
            Pattern.WEEKLY, frozenset({5, 6}), starts=time(10), holiday=HolidayRule.ALSO, words="雨天中止"
        ),
        "毎週 土・日と祝日 10:00～ ※雨天中止",
        "まいしゅう 土よう日・日よう日と しゅく日 10:00から ※雨天中止",
    ),
    (
        Opening(Pattern.WEEKLY, frozenset(range(7)), starts=time(5, 30), valid_from=date(2027, 4, 1)),
        "毎日 午前5:30～（2027年4月1日から）",
        "まい日 午前5:30から（2027年4月1日から）",
    ),
]


@pytest.mark.parametrize(("rule", "said", "to_a_child"), SAID)
def test_a_rule_in_the_words_people_use(rule: Opening, said: str, to_a_child: str) -> None:
    assert describe(rule) == said
    assert describe_for_children(rule) == to_a_child


def test_hours_of_the_same_days_stand_together() -> None:
    first = Opening(Pattern.MONTHLY_NTH, SAT, nth=(-1,), starts=time(11, 30), ends=time(12, 50))
    second = Opening(Pattern.MONTHLY_NTH, SAT, nth=(-1,), starts=time(13), ends=time(14, 20))
    other = Opening(Pattern.IRREGULAR)
    assert describe_all([first, second, other]) == "毎月最終土曜 11:30～12:50・13:00～14:20、不定期"
    assert describe_all_for_children([other, other]) == ("いつも おなじでは ありません",)
    assert describe_all([]) == ""


def test_hours_alone() -> None:
    assert hours_label(time(15, 30), END_OF_DAY) == "15:30～24:00"
    assert hours_label(None, None) == ""


@settings(deadline=None)
@given(openings.regular() | openings.irregular())
def test_what_we_say_we_can_read(rule: Opening) -> None:
    reading = read_opening(OpeningText(days=describe(rule)))
    assert reading.openings == (rule,)
    assert not reading.unread


@settings(deadline=None)
@given(openings.regular() | openings.irregular())
def test_every_rule_can_be_said_to_a_child(rule: Opening) -> None:
    assert describe_for_children(rule).strip()

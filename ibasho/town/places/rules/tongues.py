"""Two ways of saying an opening: as notice boards write it, and as a nine-year-old says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ibasho.town.places.rules.opening import HolidayRule, IrregularCount


@dataclass(frozen=True, slots=True)
class Tongue:
    """Phrases with `str.format` slots; `words.py` puts them together."""

    letters: str
    weekday: str
    one_weekday: str
    weekdays_end: str
    weekday_range: str
    daily: str
    workdays: str
    every_week: str
    fortnight: str
    anchor: str
    every_month: str
    nth: str
    nth_again: str
    nth_gap: str
    last: str
    day: str
    month: str
    month_range: str
    odd_months: str
    even_months: str
    date: str
    date_range: str
    date_from: str
    date_until: str
    from_to: str
    since: str
    until: str
    no_hours: str
    school_holidays: str
    school_term: str
    and_holidays: str
    or_holidays: str
    holidays: str
    holiday: Mapping[HolidayRule, str]
    counts: Mapping[IrregularCount, str]
    some: str
    not_every_week: str
    irregular: str


PLAIN = Tongue(
    letters="月火水木金土日",
    weekday="{}",
    one_weekday="{}曜",
    weekdays_end="曜",
    weekday_range="{}～{}",
    daily="毎日",
    workdays="平日",
    every_week="毎週 {}",
    fortnight="隔週 {}",
    anchor="{}の週",
    every_month="毎月",
    nth="第{}",
    nth_again="{}",
    nth_gap="",
    last="最終",
    day="{}日",
    month="{}月",
    month_range="{}～{}",
    odd_months="奇数月の",
    even_months="偶数月の",
    date="{}年{}月{}日",
    date_range="{}～{}",
    date_from="{}から",
    date_until="{}まで",
    from_to="{}～{}",
    since="{}～",
    until="～{}",
    no_hours="時間は まだ わかりません",
    school_holidays="夏休みなど長期休業のみ",
    school_term="長期休業は休み",
    and_holidays="と祝日",
    or_holidays="{}または祝日",
    holidays="祝日",
    holiday={
        HolidayRule.CLOSED: "祝日は休み",
        HolidayRule.ONLY: "祝日のみ",
        HolidayRule.NEXT_DAY: "祝日のときは次の日",
    },
    counts={
        IrregularCount.PER_WEEK: "週{}回",
        IrregularCount.PER_MONTH: "月{}回",
        IrregularCount.PER_TWO_MONTHS: "2か月に{}回",
        IrregularCount.PER_YEAR: "年{}回",
    },
    some="何",
    not_every_week="（毎週とは かぎりません）",
    irregular="不定期",
)

CHILD = Tongue(
    letters="月火水木金土日",
    weekday="{}よう日",
    one_weekday="{}よう日",
    weekdays_end="",
    weekday_range="{}から {}",
    daily="まい日",
    workdays="月よう日から 金よう日",
    every_week="まいしゅう {}",
    fortnight="2しゅうに 1かい {}",
    anchor="{}の しゅう",
    every_month="まい月 ",
    nth="だい{}",
    nth_again="だい{}",
    nth_gap=" ",
    last="さいごの",
    day="{}日",
    month="{}月",
    month_range="{}から {}",
    odd_months="1月・3月・5月・7月・9月・11月の",
    even_months="2月・4月・6月・8月・10月・12月の",
    date="{}年{}月{}日",
    date_range="{}から {}まで",
    date_from="{}から",
    date_until="{}まで",
    from_to="{}から {}まで",
    since="{}から",
    until="{}まで",
    no_hours="時間は まだ わかりません",
    school_holidays="夏休みなど 長い お休みの ときだけ",
    school_term="夏休みなど 長い お休みの ときは おやすみ",
    and_holidays="と しゅく日",
    or_holidays="{}か しゅく日",
    holidays="しゅく日",
    holiday={
        HolidayRule.CLOSED: "しゅく日は おやすみ",
        HolidayRule.ONLY: "しゅく日だけ",
        HolidayRule.NEXT_DAY: "しゅく日の ときは つぎの日",
    },
    counts={
        IrregularCount.PER_WEEK: "1しゅう間に {}かい",
        IrregularCount.PER_MONTH: "1か月に {}かい",
        IrregularCount.PER_TWO_MONTHS: "2か月に {}かい",
        IrregularCount.PER_YEAR: "1年に {}かい",
    },
    some="なん",
    not_every_week="（まいしゅうでは ないかも）",
    irregular="いつも おなじでは ありません",
)

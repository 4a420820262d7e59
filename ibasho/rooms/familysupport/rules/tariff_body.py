"""The fees of a centre as data: time bands, yen by number of children, rounding, cancellation, travel. Pure.

`body(data)` reads what `Tariff.body` holds and refuses what cannot be priced; `data(body)` writes it again:

{"bands": [{"name", "weekdays": [0–6], "holidays": "any" | "no" | "too", "dates": [["12-29", "01-03"]], "contents": [],
  "starts": "07:00", "ends": "19:00", "rates": [{"user": 500, "city": 500}, …by child]}],
 "sibling_percent": None | 0–100, "first_minutes": 60, "step_minutes": 30, "crossing": "each" | "start",
 "cancellation": {"before": 0, "same_day": 50, "no_show": 100, "warning": 0, "provider": 0}, "cancel_of": "user" | "provider",
 "car_yen_km": 30, "travel_words": "…", "begins": "set_out" | "handed_over"}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.labelled import Labelled
from ibasho.base.kernel.wareki import WEEKDAYS
from ibasho.rooms.familysupport.rules.kinds import CancelKind, Content

DAY_MINUTES, HOUR = 1_440, 60
YEN_MOST, NAME_LONGEST, BANDS_MOST, CHILDREN_MOST = 20_000, 40, 24, 6
STEPS = (15, 30, 60)
_REST = "どの時間も きまるように、さいごに「そのほかの 時間」を 足してください。"
Dates = tuple[tuple[int, int], tuple[int, int]]  # (month, day) first and last, over the new year too


class Holidays(Labelled):
    """What 祝日 are to a band of weekdays."""

    ANY = "any", "祝日も 曜日どおり"
    NO = "no", "祝日は のぞく"
    TOO = "too", "祝日も いれる"


class Crossing(Labelled):
    """How an activity over the edge of two bands is counted."""

    EACH = "each", "時間帯ごとに 分けて、それぞれ きりあげる"
    START = "start", "きざみごとに、はじまりの時間帯で 数える"


class Begins(Labelled):
    """From when the activity counts."""

    SET_OUT = "set_out", "提供会員が 家を 出てから、活動が おわるまで"
    HANDED_OVER = "handed_over", "こどもを あずかってから、引きわたすまで"


class CancelOf(Labelled):
    """Of what a cancellation fee is a part."""

    USER = "user", "依頼会員が はらう分"
    PROVIDER = "provider", "提供会員が うけとる分（市の分も ふくむ）"


@dataclass(frozen=True, slots=True)
class Rate:
    """Yen an hour for one child: the user's part and the city's; the provider gets both."""

    user_yen: int
    city_yen: int


@dataclass(frozen=True, slots=True)
class Band:
    """When it fits (minutes of the day, 0–1440) and what it costs: `rates` by child, first, second, …"""

    name: str
    weekdays: frozenset[int]
    holidays: Holidays
    dates: tuple[Dates, ...]
    contents: frozenset[Content]
    starts: int
    ends: int
    rates: tuple[Rate, ...]

    def fits(self, day: date, minute: int, content: Content | None, *, is_holiday: bool) -> bool:
        return (
            self.starts <= minute < self.ends
            and (not self.contents or content in self.contents)
            and self._has_weekday(day.weekday(), is_holiday=is_holiday)
            and (not self.dates or any(_within((day.month, day.day), one) for one in self.dates))
        )

    def _has_weekday(self, weekday: int, *, is_holiday: bool) -> bool:
        if is_holiday and self.holidays != Holidays.ANY:
            return self.holidays == Holidays.TOO
        return weekday in self.weekdays


@dataclass(frozen=True, slots=True)
class Body:
    """Bands are asked in order: the first that fits holds. Percents of 0–100, yen per hour and per kilometre."""

    bands: tuple[Band, ...]
    sibling_percent: int | None
    first_minutes: int
    step_minutes: int
    crossing: Crossing
    cancel_percents: Mapping[CancelKind, int]
    cancel_of: CancelOf
    car_yen_km: int
    travel_words: str
    begins: Begins

    def rate(self, band: Band, child: int) -> Rate:
        """Of the child-th child, counted from 0: siblings cost a part of the first, or what the table says; the last
        line of the table holds for all that follow."""
        if child and self.sibling_percent is not None:
            first = band.rates[0]
            return Rate(
                first.user_yen * self.sibling_percent // 100, first.city_yen * self.sibling_percent // 100
            )
        return band.rates[min(child, len(band.rates) - 1)]

    def hourly(self, band: Band, children: int) -> Rate:
        """Of all children together."""
        all_of = [self.rate(band, child) for child in range(children)]
        return Rate(sum(one.user_yen for one in all_of), sum(one.city_yen for one in all_of))


def body(data: Mapping[str, Any]) -> Body:
    """Raises Invalid `support.tariff.body` with a sentence that says what to mend."""
    try:
        read = _body(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _invalid("料金表の 形が 読めません。料金表の ページで つくりなおしてください。") from error
    _check(read)
    return read


def data(body: Body) -> dict[str, Any]:
    """As `Tariff.body` keeps it."""
    return {
        "bands": [_band_data(one) for one in body.bands],
        "sibling_percent": body.sibling_percent,
        "first_minutes": body.first_minutes,
        "step_minutes": body.step_minutes,
        "crossing": body.crossing.value,
        "cancellation": {kind.value: percent for kind, percent in body.cancel_percents.items()},
        "cancel_of": body.cancel_of.value,
        "car_yen_km": body.car_yen_km,
        "travel_words": body.travel_words,
        "begins": body.begins.value,
    }


def clock_label(minute: int) -> str:
    """`7:00`, `24:00`"""
    return f"{minute // 60}:{minute % 60:02}"


def _body(data: Mapping[str, Any]) -> Body:
    percent = data.get("sibling_percent")
    return Body(
        bands=tuple(_band(one) for one in data["bands"]),
        sibling_percent=None if percent is None else int(percent),
        first_minutes=int(data["first_minutes"]),
        step_minutes=int(data["step_minutes"]),
        crossing=Crossing(data.get("crossing", "each")),
        cancel_percents={kind: int(data["cancellation"].get(kind.value, 0)) for kind in CancelKind},
        cancel_of=CancelOf(data.get("cancel_of", "user")),
        car_yen_km=int(data.get("car_yen_km", 0)),
        travel_words=str(data.get("travel_words", "")),
        begins=Begins(data.get("begins", "set_out")),
    )


def _band(data: Mapping[str, Any]) -> Band:
    return Band(
        name=str(data["name"]),
        weekdays=frozenset(int(one) for one in data["weekdays"]),
        holidays=Holidays(data.get("holidays", "any")),
        dates=tuple((_month_day(first), _month_day(last)) for first, last in data.get("dates", [])),
        contents=frozenset(Content(one) for one in data.get("contents", [])),
        starts=_minute(data["starts"]),
        ends=_minute(data["ends"]),
        rates=tuple(Rate(int(one["user"]), int(one["city"])) for one in data["rates"]),
    )


def _band_data(band: Band) -> dict[str, Any]:
    return {
        "name": band.name,
        "weekdays": sorted(band.weekdays),
        "holidays": band.holidays.value,
        "dates": [[f"{m:02}-{d:02}" for m, d in one] for one in band.dates],
        "contents": sorted(one.value for one in band.contents),
        "starts": _clock(band.starts),
        "ends": _clock(band.ends),
        "rates": [{"user": one.user_yen, "city": one.city_yen} for one in band.rates],
    }


def _check(body: Body) -> None:
    if not 1 <= len(body.bands) <= BANDS_MOST:
        raise _invalid(f"時間帯は 1つから {BANDS_MOST}までです。時間帯を 書いてください。")
    if body.step_minutes not in STEPS or body.first_minutes % body.step_minutes or body.first_minutes > 240:
        raise _invalid(
            "きざみは 15分・30分・60分から えらび、さいしょの 時間は その倍（4時間まで）にしてください。"
        )
    percents = [*body.cancel_percents.values(), body.sibling_percent or 0]
    if any(not 0 <= one <= 100 for one in percents):
        raise _invalid("割合は 0から 100までの 数（％）で 書いてください。")
    if not 0 <= body.car_yen_km <= 500:
        raise _invalid("車の 1kmあたりは 0円から 500円までで 書いてください。")
    for band in body.bands:
        _check_band(band)
    _check_whole(body)


def _check_band(band: Band) -> None:
    if not band.name or len(band.name) > NAME_LONGEST:
        raise _invalid(f"時間帯の 名前を {NAME_LONGEST}字までで 書いてください。")
    if not 0 <= band.starts < band.ends <= DAY_MINUTES:
        raise _invalid(
            f"「{band.name}」の おわりが はじまりより 前です。夜中を こえる 時間帯は、24:00で 2つに 分けてください。"
        )
    if any(not 0 <= one <= 6 for one in band.weekdays) or not (
        band.weekdays or band.holidays == Holidays.TOO
    ):
        raise _invalid(f"「{band.name}」の 曜日を えらんでください。")
    if not 1 <= len(band.rates) <= CHILDREN_MOST:
        raise _invalid(f"「{band.name}」の 金額を こども 1人から {CHILDREN_MOST}人分まで 書いてください。")
    if any(not 0 <= yen <= YEN_MOST for one in band.rates for yen in (one.user_yen, one.city_yen)):
        raise _invalid(f"「{band.name}」の 金額は 0円から {YEN_MOST:,}円までで 書いてください。")


def _check_whole(body: Body) -> None:
    """Every hour of every kind of day has its price, whatever the content."""
    edges = sorted(
        {0, *(one.starts for one in body.bands), *(one.ends for one in body.bands)} - {DAY_MINUTES}
    )
    plain = [one for one in body.bands if not one.contents and not one.dates]
    for weekday in range(7):
        day = date(2024, 7, 1 + weekday)  # a Monday: only the weekday counts here
        for is_holiday in (False, True):
            for minute in edges:
                if not any(one.fits(day, minute, None, is_holiday=is_holiday) for one in plain):
                    name, since = WEEKDAYS[weekday], clock_label(minute)
                    raise _invalid(
                        f"祝日の {name}曜日の {since}からの 料金が ありません。{_REST}"
                        if is_holiday
                        else f"{name}曜日の {since}からの 料金が ありません。{_REST}"
                    )


def _within(day: tuple[int, int], dates: Dates) -> bool:
    first, last = dates
    return first <= day <= last if first <= last else day >= first or day <= last


def _month_day(text: str) -> tuple[int, int]:
    month, day = (int(one) for one in text.split("-"))
    date(2024, month, day)  # ValueError for 02-30; a leap year has them all
    return month, day


def _minute(text: str) -> int:
    hour, minute = (int(one) for one in text.split(":"))
    if not (0 <= minute < 60 and 0 <= hour * 60 + minute <= DAY_MINUTES):
        raise ValueError(text)
    return hour * 60 + minute


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _invalid(words: str) -> Invalid:
    return Invalid("support.tariff.body", words, fields={"bands": words})

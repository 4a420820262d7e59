"""Fees of six centres as published (docs of the centres, 2024–2026), with yen worked out by hand."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.familysupport.rules import tariff
from ibasho.rooms.familysupport.rules.kinds import CancelKind
from ibasho.rooms.familysupport.rules.tariff import price
from tests.rooms.familysupport.ground import BODY

WEEK, MON_TO_SAT = [0, 1, 2, 3, 4, 5, 6], [0, 1, 2, 3, 4, 5]
WEEKDAYS = [0, 1, 2, 3, 4]
ITAMI_CANCEL = {"before": 0, "same_day": 50, "no_show": 100, "warning": 0, "provider": 0}


def band(name: str, *rates: tuple[int, int], **when: Any) -> dict[str, Any]:
    known = {"weekdays": WEEK, "holidays": "any", "starts": "00:00", "ends": "24:00"}
    return {"name": name, **known, **when, "rates": [{"user": user, "city": city} for user, city in rates]}


def fees(*bands: dict[str, Any], **more: Any) -> tariff.Body:
    return tariff.body({**BODY, "bands": list(bands), **more})


# 令和7年4月から: 1 child 500 / 500 / 1,000, 2 children 750 / 1,000 / 1,750 (Mon–Sat 7–19; the other hours are not published)
RISE = fees(
    band("月〜土 7時〜19時", (500, 500), (250, 500), weekdays=MON_TO_SAT, starts="07:00", ends="19:00"),
    band("そのほか", (600, 500), (300, 500)),
)
BEFORE_RISE = fees(
    band("月〜土 7時〜19時", (500, 200), (250, 200), weekdays=MON_TO_SAT, starts="07:00", ends="19:00"),
    band("そのほか", (600, 200), (300, 200)),
)
# みよし市: weekdays 7–19 700, other 800, sick children 1,200
MIYOSHI = fees(
    band("病児・病後児", (1_200, 0), contents=["sick_child"]),
    band("平日 7時〜19時", (700, 0), weekdays=WEEKDAYS, holidays="no", starts="07:00", ends="19:00"),
    band("そのほか", (800, 0)),
)
# 牧之原市: 早朝 / 昼間 / 夜間; the yen are ours
MAKINOHARA = fees(
    band("早朝", (800, 0), ends="07:00"),
    band("昼間", (600, 0), starts="07:00", ends="19:00"),
    band("夜間", (900, 0), starts="19:00"),
)
# 伊丹市: first hour whole, then ≤30 min half; second child half; before 0, same day half, unannounced whole, warnings 0
ITAMI = fees(
    band("基本", (700, 0), weekdays=WEEKDAYS, holidays="no", starts="07:00", ends="19:00"),
    band("そのほか", (800, 0)),
    sibling_percent=50, cancellation=ITAMI_CANCEL,
)  # fmt: skip
# 九重町: second child on half, by the half hour
KOKONOE = fees(band("一日中", (600, 0)), sibling_percent=50, first_minutes=30)
# 掛川市 託児サポーター: 700 yen for each child and hour
KAKEGAWA = fees(band("託児", (700, 0)), first_minutes=60, step_minutes=60)


@pytest.mark.parametrize(
    ("body", "day", "starts", "ends", "children", "content", "user", "city"),
    [
        (RISE, "2025-04-01", "15:00", "17:00", 1, "", 1_000, 1_000),
        (RISE, "2025-04-01", "15:00", "17:00", 2, "", 1_500, 2_000),  # 750 + 1,000 an hour
        (RISE, "2025-04-05", "09:00", "12:00", 1, "", 1_500, 1_500),  # Saturday counts as by day
        (RISE, "2025-04-06", "09:00", "10:00", 1, "", 600, 500),  # Sunday
        (MIYOSHI, "2026-11-25", "15:00", "17:00", 1, "", 1_400, 0),
        (MIYOSHI, "2026-11-23", "15:00", "17:00", 1, "", 1_600, 0),  # 勤労感謝の日, a Monday
        (MIYOSHI, "2026-11-25", "18:00", "20:00", 1, "", 1_500, 0),  # 700 + 800
        (MIYOSHI, "2026-11-25", "09:00", "12:00", 1, "sick_child", 3_600, 0),
        (MAKINOHARA, "2026-11-25", "06:00", "08:00", 1, "", 1_400, 0),  # 800 + 600
        (MAKINOHARA, "2026-11-25", "06:30", "19:30", 1, "", 8_050, 0),  # 400 + 12 × 600 + 450
        (ITAMI, "2026-11-25", "15:00", "15:20", 1, "", 700, 0),  # the first hour is one hour
        (ITAMI, "2026-11-25", "15:00", "16:00", 1, "", 700, 0),
        (ITAMI, "2026-11-25", "15:00", "16:01", 1, "", 1_050, 0),
        (ITAMI, "2026-11-25", "15:00", "16:30", 1, "", 1_050, 0),
        (ITAMI, "2026-11-25", "15:00", "16:31", 1, "", 1_400, 0),
        (ITAMI, "2026-11-25", "15:00", "17:00", 2, "", 2_100, 0),  # 700 + 350
        (ITAMI, "2026-11-25", "15:00", "17:00", 3, "", 2_800, 0),
        (ITAMI, "2026-11-25", "18:30", "19:20", 1, "", 750, 0),  # half of 700, half of 800
        (KOKONOE, "2026-11-25", "15:00", "15:10", 1, "", 300, 0),
        (KOKONOE, "2026-11-25", "15:00", "16:10", 2, "", 1_350, 0),  # 1.5 h × (600 + 300)
        (KAKEGAWA, "2026-11-25", "10:00", "12:00", 1, "", 1_400, 0),
        (KAKEGAWA, "2026-11-25", "10:00", "11:30", 3, "", 4_200, 0),  # 2 h × 3 × 700
    ],
)
def test_published_fees_come_out_to_the_yen(
    body: tariff.Body, day: str, starts: str, ends: str, children: int, content: str, user: int, city: int
) -> None:
    made = price(body, starts=at(day, starts), ends=at(day, ends), children=children, content=content)
    assert (made.user_yen, made.city_yen, made.provider_yen) == (user, city, user + city)


def at(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00").replace(tzinfo=JST)


def test_a_rise_comes_with_its_day() -> None:
    last = price(BEFORE_RISE, starts=at("2025-03-31", "15:00"), ends=at("2025-03-31", "17:00"))
    first = price(RISE, starts=at("2025-04-01", "15:00"), ends=at("2025-04-01", "17:00"))
    assert (last.user_yen, last.provider_yen) == (1_000, 1_400)
    assert (first.user_yen, first.provider_yen) == (1_000, 2_000)


@pytest.mark.parametrize(("kind", "yen"), [("before", 0), ("same_day", 700), ("no_show", 1_400), ("warning", 0), ("provider", 0)])  # fmt: skip
def test_calling_off(kind: str, yen: int) -> None:
    priced = price(ITAMI, starts=at("2026-11-25", "15:00"), ends=at("2026-11-25", "17:00"))
    assert tariff.cancellation(ITAMI, kind=kind, priced=priced) == yen


def test_calling_off_may_count_on_what_the_provider_would_get() -> None:
    body = fees(band("一日中", (500, 500)), cancel_of="provider")
    priced = price(body, starts=at("2026-11-25", "15:00"), ends=at("2026-11-25", "17:00"))
    assert tariff.cancellation(body, kind=CancelKind.SAME_DAY, priced=priced) == 1_000


@pytest.mark.parametrize(("metres", "yen"), [(0, 0), (999, 29), (1_000, 30), (4_500, 135)])
def test_own_car(metres: int, yen: int) -> None:
    assert tariff.car_yen(tariff.body(BODY), metres) == yen


@pytest.mark.parametrize(
    ("crossing", "starts", "ends", "yen"),
    [
        ("each", "15:10", "19:10", 2_300),  # 3:50 → 4 h × 500, 10 min → half an hour of 600
        ("start", "15:10", "19:10", 2_000),  # eight half hours, the last begins at 18:40
        ("start", "18:40", "19:20", 550),  # one half hour each
        ("each", "18:50", "19:05", 550),
        ("start", "18:50", "19:05", 550),  # the first hour whole: 18:50 and 19:20
    ],
)
def test_over_the_edge_of_a_band(crossing: str, starts: str, ends: str, yen: int) -> None:
    body = tariff.body({**BODY, "crossing": crossing})
    made = price(body, starts=at("2026-11-25", starts), ends=at("2026-11-25", ends))
    assert made.user_yen == yen


def test_new_years_days_and_nights_over_midnight() -> None:
    body = fees(band("年末年始", (1_000, 0), dates=[["12-29", "01-03"]]), band("一日中", (700, 0)))
    night = price(body, starts=at("2026-12-28", "23:00"), ends=at("2026-12-29", "01:00"))
    assert [one.user_yen for one in night.lines] == [700, 1_000]
    assert price(body, starts=at("2027-01-03", "10:00"), ends=at("2027-01-03", "11:00")).user_yen == 1_000
    assert price(body, starts=at("2027-01-04", "10:00"), ends=at("2027-01-04", "11:00")).user_yen == 700


def test_the_receipt_says_how_it_came_to_the_yen() -> None:
    made = price(
        tariff.body(BODY), starts=at("2026-11-25", "18:10"), ends=at("2026-11-25", "19:30"), children=2
    )
    assert [one.words for one in made.lines] == [
        "平日 7時〜19時 18:10〜19:00（50分 → 1時間と 数えます・こども 2人）1時間 750円 → 750円",
        "そのほかの時間 19:00〜19:30（30分・こども 2人）1時間 900円 → 450円",
    ]
    assert made.as_json()[0] == {
        "words": made.lines[0].words,
        "minutes": 60,
        "user_yen": 750,
        "city_yen": 1_000,
    }


@given(st.integers(1, 600), st.integers(0, 1_439), st.integers(1, 4), st.sampled_from(["each", "start"]))
def test_longer_never_costs_less_and_all_adds_up(
    minutes: int, begins: int, children: int, crossing: str
) -> None:
    body = tariff.body({**BODY, "crossing": crossing})
    begun = at("2026-11-25", "00:00") + timedelta(minutes=begins)
    made = price(body, starts=begun, ends=begun + timedelta(minutes=minutes), children=children)
    longer = price(body, starts=begun, ends=begun + timedelta(minutes=minutes + 30), children=children)
    assert made.minutes >= max(60, minutes)
    assert longer.user_yen >= made.user_yen
    assert made.provider_yen == sum(one.user_yen + one.city_yen for one in made.lines)


def test_written_and_read_again_it_is_the_same() -> None:
    for body in (RISE, MIYOSHI, MAKINOHARA, ITAMI, KOKONOE, KAKEGAWA, tariff.body(BODY)):
        assert tariff.body(tariff.data(body)) == body


def broken(**change: Any) -> dict[str, Any]:
    data = deepcopy(BODY)
    for path, value in change.items():
        if path.startswith("band_"):
            data["bands"][0][path.removeprefix("band_")] = value
        else:
            data[path] = value
    return data


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({}, "読めません"),
        (broken(bands=[]), "1つから"),
        (broken(bands=BODY["bands"][:1]), "月曜日の 0:00からの 料金が ありません"),
        (broken(step_minutes=20), "きざみ"),
        (broken(first_minutes=50), "その倍"),
        (broken(sibling_percent=120), "0から 100まで"),
        (broken(car_yen_km=-1), "500円まで"),
        (broken(band_name=""), "名前"),
        (broken(band_starts="19:00", band_ends="07:00"), "24:00で 2つに"),
        (broken(band_weekdays=[]), "曜日を えらんで"),
        (broken(band_rates=[]), "金額を こども 1人から"),
        (broken(band_rates=[{"user": -1, "city": 0}]), "0円から"),
        (broken(band_starts="25:00"), "読めません"),
        (broken(band_dates=[["02-30", "03-01"]]), "読めません"),
    ],
)
def test_what_cannot_be_priced_is_refused_with_a_way_out(data: dict[str, Any], word: str) -> None:
    with pytest.raises(Invalid, match=word):
        tariff.body(data)


@pytest.mark.parametrize(("starts", "ends", "children"), [("17:00", "15:00", 1), ("15:00", "15:00", 1), ("15:00", "16:00", 0), ("15:00", "16:00", 9)])  # fmt: skip
def test_hours_and_children_that_cannot_be(starts: str, ends: str, children: int) -> None:
    with pytest.raises(Invalid):
        price(
            tariff.body(BODY), starts=at("2026-11-25", starts), ends=at("2026-11-25", ends), children=children
        )


def test_a_band_of_holidays_alone() -> None:
    body = fees(band("祝日", (900, 0), weekdays=[], holidays="too"), band("一日中", (700, 0)))
    assert price(body, starts=at("2026-11-23", "10:00"), ends=at("2026-11-23", "11:00")).user_yen == 900
    assert price(body, starts=at("2026-11-24", "10:00"), ends=at("2026-11-24", "11:00")).user_yen == 700
    quiet = price(
        body, starts=at("2026-11-23", "10:00"), ends=at("2026-11-23", "11:00"), holidays=lambda _: False
    )
    assert quiet.user_yen == 700

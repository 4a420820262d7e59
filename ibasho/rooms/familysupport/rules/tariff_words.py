"""Fees in the words of a leaflet: when, how much, how it is counted. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ibasho.base.kernel.wareki import weekday_name
from ibasho.base.kernel.yen import format_yen
from ibasho.rooms.familysupport.rules.kinds import CancelKind, Content
from ibasho.rooms.familysupport.rules.tariff import length
from ibasho.rooms.familysupport.rules.tariff_body import (
    DAY_MINUTES,
    Band,
    Body,
    CancelOf,
    Crossing,
    Holidays,
    Rate,
    clock_label,
)

ALL, FIVE, SIX = frozenset(range(7)), frozenset(range(5)), frozenset(range(6))
_DAYS = {
    (ALL, Holidays.ANY): "毎日",
    (FIVE, Holidays.NO): "平日（祝日は のぞく）",
    (FIVE, Holidays.ANY): "月曜〜金曜",
    (SIX, Holidays.ANY): "月曜〜土曜",
    (SIX, Holidays.NO): "月曜〜土曜（祝日は のぞく）",
    (frozenset({5, 6}), Holidays.TOO): "土・日・祝日",
    (frozenset({6}), Holidays.TOO): "日・祝日",
    (frozenset({5, 6}), Holidays.ANY): "土・日",
    (frozenset(), Holidays.TOO): "祝日",
}
USUAL_DAYS = tuple(_DAYS)


@dataclass(frozen=True, slots=True)
class Row:
    """One band as the leaflet shows it. `rates`: what one child costs an hour, first, second, …; `more`: how many the
    last of them holds for is open."""

    name: str
    when: str
    what: str
    rates: tuple[Rate, ...]


def rows(body: Body) -> list[Row]:
    """In the order in which they are asked."""
    most = max(len(one.rates) for one in body.bands)
    children = max(most, 2) if body.sibling_percent is not None else most
    return [
        Row(one.name, when(one), contents(one), tuple(body.rate(one, child) for child in range(children)))
        for one in body.bands
    ]


def when(band: Band) -> str:
    hours = (
        ""
        if (band.starts, band.ends) == (0, DAY_MINUTES)
        else f"{clock_label(band.starts)}〜{clock_label(band.ends)}"
    )
    dates = "・".join(f"{a}/{b}〜{c}/{d}" for (a, b), (c, d) in band.dates)
    return " ".join(one for one in (dates, days(band.weekdays, band.holidays), hours) if one)


def days(weekdays: frozenset[int], holidays: Holidays) -> str:
    known = _DAYS.get((weekdays, holidays))
    if known is not None:
        return known
    names = [weekday_name(one) for one in sorted(weekdays)]
    if holidays == Holidays.TOO:
        names.append("祝日")
    return "・".join(names) + ("（祝日は のぞく）" if holidays == Holidays.NO else "")


def contents(band: Band) -> str:
    """Empty: any."""
    return "・".join(one.label for one in Content if one in band.contents)


def child_label(child: int, children: int) -> str:
    """`1人目`, `2人目から`"""
    return f"{child + 1}人目" + ("から" if child and child + 1 == children else "")


def counting(body: Body) -> list[str]:
    """How time becomes yen, sentence by sentence."""
    told = [f"{body.begins.label}の 時間を 数えます。"]
    if body.first_minutes > body.step_minutes:
        told.append(
            f"さいしょの {length(body.first_minutes)}までは、みじかくても {length(body.first_minutes)}と 数えます。"
        )
    told.append(f"そのあとは {length(body.step_minutes)}ごとに きりあげます。")
    if len(body.bands) > 1:
        told.append(
            "時間帯を またぐときは、時間帯ごとに 分けて 数えます。"
            if body.crossing == Crossing.EACH
            else f"時間帯を またぐときは、{length(body.step_minutes)}ごとに、その はじまりの 時間帯で 数えます。"
        )
    if body.sibling_percent is not None:
        told.append(f"きょうだいを いっしょに 預けるときは、2人目から {body.sibling_percent}％の 金額です。")
    return told


def cancelling(body: Body) -> list[tuple[str, str]]:
    """(when, how much) of calling off."""
    return [(kind.label, _part(body, body.cancel_percents[kind])) for kind in CancelKind]


def travelling(body: Body) -> list[str]:
    told = [f"提供会員の車：1kmあたり {format_yen(body.car_yen_km)}"] if body.car_yen_km else []
    return told + ([body.travel_words] if body.travel_words else [])


def _part(body: Body, percent: int) -> str:
    if percent == 0:
        return "かかりません"
    share = {50: "半額", 100: "全額"}.get(percent, f"{percent}％")
    return share if body.cancel_of == CancelOf.USER else f"{share}（市の分も ふくむ 額の）"

"""出張開設: on which days a hall has its turn, who makes a pair, and the words that go out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.holidays import holiday_name

WEEKDAYS = tuple("月火水木金土日")
EVERY = (1, 2, 3, 4)
DAYS_MAX = 550  # a year and a half: a rota is a plan, not a habit for ever
VISITS_MAX = 300
HALVES = {"am": (time(10), time(11, 30)), "pm": (time(13, 30), time(15))}
# 地方自治法 第4条の2 第2項: a city's offices rest from 29 December to 3 January.
YEAR_END = ((12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3))
NAME_MAX = 40
KIT = (
    "おもちゃ", "マット", "絵本", "消毒と ウェットティッシュ", "おむつ替えの シート", "身長計・体重計", "受付の紙・名札",
    "相談の案内・ちらし", "のぼり", "救急セット", "記録の紙（この紙）",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """A hall's rhythm: `weekday` (0 Monday), wall times, every `every` weeks, in week `week` (1 … every) of the cycle
    that begins with the week of the rota's first day. `hall` is whatever names the hall to the caller."""

    hall: int
    weekday: int
    starts: time
    ends: time
    every: int = 1
    week: int = 1

    def __post_init__(self) -> None:
        if self.ends <= self.starts:
            raise Invalid(
                "reach.rota_backwards",
                "おわりの時刻が はじまりより 前です。時刻を たしかめてください。",
                fields={"ends": "はじまりより 後の時刻に してください。"},
            )
        if self.every < 1 or not 1 <= self.week <= self.every:
            raise Invalid(
                "reach.rota_cycle", "何週めかが くりかえしの中に ありません。週を えらびなおしてください。"
            )


@dataclass(frozen=True, slots=True)
class Slot:
    """One visit as it would be made."""

    hall: int
    day: date
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day of the rhythm that falls out, and why in a word."""

    hall: int
    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Laid:
    visits: tuple[Slot, ...]
    skipped: tuple[Skipped, ...]


def closed(day: date) -> str:
    """Why the city's people do not go out on a day; empty where they do."""
    if (day.month, day.day) in YEAR_END:
        return "年末年始"
    return holiday_name(day) or ""


def lay_out(
    turns: Sequence[Turn], first: date, last: date, *, taken: Iterable[tuple[int, date, time]] = ()
) -> Laid:
    """Every visit from `first` to `last`, in order of days; `taken` are (hall, day, starts) that stand already.

    Raises Invalid where the span is backwards, too long, or holds no visit at all."""
    _check_span(first, last)
    full = set(taken)
    visits: list[Slot] = []
    skipped: list[Skipped] = []
    for turn in turns:
        for day in _days(turn, first, last):
            why = closed(day) or ("もう 予定がある" if (turn.hall, day, turn.starts) in full else "")
            if why:
                skipped.append(Skipped(turn.hall, day, why))
            else:
                full.add((turn.hall, day, turn.starts))
                visits.append(Slot(turn.hall, day, turn.starts, turn.ends))
    _check_number(len(visits))
    return Laid(
        tuple(sorted(visits, key=lambda one: (one.day, one.starts, one.hall))),
        tuple(sorted(skipped, key=lambda one: (one.day, one.hall))),
    )


def _days(turn: Turn, first: date, last: date) -> Iterable[date]:
    """The cycle counts weeks from the Monday of the first day's week; days before `first` are not made up for."""
    monday = first - timedelta(days=first.weekday())
    day = monday + timedelta(days=turn.weekday, weeks=turn.week - 1)
    while day <= last:
        if day >= first:
            yield day
        day += timedelta(weeks=turn.every)


def _check_span(first: date, last: date) -> None:
    if last < first:
        raise Invalid(
            "reach.rota_span",
            "おわりの日が はじめの日より 前です。日を たしかめてください。",
            fields={"last": "はじめの日より 後の日に してください。"},
        )
    if (last - first).days > DAYS_MAX:
        raise Invalid(
            "reach.rota_too_long",
            "期間が 1年半より 長いです。年度ごとに わけて つくってください。",
            fields={"last": "はじめの日から 1年半までに してください。"},
        )


def _check_number(visits: int) -> None:
    if not visits:
        raise Invalid(
            "reach.rota_empty",
            "この期間には 行ける日が ありません（祝日・年末年始・もう 予定がある日を のぞきました）。期間か 曜日を かえてください。",
            fields={"last": "行ける日が ありません。"},
        )
    if visits > VISITS_MAX:
        raise Invalid(
            "reach.rota_too_many",
            f"{visits}回に なります。いちどに つくれるのは {VISITS_MAX}回までです。期間を 短く してください。",
        )


def skipped_words(skipped: Sequence[Skipped], shown: int = 6) -> str:
    """「12月31日（年末年始）、1月11日（成人の日）」; each day once, the rest as a number."""
    days = dict.fromkeys((one.day, one.why) for one in skipped)
    told = [f"{day.month}月{day.day}日（{why}）" for day, why in days]
    rest = f" ほか{len(told) - shown}日" if len(told) > shown else ""
    return "、".join(told[:shown]) + rest


def kit_list(text: str) -> tuple[str, ...]:
    """One thing a line, doubles and blank lines dropped. Raises Invalid for what would not fit on the sheet."""
    found = tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if len(found) > 40 or any(len(one) > 60 for one in found):
        raise Invalid(
            "reach.kit_too_long",
            "持ち物は 40個まで、ひとつ 60文字までです。短く してください。",
            fields={"kit": "40個まで、ひとつ 60文字までに してください。"},
        )
    return found


def pair_of(first: str, second: str) -> tuple[str, str]:
    """Two よび名, tidied; the same name twice is one person. Raises Invalid."""
    one, two = " ".join(first.split()), " ".join(second.split())
    if one and one == two:
        raise Invalid(
            "reach.pair_same",
            "ふたりとも 同じ よび名です。ひとりでは 行けません。もうひとりの よび名を 書いてください。",
            fields={"second_staff": "もうひとりの よび名を 書いてください。"},
        )
    return (one, two) if one else (two, "")


def overlap(starts: time, ends: time, other_starts: time, other_ends: time) -> bool:
    return starts < other_ends and other_starts < ends

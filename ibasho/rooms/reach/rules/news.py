"""The words of an announcement of 出張開設: for the city's paper (広報), for LINE, and the default description. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby

from ibasho.base.kernel import clock, wareki

DESCRIPTION = (
    "0～3歳の おこさんと おうちの方の ための ひろばです。職員が おもちゃを もって、近くの会場へ 行きます。"
    "あそんで、話して、相談も できます。"
)
LINE_MAX = 500  # characters of one message people read to its end


@dataclass(frozen=True, slots=True)
class Stand:
    """One hall with its coming days: what an announcement lists."""

    hall: str
    address: str
    days: Sequence[tuple[date, time, time]]


@dataclass(frozen=True, slots=True)
class Sender:
    """The city's part of it: who invites and whom to ask."""

    city: str
    department: str
    phone: str


def days_words(days: Sequence[tuple[date, time, time]]) -> list[str]:
    """Lines such as 「12月3日（木）、10日（木） 10:00～11:30」: days of one month and one hour together."""
    lines = []
    for (_year, month, starts, ends), group in groupby(
        sorted(days), key=lambda one: (one[0].year, one[0].month, one[1], one[2])
    ):
        told = "、".join(f"{day.day}日（{wareki.weekday_label(day)}）" for day, _s, _e in group)
        lines.append(f"{month}月{told} {clock.time_label(starts)}～{clock.time_label(ends)}")
    return lines


def for_paper(title: str, words: str, stands: Sequence[Stand], sender: Sender) -> str:
    """Text to copy into 広報: what, when and where hall by hall, and whom to ask."""
    parts = [f"■ {title}", words or DESCRIPTION, ""]
    for stand in stands:
        address = f"（{stand.address}）" if stand.address else ""
        parts += [f"【{stand.hall}】{address}", *days_words(stand.days), ""]
    return "\n".join([*parts, "対象　0～3歳の こどもと 保護者", "申しこみ・お金　いりません", _asked(sender)])


def for_line(title: str, stands: Sequence[Stand], sender: Sender, address: str = "") -> str:
    """A short message: the next day of each hall, and where to read the rest. Never longer than LINE_MAX."""
    nearest = [(min(stand.days), stand.hall) for stand in stands if stand.days]
    told = [
        f"{wareki.day_label(day)} {clock.time_label(starts)}～{clock.time_label(ends)} {hall}"
        for (day, starts, ends), hall in sorted(nearest)
    ]
    tail = [
        "0～3歳の おこさんと どうぞ。申しこみは いりません。",
        *([f"くわしくは {address}"] if address else []),
        _asked(sender),
    ]
    return _fitting([f"【{title}】", *told], tail)


def _fitting(head: list[str], tail: list[str]) -> str:
    """Drops the farthest halls until it fits, and says that there are more."""
    text = "\n".join([*head, *tail])
    while len(text) > LINE_MAX and len(head) > 2:
        head = head[:-1]
        text = "\n".join([*head, "ほかにも あります。", *tail])
    return text


def _asked(sender: Sender) -> str:
    return f"問い合わせ　{sender.city} {sender.department}" + (f"（{sender.phone}）" if sender.phone else "")

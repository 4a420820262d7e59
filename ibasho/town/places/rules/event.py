"""Events: their days, who helps, and which state may follow which. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from ibasho.base.kernel.errors import Conflict, Invalid

DRAFT, PENDING, PUBLISHED, CANCELLED = "draft", "pending", "published", "cancelled"
_FOLLOWS = {
    PENDING: {DRAFT},
    PUBLISHED: {DRAFT, PENDING, PUBLISHED},  # again: the city has seen what was changed since
    DRAFT: {PENDING},
    CANCELLED: {DRAFT, PENDING, PUBLISHED},
}


@dataclass(frozen=True, slots=True)
class EventDay:
    """One day, JST wall times; None: the hour is not known. `session_id` names the day that stands already."""

    day: date
    starts: time | None = None
    ends: time | None = None
    session_id: int | None = None

    def __post_init__(self) -> None:
        if self.starts and self.ends and self.ends <= self.starts:
            raise Invalid(
                "places.event_backwards",
                "おわりの時刻が はじまりより 前です。時刻を たしかめてください。",
                fields={"ends": "はじまりより 後の時刻に してください。"},
            )


@dataclass(frozen=True, slots=True)
class CoGroup:
    """A co-operating group: its name as published, its organisation where it is registered."""

    name: str
    organisation_id: int | None = None
    task: str = ""


def check_days(days: Sequence[EventDay]) -> None:
    if not days:
        raise Invalid(
            "places.event_no_day",
            "日が ありません。もよおしの日を ひとつは 書いてください。",
            fields={"day": "日を 書いてください。"},
        )
    if len({(one.day, one.starts) for one in days}) < len(days):
        raise Invalid("places.event_day_twice", "同じ日と時刻が 2回 あります。ひとつを 消してください。")


def check_step(current: str, wanted: str) -> None:
    """Conflict when `wanted` can't follow: somebody else was first."""
    if current not in _FOLLOWS[wanted]:
        raise Conflict(
            "places.event_state",
            "このもよおしは もう ちがう状態に なっています。ページを 開きなおして たしかめてください。",
        )

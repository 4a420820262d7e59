"""Lending between groups: on no day more is promised than there is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.base.kernel import wareki
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.network.rules.kinds import LoanState

DAYS_MAX, AHEAD_DAYS_MAX, COUNT_MAX = 60, 400, 200
State = LoanState
HOLDING = (State.AGREED.value, State.LENT.value)  # what takes from what there is
NEXT: dict[str, tuple[str, ...]] = {
    State.ASKED.value: (State.AGREED.value, State.DECLINED.value, State.CANCELLED.value),
    State.AGREED.value: (State.LENT.value, State.CANCELLED.value),
    State.LENT.value: (State.RETURNED.value,),
}


@dataclass(frozen=True, slots=True)
class Span:
    """`count` pieces out from `first` to `last`, both inclusive."""

    first: date
    last: date
    count: int


def days(first: date, last: date) -> Iterator[date]:
    for step in range((last - first).days + 1):
        yield first + timedelta(days=step)


def out_on(day: date, spans: Iterable[Span]) -> int:
    return sum(one.count for one in spans if one.first <= day <= one.last)


def least_free(there_are: int, first: date, last: date, spans: Iterable[Span]) -> tuple[int, date]:
    """How many are free on the tightest day between `first` and `last`, and which day that is."""
    known = list(spans)
    return min((there_are - out_on(day, known), day) for day in days(first, last))


def check_ask(first: date, last: date, count: int, there_are: int, today: date) -> None:
    """Raises Invalid."""
    if first < today:
        raise _wrong("starts_on", "もう すぎた日です。きょうか、あとの日に してください。")
    if last < first:
        raise _wrong("ends_on", "おわりの日が はじまりの日より 前です。")
    if (last - first).days >= DAYS_MAX or (first - today).days > AHEAD_DAYS_MAX:
        raise _wrong("ends_on", f"かりられるのは 1年先まで、つづけて {DAYS_MAX}日までです。")
    if not 0 < count <= there_are:
        raise _wrong("count", f"ぜんぶで {there_are}です。1から {there_are}までで 入れてください。")


def check_free(there_are: int, wish: Span, others: Iterable[Span]) -> None:
    """Raises Conflict naming the day on which there is not enough."""
    free, day = least_free(there_are, wish.first, wish.last, others)
    if free < wish.count:
        sentence = (
            f"{wareki.day_label(day)}は のこり {max(free, 0)}です。数か 日を かえて、相談してください。"
        )
        raise Conflict("network.loan_short", sentence)


def check_next(state: str, wish: str) -> None:
    if wish not in NEXT.get(state, ()):
        sentence = f"いまは「{State(state).label}」なので、できません。ページを ひらきなおしてください。"
        raise Conflict("network.loan_state", sentence)


def check_item(count: int, promised: int) -> None:
    """Not fewer than what is out or promised on some day to come."""
    if not 0 < count <= COUNT_MAX:
        raise _wrong("count", f"いくつ あるかを 1から {COUNT_MAX}までで 入れてください。")
    if count < promised:
        raise _wrong("count", f"もう {promised}を かす約束が あります。それより 少なくは できません。")


def most_out(today: date, spans: Iterable[Span]) -> int:
    """The most that is out or promised at once from `today` on."""
    known = [one for one in spans if one.last >= today]
    return max((out_on(max(one.first, today), known) for one in known), default=0)


def _wrong(field: str, sentence: str) -> Invalid:
    return Invalid(f"network.loan_{field}", sentence, fields={field: sentence})

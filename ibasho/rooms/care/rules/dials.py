"""The three clocks of a note as they are drawn: taken, looked within 48 hours, thanked. About the centre, never a child. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.labelled import Labelled
from ibasho.town.concerns.rules.clock import is_working_day

SOON_SHARE = 75  # of a hundred parts of the time used up
UNCHECK_WITHIN_HOURS = 24
CLOSE_WITHIN_DAYS = 30  # after the answer: then the page asks whether it is over, so that the words may go
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_MOMENT = timedelta(microseconds=1)


class Step(Labelled):
    TAKE = "take", "受理"
    CHECK = "check", "安全の確認"
    ANSWER = "answer", "返事"


class Hand(StrEnum):
    DONE = "done"
    RUNNING = "running"
    SOON = "soon"
    LATE = "late"
    NONE = "none"  # what is only glad needs no such step


@dataclass(frozen=True, slots=True)
class Dial:
    """`share`: how much of the time is used up, of 100. `left`: あと 5時間, 11月30日（月）まで, 11月22日から すぎています, or ""
    where it is done."""

    step: Step
    hand: Hand
    due: datetime | None
    done_at: datetime | None
    share: int
    left: str

    @property
    def last_day(self) -> date | None:
        """The day on which it is still in time."""
        return None if self.due is None else clock.day(self.due - _MOMENT)

    @property
    def dated(self) -> bool:
        """Whether `left` names that day itself."""
        return self.left.endswith("まで")


def dial(
    step: Step, *, start: datetime, due: date | datetime | None, done_at: datetime | None, at: datetime
) -> Dial:
    """`due`: a day is over at its midnight."""
    end = due if isinstance(due, datetime) or due is None else clock.at(due, clock.END_OF_DAY)
    if done_at is not None:
        return Dial(step, Hand.DONE, end, done_at, 100, "")
    if end is None:
        return Dial(step, Hand.NONE, None, None, 0, "")
    share = min(100, max(0, round(100 * ((at - start) / max(end - start, _HOUR)))))
    hand = Hand.LATE if at >= end else Hand.SOON if share >= SOON_SHARE else Hand.RUNNING
    words = _since(end, at) if hand is Hand.LATE else _until(end, at)
    return Dial(step, hand, end, None, share, words)


def raised_before(today: date) -> date:
    """What was due before this day has been late for more than a working day."""
    day = today - _DAY
    while not is_working_day(day):
        day -= _DAY
    return day


def _since(end: datetime, at: datetime) -> str:
    if at - end < _HOUR:
        return "すぎたばかりです"
    if clock.day(end) == clock.day(at):
        hour = f"{clock.time_label(clock.jst(end).time())}から" if _in_a_day(end) else "きょうから"
        return f"{hour} すぎています"
    return f"{_day(end)}から すぎています"


def _until(end: datetime, at: datetime) -> str:
    """Hours within a day of it; a day by its name, and the moment within it where it ends in the middle of one."""
    if end - at < _DAY:
        return f"あと {(end - at) // _HOUR}時間" if end - at >= _HOUR else "あと 1時間 ありません"
    last = clock.day(end - _MOMENT)
    named = f"あした（{_day(end - _MOMENT)}）" if last - clock.day(at) == _DAY else wareki.day_label(last)
    return f"{named} {clock.time_label(clock.jst(end).time())}まで" if _in_a_day(end) else f"{named}まで"


def _in_a_day(moment: datetime) -> bool:
    return clock.jst(moment).time() != time()


def _day(moment: datetime) -> str:
    day = clock.day(moment)
    return f"{day.month}月{day.day}日"

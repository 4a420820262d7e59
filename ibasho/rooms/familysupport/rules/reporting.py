"""活動報告書: the hours as they were, when it is due, and with which month it is paid. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.familysupport.rules.kinds import PaidWay, VisitState

NOT_INSURED = (
    "センターが 決めた活動だけが 保険の対象で、報告できます。この活動は センターで 決まっていません。"
    "センターに 電話してください。"
)
COSTS_MAX_YEN = 20_000
WORDS_MAX = 400


@dataclass(frozen=True, slots=True)
class Told:
    """What a provider tells of one visit. Whole yen; `paid_way` where the family has paid on the spot."""

    began_at: datetime
    ended_at: datetime
    travel_yen: int = 0
    cost_yen: int = 0
    words: str = ""
    paid_way: PaidWay | None = None

    @property
    def minutes(self) -> int:
        return int((self.ended_at - self.began_at).total_seconds()) // 60


@dataclass(frozen=True, slots=True)
class Arranged:
    """What the centre decided about the visit."""

    state: str
    day: date
    decided_at: datetime | None


def require_arranged(visit: Arranged, told: Told) -> None:
    """Invalid unless the centre decided it before it began: nothing else is insured."""
    decided = visit.decided_at
    if visit.state not in (VisitState.AGREED, VisitState.DONE) or decided is None or decided >= told.began_at:
        raise Invalid("support.not_arranged", NOT_INSURED)


def check(visit: Arranged, told: Told, at: datetime) -> None:
    """Invalid for hours that cannot be: another day, the end before the beginning, not over yet; too much yen, words with a
    My Number."""
    require_arranged(visit, told)
    wrong: dict[str, str] = {}
    if clock.day(told.began_at) != visit.day:
        wrong["began"] = "決まった日と ちがう日です。日が かわったときは センターに 電話してください。"
    if told.ended_at <= told.began_at:
        wrong["ended"] = "おわりは、はじまりより あとの 時間に してください。"
    elif told.ended_at > at:
        wrong["ended"] = "まだ 来ていない時間です。活動が おわってから 書いてください。"
    for name, yen in (("travel_yen", told.travel_yen), ("cost_yen", told.cost_yen)):
        if not 0 <= yen <= COSTS_MAX_YEN:
            wrong[name] = (
                f"0円から {COSTS_MAX_YEN:,}円までです。もっと かかったときは センターに 電話してください。"
            )
    if len(told.words) > WORDS_MAX:
        wrong["words"] = f"{WORDS_MAX}文字までで 書いてください。"
    refuse_my_number(told.words)
    if wrong:
        raise Invalid("support.report", " ".join(wrong.values()), fields=wrong)


def overlaps(told: Told, began_at: datetime, ended_at: datetime) -> bool:
    """Whether the same person would have been in two places. One may begin as the other ends."""
    return told.began_at < ended_at and began_at < told.ended_at


def due_on(day: date, due_day: int) -> date:
    """By when the report of a visit must be here: `due_day` of the next month."""
    return next_month(day).replace(day=due_day)


def is_late(day: date, written_on: date, due_day: int) -> bool:
    return written_on > due_on(day, due_day)


def goes_with(day: date, written_on: date, due_day: int) -> date:
    """The first of the month with which a report is paid: its own where it came in time, else the first whose due day it
    met."""
    month = first_of_month(written_on)
    met = month if written_on.day > due_day else first_of_month(month - timedelta(days=1))
    return max(first_of_month(day), met)


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def last_of_month(first: date) -> date:
    return next_month(first) - timedelta(days=1)


def next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def accounts_close(first: date) -> date:
    """Until when a month is paid from its own 年度."""
    return years.accounts_close(years.nendo(first))


def accounts(first: date, pay_on: date) -> int:
    """The 年度 whose money pays a month on a day: its own, or after its accounts are closed that of the day (過年度支出,
    地方自治法施行令 165条の8)."""
    return years.nendo(pay_on if pay_on > accounts_close(first) else first)


def label(minutes: int) -> str:
    """`2時間30分`"""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}分"
    return f"{hours}時間{rest}分" if rest else f"{hours}時間"

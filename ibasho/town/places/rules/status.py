"""Is it open now, later today, or when next? What is not known is said to be not known.

`Planned` sessions come in; `Status` goes out with its words for grown-ups (`plain`) and for children (`child`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from ibasho.base.kernel import clock, wareki
from ibasho.town.places.rules.words import hours_label

OPEN_WITHOUT_END = timedelta(hours=2)  # how long a session whose end nobody knows is worth going to


class State(StrEnum):
    """In the order in which a day's sessions matter to a child."""

    OPEN = "open"
    STARTED = "started"  # begun, its end is not known
    TODAY = "today"
    UNDECIDED = "undecided"  # today, but the roster is short: not promised
    CLOSED_TODAY = "closed_today"  # was to be today, and was called off
    MAYBE_TODAY = "maybe_today"  # an irregular place that names this weekday
    NEXT = "next"
    PAUSED = "paused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Planned:
    """A session as the pages need it. `promised` False: its roster is short."""

    day: date
    starts: time | None = None
    ends: time | None = None
    cancelled: bool = False
    reason: str = ""
    promised: bool = True


@dataclass(frozen=True, slots=True)
class Pause:
    """休止中. `until` is the last day of it; None: nobody knows yet. `since` None: the source does not say."""

    since: date | None
    until: date | None = None
    reason: str = ""

    def covers(self, day: date) -> bool:
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Status:
    """`session` is the one the state speaks of; `after` is the next day the place opens, behind CLOSED_TODAY, PAUSED
    and MAYBE_TODAY. `banner` and `banner_child` are not empty when a session of today was called off."""

    state: State
    plain: str
    child: str
    session: Planned | None = None
    after: Planned | None = None
    banner: str = ""
    banner_child: str = ""


def status_of(
    sessions: Iterable[Planned], at: datetime, *, pause: Pause | None = None, maybe_today: bool = False
) -> Status:
    """What to say about a place at a moment. Sessions in any order; those over are passed by.

    `maybe_today`: an IRREGULAR rule names today (`occurrences.possible_on`). A pause is stronger than sessions.
    """
    today = clock.day(at)
    coming = sorted((one for one in sessions if not _over(one, at)), key=_order)
    if pause and pause.covers(today):
        back = (one for one in coming if not pause.covers(one.day) and not one.cancelled)
        return _paused(pause, next(back, None))
    standing = [one for one in coming if not one.cancelled]
    here = [one for one in standing if one.day == today]
    off = [one for one in coming if one.cancelled and one.day == today]
    later = next((one for one in standing if one.day > today), None)
    return _with_banner(_choose(here, off, later, at, maybe_today=maybe_today), off, alone=not here)


def _choose(
    here: list[Planned], off: list[Planned], later: Planned | None, at: datetime, *, maybe_today: bool
) -> Status:
    if here:
        state, session = min(((_state(one, at), one) for one in here), key=_rank)
        return Status(state, *_WORDS[state](session), session=session, after=later)
    if off:
        return Status(State.CLOSED_TODAY, *_closed(off[0]), session=off[0], after=later)
    if maybe_today:
        return Status(State.MAYBE_TODAY, *_MAYBE, after=later)
    if later:
        return Status(State.NEXT, *_next(later), session=later)
    return Status(State.UNKNOWN, *_UNKNOWN)


def _order(one: Planned) -> tuple[date, time]:
    return one.day, one.starts or time.min


def _rank(pair: tuple[State, Planned]) -> tuple[int, date, time]:
    return list(State).index(pair[0]), *_order(pair[1])


def _over(one: Planned, at: datetime) -> bool:
    if one.ends is not None:
        return at >= clock.at(one.day, one.ends)
    if one.starts is not None:
        return at >= clock.at(one.day, one.starts) + OPEN_WITHOUT_END
    return clock.day(at) > one.day


def _state(one: Planned, at: datetime) -> State:
    if not one.promised:
        return State.UNDECIDED
    if one.starts is None or at < clock.at(one.day, one.starts):
        return State.TODAY
    return State.OPEN if one.ends else State.STARTED


def _label(hour: time | None) -> str:
    return clock.time_label(hour) if hour else ""


def _open(one: Planned) -> tuple[str, str]:
    until = _label(one.ends)
    return f"いま 開いています（{until}まで）", f"いま あいてる（{until}まで）"


def _started(one: Planned) -> tuple[str, str]:
    since = _label(one.starts)
    return (
        f"{since}に 始まりました（終わりの時間は わかりません）",
        f"{since}に はじまったよ（おわりの 時間は わかりません）",
    )


def _today(one: Planned) -> tuple[str, str]:
    if one.starts is None:
        until = f"{_label(one.ends)}まで・" if one.ends else ""
        return (
            f"きょう 開きます（{until}始まりの時間は まだ わかりません）",
            f"きょう あるよ（{until}{_NO_HOUR}）",
        )
    return f"きょう {hours_label(one.starts, one.ends)}", f"きょう {_label(one.starts)}から"


def _undecided(_one: Planned) -> tuple[str, str]:
    return "きょう 開くかどうか まだ 決まっていません", "きょう あくか まだ きまっていません"


def _closed(one: Planned) -> tuple[str, str]:
    why = f"（{one.reason}）" if one.reason else ""
    return f"きょうは お休みです{why}", f"きょうは おやすみ{why}"


def _next(one: Planned) -> tuple[str, str]:
    day = wareki.day_label(one.day)
    unsure = "" if one.promised else "（まだ 決まっていません）"
    hours = hours_label(one.starts, one.ends)
    return (
        f"次は {day}{' ' + hours if hours else ''}{unsure}",
        f"つぎは {day}{unsure.replace('決', 'き')}",
    )


def _paused(pause: Pause, after: Planned | None) -> Status:
    until = f" {_day(pause.until)}まで" if pause.until else " いつまでかは わかりません"
    why = f"。{pause.reason}" if pause.reason else ""
    since = f"{_day(pause.since)}から" if pause.since else "いつからかは 書かれていません。"
    return Status(
        State.PAUSED,
        f"休止中（{since}{until}{why}）",
        f"いまは おやすみ中（{until.strip()}）",
        after=after,
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _with_banner(status: Status, off: list[Planned], *, alone: bool) -> Status:
    if not off:
        return status
    plain, child = _called_off(off[0], alone=alone)
    return Status(status.state, status.plain, status.child, status.session, status.after, plain, child)


def _called_off(one: Planned, *, alone: bool) -> tuple[str, str]:
    """One session of several names its hour, so that nobody thinks the whole day is off."""
    which = f"きょう {_label(one.starts)}からの 回は" if one.starts and not alone else "きょうは"
    why = f"（{one.reason}）" if one.reason else ""
    return f"{which} お休みになりました{why}", f"{which.replace('回', 'ぶん')} おやすみに なりました{why}"


_NO_HOUR = "時間は まだ わかりません"
_UNKNOWN = ("次に開く日は わかりません", _NO_HOUR)
_MAYBE = ("きょう 開くかもしれません（行く前に たしかめてください）", "きょう あるかも。きいてから いこう")
_WORDS = {
    State.OPEN: _open,
    State.STARTED: _started,
    State.TODAY: _today,
    State.UNDECIDED: _undecided,
}


class Freshness(StrEnum):
    FRESH = "fresh"
    AGEING = "ageing"  # the entry fades a little; the operator is asked
    STALE = "stale"  # it fades much and stands on the desk's phone list


@dataclass(frozen=True, slots=True)
class FreshnessLimits:
    """Days since somebody last confirmed the entry, from which it is ageing and stale."""

    ageing_days: int = 90
    stale_days: int = 180


@dataclass(frozen=True, slots=True)
class Verified:
    """`days` since somebody confirmed the entry; None when nobody ever did."""

    freshness: Freshness
    days: int | None
    words: str


def freshness(verified_on: date | None, today: date, limits: FreshnessLimits) -> Verified:
    """How far to trust an entry. One never confirmed is stale."""
    if verified_on is None:
        return Verified(Freshness.STALE, None, "まだ だれも たしかめていません")
    days = max((today - verified_on).days, 0)
    if days < limits.ageing_days:
        return Verified(Freshness.FRESH, days, _ago(days))
    return Verified(Freshness.AGEING if days < limits.stale_days else Freshness.STALE, days, _ago(days))


def _ago(days: int) -> str:
    if days == 0:
        return "きょう 確かめました"
    return f"{days}日前に 確かめました" if days < 60 else f"{days // 30}か月くらい前に 確かめました"

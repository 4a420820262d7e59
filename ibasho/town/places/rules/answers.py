"""「きょう どこへ 行ける？」 Under which heading a place answers, and whether the way there and back fits the day.

Going in vain is worse than a place left out: only a session with both hours, not called off and not short of
grown-ups, is told as open. Everything else stands under 「きいてから 行こう」 or further down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from ibasho.base.kernel import clock
from ibasho.town.places.rules.eligibility import Admission
from ibasho.town.places.rules.stages import CHILD_STAGES, Stage
from ibasho.town.places.rules.status import Planned, State, Status

SOON = timedelta(minutes=60)
WEEK = timedelta(days=6)  # today and the six days behind it
STAY_MIN = timedelta(minutes=15)


class Group(StrEnum):
    """The headings, in the order of the page."""

    NOW = "now"  # いま あいている
    LATER = "later"  # きょう これから
    WEEK = "week"  # 今週
    UNSURE = "unsure"  # きょう あるかも。きいてから 行こう
    UNKNOWN = "unknown"  # 時間は まだ わかりません
    SHUT = "shut"  # called off, or nothing within the week: not in "today"
    PAUSED = "paused"  # 休止中: not in "today"

    @property
    def rank(self) -> int:
        return _RANK[self]


_RANK = {group: rank for rank, group in enumerate(Group)}
_UNSURE = frozenset({State.STARTED, State.UNDECIDED, State.MAYBE_TODAY})


def group_of(status: Status, at: datetime, *, knows_days: bool = True) -> Group:
    """`knows_days`: some rule says on which days the place opens, even if none is near."""
    session = status.session
    if status.state is State.PAUSED:
        return Group.PAUSED
    if status.state in _UNSURE or (
        status.state is State.TODAY and (session is None or session.starts is None)
    ):
        return Group.UNSURE
    if status.state is State.OPEN:
        return Group.NOW
    if status.state is State.TODAY:
        return Group.LATER
    if status.state is State.UNKNOWN:
        return Group.SHUT if knows_days else Group.UNKNOWN
    return Group.WEEK if _within_week(status, at) else Group.SHUT


def _within_week(status: Status, at: datetime) -> bool:
    coming = status.after if status.state is State.CLOSED_TODAY else status.session
    return coming is not None and coming.day <= clock.day(at) + WEEK


_CHIPS = {
    State.OPEN: "open",
    State.STARTED: "unsure",
    State.TODAY: "today",
    State.UNDECIDED: "unsure",
    State.CLOSED_TODAY: "cancelled",
    State.MAYBE_TODAY: "unsure",
    State.NEXT: "closed",
    State.PAUSED: "paused",
    State.UNKNOWN: "unsure",
}


def chip_of(status: Status, at: datetime, *, was_today: bool = False) -> str:
    """The state of `ui.states` that stands on the card. `was_today`: it was open today and is over."""
    session = status.session
    if status.state is State.NEXT and was_today:
        return "over"
    if status.state is State.TODAY and session and session.starts is None:
        return "unsure"
    if status.state is State.TODAY and session and session.starts:
        return "soon" if clock.at(session.day, session.starts) - at <= SOON else "today"
    return _CHIPS[status.state]


@dataclass(frozen=True, slots=True)
class Trip:
    """`too_late`: it will be shut on arrival. `leave_by`: when to start for home to be there in time, None where no
    time was given or the place shuts before. `no_time`: there would be less than a quarter of an hour to stay."""

    too_late: bool = False
    leave_by: datetime | None = None
    no_time: bool = False


def trip(session: Planned | None, at: datetime, minutes: int | None, home_by: time | None = None) -> Trip:
    """The way to a session of today and back home; nothing is said where hours or minutes are not known."""
    if session is None or session.starts is None or session.ends is None or minutes is None:
        return Trip()
    if session.day != clock.day(at):
        return Trip()
    way, ends = timedelta(minutes=minutes), clock.at(session.day, session.ends)
    arrives = max(at + way, clock.at(session.day, session.starts))
    if home_by is None:
        return Trip(too_late=arrives >= ends)
    leave = clock.at(session.day, home_by) - way
    return Trip(
        arrives >= ends, leave if leave < ends else None, no_time=min(leave, ends) - arrives < STAY_MIN
    )


def alone_from(admission: Admission) -> Stage | None:
    """The youngest stage that may surely come alone, for a reader whose own is not known. None: nobody has said, or
    nobody may. A child before school never comes alone."""
    if admission.restricted or not (admission.everyone or admission.stages):
        return None
    schools = [stage for stage in CHILD_STAGES if stage is not Stage.INFANT]
    welcome = [stage for stage in schools if admission.everyone or stage in admission.stages]
    if admission.alone_from is not None:
        first = admission.alone_from.rank
        return next((stage for stage in welcome if stage.rank >= first), None)
    return welcome[0] if welcome and admission.adult_needed is False else None


def needs_adult(admission: Admission) -> bool:
    """Whether it is said that no child comes alone."""
    return admission.adult_needed is True and admission.alone_from is None

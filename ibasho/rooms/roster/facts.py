"""Numbers of the rosters that can be defended: read by reports. No names, no score on anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Audience, Fact, Mark
from ibasho.rooms.roster.models import Attendance, Helper, Roster
from ibasho.rooms.roster.rules.kinds import HelperState, PayKind
from ibasho.rooms.roster.rules.words import NOT_ENOUGH
from ibasho.town.places.models import Session

BOOK = "見守りの名簿"
LOOKED_DAYS = 28  # behind us
AHEAD_DAYS = 7


def facts(at: datetime) -> dict[str, Fact]:
    """Every fact of this room by its short name, as of the moment."""
    return {name: make(clock.day(at)) for name, make in FACTS.items()}


def rosters_on(today: date) -> Fact:
    return _fact(
        Roster.objects.filter(is_on=True).count(), "か所", "名簿を 使っている場所", "rosters_on", today
    )


def helpers_registered(today: date) -> Fact:
    found = Helper.objects.filter(state=HelperState.REGISTERED, registered_on__lte=today).count()
    return _fact(found, "人", "登録している 手伝う人", "helpers_registered", today)


def sessions_short(today: date) -> Fact:
    """Of the week ahead, how many are not promised for want of grown-ups."""
    found = _sessions(today, today + timedelta(days=AHEAD_DAYS - 1))
    return _fact(
        found.filter(staffing=Session.Staffing.SHORT).count(), "回", "これから7日で おとなが たりない回",
        "sessions_short", today, n=found.count(),
    )  # fmt: skip


def sessions_called_off(today: date) -> Fact:
    """Of the last four weeks, how many were called off for want of grown-ups."""
    found = _sessions(today - timedelta(days=LOOKED_DAYS), today - timedelta(days=1))
    off = found.filter(state=Session.State.CANCELLED, reason=NOT_ENOUGH)
    return _fact(
        off.count(), "回", "この4週間で おとなが そろわず おやすみに なった回", "sessions_called_off", today,
        n=found.count(),
    )  # fmt: skip


def kept_share(today: date) -> Fact:
    """Of the last four weeks' sessions with a roster, how many opened, in percent; None where there was none."""
    found = _sessions(today - timedelta(days=LOOKED_DAYS), today - timedelta(days=1))
    count = found.count()
    kept = found.filter(state=Session.State.PLANNED).count()
    value = 100 * kept / count if count else None
    return _fact(value, "%", "この4週間で 予定どおり あいた割合", "kept_share", today, n=count)


def hours_worked(today: date) -> Fact:
    """Approved hours of the last four weeks, all kinds of helpers."""
    rows = list(_worked(today))
    return _fact(
        _hours(rows), "時間", "この4週間に みとめた 見守りの時間", "hours_worked", today, n=len(rows)
    )


def hours_unpaid(today: date) -> Fact:
    """Of them, those of volunteers who get nothing for it."""
    rows = list(_worked(today).filter(taken__helper__pay_kind=PayKind.UNPAID))
    return _fact(
        _hours(rows), "時間", "この4週間の うち 無償ボランティアの時間", "hours_unpaid", today, n=len(rows)
    )


def _sessions(first: date, last: date) -> QuerySet[Session]:
    """Sessions a roster watches over or watched over."""
    rows = Session.objects.filter(event__isnull=True, day__range=(first, last))
    return rows.exclude(staffing=Session.Staffing.NOT_NEEDED)


def _worked(today: date) -> QuerySet[Attendance]:
    since = clock.at(today - timedelta(days=LOOKED_DAYS), datetime.min.time())
    return Attendance.objects.filter(
        approved_at__isnull=False, came_at__gte=since, came_at__lt=clock.at(today, datetime.min.time())
    )


def _hours(rows: list[Attendance]) -> float:
    minutes = sum(
        int((one.left_at - one.came_at).total_seconds()) // 60 - one.break_minutes
        for one in rows
        if one.left_at
    )
    return minutes / 60


def _fact(
    value: float | None, unit: str, what: str, query: str, today: date, *, n: int | None = None
) -> Fact:
    few = n is not None and n < settings.SMALL_NUMBER_MIN
    return Fact(
        value=value, unit=unit, source=f"{BOOK}: {what}", as_of=today, query=f"{__name__}.{query}", n=n,
        marks=frozenset({Mark.ROUGH} if few else set()), audience=Audience.DESK,
    )  # fmt: skip


FACTS: dict[str, Callable[[date], Fact]] = {
    "rosters_on": rosters_on,
    "helpers_registered": helpers_registered,
    "sessions_short": sessions_short,
    "sessions_called_off": sessions_called_off,
    "kept_share": kept_share,
    "hours_worked": hours_worked,
    "hours_unpaid": hours_unpaid,
}

"""Is a session promised, and until when may it still be mended? Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ibasho.base.kernel import clock
from ibasho.town.places.rules.adults import Gap, Span, gaps, least_here, most_needed

WITHOUT_END = timedelta(hours=2)  # how long the grown-ups stay where nobody said when it ends


@dataclass(frozen=True, slots=True)
class Judged:
    """`gaps`: the stretches still to come with too few grown-ups, in order; `needed` and `here` at the worst of them,
    or, where there is none, the greatest wish and the thinnest moment. `knows_hours` False: nobody said when the
    session begins, so nobody can be found for it."""

    needed: int
    here: int
    gaps: tuple[Gap, ...] = ()
    knows_hours: bool = True

    @property
    def short(self) -> bool:
        return bool(self.gaps) or not self.knows_hours

    @property
    def missing(self) -> int:
        return max((gap.missing for gap in self.gaps), default=0)


def judge(
    day: date,
    starts: time | None,
    ends: time | None,
    needed: Sequence[Span],
    here: Sequence[Span],
    *,
    floor: int,
    at: datetime,
) -> Judged:
    """A session against who is there. What has gone by at `at` is not judged any more. A wish below `floor` is raised to
    it, for one grown-up alone is never promised (a city that decides otherwise sets ADULTS_MIN)."""
    if starts is None:
        return Judged(floor, 0, knows_hours=False)
    until = ends or end_of(starts)
    since = max(starts, clock.jst(at).time()) if clock.day(at) == day else starts
    if since >= until:
        return Judged(floor, floor)
    wanted = [Span(one.starts, one.ends, max(one.adults, floor)) for one in needed]
    found = gaps(since, until, wanted, here, default=floor)
    if found:
        worst = max(found, key=lambda gap: gap.missing)
        return Judged(worst.needed, worst.here, tuple(found))
    return Judged(most_needed(since, until, wanted, default=floor), least_here(since, until, here))


def end_of(starts: time) -> time:
    """Two hours after the start, at most until midnight."""
    until = datetime.combine(date.min, starts) + WITHOUT_END
    return until.time() if until.date() == date.min else clock.END_OF_DAY


def cut_off(day: date, starts: time, judged: Judged, *, minutes: int, at: datetime) -> datetime:
    """When a short session is called off: `minutes` before it begins. Once it has begun there are children in the
    house, so only when the missing hours begin."""
    begins = clock.at(day, starts)
    if at < begins or not judged.gaps:
        return begins - timedelta(minutes=minutes)
    return clock.at(day, judged.gaps[0].starts)

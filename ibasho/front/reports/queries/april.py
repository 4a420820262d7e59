"""4月の 手順: what is still to do of each step, counted from the rooms, and who ticked what.

One small function a step, most of them one statement; a step without one is ticked by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.actor import Actor
from ibasho.front.reports import policies
from ibasho.front.reports.models import AprilTick, Handover, Indicator, Line, Report, Review
from ibasho.front.reports.rules import april as rules
from ibasho.front.reports.rules.april import Left, Step, Turn
from ibasho.front.reports.rules.kinds import Better, LineState, ReportState, ReviewState
from ibasho.rooms.bulletin.queries import schools
from ibasho.rooms.familysupport.queries import turn_of_year as support
from ibasho.rooms.mealtickets.queries import turn_of_year as meals
from ibasho.rooms.network.queries import meetings, papers, sheets
from ibasho.rooms.openhouse.queries import turn_of_year as openhouse
from ibasho.town.areas.queries import settings as areas
from ibasho.town.areas.queries import standing
from ibasho.town.payouts.queries import runs
from ibasho.town.people import queries as people
from ibasho.town.people.rules import turn_of
from ibasho.town.places.queries import turn_of_year as places

HOLIDAYS = 3  # 夏休み, 冬休み, 春休み


@dataclass(frozen=True, slots=True)
class Row:
    """One step as the page shows it. `may_open`: whether the reader may open the page where it is done."""

    step: Step
    left: Left
    tick: AprilTick | None
    may_open: bool

    @property
    def is_done(self) -> bool:
        return self.tick is not None or self.left.count == 0


def rows(nendo: int, by: Actor, at: datetime) -> list[Row]:
    """Every step in the house's order."""
    turn = Turn(nendo, clock.day(at))
    ticks = {one.step: one for one in ticked(nendo)}
    return [
        Row(one, left(one, turn), ticks.get(one.code), policies.may(by, one.needs, at=at))
        for one in rules.STEPS
    ]


def ticked(nendo: int) -> list[AprilTick]:
    return list(AprilTick.objects.filter(nendo=nendo).select_related("ticked_by"))


def left(step: Step, turn: Turn) -> Left:
    count = COUNTS.get(step.code)
    return count(turn) if count is not None else Left(None)


def _accounts(turn: Turn) -> Left:
    return Left(people.renewable(turn_of(turn.nendo), day=turn.today).count())


def _roleless(turn: Turn) -> Left:
    return Left(people.without_role(day=turn.today).count())


def _districts(turn: Turn) -> Left:
    spans = [(one.code, one.valid_from, one.valid_until) for one in standing.districts_of_all_times()]
    return Left(len(rules.lapsing(spans, turn))) if spans else Left(None, "小学校区が まだ 入っていません")


def _new_schools(turn: Turn) -> Left:
    return Left(schools.untaken(turn.from_day))


def _schools(turn: Turn) -> Left:
    stale = schools.stale(turn.from_day).count()
    if stale or schools.every().exists():
        return Left(stale)
    return Left(None, "学校が まだ 1つも 入っていません")


def _holidays(turn: Turn) -> Left:
    last = years.last_day(turn.nendo)
    entered = areas.holidays().filter(first__gte=turn.first, first__lte=last).count()
    return Left(max(0, HOLIDAYS - entered), f"いま {entered}つ 入っています")


def _grades(turn: Turn) -> Left:
    return Left(None, f"小学校・中学校に 入る ファミサポの こども {support.entering_school(turn.first)}人")


def _cards(turn: Turn) -> Left:
    return Left(None, f"3月31日に おわる カード {openhouse.cards_ending(turn.last)}まい")


def _papers(turn: Turn) -> Left:
    return Left(len(papers.endings(turn.today)))


def _sheets(turn: Turn) -> Left:
    return Left(sheets.unheard(turn.nendo).count())


def _meetings(turn: Turn) -> Left:
    return Left(0 if meetings.rounds(turn.nendo) else 1)


def _opening(turn: Turn) -> Left:
    return Left(len(rules.lapsing(places.opening_spans(turn.last, turn.first), turn)))


def _adults(turn: Turn) -> Left:
    return Left(len(rules.lapsing(places.adults_spans(turn.last, turn.first), turn)))


def _versions(turn: Turn) -> Left:
    return Left(len(rules.lapsing(openhouse.version_spans(turn.last, turn.first), turn)))


def _support(turn: Turn) -> Left:
    lapsing = rules.lapsing(support.tariff_spans(turn.last, turn.first), turn)
    return Left(len(lapsing) + len(rules.lapsing(support.rules_spans(turn.last, turn.first), turn)))


def _pools(turn: Turn) -> Left:
    return Left(meals.pools_ending(turn.last))


def _closing(turn: Turn) -> Left:
    """Before the new 年度 begins there is always a month to close: nothing is counted yet."""
    if turn.today < turn.first:
        return Left(None, "4月1日から 数えます")
    waiting = runs.runs(over=False).filter(nendo=turn.nendo - 1).count()
    return Left(meals.months_open(turn.nendo - 1) + waiting)


def _lines(turn: Turn) -> Left:
    going = Line.objects.filter(nendo=turn.nendo - 1, state__in=(LineState.PLANNED, LineState.RUNNING))
    return Left(going.filter(followed_by=None).count())


def _targets(turn: Turn) -> Left:
    used = Indicator.objects.filter(is_used=True).exclude(better=Better.NONE)
    return Left(None, f"目標の ない しるし {used.exclude(targets__nendo=turn.nendo).count()}")


def _reviews(turn: Turn) -> Left:
    said = Review.objects.filter(nendo=turn.nendo - 1)
    waiting = said.filter(state=ReviewState.DRAFT).count()
    return Left(waiting or None, "" if waiting else "読むのを まっている ものは ありません")


def _yearly(turn: Turn) -> Left:
    out = Report.objects.filter(nendo=turn.nendo - 1, state=ReportState.PUBLISHED)
    return Left(0 if out.exists() else 1)


def _handovers(turn: Turn) -> Left:
    rows = Handover.objects.filter(Q(nendo=turn.nendo - 1), taken_at=None)
    return Left(rows.count())


COUNTS: dict[str, Callable[[Turn], Left]] = {
    "accounts": _accounts,
    "roleless": _roleless,
    "districts": _districts,
    "new_schools": _new_schools,
    "schools": _schools,
    "holidays": _holidays,
    "grades": _grades,
    "cards": _cards,
    "papers": _papers,
    "sheets": _sheets,
    "meetings": _meetings,
    "opening": _opening,
    "adults": _adults,
    "versions": _versions,
    "support": _support,
    "pools": _pools,
    "closing": _closing,
    "lines": _lines,
    "targets": _targets,
    "reviews": _reviews,
    "yearly": _yearly,
    "handovers": _handovers,
}

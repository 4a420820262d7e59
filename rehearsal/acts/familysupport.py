"""ファミリーサポート: families ask for the coming week, the engine proposes, the adviser decides, reports, months, money.

Members are those the database has, one for one, whatever a sampled child stands for. Where a limited year has fewer acts
than they need, fewer families ask, and what they ask for is carried to its end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.familysupport.actions import (
    deciding,
    meetings,
    months,
    paying,
    plans,
    reporting,
    requests,
    visits,
)
from ibasho.rooms.familysupport.models import Centre, Meeting, Member, Month, Plan, Report, Visit
from ibasho.rooms.familysupport.queries import board
from ibasho.rooms.familysupport.queries import meetings as met
from ibasho.rooms.familysupport.queries import months as month_queries
from ibasho.rooms.familysupport.rules.kinds import (
    CancelKind,
    Content,
    MemberKind,
    MemberState,
    MonthState,
    PaidWay,
    Side,
    VisitState,
    Where,
)
from ibasho.rooms.familysupport.rules.reporting import Told
from ibasho.rooms.familysupport.rules.requests import Wanted
from ibasho.town.payouts.actions import payees, results, runs
from ibasho.town.payouts.actions.payees import Particulars
from ibasho.town.payouts.models import PayerAccount, Run
from ibasho.town.payouts.rules.days import shifted
from rehearsal.stage import Stage
from rehearsal.thinning import part

NAME = "familysupport"
SHARE = 0.03
ACTS_A_DAY = 6  # measured
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ASKED_ON, SOLVED_ON = 3, 4  # Thursday, Friday
CLOSED_ON, APPROVED_ON, PAID_AFTER = 11, 12, timedelta(days=10)
PAYABLE = (month_queries.Stands.READY, month_queries.Stands.RETURNED)


@dataclass(frozen=True, slots=True)
class Wish:
    content: Content
    where: Where
    starts: time
    ends: time
    days: int
    from_words: str = ""


WISHES = (
    Wish(Content.AFTER_SCHOOL, Where.PROVIDER_HOME, time(16), time(18), 2),
    Wish(Content.AFTER_SCHOOL, Where.PROVIDER_HOME, time(15), time(17), 1),
    Wish(Content.NURSERY_WAY, Where.WAY, time(16, 30), time(17, 30), 2, "こども園"),
    Wish(Content.AROUND_NURSERY, Where.PROVIDER_HOME, time(7, 15), time(8, 15), 3),
    Wish(Content.OUTING, Where.PROVIDER_HOME, time(10), time(12), 1),
    Wish(Content.EARLY_LATE, Where.PROVIDER_HOME, time(18, 30), time(20, 30), 1),
)


def day(stage: Stage) -> None:
    centre = Centre.objects.filter(is_open=True).order_by("pk").first()
    if centre is None:
        return
    if stage.is_day(weekday=ASKED_ON):
        stage.when(stage.at(10), partial(_ask_all, stage, centre))
    if stage.is_day(weekday=SOLVED_ON):
        stage.when(stage.at(13, 30), partial(_solve, stage, centre))
    stage.when(stage.at(8, 20), partial(_activities, stage))
    if stage.is_day(month_day=CLOSED_ON):
        stage.when(stage.at(10, 30), partial(_close_month, stage, centre))
    if stage.is_day(month_day=APPROVED_ON):
        stage.when(stage.at(10, 30), partial(_approve_months, stage, centre))
    stage.when(stage.at(9, 35), partial(_hear_the_bank, stage))


def _ask_all(stage: Stage, centre: Centre, at: datetime) -> None:
    kinds = (MemberKind.USER, MemberKind.BOTH)
    rows = Member.objects.filter(centre=centre, state=MemberState.ACTIVE, kind__in=kinds)
    rng = stage.rng("familysupport asks")
    share = stage.values["asks_week"] * part(stage, NAME, ACTS_A_DAY)
    for member in rows.order_by("pk"):
        wish = WISHES[int(rng.integers(len(WISHES)))]
        weekdays = tuple(sorted(rng.choice(5, size=wish.days, replace=False).tolist()))
        children = list(member.children.order_by("pk").values_list("public_id", flat=True))
        if children and rng.uniform() < share:
            stage.do(
                "familysupport.ask", requests.ask, member=member, wanted=_wanted(stage, wish, weekdays, children[0]),
                by=stage.cast.adviser, at=at,
            )  # fmt: skip


def _wanted(stage: Stage, wish: Wish, weekdays: tuple[int, ...], child: str) -> Wanted:
    monday = _next_monday(stage.day)
    return Wanted(
        children=(child,), content=wish.content.value, where=wish.where.value, from_on=monday,
        until_on=monday + 6 * DAY, weekdays=weekdays, starts=wish.starts, ends=wish.ends, from_words=wish.from_words,
        to_words="家" if wish.where is Where.WAY else "",
    )  # fmt: skip


def _next_monday(day: date) -> date:
    return day + (7 - day.weekday()) * DAY


def _solve(stage: Stage, centre: Centre, at: datetime) -> None:
    week = _next_monday(stage.day)
    if not board.open_visits(centre, week, at):
        return
    plan = stage.do(
        "familysupport.solve", plans.solve, centre=centre, week=week, by=stage.cast.adviser, at=at
    )
    if plan is not None:
        stage.when(at + HOUR, partial(_decide, stage, plan))


def _decide(stage: Stage, plan: Plan, at: datetime) -> None:
    """Every proposal stands; whom nobody can help is told so, with where else the child can go."""
    by = stage.cast.adviser
    if plan.proposals.filter(member__isnull=False).exists():
        stage.do("familysupport.decide", deciding.decide_plan, plan=plan, by=by, at=at)
    rows = Visit.objects.filter(proposals__plan=plan, state=VisitState.OPEN).select_related("request__member")
    for visit in rows.order_by("starts_at", "pk"):
        reason = board.unmet_reason(visit, at)
        stage.do("familysupport.unmet", visits.mark_unmet, visit=visit, reason=reason, by=by, at=at)


def _activities(stage: Stage, at: datetime) -> None:
    """Today's visits are held; of tomorrow's a few are called off, and who has not met meets today."""
    rng = stage.rng("familysupport visits")
    agreed = Visit.objects.filter(state=VisitState.AGREED).order_by("starts_at", "pk")
    for visit in agreed.filter(day=stage.day):
        stage.when(visit.ends_at + HOUR, partial(_report, stage, visit))
    for visit in agreed.filter(day=stage.day + DAY):
        if rng.uniform() < stage.values["visit_called_off"]:
            stage.when(stage.at(19), partial(_call_off, stage, visit))
        else:
            stage.when(stage.at(18), partial(_meet, stage, visit))


def _call_off(stage: Stage, visit: Visit, at: datetime) -> None:
    by = stage.cast.adviser
    stage.do("familysupport.call_off", visits.cancel, visit=visit, kind=CancelKind.BEFORE, by=by, at=at)


def _meet(stage: Stage, visit: Visit, at: datetime) -> None:
    if visit.pk not in met.missing([visit]):
        return
    by = stage.cast.adviser
    held = stage.do(
        "familysupport.meet",
        meetings.note_held,
        visit=visit,
        held_on=stage.day,
        child_was_there=True,
        by=by,
        at=at,
    )
    for one in held or ():
        for side in (Side.USER, Side.PROVIDER):
            _agree(stage, one, side, at)


def _agree(stage: Stage, meeting: Meeting, side: Side, at: datetime) -> None:
    stage.do("familysupport.agree", meetings.agree, meeting=meeting, side=side, by=stage.cast.adviser, at=at)


def _report(stage: Stage, visit: Visit, at: datetime) -> None:
    told = Told(
        visit.starts_at, visit.ends_at, travel_yen=60, words="元気に すごしました。", paid_way=PaidWay.CASH
    )
    report = stage.do(
        "familysupport.report", reporting.write, visit=visit, told=told, by=stage.cast.adviser, at=at
    )
    if report is not None:
        stage.when(at + DAY, partial(_confirm, stage, report))


def _confirm(stage: Stage, report: Report, at: datetime) -> None:
    stage.do("familysupport.confirm", reporting.confirm, report=report, by=stage.cast.adviser, at=at)


def _close_month(stage: Stage, centre: Centre, at: datetime) -> None:
    """The month before; what the demo has closed already stands."""
    first = (stage.day.replace(day=1) - DAY).replace(day=1)
    if not Month.objects.filter(centre=centre, first=first).exclude(state=MonthState.OPEN).exists():
        stage.do(
            "familysupport.close_month",
            months.close,
            centre=centre,
            first=first,
            by=stage.cast.adviser,
            at=at,
        )


def _approve_months(stage: Stage, centre: Centre, at: datetime) -> None:
    """Each month that is closed, then the money of all that are approved."""
    rows = Month.objects.filter(centre=centre).order_by("first")
    for row in rows.filter(state=MonthState.CLOSED):
        stage.do("familysupport.approve_month", months.approve, month=row, by=stage.cast.second, at=at)
    for row in rows.filter(state=MonthState.APPROVED):
        _pay(stage, row, at)


def _pay(stage: Stage, month: Month, at: datetime) -> None:
    """Accounts that are missing are written and looked at by the second; then a run as every other."""
    payer = PayerAccount.objects.order_by("pk").first()
    for line in month_queries.lines(month, day=stage.day):
        if line.stands == month_queries.Stands.NO_ACCOUNT:
            _write_account(stage, line.top_up.provider, at)
    ready = any(line.stands in PAYABLE for line in month_queries.lines(month, day=stage.day))
    if payer is None or not ready:
        return
    pay_on = shifted(stage.day + PAID_AFTER, before=False)
    run = stage.do(
        "familysupport.pay",
        paying.prepare,
        month=month,
        payer=payer,
        pay_on=pay_on,
        by=stage.cast.officer,
        at=at,
    )
    first, second = stage.cast.officer, stage.cast.second
    steps: tuple[tuple[Callable[..., Run], Actor], ...] = (
        (runs.ask, first), (runs.confirm, first), (runs.approve, second), (runs.mark_listed, first),
    )  # fmt: skip
    for action, by in steps:
        if run is not None:
            run = stage.do(f"familysupport.run_{action.__name__}", action, run=run, by=by, at=at)
    if run is not None:
        stage.do("familysupport.run_send", runs.send, run=run, by=first, at=at)


def _write_account(stage: Stage, provider: Member, at: datetime) -> None:
    book = Particulars(
        "9999", "ミホン", "902", "エキマエ", "1", f"{provider.pk % 10_000_000:07}", "テイキヨウ カイイン"
    )
    payee = stage.do(
        "familysupport.account",
        paying.write_account,
        member=provider,
        particulars=book,
        by=stage.cast.officer,
        at=at,
    )
    if payee is not None:
        stage.do("familysupport.confirm_account", payees.confirm, payee=payee, by=stage.cast.second, at=at)


def _hear_the_bank(stage: Stage, at: datetime) -> None:
    sent = Run.objects.filter(programme=month_queries.PROGRAMME, state=Run.State.SENT, pay_on__lt=stage.day)
    for run in sent.order_by("pk"):
        stage.do(
            "familysupport.bank", results.take_all, run=run, day=run.pay_on, by=stage.cast.officer, at=at
        )

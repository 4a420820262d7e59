"""Jobs of family support, one section per noun."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports.by_clock import by_clock
from ibasho.rooms.familysupport.actions import (
    asking,
    courses,
    forgetting,
    incidents_forgetting,
    members,
    members_erasing,
    paying,
    plans,
    report_forgetting,
    report_reminding,
    requests,
    visits,
    whatif,
)
from ibasho.rooms.familysupport.models import Plan, WhatIf
from ibasho.rooms.familysupport.queries.months import unsettled
from ibasho.rooms.familysupport.queries.requests import begun_open, helperless, left_behind

# --- reports and money ---

_STEADY = RetryStrategy(
    max_attempts=8, exponential_wait=4
)  # a database that restarts loses no news of a payment


@jobs.task(name="familysupport.settle_payment", retry=_STEADY, pass_context=False)
def settle_payment(entry_id: int, object_id: str) -> None:
    """What the bank said of a top-up reaches it."""
    paying.settle(payment_id=int(object_id), by=Actor.of_job("familysupport.settle_payment"), at=clock.now())


@by_clock("familysupport.settle_late", "03:55")
def settle_late(timestamp: int) -> None:
    """Results of which a top-up has not heard, whatever became of their jobs; each by itself."""
    for payment_id in unsettled():
        settle_payment.defer(entry_id=0, object_id=str(payment_id))


@by_clock("familysupport.remind_reports", "09:30")
def remind_reports(timestamp: int) -> None:
    """Reports nobody has written or looked at: one mail each, some days after."""
    report_reminding.remind(by=Actor.of_job("familysupport.remind_reports"), at=clock.now())


@by_clock("familysupport.forget_reports", "04:20")
def forget_reports(timestamp: int) -> None:
    """Meetings and reports go five years after their 年度, the sums of the months ten."""
    report_forgetting.forget(by=Actor.of_job("familysupport.forget_reports"), at=clock.now())


# --- members and courses ---


@by_clock("familysupport.erase", "20 */6 * * *")
def erase(timestamp: int) -> None:
    """Names of who left or was not taken go after 30 days."""
    members_erasing.erase(by=Actor.of_job("familysupport.erase"), at=clock.now())


@by_clock("familysupport.wake", "00:10")
def wake(timestamp: int) -> None:
    """Members whose pause is over are back."""
    members.wake(by=Actor.of_job("familysupport.wake"), at=clock.now())


@by_clock("familysupport.remind_courses", "08:40")
def remind_courses(timestamp: int) -> None:
    """Refreshers that run out: 60 and 14 days ahead, to the provider."""
    courses.remind(by=Actor.of_job("familysupport.remind_courses"), at=clock.now())


@by_clock("familysupport.forget_old", "04:30")  # after reports and incidents
def forget_old(timestamp: int) -> None:
    """Plans go a year after their 年度, requests and courses five, old rules and fees ten."""
    forgetting.forget(by=Actor.of_job("familysupport.forget_old"), at=clock.now())


# --- asks ---


@by_clock("familysupport.ask_again", "*/10 * * * *")
def ask_again(timestamp: int) -> None:
    """Who has not answered is asked once more; who was asked for what is over is let go."""
    by, at = Actor.of_job("familysupport.ask_again"), clock.now()
    asking.remind_due(by=by, at=at)
    asking.settle_ended(by=by, at=at)


@by_clock("familysupport.forget_asks", "04:05")
def forget_asks(timestamp: int) -> None:
    """Who was asked and what they said goes a year after its 年度."""
    asking.forget(by=Actor.of_job("familysupport.forget_asks"), at=clock.now())


# --- matching ---


@jobs.task(name="familysupport.prove_plan", pass_context=False)
def prove_plan(plan_id: int) -> None:
    """A large week was answered at once; with more time its answer is proven, or bettered."""
    plan = Plan.objects.select_related("centre").filter(pk=plan_id).first()
    if plan is not None:
        plans.improve(plan=plan, by=Actor.of_job("familysupport.prove_plan"), at=clock.now())


# --- requests ---


@by_clock("familysupport.give_up_begun", "*/5 * * * *")
def give_up_begun(timestamp: int) -> None:
    """Open visits whose time has come were not met; requests with nothing ahead are closed."""
    at = clock.now()
    for key in begun_open(at):
        give_up_one.defer(visit_id=key)
    visits.close_over(by=Actor.of_job("familysupport.give_up_begun"), at=at)


@by_clock("familysupport.clear_up", "*/10 * * * *")
def clear_up(timestamp: int) -> None:
    """Who has left neither waits for help nor is waited for."""
    by, at = Actor.of_job("familysupport.clear_up"), clock.now()
    for request in left_behind(at):
        requests.withdraw(request=request, by=by, at=at)
    for visit in helperless(at):
        visits.reopen(visit=visit, by=by, at=at)


@jobs.task(name="familysupport.give_up_one", pass_context=False)
def give_up_one(visit_id: int) -> None:
    """One visit by itself: the family hears where the child can go, whatever is wrong with another's mail."""
    visits.give_up_begun(visit_id=visit_id, by=Actor.of_job("familysupport.give_up_begun"), at=clock.now())


# --- tariff and what-if ---


@jobs.task(name="familysupport.work_out", pass_context=False)
def work_out(what_if_id: int) -> None:
    """A what-if over many visits."""
    row = WhatIf.objects.select_related("centre").filter(pk=what_if_id).first()
    if row is not None:
        whatif.work_out(what_if=row, by=Actor.of_job("familysupport.work_out"), at=clock.now())


# --- figures ---


@by_clock("familysupport.forget_incidents", "04:15")
def forget_incidents(timestamp: int) -> None:
    """Incidents go five years after their 年度, counts of 一時預かり after ten."""
    incidents_forgetting.forget(by=Actor.of_job("familysupport.forget_incidents"), at=clock.now())

"""Jobs of roster, one section per noun."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports.by_clock import by_clock
from ibasho.rooms.roster.actions import (
    erasing,
    forgetting_shifts,
    forgetting_turns,
    making,
    paying,
    reminding,
    safeguarding,
)
from ibasho.rooms.roster.models import Roster
from ibasho.rooms.roster.queries.months import unsettled

# --- hours and honoraria ---

_STEADY = RetryStrategy(
    max_attempts=8, exponential_wait=4
)  # a database that restarts loses no news of a payment


@jobs.task(name="roster.settle_payment", retry=_STEADY, pass_context=False)
def settle_payment(entry_id: int, object_id: str) -> None:
    """What the bank said of an honorarium reaches its line."""
    paying.settle(payment_id=int(object_id), by=Actor.of_job("roster.settle_payment"), at=clock.now())


@by_clock("roster.settle_late", "03:45")
def settle_late(timestamp: int) -> None:
    """Results of which a line has not heard, whatever became of their jobs; each by itself."""
    for payment_id in unsettled():
        settle_payment.defer(entry_id=0, object_id=str(payment_id))


# --- turns ---


@by_clock("roster.remind", "*/10 * * * *")
def remind(timestamp: int) -> None:
    """Whoever's turn is near is asked once whether they come."""
    reminding.remind_due(by=Actor.of_job("roster.remind"), at=clock.now())


@by_clock("roster.forget_turns", "03:50")
def forget_turns(timestamp: int) -> None:
    """Wishes to swap, offers and words go a year after their 年度, who worked when five, what was paid ten."""
    by, at = Actor.of_job("roster.forget_turns"), clock.now()
    forgetting_turns.forget(by=by, at=at)
    forgetting_shifts.forget(by=by, at=at)


# --- joining ---


# four times a day: the law counts days, and one night without a server is no excuse
@by_clock("roster.erase", "25 */6 * * *")
def erase(timestamp: int) -> None:
    """Names of who left or was not taken go after 30 days, safeguarding dates by the law's two clocks."""
    erasing.erase(by=Actor.of_job("roster.erase"), at=clock.now())


@by_clock("roster.remind_dates", "08:30")
def remind_dates(timestamp: int) -> None:
    """Safeguarding dates and 研修 that run out: 30 and 7 days ahead, to whom they concern."""
    safeguarding.remind(by=Actor.of_job("roster.remind_dates"), at=clock.now())


# --- shifts and the promise ---


@by_clock("roster.keep_up", "*/10 * * * *")
def keep_up(timestamp: int) -> None:
    """Shifts are made ahead; what falls short at its cut-off is called off, and who can mend it is told."""
    for key in Roster.objects.filter(is_on=True).order_by("pk").values_list("pk", flat=True):
        keep_up_one.defer(roster_id=key)


@jobs.task(name="roster.keep_up_one", pass_context=False)
def keep_up_one(roster_id: int) -> None:
    """One place by itself: what is wrong with one never holds back another."""
    roster = Roster.objects.select_related("place").get(pk=roster_id)
    making.keep_up(roster=roster, by=Actor.of_job("roster.keep_up"), at=clock.now())


@jobs.task(name="roster.hours_changed", pass_context=False)
def hours_changed(entry_id: int, object_id: str) -> None:
    """A place's hours were changed, or a closed day taken back: its shifts and its promise follow at once."""
    roster = Roster.objects.select_related("place").filter(place_id=int(object_id), is_on=True).first()
    if roster is not None:
        making.keep_up(roster=roster, by=Actor.of_job("roster.hours_changed"), at=clock.now())

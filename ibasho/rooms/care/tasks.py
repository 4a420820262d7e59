"""Jobs of care, by the clock. One section per noun."""

from __future__ import annotations

from contextlib import suppress

from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Unavailable
from ibasho.rooms.care.actions import ageing, breaking, forgetting, keys, notes, notices_clock, referral_news


# --- keys -------------------------------------------------------------------------------------------
@jobs.periodic(cron="*/10 * * * *")
@jobs.task(name="care.rewrap", queueing_lock="care.rewrap", pass_context=False)
def rewrap(timestamp: int) -> None:
    """After the vault got a new key: everything stands under it within hours. What the vault gives no more of just now
    (it opens so many a minute) is left for the next time."""
    by = Actor.of_job("care.rewrap")
    with suppress(Unavailable):
        while keys.rewrap(by=by, at=clock.now()):
            pass


# --- notices ---


@jobs.periodic(cron="45 23 * * *")  # 08:45 JST
@jobs.task(name="care.notices_remind", queueing_lock="care.notices_remind", pass_context=False)
def notices_remind(timestamp: int) -> None:
    """What is late, every morning until somebody has seen to it."""
    notices_clock.remind(by=Actor.of_job("care.notices_remind"), at=clock.now())


@jobs.periodic(cron="20 19 * * *")  # 04:20 JST
@jobs.task(name="care.notices_forget", queueing_lock="care.notices_forget", pass_context=False)
def notices_forget(timestamp: int) -> None:
    """Words 90 days after the end, rows five years after their 年度."""
    by, at = Actor.of_job("care.notices_forget"), clock.now()
    while any(notices_clock.forget(by=by, at=at)):
        pass


# --- secrecy ----------------------------------------------------------------------------------------
@jobs.periodic(cron="50 23 * * *")  # 08:50 JST
@jobs.task(name="care.raise_unreviewed", queueing_lock="care.raise_unreviewed", pass_context=False)
def raise_unreviewed(timestamp: int) -> None:
    """A break-glass nobody has looked at within three working days: every morning until somebody does."""
    breaking.raise_overdue(by=Actor.of_job("care.raise_unreviewed"), at=clock.now())


# --- notes ---


@jobs.periodic(cron="*/5 * * * *")
@jobs.task(name="care.tell", queueing_lock="care.tell", pass_context=False)
def tell(timestamp: int) -> None:
    """The centre hears within minutes that something came; what is urgent was told at once."""
    notes.tell(by=Actor.of_job("care.tell"), at=clock.now())


# --- referrals --------------------------------------------------------------------------------------
@jobs.periodic(cron="55 23 * * *")  # 08:55 JST
@jobs.task(name="care.referrals_remind", queueing_lock="care.referrals_remind", pass_context=False)
def referrals_remind(timestamp: int) -> None:
    """A place that has not answered, and who has it at the centre."""
    referral_news.remind(by=Actor.of_job("care.referrals_remind"), at=clock.now())


@jobs.periodic(cron="25 19 * * *")  # 04:25 JST
@jobs.task(name="care.referrals_forget", queueing_lock="care.referrals_forget", pass_context=False)
def referrals_forget(timestamp: int) -> None:
    """Words 90 days after the end, rows five years after their 年度."""
    by, at = Actor.of_job("care.referrals_forget"), clock.now()
    while any(forgetting.forget_referrals(by=by, at=at)):
        pass


# --- figures, lists, wordings -----------------------------------------------------------------------
@jobs.periodic(cron="35 19 * * *")  # 04:35 JST
@jobs.task(name="care.forget_old", queueing_lock="care.forget_old", pass_context=False)
def forget_old(timestamp: int) -> None:
    """Five or ten years after their 年度, as the inventory says."""
    ageing.forget_old(by=Actor.of_job("care.forget_old"), at=clock.now())

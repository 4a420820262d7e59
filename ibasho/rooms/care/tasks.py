"""Jobs of care, by the clock. One section per noun."""

from __future__ import annotations

from contextlib import suppress

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Unavailable
from ibasho.base.ports.by_clock import by_clock
from ibasho.rooms.care.actions import ageing, breaking, forgetting, keys, notes, notices_clock, referral_news


# --- keys -------------------------------------------------------------------------------------------
@by_clock("care.rewrap", "*/10 * * * *")
def rewrap(timestamp: int) -> None:
    """After the vault got a new key: everything stands under it within hours. What the vault gives no more of just now
    (it opens so many a minute) is left for the next time."""
    by = Actor.of_job("care.rewrap")
    with suppress(Unavailable):
        while keys.rewrap(by=by, at=clock.now()):
            pass


# --- notices ---


@by_clock("care.notices_remind", "08:45")
def notices_remind(timestamp: int) -> None:
    """What is late, every morning until somebody has seen to it."""
    notices_clock.remind(by=Actor.of_job("care.notices_remind"), at=clock.now())


@by_clock("care.notices_forget", "04:20")
def notices_forget(timestamp: int) -> None:
    """Words 90 days after the end, rows five years after their 年度."""
    by, at = Actor.of_job("care.notices_forget"), clock.now()
    while any(notices_clock.forget(by=by, at=at)):
        pass


# --- secrecy ----------------------------------------------------------------------------------------
@by_clock("care.raise_unreviewed", "08:50")
def raise_unreviewed(timestamp: int) -> None:
    """A break-glass nobody has looked at within three working days: every morning until somebody does."""
    breaking.raise_overdue(by=Actor.of_job("care.raise_unreviewed"), at=clock.now())


# --- notes ---


@by_clock("care.tell", "*/5 * * * *")
def tell(timestamp: int) -> None:
    """The centre hears within minutes that something came; what is urgent was told at once."""
    notes.tell(by=Actor.of_job("care.tell"), at=clock.now())


# --- referrals --------------------------------------------------------------------------------------
@by_clock("care.referrals_remind", "08:55")
def referrals_remind(timestamp: int) -> None:
    """A place that has not answered, and who has it at the centre."""
    referral_news.remind(by=Actor.of_job("care.referrals_remind"), at=clock.now())


@by_clock("care.referrals_forget", "04:25")
def referrals_forget(timestamp: int) -> None:
    """Words 90 days after the end, rows five years after their 年度."""
    by, at = Actor.of_job("care.referrals_forget"), clock.now()
    while any(forgetting.forget_referrals(by=by, at=at)):
        pass


# --- figures, lists, wordings -----------------------------------------------------------------------
@by_clock("care.forget_old", "04:35")
def forget_old(timestamp: int) -> None:
    """Five or ten years after their 年度, as the inventory says."""
    ageing.forget_old(by=Actor.of_job("care.forget_old"), at=clock.now())

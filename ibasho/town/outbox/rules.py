"""When a message may go, how often it is tried, and what an envelope may say. Pure."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid

QUIET_FROM = time(21)
QUIET_UNTIL = time(7)
GIVE_UP_HOURS = 24
PAUSE_MINUTES_MAX = 60
TEXT_DAYS = 30  # then subject and body of a sent message are erased
ROW_DAYS = 365  # then the row goes
_EVENT_KEY = re.compile(r"[A-Za-z0-9_.:-]{3,120}")

PLAIN_SUBJECT = "おしらせが あります"
_KEPT: set[str] = set()


def check_event_key(event_key: str) -> str:
    """`places.place.approved:K7MWT`: codes and ids only, so that the key never says who."""
    if not _EVENT_KEY.fullmatch(event_key):
        raise Invalid(
            "outbox.event_key", f"できごとの名前「{event_key[:40]}」は 英数字と . : - _ だけで 書きます。"
        )
    return event_key


def send_after(
    at: datetime, *, urgent: bool = False, quiet_from: time = QUIET_FROM, quiet_until: time = QUIET_UNTIL
) -> datetime:
    """The first moment from `at` on outside the quiet hours [from, until); equal times mean none."""
    now = clock.jst(at)
    if urgent or not _is_quiet(now.time(), quiet_from, quiet_until):
        return now
    wakes = clock.at(now.date(), quiet_until)
    return wakes if wakes > now else clock.at(now.date() + timedelta(days=1), quiet_until)


def _is_quiet(now: time, quiet_from: time, quiet_until: time) -> bool:
    if quiet_from <= quiet_until:
        return quiet_from <= now < quiet_until
    return now >= quiet_from or now < quiet_until


def give_up_at(first: datetime) -> datetime:
    return first + timedelta(hours=GIVE_UP_HOURS)


def next_try(tries: int, at: datetime) -> datetime:
    """1, 2, 4, … minutes, at most an hour."""
    return at + timedelta(minutes=min(2 ** max(tries - 1, 0), PAUSE_MINUTES_MAX))


def envelope(subject: str, body: str, *, hidden: bool, url: str) -> tuple[str, str]:
    """What leaves the house. For a protected person it says nothing but where to look: somebody else
    may read their mail or see it on a locked screen."""
    if not hidden:
        return subject, body
    return PLAIN_SUBJECT, f"おしらせが あります。ログインして 読んでください。\n\n{url}\n"


def reason_not_to_send(*, urgent: bool, secret: bool, wants_mail: bool, account_open: bool) -> str:
    """Empty when it goes; otherwise what the row says. Codes and invitations (`secret`) were asked for;
    what is urgent goes regardless of wishes, but nothing follows somebody whose account is closed."""
    if secret:
        return ""
    if not account_open:
        return "アカウントが とじています"
    return "" if urgent or wants_mail else "メールを うけとらない と えらんでいます"


def keep_from_desk(room: str) -> None:
    """Said by a room in its apps.py: the desk's list of unsent messages shows none whose event key begins with its name, for
    it would tell that something came. The room shows its own people what did not arrive (queries.kept_from_desk)."""
    _KEPT.add(f"{room}.")


def kept_from_desk() -> tuple[str, ...]:
    """What such event keys begin with."""
    return tuple(sorted(_KEPT))

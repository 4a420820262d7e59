"""What helpers are written about their own turns. Each mail holds the link that opens their page, so its text is erased
once it is on its way; it names the place and the hours, and nobody but a call name.

Every function is part of an action and says whether a mail could be written: who has no address is rung up.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.roster.models import Helper, Offer, Shift, Swap, Taken
from ibasho.rooms.roster.queries import veiled
from ibasho.town.outbox import actions as outbox

URGENT = timedelta(hours=12)  # what begins so soon does not wait for the morning
_PRIVATE = "このリンクは あなた専用です。ほかの人に わたさないでください。"
_BUTTONS = "ページを ひらいて「{yes}」か「{no}」を おしてください。\n{address}"


def link(helper: Helper, address: str, by: Actor, at: datetime) -> bool:
    words = [
        "あなたの 見守りの ページは こちらです。引きうけ・とりやめ・交代が できます。",
        address,
        _PRIVATE,
    ]
    key = f"roster.link:{helper.public_id}:{int(at.timestamp())}"
    return _send(helper, key, "見守りの ページの アドレス", words, by, at)


def reminder(turn: Taken, address: str, by: Actor, at: datetime) -> bool:
    ask = _BUTTONS.format(yes="行きます", no="行けません", address=address)
    words = ["もうすぐ あなたの 番です。来られますか。", told(turn.shift), ask, _PRIVATE]
    subject = f"{_day(turn.shift)} 見守りの 番です"
    return _send(turn.helper, f"roster.remind:{turn.pk}", subject, words, by, at, turn.shift)


def offer(one: Offer, address: str, by: Actor, at: datetime) -> bool:
    why = "お願いした わけ：" + "、".join(one.reasons)
    ask = _BUTTONS.format(yes="引きうける", no="むり", address=address) + "\nむりでも だいじょうぶです。"
    words = ["見守りの人が たりません。来られませんか。", told(one.shift), why, ask, _PRIVATE]
    return _send(
        one.helper, f"roster.offer:{one.pk}", f"{_day(one.shift)} 来られませんか", words, by, at, one.shift
    )


def offer_closed(one: Offer, by: Actor, at: datetime) -> bool:
    words = [
        "お願いした 見守りは、ほかの人が 引きうけてくれました。", told(one.shift),
        "考えてくださって ありがとうございました。また こまったときに お願いします。",
    ]  # fmt: skip
    key = f"roster.offer_closed:{one.pk}"
    return _send(one.helper, key, "見守りの人が きまりました", words, by, at, one.shift)


def swap_asked(one: Swap, address: str, by: Actor, at: datetime) -> bool:
    turn = one.taken
    ask = _BUTTONS.format(yes="代わる", no="むり", address=address)
    words = [
        f"{veiled.called(turn.helper, day=clock.day(at))}から、交代の お願いです。",
        told(turn.shift),
        ask,
        _PRIVATE,
    ]
    return _send(one.to, f"roster.swap:{one.pk}", "見守りの 交代の お願い", words, by, at, turn.shift)


def swap_done(one: Swap, turn: Taken, by: Actor, at: datetime) -> bool:
    """To who was relieved."""
    words = [
        f"{veiled.called(one.to, day=clock.day(at))}が 代わってくれました。この日は 来なくて だいじょうぶです。",
        told(turn.shift),
    ]
    return _send(turn.helper, f"roster.swap_done:{one.pk}", "交代が きまりました", words, by, at, turn.shift)


def swap_refused(one: Swap, turn: Taken, by: Actor, at: datetime) -> bool:
    """Everybody who was asked has said no: the shift stays where it was."""
    words = [
        "交代を お願いした人は みな むりでした。いまも あなたの 番です。", told(turn.shift),
        "行けないときは、ページで とりやめるか、団体に 電話してください。",
    ]  # fmt: skip
    key = f"roster.swap_refused:{one.pk}"
    return _send(turn.helper, key, "代わる人が 見つかりませんでした", words, by, at, turn.shift)


def told(shift: Shift) -> str:
    """Place, day and hours of a shift in two lines."""
    hours = f"{clock.time_label(shift.starts)}～{clock.time_label(shift.ends)}"
    return f"{shift.roster.place.name}\n{wareki.full_label(shift.day)} {hours}"


def reachable(helper: Helper) -> bool:
    """Whether mail reaches this helper at all."""
    return bool(helper.email or helper.person_id)


def _day(shift: Shift) -> str:
    return wareki.day_label(shift.day)


def _send(
    helper: Helper,
    key: str,
    subject: str,
    words: list[str],
    by: Actor,
    at: datetime,
    shift: Shift | None = None,
) -> bool:
    if not reachable(helper):
        return False
    urgent = shift is not None and clock.at(shift.day, shift.starts) - at < URGENT
    body = "\n\n".join([f"{helper.called}", *words, settings.IBASHO_CITY["name"]])
    outbox.send(
        to=helper.person or helper.email, event_key=key, subject=subject, body=body, by=by, at=at, urgent=urgent,
        secret=True,
    )  # fmt: skip
    return True

"""What drivers and receivers are written about carrying and recall. A driver's mail holds the link that opens their page,
so its text is erased once it is on its way. Every function is part of an action and says whether anybody could be written to.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.surplus.actions import letters
from ibasho.rooms.surplus.models import Driver, Recall, Run, Share
from ibasho.rooms.surplus.queries import halts
from ibasho.rooms.surplus.rules.amounts import kg
from ibasho.rooms.surplus.rules.kinds import GOING, RunState, ShareState, StopKind
from ibasho.town.outbox import actions as outbox
from ibasho.town.people.permissions import Permission

_PRIVATE = "このリンクは あなた専用です。ほかの人に わたさないでください。"


def link(driver: Driver, address: str, by: Actor, at: datetime) -> bool:
    words = [
        "おすそわけを 運ぶ日の ページは こちらです。まわる じゅん番・電話・チェックが 見られます。",
        address,
        _PRIVATE,
    ]
    return _send(
        driver,
        f"surplus.driver_link:{driver.public_id}:{int(at.timestamp())}",
        "運ぶ人の ページ",
        words,
        by,
        at,
    )


def run(one: Run, address: str, by: Actor, at: datetime) -> bool:
    hours = clock.time_label(one.starts)
    words = [
        f"{wareki.full_label(one.day)} {hours}に 出発の おねがいです。",
        f"まわる ところ {_halts(one)}か所、およそ {one.minutes}分（めやす）です。",
        f"じゅん番と 電話番号は こちらです。\n{address}",
        _PRIVATE, "むずかしくなったら、早めに 電話してください。",
    ]  # fmt: skip
    key = f"surplus.run:{one.public_id}:{int(at.timestamp())}"
    return _send(one.driver, key, f"{wareki.day_label(one.day)} おすそわけを 運ぶ おねがい", words, by, at)


def run_changed(one: Run, shares: Collection[int], address: str, by: Actor, at: datetime) -> bool:
    """By day and by night: what of `shares` (keys) is not carried any more, or is again. `address`: of their page, if they
    have one. Neither who gives nor who gets it is named."""
    rows = Share.objects.filter(stops__run=one, stops__kind=StopKind.DROP, pk__in=shares)
    rows = rows.select_related("proposal__offer__recall").order_by("pk")
    lines = [_changed(share) for share in rows]
    if one.state == RunState.DONE:
        lines.append("この日に 運ぶものは もう ありません。ありがとうございます。")
    words = [f"{wareki.full_label(one.day)}の 運ぶものが かわりました。", *lines]
    words.append("もう 車に のせていたら、わたさずに 市へ 電話してください。")
    if address:
        words += [f"いまの 予定は こちらです。\n{address}", _PRIVATE]
    key = f"surplus.run_changed:{one.public_id}:{'-'.join(str(key) for key in sorted(shares))[:40]}:{int(at.timestamp())}"
    subject = f"【至急】{wareki.day_label(one.day)} 運ぶものが かわりました"
    return _send(one.driver, key, subject, words, by, at, urgent=True)


def _changed(share: Share) -> str:
    offer = share.proposal.offer
    what = f"「{offer.name}」{kg(share.grams)}"
    if hasattr(offer, "recall"):
        return f"{what}は 回収に なりました。運ばないで、だれにも わたさないでください。"
    if share.state == ShareState.CONFIRMED:
        return f"{what}は、やはり 運んでください。"
    return f"{what}は、運ばなくて よくなりました。"


def run_cancelled(one: Run, by: Actor, at: datetime) -> bool:
    words = [
        f"{wareki.full_label(one.day)}の 運ぶ予定は なくなりました。",
        "ありがとうございます。また おねがいします。",
    ]
    key = f"surplus.run_off:{one.public_id}"
    return _send(one.driver, key, "運ぶ予定が なくなりました", words, by, at, urgent=True)


def recalled(one: Recall, share: Share, by: Actor, at: datetime) -> bool:
    """To everybody of the receiving group who may note a hand-over; by day and by night."""
    offer, place = one.offer, share.receiver.place
    lot = f"（ロット {offer.lot}）" if offer.lot else ""
    words = [
        f"【食べないでください】{offer.name}{lot} {kg(share.grams)}",
        f"{place.name}に とどいた（とどく）おすそわけです。"
        if share.state in GOING
        else f"{place.name}に とどく はずだった おすそわけです。もし うけとっていたら、食べないでください。",
        one.words,
        "のこっていたら わけて おき、ページから 返事を してください。\n"
        f"{settings.PUBLIC_URL}{reverse('surplus:ops_recalls')}",
    ]  # fmt: skip
    event, subject = f"surplus.recall:{share.public_id}", f"【至急】{offer.name}を 食べないでください"
    return letters.to_group(
        place.organisation_id, Permission.SURPLUS_HAND, event, subject, words, by=by, at=at, urgent=True
    )


def _halts(run: Run) -> int:
    rows = halts.stops(run)
    return len(rows) - len(halts.void(rows))


def _send(
    driver: Driver, key: str, subject: str, words: list[str], by: Actor, at: datetime, *, urgent: bool = False
) -> bool:
    if not driver.email:
        return False
    body = letters.body([f"{driver.name}さん", *words])
    outbox.send(
        to=driver.email, event_key=key, subject=subject, body=body, by=by, at=at, secret=True,
        urgent=urgent,
    )  # fmt: skip
    return True

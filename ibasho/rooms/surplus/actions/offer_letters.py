"""What givers, and those who were to get something, are written. Every function is part of an action."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.surplus.actions import calls, letters, offer_links
from ibasho.rooms.surplus.models import Offer, Share, StandingOffer
from ibasho.rooms.surplus.rules.kinds import Call
from ibasho.town.outbox import actions as outbox
from ibasho.town.people.permissions import Permission


def to_giver(offer: Offer, event: str, subject: str, words: list[str], *, by: Actor, at: datetime) -> bool:
    """Whether a mail could be written: who has no address is rung up. `event`: once per address and event."""
    if offer.organisation_id is not None:
        page = f"{settings.PUBLIC_URL}{reverse('surplus:ops_offer', args=[offer.public_id])}"
        return letters.to_group(
            offer.organisation_id, Permission.SURPLUS_OWN, event, subject, [*words, page], by=by, at=at
        )
    if not offer.giver_email:
        return False
    link = [offer_links.address(offer)] if offer_links.holds(offer) else []
    body = letters.body([f"{offer.giver_name} さま", *words, *link])
    sent = outbox.send(
        to=offer.giver_email, event_key=event, subject=subject, body=body, by=by, at=at, secret=bool(link)
    )
    return not sent.problem


def received(offer: Offer, *, by: Actor, at: datetime) -> bool:
    words = [
        f"「{offer.name}」の おすそわけを うけとりました。ありがとうございます。",
        "市の人が 見てから、うけとる所を さがします。下の あなた専用の ページで、ようすを 見る・直す・とりさげる ことが できます。",
        "このリンクは ほかの人に わたさないでください。",
    ]
    return to_giver(
        offer, f"surplus.received:{offer.public_id}", "おすそわけを うけとりました", words, by=by, at=at
    )


def accepted(offer: Offer, *, by: Actor, at: datetime) -> bool:
    words = [f"「{offer.name}」の うけとる所を さがしはじめました。きまったら お知らせします。"]
    key = f"surplus.accepted:{offer.public_id}:{int(at.timestamp())}"
    return to_giver(offer, key, "うけとる所を さがしています", words, by=by, at=at)


def refused(offer: Offer, why: str, *, by: Actor, at: datetime) -> bool:
    words = [
        f"「{offer.name}」は、こんかいは うけとれませんでした。",
        f"わけ：{why}",
        "声を かけてくださって ありがとうございました。また あまったときは お知らせください。",
    ]
    sent = to_giver(offer, f"surplus.refused:{offer.public_id}", "おすそわけの お返事", words, by=by, at=at)
    return sent or _ring(offer, Call.REFUSED)


def lapsed(offer: Offer, *, by: Actor, at: datetime) -> bool:
    words = [
        f"「{offer.name}」は、期限までに うけとる所が 見つかりませんでした。",
        "せっかく 声を かけてくださったのに、すみません。",
        "はやめに 教えていただけると、見つかりやすく なります。また お願いします。",
    ]
    sent = to_giver(
        offer, f"surplus.lapsed:{offer.public_id}", "うけとる所が 見つかりませんでした", words, by=by, at=at
    )
    return sent or _ring(offer, Call.LAPSED)


def withdrawn(offer: Offer, shares: Iterable[Share], *, by: Actor, at: datetime) -> int:
    """To who was to get some; how many places heard. The others are marked to be rung up."""
    told = 0
    for share in shares:
        place = share.receiver.place
        words = [
            f"{place.name}で うけとるはずだった「{offer.name}」は、出した人の つごうで なくなりました。",
            "とりに 行かないで ください。献立を 考えてくださっていたら、すみません。",
        ]
        key = f"surplus.withdrawn:{share.public_id}"
        heard = letters.to_group(
            place.organisation_id, Permission.SURPLUS_OWN, key, f"「{offer.name}」は なくなりました", words, by=by, at=at,
            urgent=True,
        )  # fmt: skip
        if heard:
            calls.heard(share)
        else:
            calls.ring(share, Call.GONE)
        told += heard
    return told


def ask(standing: StandingOffer, *, by: Actor, at: datetime) -> bool:
    """「今週も ありますか」."""
    page = f"{settings.PUBLIC_URL}{reverse('surplus:ops_promise', args=[standing.public_id])}"
    words = [
        f"いつもの「{standing.name}」は、今週も ありますか。",
        "ページを ひらいて「あります」か「こんかいは ない」を おしてください。ない週が あっても だいじょうぶです。",
        page,
    ]
    key = f"surplus.ask:{standing.public_id}:{clock.day(at).isoformat()}"
    subject = f"「{standing.name}」は 今週も ありますか"
    return letters.to_group(
        standing.organisation_id, Permission.SURPLUS_OWN, key, subject, words, by=by, at=at
    )


def _ring(offer: Offer, call: Call) -> bool:
    calls.ring(offer, call)
    return False

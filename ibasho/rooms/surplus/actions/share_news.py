"""Mails about shares: to the place that gets some, and to who gave it. Parts of other acts."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.surplus.actions import calls, letters, offer_letters
from ibasho.rooms.surplus.models import Offer, Proposal, Share
from ibasho.rooms.surplus.queries import takers
from ibasho.rooms.surplus.rules.amounts import kg
from ibasho.rooms.surplus.rules.kinds import Call, ShareState
from ibasho.town.people.permissions import Permission


def tell_confirmed(row: Proposal, by: Actor, at: datetime) -> None:
    """Each receiver hears what it gets, the giver where it goes; whom no mail reaches is marked to be rung up.
    No name or telephone of a person: pages show those."""
    offer = row.offer
    shares = list(row.shares.filter(state=ShareState.CONFIRMED.value).select_related("receiver__place"))
    for one in sorted(shares, key=lambda share: share.pk):
        if not _tell_receiver(one, offer, by, at):
            calls.ring(one, Call.AGREED)
    if shares and not _tell_giver(offer, shares, row, by, at):
        calls.ring(offer, Call.AGREED)


def _tell_receiver(one: Share, offer: Offer, by: Actor, at: datetime) -> bool:
    place = one.receiver.place
    lines = [
        f"{place.name}へ、おすそわけが きまりました。", f"{offer.name}　{kg(one.grams)}", _way(one, offer),
        f"食べるのは {wareki.day_label(offer.use_until)}までです。",
        f"くわしくは ここを 見てください。うけとれないときも ここから 知らせられます。\n{_url('surplus:ops_share', one.public_id)}",
    ]  # fmt: skip
    return letters.to_group(
        place.organisation_id, Permission.SURPLUS_OWN, f"surplus.share.confirmed:{one.public_id}",
        f"{offer.name} {kg(one.grams)}が きまりました", lines, by=by, at=at,
    )  # fmt: skip


def _tell_giver(offer: Offer, shares: list[Share], row: Proposal, by: Actor, at: datetime) -> bool:
    goes = "\n".join(f"・{one.receiver.place.name}　{kg(one.grams)}" for one in shares)
    words = [
        f"{offer.name}の 行き先が きまりました。ありがとうございます。", goes, _where(offer),
        "都合が かわったときは、市か 社会福祉協議会へ 知らせてください。",
    ]  # fmt: skip
    event, subject = f"surplus.offer.confirmed:{row.public_id}", f"{offer.name}の 行き先が きまりました"
    return offer_letters.to_giver(offer, event, subject, words, by=by, at=at)


def _way(share: Share, offer: Offer) -> str:
    """A place that cannot fetch it is not told to."""
    if takers.fetches(share.receiver, offer):
        return _where(offer)
    return "とりに 行けない分なので、運ぶ人を さがしています。きまると「うけとる・使う」の ページに 出ます。"


def _where(offer: Offer) -> str:
    """When and where it changes hands, as far as a mail may say it."""
    first, last = clock.jst(offer.ready_from), clock.jst(offer.ready_until)
    when = f"{wareki.day_label(first.date())} {clock.time_label(first.time())} から {wareki.day_label(last.date())} {clock.time_label(last.time())} まで"
    if offer.depot is not None:
        hours = f"（{offer.depot.hours_words}）" if offer.depot.hours_words else ""
        return f"うけわたすところ：{offer.depot.name}{hours}\nうけわたせる時：{when}"
    if offer.giver_brings:
        return f"とどけてくれます：{when}"
    return f"うけとるところ：{offer.pickup_words or 'ページを 見てください'}\nうけとれる時：{when}"


def _url(name: str, *args: object) -> str:
    return settings.PUBLIC_URL.rstrip("/") + reverse(name, args=args)

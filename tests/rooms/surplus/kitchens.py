"""Three kitchens for what is shared: Hana's みどり食堂, Ken's あおぞら食堂 and the shop まるや, which has no account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.surplus.actions import proposing
from ibasho.rooms.surplus.models import Offer, Proposal, Receiver, Share
from ibasho.town.places.models import Place, Session
from tests import make
from tests.people import Cast
from tests.rooms.surplus import ground

AT = make.AT
TODAY = clock.day(AT)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Kitchens:
    """Each opens in two and in six days, 30 meals a time; 20 kg of daikon of まめ農園 are there."""

    people: Cast
    midori: Receiver
    aozora: Receiver
    maruya: Receiver
    offer: Offer


def kitchens(people: Cast) -> Kitchens:
    midori = _kitchen("みどり食堂", organisation=people.midori)
    aozora = _kitchen("あおぞら食堂", organisation=people.aozora)
    maruya = _kitchen("まるや", kind="partner_shop", phone="051-000-0009")
    farm, _mame = ground.farm(people)
    return Kitchens(people, midori, aozora, maruya, ground.offer(farm))


def kitchens_today(people: Cast) -> Kitchens:
    """As of the day on which a page is asked for: they open in two, four and six days."""
    found, now = kitchens(people), clock.now()
    Session.objects.all().delete()
    for one in (found.midori, found.aozora, found.maruya):
        for days in (2, 4, 6):
            make.session(one.place, clock.day(now) + days * DAY)
    Offer.objects.update(
        ready_from=now, ready_until=now + timedelta(days=3), use_until=clock.day(now) + timedelta(days=8)
    )
    found.offer.refresh_from_db()
    return found


def _kitchen(name: str, **fields: Any) -> Receiver:
    place = make.place(name, **fields)
    opens(place, 2, 6)
    return ground.receiver(place)


def opens(place: Place, *days: int) -> None:
    for n in days:
        make.session(place, TODAY + n * DAY)


def proposed(kitchens: Kitchens, **given: Any) -> Proposal:
    return proposing.propose(
        **{"offer": kitchens.offer, "by": kitchens.people.by(kitchens.people.aoi), "at": AT, **given}
    )


def confirmed(kitchens: Kitchens, **given: Any) -> Proposal:
    row = proposed(kitchens)
    by = kitchens.people.by(kitchens.people.aoi)
    return proposing.confirm(proposal=row, **{"by": by, "at": AT, **given})


def grams(row: Proposal) -> dict[str, int]:
    return {one.receiver.place.name: one.grams for one in row.shares.exclude(state="dropped")}


def share_of(row: Proposal, receiver: Receiver) -> Share:
    return row.shares.get(receiver=receiver)

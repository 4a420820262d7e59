"""The ground of surplus: みどり食堂 takes food, まめ農園 gives 20 kg of daikon. Extend by small makers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.surplus.models import Depot, Driver, Offer, Proposal, Receiver, Share, Wish
from ibasho.town.people.models import Membership, Organisation, Person
from ibasho.town.places.models import Place
from tests import make
from tests.people import SINCE, UNTIL, Cast

AT = make.AT


@dataclass(frozen=True)
class Ground:
    """`receiver`: Hana's place. `offer`: of みどり食堂の会 itself, open, so that Ken is a stranger to all of it."""

    people: Cast
    place: Place
    receiver: Receiver
    offer: Offer


def ground(people: Cast) -> Ground:
    place = make.place(organisation=people.midori)
    return Ground(people, place, receiver(place), offer(people.midori))


def receiver(place: Place, **changed: Any) -> Receiver:
    return Receiver.objects.create(
        **{
            "place": place, "room_grams": 50_000, "chilled_grams": 20_000, "frozen_grams": 0, "meals": 30,
            "wished": ["vegetable"], "since": SINCE, "changed_at": AT, **changed,
        }
    )  # fmt: skip


def offer(organisation: Organisation | None, **changed: Any) -> Offer:
    """20 kg of daikon that keep ten days, in boxes of 5 kg."""
    day = clock.day(AT)
    return Offer.objects.create(
        **{
            "organisation": organisation, "told": "own", "food": "vegetable", "name": "大根", "grams": 20_000,
            "amount_words": "4箱（5kg入り）", "step_grams": 5_000, "band": "room", "date_kind": "none",
            "use_until": day + timedelta(days=10), "allergens_told": "grown", "pickup_words": "農園の 倉庫",
            "ready_from": AT, "ready_until": AT + timedelta(days=5), "state": "open", "made_at": AT, **changed,
        }
    )  # fmt: skip


def farm(people: Cast) -> tuple[Organisation, Person]:
    """まめ農園 and 豆 (Mame), who leads it."""
    group = Organisation.objects.create(kind="farm", name="まめ農園")
    row = Person.objects.create(email="mame@example.test", name="豆", ends_on=UNTIL)
    Membership.objects.create(
        person=row, organisation=group, role="operator_lead", starts_on=SINCE, ends_on=UNTIL
    )
    return group, row


def proposal(
    of: Offer, to: Receiver, *, grams: int | None = None, state: str = "proposed", **changed: Any
) -> Share:
    """All of it for one receiver."""
    made = Proposal.objects.create(
        offer=of, number=of.proposals.count() + 1, made_at=AT, state="proposed" if state == "proposed" else "agreed",
        **({} if state == "proposed" else {"confirmed_at": AT, "confirmed_by": Person.objects.get(name="葵")}),
    )  # fmt: skip
    of.state = "proposed" if state == "proposed" else "agreed"
    of.save(update_fields=["state"])
    return Share.objects.create(proposal=made, receiver=to, grams=grams or of.grams, state=state, **changed)


def wished(of: Share) -> Wish:
    """What its receiver had asked for and this share had met."""
    return Wish.objects.create(
        receiver=of.receiver, food=of.proposal.offer.food, words="やさい", until=clock.day(AT) + timedelta(days=30),
        state="met", told_at=AT,
    )  # fmt: skip


def depot(**changed: Any) -> Depot:
    return Depot.objects.create(**{"name": "JA 直売所", "kind": "ja", "lat": 34.77, "lng": 138.0, **changed})


def driver(**changed: Any) -> Driver:
    return Driver.objects.create(
        **{"name": "運", "phone": "051-000-0001", "weekdays": [0, 1, 2, 3, 4], **changed}
    )

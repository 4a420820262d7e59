"""おすそわけ: a farm offers, a proposal is agreed, it is handed over, cooked and thanked for."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial

from ibasho.base.kernel import clock
from ibasho.rooms.surplus.actions import handing, offers, proposing, thanking, uses
from ibasho.rooms.surplus.actions.offers import OfferWords
from ibasho.rooms.surplus.models import Depot, Offer, Share, StandingOffer
from ibasho.rooms.surplus.rules.kinds import Told
from ibasho.town.people.models import Organisation
from rehearsal.stage import Stage

NAME = "surplus"
SHARE = 0.03
FOODS = ("にんじん", "キャベツ", "じゃがいも", "だいこん", "ほうれんそう", "かぼちゃ")
DISHES = ("カレー", "ぶた汁", "やきそば", "スープ")
KILOS = (10, 15, 20, 30)
KEEPS = timedelta(days=12)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def day(stage: Stage) -> None:
    rng = stage.rng("surplus offers")
    if stage.day.weekday() >= 5:  # whoever fetches it works from Monday to Friday
        return
    for number in range(int(rng.poisson(stage.values["offers_week"] / 5))):
        stage.when(
            stage.at(9, 5 + number), partial(_offer, stage, int(rng.choice(KILOS)), str(rng.choice(FOODS)))
        )


def _givers(stage: Stage) -> list[Organisation]:
    """Who has promised a season's food before and has somebody with an account."""
    known = StandingOffer.objects.values_list("organisation", flat=True)
    return list(Organisation.objects.filter(pk__in=set(known) & set(stage.cast.leads)).order_by("pk"))


def _offer(stage: Stage, kilos: int, name: str, at: datetime) -> None:
    givers, depot = _givers(stage), Depot.objects.order_by("pk").first()
    if not givers or depot is None:
        return
    giver = givers[stage.number % len(givers)]
    words = OfferWords(
        food="vegetable", name=name, grams=kilos * 1000, step_grams=1000, band="room", date_kind="none", ready_from=at,
        ready_until=clock.at(stage.day + 2 * DAY, time(17)), use_until=stage.day + KEEPS, allergens_told="grown", depot=depot,
    )  # fmt: skip
    offer = stage.do(
        "surplus.offer", offers.post, told=Told.OWN, words=words, organisation=giver, by=stage.cast.lead(giver.pk), at=at
    )  # fmt: skip
    if offer is not None:
        stage.when(at + HOUR, partial(_agree, stage, offer))


def _agree(stage: Stage, offer: Offer, at: datetime) -> None:
    by = stage.cast.csw
    proposal = stage.do("surplus.propose", proposing.propose, offer=offer, by=by, at=at)
    if proposal is None or not proposal.shares.exists():
        return
    if stage.do("surplus.confirm", proposing.confirm, proposal=proposal, by=by, at=at + HOUR) is None:
        return
    for share in proposal.shares.select_related("receiver__place").order_by("pk"):
        stage.when(at + DAY, partial(_hand, stage, share))
    stage.when(at + 16 * DAY, partial(_thank, stage, offer))


def _hand(stage: Stage, share: Share, at: datetime) -> None:
    by = stage.cast.runs(share.receiver.place.organisation_id)
    words = handing.Words(grams=share.grams)
    if stage.do("surplus.hand", handing.hand, share=share, words=words, by=by, at=at) is not None:
        stage.when(at + 2 * DAY, partial(_cook, stage, share))


def _cook(stage: Stage, share: Share, at: datetime) -> None:
    dish = DISHES[share.pk % len(DISHES)]
    words = uses.Words(used=share.grams, meals=share.receiver.meals, dish=dish)
    by = stage.cast.runs(share.receiver.place.organisation_id)
    stage.do("surplus.use", uses.tell, share=share, day=clock.day(at), words=words, by=by, at=at)


def _thank(stage: Stage, offer: Offer, at: datetime) -> None:
    """Where the night job has not thanked already."""
    if Offer.objects.filter(pk=offer.pk, thanked_at=None).exists():
        stage.do("surplus.thank", thanking.thank, offer=offer, by=stage.cast.csw, at=at)

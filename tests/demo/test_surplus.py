"""The demo's food: given, eaten, thanked for, recalled; and the 20 kg of this morning from the first word to the thanks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from demo.loading.chapters import surplus
from demo.loading.work import Work
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.surplus.actions import handing, proposing, recalls, thanking, uses
from ibasho.rooms.surplus.models import Offer, Recall, Share, Use
from ibasho.rooms.surplus.queries import eaten
from ibasho.rooms.surplus.rules.reasons import sentence
from ibasho.town.outbox.models import Message
from ibasho.town.places.rules.kinds import PlaceKind
from tests.demo.loaded import work_of

THURSDAY = 3
work = work_of(surplus.load, says="おすそわけ")
pytestmark = pytest.mark.usefixtures("work")


def by(work: Work, code: str) -> Actor:
    return Actor(person_id=work.people[code].pk)


def test_what_was_given_was_eaten_and_thanked_for() -> None:
    carrots = Offer.objects.get(name="にんじん")
    used = Use.objects.filter(share__proposal__offer=carrots)
    assert used.exists() and all(one.meals and one.dish == "カレー" for one in used)
    assert carrots.thanked_at and Message.objects.filter(subject="おすそわけの お礼").exists()


def test_the_maker_called_and_everybody_who_has_some_is_asked() -> None:
    found = Recall.objects.get()
    assert found.offer.name == "ミートボール"
    assert {one.share_id for one in found.answers.all()} == set(
        Share.objects.filter(proposal__offer=found.offer).values_list("pk", flat=True)
    )


def test_nobody_has_looked_yet_at_what_came_without_an_account() -> None:
    assert Offer.objects.get(name="みかん").state == "new"


def test_20_kg_of_daikon_from_ten_oclock_to_the_thanks(work: Work) -> None:
    """To two こども食堂 and one shop with reasons; one says yes; it is handed over, cooked, thanked for."""
    daikon, csw = Offer.objects.get(name="大根"), by(work, "sora")
    assert clock.jst(daikon.ready_from).hour == 10
    proposal = proposing.propose(offer=daikon, by=work.by, at=work.at)
    shares = list(proposal.shares.select_related("receiver__place").order_by("pk"))
    kinds = sorted(one.receiver.place.kind for one in shares)
    assert kinds == [PlaceKind.KODOMO_SHOKUDO, PlaceKind.KODOMO_SHOKUDO, PlaceKind.PARTNER_SHOP]
    assert sum(one.grams for one in shares) + proposal.left_grams == 20_000
    assert all(sentence(told["code"], told["numbers"]) for one in shares for told in one.reasons)

    proposing.confirm(proposal=proposal, by=csw, at=work.at)
    with pytest.raises(Conflict):  # a colleague presses as well
        proposing.confirm(proposal=proposal, by=by(work, "akari"), at=work.at)
    later = work.at + timedelta(hours=20)
    for share in shares:
        handing.hand(share=share, words=handing.Words(grams=share.grams), by=csw, at=later)
    first = shares[0]
    words = uses.Words(used=first.grams, meals=30, dish="ぶた汁", thanks="あったかかったです。")
    use = uses.tell(share=first, day=clock.day(later), words=words, by=csw, at=later)
    uses.look(use=use, shown=True, by=csw, at=later)
    daikon.refresh_from_db()
    assert thanking.thank(offer=daikon, by=csw, at=later)
    assert "あったかかったです。" in Message.objects.filter(subject="おすそわけの お礼").latest("pk").body

    recall = recalls.recall(
        offer=daikon, words="土の検査で 念のため。食べずに 連絡を まってください。", by=csw, at=later
    )
    assert recall.answers.count() == 3


def test_daikon_offered_on_a_tuesday_was_thursdays_soup_and_the_place_says_whose_it_was(work: Work) -> None:
    """The join: its page tells dish, food and farm, and the words of children that somebody read."""
    daikon = Offer.objects.get(name="ふぞろいの 大根")
    place = work.places["soba-tsukimi"]
    used = Use.objects.get(share__proposal__offer=daikon, share__receiver__place=place)
    assert used.day.weekday() == THURSDAY
    meal = eaten.on(place, used.day)
    assert meal is not None and meal.dishes == ("大根の スープ",)
    assert meal.out_of == (eaten.From("ふぞろいの 大根", "あさつゆ農園"),)
    assert used.day in [one.day for one in eaten.lately(place, work.day)]

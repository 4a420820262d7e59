"""Offering food: from a farm, from somebody without an account, from a call typed in; changed, taken back, looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.surplus.actions import offer_links, offers
from ibasho.rooms.surplus.actions.offers import OfferWords
from ibasho.rooms.surplus.models import Offer, Proposal, Share
from ibasho.rooms.surplus.queries import offers as queries
from ibasho.rooms.surplus.rules.kinds import Told
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.surplus import ground
from tests.rooms.surplus.offers_objects import picture

pytestmark = pytest.mark.django_db
TODAY = clock.day(make.AT)
DAIKON = OfferWords(
    food="vegetable", name="大根", grams=20_000, step_grams=5_000, band="room", date_kind="none", ready_from=make.AT,
    ready_until=make.AT + timedelta(days=2), amount_words="5kg×4箱",
)  # fmt: skip
BREAD = replace(
    DAIKON, food="bread", name="食パン", date_kind="use_by", expires_on=TODAY + timedelta(days=3),
    allergens_told="listed", allergens=("wheat", "milk"),
)  # fmt: skip
YAMADA: dict[str, Any] = {
    "giver_name": "山田",
    "giver_phone": "051-000-0009",
    "giver_email": "yamada@example.test",
}
HOLDER = Actor.public(via=Via.LINK)


@pytest.fixture
def people() -> Cast:
    return cast()


def post(people: Cast, words: OfferWords = DAIKON, **changed: Any) -> Offer:
    """By まめ農園, or as the test says."""
    known: dict[str, Any] = {"told": Told.PUBLIC, "organisation": None, "by": Actor.public(), "at": make.AT}
    return offers.post(
        words=replace(words, **YAMADA) if not changed.get("organisation") else words, **{**known, **changed}
    )


def sought() -> int:
    return ProcrastinateJob.objects.filter(task_name="surplus.propose").count()


def test_a_farm_offers_and_places_are_looked_for_at_once(people: Cast) -> None:
    farm, mame = ground.farm(people)
    offer = post(people, told=Told.OWN, organisation=farm, by=people.by(mame))
    assert (offer.state, offer.organisation, offer.giver_name) == ("open", farm, "")
    assert offer.use_until > TODAY, "as daikon keeps, for nobody said"
    assert sought() == 1


def test_somebody_without_an_account_is_looked_at_first_and_gets_a_page(people: Cast) -> None:
    offer = post(people)
    assert (offer.state, sought()) == ("new", 0)
    letter = Message.objects.get()
    assert letter.secret and offer_links.token(offer) in letter.body
    assert queries.by_token(offer_links.token(offer)) == offer
    assert offer_links.token(offer) not in str(Offer.objects.values().get())
    assert not any("山田" in f"{one.data}{one.why}" for one in Entry.objects.all())

    offers.accept(offer=offer, by=people.by(people.mado), at=make.AT)
    offer.refresh_from_db()
    assert (offer.state, offer.checked_by, sought()) == ("open", people.mado, 1)
    with pytest.raises(Conflict):
        offers.accept(offer=offer, by=people.by(people.aoi), at=make.AT)


def test_it_is_refused_with_a_reason_the_giver_reads(people: Cast) -> None:
    offer = post(people)
    with pytest.raises(Invalid):
        offers.refuse_new(offer=offer, why=" ", by=people.by(people.aoi), at=make.AT)
    offers.refuse_new(offer=offer, why="うけとれる所が ありません", by=people.by(people.aoi), at=make.AT)
    offer.refresh_from_db()
    assert (offer.state, offer.ended_words) == ("taken", "うけとれる所が ありません")
    assert "うけとれる所が ありません" in Message.objects.order_by("-pk")[0].body


def test_the_counter_types_in_a_call_of_a_farm_and_of_a_citizen(people: Cast) -> None:
    farm, _mame = ground.farm(people)
    by = people.by(people.mado)
    called = post(people, told=Told.PHONE, organisation=farm, by=by)
    faxed = post(people, told=Told.FAX, by=by)
    assert [(one.state, one.checked_by) for one in (called, faxed)] == [("open", people.mado)] * 2
    given = offer_links.give(offer=called, by=by, at=make.AT + timedelta(minutes=1))
    assert queries.by_token(given.token) == called
    assert given.grouped.replace(" ", "") == given.token


def test_the_same_form_sent_twice_is_one_offer(people: Cast) -> None:
    assert post(people, public_id="CDFHJKMNPQ") == post(people, public_id="CDFHJKMNPQ")
    assert Offer.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (replace(BREAD, expires_on=TODAY - timedelta(days=1)), "expires_on"),
        (replace(BREAD, use_until=TODAY + timedelta(days=4)), "use_until"),
        (replace(BREAD, expires_on=None), "expires_on"),
        (replace(BREAD, allergens_told="", allergens=()), "allergens"),
        (replace(BREAD, allergens=()), "allergens"),
        (replace(DAIKON, step_grams=30_000), "step"),
        (replace(DAIKON, name=" "), "name"),
        (replace(DAIKON, ready_until=make.AT - timedelta(hours=1)), "ready_until"),
    ],
    ids=["past", "eaten past its day", "no day", "allergens missing", "which", "step", "nothing", "over"],
)  # fmt: skip
def test_what_is_not_taken_is_said_at_its_field(people: Cast, words: OfferWords, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        post(people, words)
    assert field in refused.value.fields
    assert not Offer.objects.exists()


def test_without_a_name_or_a_way_to_reach_them_nothing_is_taken(people: Cast) -> None:
    for missing in ({"giver_name": ""}, {"giver_phone": "", "giver_email": ""}):
        with pytest.raises(Invalid):
            offers.post(
                told=Told.PUBLIC, words=replace(DAIKON, **{**YAMADA, **missing}), organisation=None, by=Actor.public(),
                at=make.AT,
            )  # fmt: skip


def test_nobody_offers_in_the_name_of_another(people: Cast) -> None:
    for by, told in (
        (people.by(people.ken), Told.OWN),
        (people.by(people.ken), Told.PHONE),
        (people.by(people.megumi), Told.PHONE),
        (Actor.public(), Told.PUBLIC),
        (Actor.public(), Told.OWN),
    ):
        with pytest.raises(NotFound):
            post(people, told=told, organisation=people.midori, by=by)


def test_a_photo_is_drawn_anew(people: Cast) -> None:
    offer = post(people, replace(DAIKON, photo=picture()))
    assert str(offer.photo.name).endswith(".webp")
    with offer.photo.open("rb") as file:
        assert file.read(4) == b"RIFF"
    with pytest.raises(Invalid) as refused:
        post(people, replace(DAIKON, photo=b"<svg onload=alert(1)>"))
    assert "photo" in refused.value.fields


def test_what_a_citizen_changes_is_looked_at_again_and_an_old_proposal_is_void(people: Cast) -> None:
    offer = post(people)
    offers.accept(offer=offer, by=people.by(people.mado), at=make.AT)
    offer.refresh_from_db()
    ground.proposal(offer, ground.receiver(make.place(organisation=people.midori)))
    less = replace(DAIKON, **YAMADA, grams=10_000)
    changed = offers.change(offer=offer, words=less, by=HOLDER, at=make.AT)
    assert (changed.state, changed.grams, changed.checked_by) == ("new", 10_000, None)
    assert Proposal.objects.get().state == "replaced"


def test_once_agreed_nothing_is_changed_but_it_can_be_taken_back_and_who_waited_hears(people: Cast) -> None:
    farm, mame = ground.farm(people)
    offer = post(people, told=Told.OWN, organisation=farm, by=people.by(mame))
    share = ground.proposal(offer, ground.receiver(make.place(organisation=people.midori)), state="agreed")
    with pytest.raises(Conflict) as refused:
        offers.change(offer=offer, words=DAIKON, by=people.by(mame), at=make.AT)
    assert refused.value.code == "surplus.offer_agreed"
    with pytest.raises(NotFound):
        offers.withdraw(offer=offer, by=people.by(people.ken), at=make.AT)
    offers.withdraw(offer=offer, by=people.by(mame), at=make.AT)
    share.refresh_from_db()
    assert share.state == "gone"
    assert Message.objects.get().address == people.hana.email
    with pytest.raises(Conflict):
        offers.withdraw(offer=offer, by=people.by(mame), at=make.AT)


def test_while_the_rest_is_proposed_anew_what_others_count_on_is_not_changed_either(people: Cast) -> None:
    farm, mame = ground.farm(people)
    offer = post(people, told=Told.OWN, organisation=farm, by=people.by(mame))
    here = ground.receiver(make.place(organisation=people.midori))
    share = ground.proposal(offer, here, grams=10_000, state="agreed")
    ground.proposal(offer, ground.receiver(make.place("となり食堂")), grams=10_000)
    for state in ("agreed", "handed"):
        Share.objects.filter(pk=share.pk).update(state=state)
        offer = Offer.objects.get(pk=offer.pk)
        assert offer.state == "proposed" and not queries.Shown(offer, TODAY).is_changeable
        with pytest.raises(Conflict) as refused:
            offers.change(offer=offer, words=DAIKON, by=people.by(mame), at=make.AT)
        assert refused.value.code == "surplus.offer_agreed"
    Share.objects.filter(pk=share.pk).update(state="declined", refusal="full")
    assert queries.Shown(Offer.objects.get(pk=offer.pk), TODAY).is_changeable


def test_a_wish_it_had_met_is_open_again_when_the_giver_takes_it_back(people: Cast) -> None:
    farm, mame = ground.farm(people)
    offer = post(people, told=Told.OWN, organisation=farm, by=people.by(mame))
    share = ground.proposal(offer, ground.receiver(make.place(organisation=people.midori)), state="agreed")
    wish = ground.wished(share)
    offers.withdraw(offer=offer, by=people.by(mame), at=make.AT)
    wish.refresh_from_db()
    assert wish.state == "open"


def test_the_desk_lets_a_rest_without_a_home_go(people: Cast) -> None:
    farm, mame = ground.farm(people)
    offer = post(people, told=Told.OWN, organisation=farm, by=people.by(mame))
    share = ground.proposal(
        offer, ground.receiver(make.place(organisation=people.midori)), grams=10_000, state="agreed"
    )
    with pytest.raises(NotFound):
        offers.finish(offer=offer, by=people.by(mame), at=make.AT)
    mado = people.by(people.mado)
    with pytest.raises(Conflict) as refused:
        offers.finish(offer=offer, by=mado, at=make.AT)
    assert refused.value.code == "surplus.offer_waits"
    Share.objects.filter(pk=share.pk).update(state="no_show")
    with pytest.raises(Conflict) as refused:
        offers.finish(offer=offer, by=mado, at=make.AT)
    assert refused.value.code == "surplus.offer_nothing_handed"
    Share.objects.filter(pk=share.pk).update(state="handed")
    ground.proposal(offer, ground.receiver(make.place("となり食堂")), grams=10_000)
    assert queries.Shown(offer, TODAY).is_finishable
    offers.finish(offer=offer, by=mado, at=make.AT)
    offer.refresh_from_db()
    assert (offer.state, offer.proposals.order_by("number")[1].state) == ("done", "replaced")
    with pytest.raises(Conflict) as refused:
        offers.finish(offer=offer, by=mado, at=make.AT)
    assert refused.value.code == "surplus.offer_ended"


def test_what_is_in_somebodys_hands_is_not_taken_back(people: Cast) -> None:
    farm, mame = ground.farm(people)
    offer = post(people, told=Told.OWN, organisation=farm, by=people.by(mame))
    ground.proposal(offer, ground.receiver(make.place(organisation=people.midori)), state="handed")
    with pytest.raises(Conflict) as refused:
        offers.withdraw(offer=offer, by=people.by(mame), at=make.AT)
    assert refused.value.code == "surplus.offer_handed"


def test_only_staff_give_a_link_and_a_new_one_kills_the_old(people: Cast) -> None:
    offer = post(people)
    old = offer_links.token(offer)
    with pytest.raises(NotFound):
        offer_links.give(offer=offer, by=people.by(people.hana), at=make.AT)
    given = offer_links.give(offer=offer, by=people.by(people.aoi), at=make.AT + timedelta(minutes=5))
    assert queries.by_token(old) is None
    assert queries.by_token(given.token) == offer

"""20 kg of daikon for three kitchens: proposed in words, confirmed by one person, refused by another, shared anew."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.surplus import tasks
from ibasho.rooms.surplus.actions import proposing, receivers
from ibasho.rooms.surplus.models import Handover, Offer, Recall, Share, Wish
from ibasho.rooms.surplus.queries import allotting, sharing, takers
from ibasho.rooms.surplus.rules.kinds import Food, Refusal
from ibasho.town.outbox.models import Message
from ibasho.town.places.models import Place, Session
from tests import make
from tests.people import Cast, cast
from tests.rooms.surplus import ground, kitchens
from tests.rooms.surplus.kitchens import AT, DAY, TODAY, Kitchens, confirmed, grams, opens, proposed, share_of
from tests.together import at_once, codes

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def three(people: Cast) -> Kitchens:
    return kitchens.kitchens(people)


def test_aoi_reads_why_and_says_yes(people: Cast, three: Kitchens) -> None:
    row = proposed(three)
    told = grams(row)
    assert sum(told.values()) == 20_000 and set(told) == {"みどり食堂", "あおぞら食堂", "まるや"}
    assert max(told.values()) - min(told.values()) <= 5_000, "in boxes of five kilos, as even as they go"
    assert all("ひらく" in " ".join(allotting.words(one.reasons)) for one in row.shares.all())
    three.offer.refresh_from_db()
    assert three.offer.state == "proposed"
    proposing.confirm(proposal=row, by=people.by(people.aoi), at=AT + HOUR)
    row.refresh_from_db()
    three.offer.refresh_from_db()
    assert (row.state, row.confirmed_by, three.offer.state) == ("agreed", people.aoi, "agreed")
    assert set(row.shares.values_list("state", flat=True)) == {"agreed"}
    told_to = set(Message.objects.values_list("address", flat=True))
    assert told_to == {"hana@example.test", "ken@example.test", "mame@example.test"}
    assert not any("051-" in one.body for one in Message.objects.all()), "no telephone lies open in a mail"
    verbs = Entry.objects.filter(verb__startswith="surplus.proposal").values_list("verb", flat=True)
    assert list(verbs) == ["surplus.proposal.propose", "surplus.proposal.confirm"]


def test_nobody_but_city_and_csw_confirms(people: Cast, three: Kitchens) -> None:
    row = proposed(three)
    for name in ("mado", "megumi", "sumi", "tomoe", "hana", "ken", "tamotsu"):
        with pytest.raises(NotFound):
            proposing.confirm(proposal=row, by=people.by(getattr(people, name)), at=AT)
        with pytest.raises(NotFound):
            proposing.drop(proposal=row, by=people.by(getattr(people, name)), at=AT)
    with pytest.raises(NotFound):
        proposed(three, by=people.by(people.hana))
    proposing.confirm(proposal=row, by=people.by(people.tsubaki), at=AT)


def test_the_second_to_confirm_hears_what_happened(people: Cast, three: Kitchens) -> None:
    row = proposed(three)
    proposing.confirm(proposal=row, by=people.by(people.aoi), at=AT)
    with pytest.raises(Conflict, match="15:00に ほかの人が もう きめました"):
        proposing.confirm(proposal=row, by=people.by(people.tsubaki), at=AT + HOUR)
    old = proposed(three_again(people, three))
    proposed(three)
    with pytest.raises(Conflict, match="新しい案"):
        proposing.confirm(proposal=old, by=people.by(people.tsubaki), at=AT + HOUR)


def three_again(people: Cast, three: Kitchens) -> Kitchens:
    """Ken cannot take his share: some of it seeks a home again."""
    share = Share.objects.get(receiver=three.aozora, state="agreed")
    proposing.decline(share=share, refusal=Refusal.FULL, by=people.by(people.ken), at=AT)
    return three


@pytest.mark.django_db(transaction=True)
def test_two_press_at_the_same_moment_and_it_is_confirmed_once(people: Cast, three: Kitchens) -> None:
    row = proposed(three)
    outcome = at_once(
        *[
            lambda who=who: proposing.confirm(proposal=row, by=people.by(who), at=AT)
            for who in (people.aoi, people.tsubaki)
        ]
    )
    assert codes(outcome) == {"done": 1, "surplus.proposal.confirmed": 1}
    assert Message.objects.filter(address="hana@example.test").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_offers_confirmed_at_once_do_not_fill_one_fridge_twice(people: Cast, three: Kitchens) -> None:
    for one in (three.aozora, three.maruya):
        receivers.pause(receiver=one, by=people.by(people.aoi), at=AT)
    three.midori.room_grams, three.midori.chilled_grams = 20_000, 0
    three.midori.save()
    other = ground.offer(three.offer.organisation, name="にんじん")
    rows = [proposed(three), proposed(three, offer=other)]
    assert [sum(grams(one).values()) for one in rows] == [10_000, 10_000] or sum(
        grams(rows[0]).values()
    ) <= 20_000
    wanted, by = {three.midori.pk: 10_000}, people.by(people.aoi)
    outcome = at_once(
        *[
            lambda row=row: proposing.confirm(proposal=row, grams=wanted, words="人数が 多い", by=by, at=AT)
            for row in rows
        ]
    )
    stands = sum(Share.objects.filter(state="agreed").values_list("grams", flat=True))
    assert stands <= 20_000 and codes(outcome)["done"] >= 1


def test_by_hand_in_boxes_with_a_reason_and_never_past_what_is_safe(people: Cast, three: Kitchens) -> None:
    row, by = proposed(three), people.by(people.aoi)
    keys = (three.midori.pk, three.aozora.pk, three.maruya.pk)
    with pytest.raises(Invalid, match="わけ"):
        proposing.confirm(proposal=row, grams=dict(zip(keys, (10_000, 5_000, 0), strict=True)), by=by, at=AT)
    for told, word in (
        ((7_000, 0, 0), "5kgずつ"),
        ((10_000, 10_000, 5_000), "5kg へらして"),
        ((0, 0, 0), "だれにも"),
    ):
        with pytest.raises(Invalid, match=word):
            proposing.confirm(
                proposal=row, grams=dict(zip(keys, told, strict=True)), words="たのまれた", by=by, at=AT
            )
    Session.objects.filter(place=three.midori.place, day=TODAY + 6 * DAY).delete()
    with pytest.raises(Conflict, match="みどり食堂に 15kgは わたせません。いま うけとれるのは 5kg"):
        proposing.confirm(
            proposal=row,
            grams=dict(zip(keys, (15_000, 5_000, 0), strict=True)),
            words="たのまれた",
            by=by,
            at=AT,
        )
    proposing.confirm(
        proposal=row,
        grams=dict(zip(keys, (5_000, 10_000, 0), strict=True)),
        words="まるやは おやすみと 聞いた",
        by=by,
        at=AT,
    )
    row.refresh_from_db()
    assert grams(row) == {"みどり食堂": 5_000, "あおぞら食堂": 10_000}
    assert row.changed_words == "まるやは おやすみと 聞いた" and row.left_grams == 5_000
    assert share_of(row, three.maruya).state == "dropped"


def test_a_receiver_that_closed_since_gets_nothing_and_its_name_is_said(
    people: Cast, three: Kitchens
) -> None:
    row = proposed(three)
    Place.objects.filter(pk=three.aozora.place_id).update(state="ended")
    with pytest.raises(Conflict, match="あおぞら食堂に .*おやすみ中"):
        proposing.confirm(proposal=row, by=people.by(people.aoi), at=AT)
    newer = proposed(three)
    assert "あおぞら食堂" not in grams(newer)
    passed = newer.passed.get(receiver=three.aozora)
    assert "おやすみ中" in allotting.words(passed.reasons)[0]
    proposing.confirm(proposal=newer, by=people.by(people.aoi), at=AT)


def test_called_off_since_it_is_refused(people: Cast, three: Kitchens) -> None:
    row = proposed(three)
    Session.objects.filter(place=three.midori.place).update(state="cancelled", reason="heat")
    with pytest.raises(Conflict, match="ひらく日が ない"):
        proposing.confirm(proposal=row, by=people.by(people.aoi), at=AT)


def test_a_session_that_appears_is_seen_by_the_next_proposal(people: Cast, three: Kitchens) -> None:
    late = ground.receiver(make.place("ひなた食堂"))
    assert allotting.words(proposed(three).passed.get(receiver=late).reasons)[0].startswith("12月4日")
    opens(late.place, 3)
    assert "ひなた食堂" in grams(proposed(three))


def test_food_that_comes_after_the_kitchen_closed_is_not_for_that_day(people: Cast, three: Kitchens) -> None:
    Session.objects.all().delete()
    opens(three.midori.place, 0)  # today, 15:00 to 18:00
    assert grams(proposed(three)) == {"みどり食堂": 5_000}, "thirty meals of 200 g are six kilos"
    three.offer.ready_from = AT + 4 * HOUR
    three.offer.save()
    assert grams(proposed(three)) == {}
    three.offer.refresh_from_db()
    assert three.offer.state == "open", "nobody can use it: it still looks for a home"


def test_what_stands_in_the_store_is_counted_until_it_is_eaten(people: Cast, three: Kitchens) -> None:
    for one in (three.aozora, three.maruya):
        receivers.pause(receiver=one, by=people.by(people.aoi), at=AT)
    three.midori.room_grams, three.midori.chilled_grams, three.midori.meals = 20_000, 5_000, 300
    three.midori.save()
    opens(three.midori.place, 3, 4, 5)
    share = share_of(confirmed(three), three.midori)
    assert share.grams == 20_000
    carrots = ground.offer(three.offer.organisation, name="たまねぎ", grams=10_000)
    assert grams(proposed(three, offer=carrots)) == {"みどり食堂": 5_000}, (
        "the shelf is full, the fridge has room"
    )
    Share.objects.filter(pk=share.pk).update(state="handed")
    make_handover(share)
    share.uses.create(day=TODAY + DAY, grams_used=14_000, grams_thrown=1_000, meals=60, told_at=AT + DAY)
    assert grams(proposed(three, offer=carrots, at=AT + DAY)) == {"みどり食堂": 10_000}


def make_handover(share: Share) -> Handover:
    return Handover.objects.create(share=share, grams=share.grams, handed_at=AT, noted_at=AT)


def test_declined_it_goes_to_others_and_not_back_to_who_said_no(people: Cast, three: Kitchens) -> None:
    row = confirmed(three)
    share = share_of(row, three.midori)
    with pytest.raises(NotFound):
        proposing.decline(share=share, refusal=Refusal.FULL, by=people.by(people.ken), at=AT)
    proposing.decline(share=share, refusal=Refusal.FULL, by=people.by(people.hana), at=AT)
    tasks.propose(three.offer.pk)
    rest = three.offer.proposals.get(state="proposed") if share.grams else row
    assert sum(grams(rest).values()) <= share.grams and "みどり食堂" not in grams(rest)
    assert "返事が ありました" in allotting.words(rest.passed.get(receiver=three.midori).reasons)[0]
    with pytest.raises(Conflict, match="うけとれない"):
        proposing.decline(share=share, refusal=Refusal.MENU, by=people.by(people.hana), at=AT)


def test_pressed_by_mistake_it_comes_back_while_nobody_else_has_it(people: Cast, three: Kitchens) -> None:
    row, hana = confirmed(three), people.by(people.hana)
    share = share_of(row, three.midori)
    proposing.decline(share=share, refusal=Refusal.FULL, by=hana, at=AT)
    proposing.take_back_decline(share=share, by=hana, at=AT + HOUR)
    share.refresh_from_db()
    assert (share.state, share.refusal, share.answered_at) == ("agreed", "", None)
    proposing.decline(share=share, refusal=Refusal.FULL, by=hana, at=AT)
    proposing.confirm(proposal=proposed(three), by=people.by(people.aoi), at=AT)
    with pytest.raises(Conflict, match="もう ほかの所に"):
        proposing.take_back_decline(share=share, by=hana, at=AT + HOUR)


def test_taken_back_while_others_were_to_get_it_the_open_proposal_gives_way(
    people: Cast, three: Kitchens
) -> None:
    row, hana = confirmed(three), people.by(people.hana)
    share = share_of(row, three.midori)
    proposing.decline(share=share, refusal=Refusal.FULL, by=hana, at=AT)
    rest = proposed(three)
    proposing.take_back_decline(share=share, by=hana, at=AT + HOUR)
    rest.refresh_from_db()
    three.offer.refresh_from_db()
    assert (rest.state, three.offer.state) == ("replaced", "agreed")
    with pytest.raises(Conflict, match="新しい案"):
        proposing.confirm(proposal=rest, by=people.by(people.aoi), at=AT + HOUR)


def test_what_was_confirmed_is_never_given_twice(people: Cast, three: Kitchens) -> None:
    confirmed(three)
    assert takers.left_grams(three.offer) == 0
    with pytest.raises(Conflict, match="ぜんぶ きまっています"):
        proposed(three)
    Recall.objects.create(offer=three.offer, words="いたみ", recalled_at=AT)
    with pytest.raises(Conflict, match="回収"):
        proposed(three)


def test_past_its_day_it_goes_to_nobody(people: Cast, three: Kitchens) -> None:
    row = proposed(three)
    with pytest.raises(Conflict, match="すぎています"):
        proposing.confirm(proposal=row, by=people.by(people.aoi), at=AT + 11 * DAY)


def test_dropped_it_looks_for_a_home_again_and_the_morning_asks(people: Cast, three: Kitchens) -> None:
    row = proposed(three)
    proposing.drop(proposal=row, by=people.by(people.aoi), at=AT)
    three.offer.refresh_from_db()
    assert three.offer.state == "open" and set(row.shares.values_list("state", flat=True)) == {"dropped"}
    with pytest.raises(NotFound):
        proposing.propose_rest(by=people.by(people.aoi), at=AT)
    job = Actor.of_job("surplus.propose_rest")
    assert proposing.propose_rest(by=job, at=AT + HOUR) == 1
    assert proposing.propose_rest(by=job, at=AT + 2 * HOUR) == 0, "what waits for a person is left to them"


def test_the_same_nobody_every_morning_writes_nothing_but_reasons_that_changed(
    people: Cast, three: Kitchens
) -> None:
    Session.objects.all().delete()
    job = Actor.of_job("surplus.propose_rest")
    assert proposing.propose_rest(by=job, at=AT) == 1
    row = three.offer.proposals.get()
    known = set(row.passed.values_list("pk", flat=True))
    assert proposing.propose_rest(by=job, at=AT + DAY) == 0
    assert set(row.passed.values_list("pk", flat=True)) == known
    receivers.pause(receiver=three.midori, by=people.by(people.aoi), at=AT)
    assert proposing.propose_rest(by=job, at=AT + 2 * DAY) == 0
    assert three.offer.proposals.get() == row and row.passed.count() == 3
    assert "休んでいます" in allotting.words(row.passed.get(receiver=three.midori).reasons)[0]
    opens(three.maruya.place, 4)
    assert proposing.propose_rest(by=job, at=AT + 3 * DAY) == 1
    assert set(grams(three.offer.proposals.get(state="proposed"))) == {"まるや"}


def test_once_nobody_can_fetch_it_any_more_nothing_is_promised(people: Cast, three: Kitchens) -> None:
    row, late = proposed(three), three.offer.ready_until + HOUR
    with pytest.raises(Conflict, match="わたせる 時間"):
        proposing.confirm(proposal=row, by=people.by(people.aoi), at=late)
    with pytest.raises(Conflict, match="わたせる 時間"):
        proposed(three, at=late)
    proposing.drop(proposal=row, by=people.by(people.aoi), at=AT)
    assert proposing.propose_rest(by=Actor.of_job("surplus.propose_rest"), at=late) == 0
    assert three.offer.proposals.count() == 1


def test_one_offer_that_a_person_is_at_stops_no_morning(
    people: Cast, three: Kitchens, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ground.offer(three.offer.organisation, name="にんじん")
    real = allotting.allotment

    def recalled_meanwhile(offer: Offer, left: int, at: Any) -> Any:
        if offer.pk == three.offer.pk:
            raise Conflict("surplus.offer.recalled", "回収")
        return real(offer, left, at)

    monkeypatch.setattr(allotting, "allotment", recalled_meanwhile)
    assert proposing.propose_rest(by=Actor.of_job("surplus.propose_rest"), at=AT) == 1
    assert (three.offer.proposals.count(), other.proposals.count()) == (0, 1)


def test_twenty_three_kilos_in_boxes_of_five_all_find_a_home(people: Cast, three: Kitchens) -> None:
    three.offer.grams = 23_000
    three.offer.save()
    opens(three.midori.place, 3, 4)
    row = proposed(three)
    assert sum(grams(row).values()) == 23_000 and row.left_grams == 0
    proposing.confirm(proposal=row, by=people.by(people.aoi), at=AT)
    assert takers.left_grams(three.offer) == 0


def test_a_last_piece_is_still_proposed_and_confirmed_by_hand(people: Cast, three: Kitchens) -> None:
    row, by = confirmed(three), people.by(people.aoi)
    three.offer.refresh_from_db()
    three.offer.grams = 23_000
    three.offer.save()
    [line] = sharing.board(AT)
    assert line.left == 3_000 and line.is_homeless
    assert proposing.propose_rest(by=Actor.of_job("surplus.propose_rest"), at=AT) == 1
    rest = three.offer.proposals.get(state="proposed")
    with pytest.raises(Invalid, match="さいごの 3kg"):
        proposing.confirm(proposal=rest, grams={three.maruya.pk: 2_000}, words="たのまれた", by=by, at=AT)
    opens(three.maruya.place, 3)
    proposing.confirm(proposal=rest, grams={three.maruya.pk: 3_000}, words="たのまれた", by=by, at=AT)
    assert takers.left_grams(three.offer) == 0 and row.pk != rest.pk


def test_a_wish_is_met_and_open_again_when_the_place_cannot(people: Cast, three: Kitchens) -> None:
    hana = people.by(people.hana)
    wish = receivers.wish(
        receiver=three.midori, food=Food.VEGETABLE, words="", grams=None, until=None, by=hana, at=AT
    )
    row = confirmed(three)
    wish.refresh_from_db()
    assert wish.state == "met"
    assert "ほしいと 言っています" in " ".join(allotting.words(share_of(row, three.midori).reasons))
    proposing.decline(share=share_of(row, three.midori), refusal=Refusal.CARRY, by=hana, at=AT)
    assert Wish.objects.get().state == "open"


def test_same_food_held_already_counts(people: Cast, three: Kitchens) -> None:
    """The same carrots do not arrive twice at one place and never at another."""
    receivers.pause(receiver=three.aozora, by=people.by(people.aoi), at=AT)
    receivers.pause(receiver=three.maruya, by=people.by(people.aoi), at=AT)
    assert grams(confirmed(three)) == {"みどり食堂": 10_000}, "two days of thirty meals"
    again = ground.offer(three.offer.organisation, name="大根")
    row = proposed(three, offer=again)
    assert grams(row) == {}
    assert "まだ 10kg ある" in allotting.words(row.passed.get(receiver=three.midori).reasons)[0]

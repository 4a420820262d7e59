"""One tap: everybody who has some or is to get some knows, those without mail are called, every gram is accounted for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.surplus.actions import handing, offer_clock, recalls, thanking, uses
from ibasho.rooms.surplus.models import Offer, Recall, RecallAnswer, Receiver, Share
from ibasho.rooms.surplus.queries import carrying_waiting, figures
from ibasho.rooms.surplus.queries import offers as queries_of
from ibasho.rooms.surplus.queries import recalls as queries
from ibasho.rooms.surplus.queries import uses as queries_of_uses
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.surplus import ground

pytestmark = pytest.mark.django_db
AT = make.AT
DAY = AT.date()
WORDS = "カビが 見つかりました。食べずに わけて おいてください。"


@dataclass(frozen=True)
class Here:
    """Midori has some, Aozora is to get some, a place without an organisation has some; one declined."""

    people: Cast
    offer: Offer
    midori: Share
    aozora: Share
    alone: Share
    aoi: Actor


@pytest.fixture
def here() -> Here:
    people = cast()
    found = ground.ground(people)
    farm, _mame = ground.farm(people)
    offer = ground.offer(farm, lot="L7")
    aozora = ground.receiver(make.place("あおぞら", organisation=people.aozora))
    alone = ground.receiver(make.place("ひとり食堂", phone="051-000-0002"))
    no = ground.receiver(make.place("ことわった食堂", organisation=people.midori))
    shares = [_share(offer, one) for one in (found.receiver, aozora, alone)]
    _share(offer, no, state="declined", refusal="full")
    by = people.by(people.aoi)
    for one in (shares[0], shares[2]):
        handing.hand(share=one, words=handing.Words(5_000), by=by, at=AT)
    return Here(people, offer, shares[0], shares[1], shares[2], by)


def _share(offer: Offer, receiver: Receiver, state: str = "agreed", **changed: str) -> Share:
    made = ground.proposal(offer, receiver, grams=5_000, state="agreed")
    Share.objects.filter(pk=made.pk).update(state=state, **changed)
    return Share.objects.get(pk=made.pk)


def recall(here: Here) -> Recall:
    return recalls.recall(offer=here.offer, words=WORDS, by=here.aoi, at=AT)


def test_everybody_who_has_some_or_was_to_get_some_is_reached(here: Here) -> None:
    made = recall(here)
    assert {one.share_id for one in made.answers.all()} == {here.midori.pk, here.aozora.pk, here.alone.pk}
    mails = Message.objects.filter(event_key__startswith="surplus.recall:")
    assert {one.person for one in mails} == {here.people.hana, here.people.ken}
    assert all(one.urgent and "食べないでください" in one.body and "L7" in one.body for one in mails)
    assert [one.share for one in queries.answers(made) if one.told_at is None] == [here.alone]


def test_who_may_have_fetched_it_unwritten_is_asked_too_and_wishes_are_open_again(here: Here) -> None:
    """Aozora's hand-over was never written down and the offer lapsed; somebody did not come and came after all."""
    missed = _share(here.offer, ground.receiver(make.place("おそい食堂", organisation=here.people.midori)))
    Share.objects.filter(pk=missed.pk).update(state="no_show")
    offer_clock.lapse(by=Actor.of_job("surplus.lapse"), at=AT + timedelta(days=18))
    here.aozora.refresh_from_db()
    assert here.aozora.state == "gone"
    here.offer.refresh_from_db()
    assert queries_of.Shown(here.offer, DAY).was_agreed
    wish = ground.wished(here.midori)
    made = recall(here)
    assert {one.share_id for one in made.answers.all()} == {
        here.midori.pk, here.aozora.pk, here.alone.pk, missed.pk,
    }  # fmt: skip
    body = Message.objects.get(event_key=f"surplus.recall:{here.aozora.public_id}").body
    assert "もし うけとっていたら" in body
    wish.refresh_from_db()
    assert wish.state == "open"


def test_what_was_only_promised_goes_nowhere_any_more(here: Here) -> None:
    recall(here)
    here.aozora.refresh_from_db()
    here.offer.refresh_from_db()
    assert (here.aozora.state, here.offer.state) == ("dropped", "taken")
    with pytest.raises(Conflict):
        handing.hand(share=here.aozora, words=handing.Words(5_000), by=here.aoi, at=AT)


def test_a_call_that_was_ticked_off_by_mistake_is_to_be_made_again(here: Here) -> None:
    made = recall(here)
    row = RecallAnswer.objects.get(recall=made, share=here.alone)
    for reached in (True, True, False, False):
        recalls.told(answer=row, reached=reached, by=here.aoi, at=AT)
        row.refresh_from_db()
        assert (row.told_at is not None) == reached
    hers = RecallAnswer.objects.get(recall=made, share=here.midori)
    recalls.answer(answer=hers, left_grams=0, eaten=False, words="", by=here.aoi, at=AT)
    assert recalls.told(answer=hers, reached=False, by=here.aoi, at=AT).told_at, "who answered knows"


def test_it_waits_on_the_groups_page_until_it_is_answered(here: Here) -> None:
    made = recall(here)
    hana = here.people.by(here.people.hana)
    assert [one.url for one in carrying_waiting.waiting_for(hana, AT)] == ["surplus:ops_recalls"]
    row = queries.unanswered(hana, AT)[0]
    recalls.answer(answer=row, left_grams=3_000, eaten=True, words="みそ汁に", by=hana, at=AT)
    assert queries.unanswered(hana, AT) == []
    traced = {one.share: one for one in queries.trace(made)}
    told = traced[here.midori].answer
    assert told is not None
    assert told.left_grams == 3_000
    assert len(traced) == 4


def test_no_more_is_left_than_was_got_and_ken_does_not_answer_for_hana(here: Here) -> None:
    made = recall(here)
    row = made.answers.get(share=here.midori)
    with pytest.raises(Invalid, match="うけとった重さまで"):
        recalls.answer(answer=row, left_grams=5_001, eaten=False, words="", by=here.aoi, at=AT)
    with pytest.raises(NotFound):
        recalls.answer(
            answer=row, left_grams=0, eaten=False, words="", by=here.people.by(here.people.ken), at=AT
        )


def test_who_is_silent_has_to_be_spoken_of_before_it_is_closed(here: Here) -> None:
    made = recall(here)
    with pytest.raises(Invalid, match="3か所"):
        recalls.close(recall=made, why="", by=here.aoi, at=AT)
    recalls.told(answer=made.answers.get(share=here.alone), by=here.aoi, at=AT)
    recalls.close(recall=made, why="3か所とも 電話で 聞いた", by=here.aoi, at=AT)
    assert not queries.running().exists()
    row = RecallAnswer.objects.get(share=here.midori)
    with pytest.raises(Conflict, match="おわって"):
        recalls.answer(answer=row, left_grams=0, eaten=False, words="", by=here.aoi, at=AT)


def test_twice_without_words_and_by_who_may_not(here: Here) -> None:
    with pytest.raises(Invalid, match="わけ"):
        recalls.recall(offer=here.offer, words="  ", by=here.aoi, at=AT)
    for person in (here.people.mado, here.people.hana, here.people.sumi):
        with pytest.raises(NotFound):
            recalls.recall(offer=here.offer, words=WORDS, by=here.people.by(person), at=AT)
    recall(here)
    with pytest.raises(Conflict, match="もう 回収"):
        recall(here)


def test_what_was_recalled_counts_nowhere_and_nobody_is_thanked_for_it(here: Here) -> None:
    uses.tell(share=here.midori, day=DAY, words=uses.Words(used=1_000, meals=5), by=here.aoi, at=AT)
    assert figures.given(None, DAY, DAY).grams == 10_000
    recall(here)
    assert figures.given(None, DAY, DAY).grams == 0
    job = Actor.of_job("surplus.thank")
    assert thanking.thank_due(by=job, at=AT + timedelta(days=60)) == 0
    with pytest.raises(Conflict, match="人が 送ります"):
        thanking.thank(offer=here.offer, by=job, at=AT)


def test_a_person_may_thank_who_gave_what_was_recalled(here: Here) -> None:
    """In words of its own: that it was called back and nobody blames; the weight and the places, no meals."""
    uses.tell(share=here.midori, day=DAY, words=uses.Words(used=1_000, meals=5), by=here.aoi, at=AT)
    recall(here)
    assert list(queries_of_uses.unthanked()) == [here.offer]
    assert thanking.thank(offer=here.offer, by=here.aoi, at=AT) is True
    mail = Message.objects.get(event_key__startswith="surplus.thanks:")
    assert "10kgを、2か所" in mail.body
    assert "せめるものでは ありません" in mail.body
    assert "5食" not in mail.body
    assert not queries_of_uses.unthanked().exists()

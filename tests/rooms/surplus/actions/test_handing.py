"""From hand to hand at Hana's door: once, cold, in time; a slip is taken back; who did not come sets the kilos free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.surplus.actions import handing, no_shows, uses
from ibasho.rooms.surplus.models import Handover, NoShow, Share
from ibasho.rooms.surplus.queries import handing as queries
from ibasho.rooms.surplus.queries import takers
from tests import make
from tests.people import Cast, cast
from tests.rooms.surplus import ground

pytestmark = pytest.mark.django_db
AT = make.AT
WORDS = handing.Words(20_000)


@dataclass(frozen=True)
class Here:
    people: Cast
    hana: Actor
    aoi: Actor
    share: Share


@pytest.fixture
def here() -> Here:
    people = cast()
    found = ground.ground(people)
    farm, _mame = ground.farm(people)
    share = ground.proposal(ground.offer(farm), found.receiver, state="agreed")
    return Here(people, people.by(people.hana), people.by(people.aoi), share)


def fresh(share: Share) -> Share:
    return Share.objects.select_related("proposal__offer").get(pk=share.pk)


def change_offer(share: Share, **fields: Any) -> None:
    offer = share.proposal.offer
    for name, value in fields.items():
        setattr(offer, name, value)
    offer.save()


def test_the_record_says_what_how_cold_and_until_when(here: Here) -> None:
    change_offer(here.share, lot="L7", band="chilled")
    made = handing.hand(
        share=here.share, words=handing.Words(19_500, temperature=42, crates=2), by=here.hana, at=AT
    )
    assert (made.grams, made.lot, made.temperature_tenths, made.crates_out) == (19_500, "L7", 42, 2)
    found = fresh(here.share)
    assert (found.state, found.proposal.offer.state) == ("handed", "done")
    entry = Entry.objects.get(verb="surplus.share.hand")
    assert entry.data == {"grams": 19_500, "warm": False}


def test_twice_is_refused_in_words(here: Here) -> None:
    handing.hand(share=here.share, words=WORDS, by=here.hana, at=AT)
    with pytest.raises(Conflict, match="もう わたして あります"):
        handing.hand(share=here.share, words=WORDS, by=here.aoi, at=AT)
    assert Handover.objects.count() == 1


def test_warm_milk_waits_for_a_word_and_the_word_is_kept(here: Here) -> None:
    change_offer(here.share, band="chilled")
    with pytest.raises(Invalid, match="高すぎます"):
        handing.hand(share=here.share, words=handing.Words(20_000, temperature=131), by=here.hana, at=AT)
    words = handing.Words(20_000, temperature=131, note="箱の 外だけ。中は 8℃")
    assert handing.hand(share=here.share, words=words, by=here.hana, at=AT).note == words.note
    assert Entry.objects.get(verb="surplus.share.hand").data["warm"] is True


def test_past_its_day_nothing_goes_out(here: Here) -> None:
    change_offer(here.share, use_until=clock.day(AT) - timedelta(days=1))
    with pytest.raises(Conflict, match="処分"):
        handing.hand(share=here.share, words=WORDS, by=here.hana, at=AT)


def test_a_use_by_date_read_at_the_door_counts_where_it_is_earlier(here: Here) -> None:
    yesterday = clock.day(AT) - timedelta(days=1)
    change_offer(here.share, date_kind="use_by", expires_on=clock.day(AT) + timedelta(days=10))
    with pytest.raises(Conflict, match="処分"):
        handing.hand(share=here.share, words=handing.Words(20_000, expires_on=yesterday), by=here.hana, at=AT)
    change_offer(here.share, date_kind="best_by")
    assert handing.hand(
        share=here.share, words=handing.Words(20_000, expires_on=yesterday), by=here.hana, at=AT
    )


def test_more_than_agreed_and_a_my_number_are_refused(here: Here) -> None:
    with pytest.raises(Invalid, match="きまった重さまで"):
        handing.hand(share=here.share, words=handing.Words(20_001), by=here.hana, at=AT)
    with pytest.raises(Invalid, match="マイナンバー"):
        handing.hand(share=here.share, words=handing.Words(20_000, note="123456789018"), by=here.hana, at=AT)


def test_ken_and_the_public_do_not_know_of_it(here: Here) -> None:
    for by in (here.people.by(here.people.ken), here.people.by(here.people.megumi), Actor.public()):
        with pytest.raises(NotFound):
            handing.hand(share=here.share, words=WORDS, by=by, at=AT)


def test_a_slip_is_taken_back_within_a_day_and_not_once_it_is_eaten(here: Here) -> None:
    handing.hand(share=here.share, words=WORDS, by=here.hana, at=AT)
    handing.take_back(share=here.share, by=here.hana, at=AT + timedelta(hours=23))
    assert (fresh(here.share).state, fresh(here.share).proposal.offer.state) == ("agreed", "agreed")
    handing.hand(share=here.share, words=WORDS, by=here.hana, at=AT)
    with pytest.raises(Conflict, match="1日"):
        handing.take_back(share=here.share, by=here.hana, at=AT + timedelta(hours=25))
    uses.tell(share=here.share, day=clock.day(AT), words=uses.Words(used=1_000, meals=3), by=here.hana, at=AT)
    with pytest.raises(Conflict, match="記録が ある"):
        handing.take_back(share=here.share, by=here.hana, at=AT + timedelta(hours=1))


def test_an_offer_with_kilos_that_look_for_a_home_is_not_done(here: Here) -> None:
    Share.objects.filter(pk=here.share.pk).update(grams=10_000)
    handing.hand(share=here.share, words=handing.Words(10_000), by=here.hana, at=AT)
    assert fresh(here.share).proposal.offer.state == "agreed"


def test_three_kilos_of_a_last_piece_look_for_a_home_too(here: Here) -> None:
    change_offer(here.share, grams=23_000)
    handing.hand(share=here.share, words=WORDS, by=here.hana, at=AT)
    assert fresh(here.share).proposal.offer.state == "agreed"


def test_who_did_not_come_sets_the_kilos_free_and_they_are_proposed_anew(here: Here) -> None:
    no_shows.note(share=here.share, words="電話も 出ない", by=here.aoi, at=AT)
    found = fresh(here.share)
    assert found.state == "no_show"
    assert takers.left_grams(found.proposal.offer) == 20_000
    assert found.proposal.offer.state == "open"
    assert ProcrastinateJob.objects.filter(task_name="surplus.propose").exists()


def test_they_came_after_all(here: Here) -> None:
    no_shows.note(share=here.share, words="", by=here.aoi, at=AT)
    no_shows.take_back(share=here.share, by=here.aoi, at=AT + timedelta(hours=1))
    assert fresh(here.share).state == "agreed"
    assert not NoShow.objects.exists()
    handing.hand(share=here.share, words=WORDS, by=here.hana, at=AT)


def test_not_when_the_kilos_were_promised_to_others_meanwhile(here: Here) -> None:
    no_shows.note(share=here.share, words="", by=here.aoi, at=AT)
    other = ground.receiver(make.place("となり食堂", organisation=here.people.aozora))
    ground.proposal(here.share.proposal.offer, other, state="agreed")
    with pytest.raises(Conflict, match="ほかの ところ"):
        no_shows.take_back(share=here.share, by=here.aoi, at=AT + timedelta(hours=1))


def test_before_the_hours_and_by_the_place_itself_nobody_is_noted_as_missing(here: Here) -> None:
    with pytest.raises(NotFound):
        no_shows.note(share=here.share, words="", by=here.hana, at=AT)
    with pytest.raises(Conflict, match="まだ"):
        no_shows.note(share=here.share, words="", by=here.aoi, at=AT - timedelta(hours=1))


def test_the_hand_over_of_the_last_day_is_written_the_next_morning(here: Here) -> None:
    """At seven in the evening of the last day; Hana writes it down at breakfast, and may still take it back."""
    change_offer(here.share, use_until=clock.day(AT), ready_until=AT + timedelta(hours=4))
    evening, morning = AT + timedelta(hours=4), AT + timedelta(hours=17)
    with pytest.raises(Conflict, match="処分"):
        handing.hand(share=here.share, words=WORDS, by=here.hana, at=morning)
    words = handing.Words(20_000, handed_at=evening)
    made = handing.hand(share=here.share, words=words, by=here.hana, at=morning)
    assert (made.handed_at, made.noted_at) == (evening, morning)
    handing.take_back(share=here.share, by=here.hana, at=morning + timedelta(hours=20))


@pytest.mark.parametrize(("hours", "error"), [(1, "これからの"), (-24, "より 前の 日は")])
def test_not_tomorrows_and_not_from_before_it_was_agreed(here: Here, hours: int, error: str) -> None:
    words = handing.Words(20_000, handed_at=AT + timedelta(hours=hours))
    with pytest.raises(Invalid, match=error):
        handing.hand(share=here.share, words=words, by=here.hana, at=AT)


def test_what_nobody_wrote_down_is_listed_past_its_day(here: Here) -> None:
    change_offer(here.share, use_until=clock.day(AT), ready_until=AT + timedelta(hours=4))
    morning = AT + timedelta(hours=17)
    assert list(queries.late(morning)) == [here.share]
    assert queries.to_carry(clock.day(morning), brought=True) == []


def test_printed_to_end_before_the_next_session_somebody_has_to_say_how(here: Here) -> None:
    """The giver said ten days; the pack says tomorrow, and Midori opens in three days."""
    place = here.share.receiver.place
    make.session(place, clock.day(AT) + timedelta(days=3))
    change_offer(here.share, date_kind="use_by", expires_on=clock.day(AT) + timedelta(days=10))
    tomorrow = clock.day(AT) + timedelta(days=1)
    with pytest.raises(Invalid, match="ひらく日が ありません"):
        handing.hand(share=here.share, words=handing.Words(20_000, expires_on=tomorrow), by=here.hana, at=AT)
    in_time = handing.Words(20_000, expires_on=tomorrow + timedelta(days=2))
    handing.hand(share=here.share, words=in_time, by=here.hana, at=AT)
    handing.take_back(share=here.share, by=here.hana, at=AT)
    words = handing.Words(20_000, expires_on=tomorrow, note="あす スタッフで 煮る")
    handing.hand(share=here.share, words=words, by=here.hana, at=AT)
    assert queries.eat_by(queries.find(here.share.public_id) or here.share) == tomorrow
    told = uses.Words(used=1_000, meals=3)
    with pytest.raises(Invalid, match="すぎた日には 使えません"):
        uses.tell(
            share=here.share,
            day=tomorrow + timedelta(days=1),
            words=told,
            by=here.hana,
            at=AT + timedelta(days=3),
        )
    thrown = uses.Words(used=0, meals=0, thrown=1_000)
    uses.tell(
        share=here.share,
        day=tomorrow + timedelta(days=1),
        words=thrown,
        by=here.hana,
        at=AT + timedelta(days=3),
    )

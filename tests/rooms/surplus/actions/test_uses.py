"""20 kg of daikon became 60 meals, and まめ農園 hears of it: read first, once, in weight, meals and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.surplus.actions import handing, kitchen, thanking, uses
from ibasho.rooms.surplus.facts import facts
from ibasho.rooms.surplus.models import KitchenRecord, Offer, Share, Use
from ibasho.rooms.surplus.queries import figures
from ibasho.rooms.surplus.queries import kitchen as kitchens
from ibasho.rooms.surplus.queries import uses as queries
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Organisation, Person
from tests import make
from tests.people import Cast, cast
from tests.rooms.surplus import ground

pytestmark = pytest.mark.django_db
AT = make.AT
DAY = clock.day(AT)
JOB = Actor.of_job("surplus.thank")


@dataclass(frozen=True)
class Here:
    people: Cast
    share: Share
    offer: Offer
    farm: Organisation
    mame: Person
    hana: Actor
    aoi: Actor


@pytest.fixture
def here() -> Here:
    people = cast()
    found = ground.ground(people)
    farm, mame = ground.farm(people)
    offer = ground.offer(farm, lot="L7")
    share = ground.proposal(offer, found.receiver, state="agreed")
    hana = people.by(people.hana)
    handing.hand(share=share, words=handing.Words(20_000), by=hana, at=AT)
    return Here(people, share, offer, farm, mame, hana, people.by(people.aoi))


def tell(here: Here, used: int, *, thrown: int = 0, meals: int = 60, thanks: str = "", day: int = 0) -> Use:
    words = uses.Words(used=used, thrown=thrown, meals=meals, dish="おでん", thanks=thanks)
    at = AT + timedelta(days=day)
    return uses.tell(share=here.share, day=clock.day(at), words=words, by=here.hana, at=at)


def test_never_more_than_was_handed_over_all_days(here: Here) -> None:
    tell(here, 15_000)
    with pytest.raises(Invalid, match="多く なって"):
        tell(here, 5_001, day=1)
    tell(here, 4_000, thrown=1_000, day=1)
    found = queries.became(here.offer)
    assert (found.used, found.thrown, found.whole) == (19_000, 1_000, True)


def test_told_again_the_day_is_corrected_and_new_words_are_read_anew(here: Here) -> None:
    first = tell(here, 15_000, thanks="おいしかったです")
    uses.look(use=first, shown=True, by=here.aoi, at=AT)
    tell(here, 20_000, thanks="おいしかったです")
    assert Use.objects.get().thanks_state == "shown"
    tell(here, 20_000, thanks="とても おいしかったです")
    assert (Use.objects.get().thanks_state, Use.objects.get().looked_at) == ("waiting", None)


def test_words_that_reach_a_person_are_never_shown(here: Here) -> None:
    use = tell(here, 1_000, thanks="090-1234-5678に 電話してください")
    with pytest.raises(Invalid, match="のせられません"):
        uses.look(use=use, shown=True, by=here.aoi, at=AT)
    assert uses.look(use=use, shown=False, by=here.aoi, at=AT).thanks_state == "hidden"


def test_ken_tells_nothing_of_hanas_and_mado_does_not_let_words_out(here: Here) -> None:
    with pytest.raises(NotFound):
        uses.tell(
            share=here.share,
            day=DAY,
            words=uses.Words(used=1, meals=1),
            by=here.people.by(here.people.ken),
            at=AT,
        )
    use = tell(here, 1_000, thanks="ありがとう")
    for person in (here.people.mado, here.people.hana):
        with pytest.raises(NotFound):
            uses.look(use=use, shown=True, by=here.people.by(person), at=AT)


def test_the_giver_hears_when_it_is_used_up_and_the_words_are_read_and_only_once(here: Here) -> None:
    use = tell(here, 20_000, thanks="ほくほくで みんな おかわり")
    assert thanking.thank_due(by=JOB, at=AT) == 0
    uses.look(use=use, shown=True, by=here.aoi, at=AT)
    assert thanking.thank_due(by=JOB, at=AT) == 1
    assert thanking.thank_due(by=JOB, at=AT) == 0
    mail = Message.objects.get(event_key__startswith="surplus.thanks:")
    assert mail.person == here.mame
    for told in ("20kg", "60食", "おでん", "「ほくほくで みんな おかわり」 — みどり食堂"):
        assert told in mail.body
    with pytest.raises(Conflict, match="もう 送って"):
        thanking.thank(offer=here.offer, by=here.aoi, at=AT)


def test_one_thanked_by_a_person_meanwhile_stops_no_other(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    uses.look(use=tell(here, 20_000, thanks="ごちそうさま"), shown=True, by=here.aoi, at=AT)
    other = ground.offer(here.farm, name="かぶ", thanked_at=AT)
    monkeypatch.setattr(queries, "to_thank", lambda at: [other, here.offer])
    assert thanking.thank_due(by=JOB, at=AT) == 1
    assert Message.objects.filter(event_key__startswith="surplus.thanks:").count() == 1


def test_after_two_weeks_with_what_is_known_but_never_with_unread_words(here: Here) -> None:
    tell(here, 5_000, meals=15, thanks="まだ だれも 読んでいない")
    assert thanking.thank_due(by=JOB, at=AT + timedelta(days=13)) == 0
    assert thanking.thank_due(by=JOB, at=AT + timedelta(days=14)) == 1
    mail = Message.objects.get(event_key__startswith="surplus.thanks:")
    assert "15食" in mail.body
    assert "読んでいない" not in mail.body


def test_figures_are_of_the_giver_and_of_the_days_and_show_only_shown_words(here: Here) -> None:
    uses.look(use=tell(here, 20_000, thanks="ごちそうさま"), shown=True, by=here.aoi, at=AT)
    found = figures.given(here.farm.pk, DAY, DAY)
    assert (found.grams, found.offers, found.meals, found.places) == (20_000, 1, 60, 1)
    assert [one.words for one in found.thanks] == ["ごちそうさま"]
    assert figures.given(here.people.midori.pk, DAY, DAY).grams == 0
    assert figures.given(None, DAY + timedelta(days=1), DAY + timedelta(days=9)).grams == 0
    assert figures.givers(DAY, DAY) == [here.farm.pk]


def test_facts_say_what_they_are_made_of(here: Here) -> None:
    found = facts(AT)
    assert found["kg_given"].value == 20
    assert found["thrown_share"].value is None
    assert "最低でも" in {str(mark) for mark in found["meals_made"].marks}
    tell(here, 15_000, thrown=5_000)
    found = facts(AT)
    assert (found["kg_used"].value, found["thrown_share"].value, found["meals_made"].value) == (15, 25, 60)
    assert {str(mark) for mark in found["meals_made"].marks} == {"自己申告"}


def test_the_kitchens_day_lists_what_was_given_by_itself(here: Here) -> None:
    place = here.share.receiver.place
    tell(here, 5_000)
    kitchen.write(
        place=place, day=DAY, words={"menu": "おでん、ごはん", "allergens": ["egg"]}, by=here.hana, at=AT
    )
    kitchen.write(place=place, day=DAY, words={"menu": "おでん", "meals": 60}, by=here.hana, at=AT)
    (day,) = kitchens.month(place, DAY.replace(day=1))
    assert day.record is not None
    assert (day.record.menu, day.record.meals, day.record.allergens) == ("おでん", 60, ["egg"])
    assert day.received[0].told == "大根 20kg まめ農園 ロット L7"
    assert day.used == ("大根 5kg → おでん",)


def test_a_private_giver_is_named_in_no_kitchens_file(here: Here) -> None:
    offer = ground.offer(None, giver_name="山田花子", told="phone")
    handing.hand(
        share=ground.proposal(offer, here.share.receiver, state="agreed"),
        words=handing.Words(20_000),
        by=here.aoi,
        at=AT,
    )
    (day,) = kitchens.month(here.share.receiver.place, DAY.replace(day=1))
    assert "個人の方" in day.received[1].told
    assert "山田" not in " ".join(one.told for one in day.received)


def test_no_kitchen_of_tomorrow_none_of_strangers_and_old_ones_go(here: Here) -> None:
    place = here.share.receiver.place
    with pytest.raises(Invalid, match="まだ 書けません"):
        kitchen.write(place=place, day=DAY + timedelta(days=1), words={"menu": "カレー"}, by=here.hana, at=AT)
    with pytest.raises(Invalid, match="献立を 書いて"):
        kitchen.write(place=place, day=DAY, words={"menu": " "}, by=here.hana, at=AT)
    with pytest.raises(NotFound):
        kitchen.write(
            place=place, day=DAY, words={"menu": "カレー"}, by=here.people.by(here.people.ken), at=AT
        )
    kitchen.write(place=place, day=DAY, words={"menu": "カレー"}, by=here.hana, at=AT)
    assert kitchen.forget(by=JOB, at=AT + timedelta(days=200)) == 0
    assert kitchen.forget(by=JOB, at=AT + timedelta(days=500)) == 1
    assert not KitchenRecord.objects.exists()


def test_one_dinner_of_two_foods_is_counted_once(here: Here) -> None:
    """Daikon and carrots of one evening: thirty people ate, not sixty. The next evening is another dinner."""
    carrots = ground.proposal(
        ground.offer(here.farm, food="vegetable", name="にんじん"), here.share.receiver, state="agreed"
    )
    handing.hand(share=carrots, words=handing.Words(20_000), by=here.hana, at=AT)
    tell(here, 5_000, meals=30)
    words = uses.Words(used=5_000, meals=28, dish="カレー")
    uses.tell(share=carrots, day=DAY, words=words, by=here.hana, at=AT)
    assert figures.given(None, DAY, DAY).meals == 30
    assert facts(AT)["meals_made"].value == 30
    assert queries.became(carrots.proposal.offer).meals == 28
    tell(here, 5_000, meals=10, day=1)
    assert figures.given(None, DAY, DAY).meals == 40


def test_a_dish_with_a_telephone_number_goes_to_no_giver(here: Here) -> None:
    words = uses.Words(used=10_000, meals=30, dish="おでん 090-1234-5678", thanks="")
    uses.tell(share=here.share, day=DAY, words=words, by=here.hana, at=AT)
    tell(here, 10_000, day=1)
    assert queries.became(here.offer).dishes == ("おでん",)
    thanking.thank(offer=here.offer, by=here.aoi, at=AT)
    assert "090" not in Message.objects.get(event_key__startswith="surplus.thanks:").body

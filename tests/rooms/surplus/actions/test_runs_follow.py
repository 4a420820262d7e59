"""What becomes of 運's way when food on it goes nowhere any more: the halts are struck out, he hears it, the way ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.surplus.actions import drivers, no_shows, offer_clock, offers, proposing, recalls, runs
from ibasho.rooms.surplus.models import Driver, Offer, Run, Share
from ibasho.rooms.surplus.queries import carrying
from ibasho.rooms.surplus.rules.kinds import Refusal
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.surplus import ground

pytestmark = pytest.mark.django_db
AT = make.AT
DAY = clock.day(AT)


@dataclass(frozen=True)
class Here:
    """15 kg of one farm's daikon go to Midori, 5 kg to Aozora, on one way."""

    people: Cast
    aoi: Actor
    offer: Offer
    midori: Share
    aozora: Share
    driver: Driver
    run: Run


@pytest.fixture
def here() -> Here:
    people = cast()
    found = ground.ground(people)
    farm, _mame = ground.farm(people)
    offer = ground.offer(farm, depot=ground.depot())
    midori = ground.proposal(offer, found.receiver, grams=15_000, state="agreed")
    other = ground.receiver(make.place("あおぞら", organisation=people.aozora))
    aozora = ground.proposal(offer, other, grams=5_000, state="agreed")
    driver, aoi = ground.driver(email="hakobu@example.test"), people.by(people.aoi)
    run = runs.plan(day=DAY, driver=driver, shares=[midori, aozora], starts=time(10), by=aoi, at=AT)
    runs.tell(run=run, by=aoi, at=AT)
    return Here(people, aoi, offer, midori, aozora, driver, run)


def decline(here: Here, share: Share) -> None:
    proposing.decline(share=share, refusal=Refusal.FULL, by=here.aoi, at=AT)


def state(here: Here) -> str:
    here.run.refresh_from_db()
    return here.run.state


def changed() -> list[Message]:
    return list(Message.objects.filter(event_key__startswith="surplus.run_changed:").order_by("pk"))


def voids(here: Here) -> list[bool]:
    return [one.void for one in carrying.halts_of(here.run)]


def test_one_says_no_and_the_pick_up_is_of_what_is_left(here: Here) -> None:
    decline(here, here.midori)
    halts = carrying.halts_of(here.run)
    assert halts[0].what == ("大根 5kg（常温）",)
    assert [one.void for one in halts if one.stop.share == here.midori] == [True]
    assert sum(voids(here)) == 1
    (mail,) = changed()
    assert mail.urgent and mail.secret
    assert "「大根」15kgは、運ばなくて よくなりました" in mail.body
    assert "みどり" not in mail.body and "まめ農園" not in mail.body
    assert state(here) == "told"
    Share.objects.filter(pk=here.midori.pk).update(state="agreed", refusal="")
    runs.follow([here.midori], by=here.aoi, at=AT + timedelta(minutes=1))
    assert "やはり 運んで" in changed()[1].body
    assert not any(voids(here))


def test_withdrawn_there_is_no_way_left_and_the_driver_may_stop(here: Here) -> None:
    offers.withdraw(offer=here.offer, by=here.aoi, at=AT)
    assert voids(here) == [True, True, True]
    assert state(here) == "done"
    (mail,) = changed()
    assert mail.urgent and "もう ありません" in mail.body
    (row,) = carrying.runs(DAY, DAY)
    assert carrying.progress(row) == (0, 0)
    drivers.change(driver=here.driver, words={"is_active": False}, by=here.aoi, at=AT)


def test_recalled_every_halt_says_so_and_the_driver_is_written_to(here: Here) -> None:
    recalls.recall(offer=here.offer, words="虫が いました", by=here.aoi, at=AT)
    assert all(one.recalled for one in carrying.halts_of(here.run))
    (mail,) = changed()
    assert mail.urgent and "だれにも わたさないで" in mail.body


def test_lapsed_the_way_is_over_and_a_past_day_writes_no_mail(here: Here) -> None:
    late = AT + timedelta(days=20)
    offer_clock.lapse(by=Actor.of_job("surplus.lapse"), at=late)
    assert state(here) == "done"
    assert changed() == []


def test_nobody_was_there_and_the_way_goes_on_to_the_other(here: Here) -> None:
    no_shows.note(share=here.midori, words="", by=here.aoi, at=AT)
    assert state(here) == "told"
    runs.stop_done(stop=here.run.stops.get(kind="pick"), done=True, by=here.aoi, at=AT)
    assert state(here) == "told"
    decline(here, here.aozora)
    assert state(here) == "done"


def test_without_an_address_the_way_stands_as_not_told_yet(here: Here) -> None:
    Driver.objects.filter(pk=here.driver.pk).update(email="")
    decline(here, here.midori)
    assert changed() == []
    assert state(here) == "planned"


def test_a_way_nobody_set_out_on_is_planned_anew_for_the_same_day(here: Here) -> None:
    decline(here, here.midori)
    decline(here, here.aozora)
    assert state(here) == "done"
    again = ground.offer(here.offer.organisation, name="ねぎ", depot=here.offer.depot)
    share = ground.proposal(again, here.midori.receiver, state="agreed")
    run = runs.plan(day=DAY, driver=here.driver, shares=[share], starts=time(11), by=here.aoi, at=AT)
    assert run.stops.count() == 2
    assert state(here) == "off"


def test_a_way_left_open_a_week_ago_is_still_listed(here: Here) -> None:
    assert carrying.runs(DAY + timedelta(days=4), DAY + timedelta(days=20)) == [here.run]

"""運 (Hakobu) carries: the way is planned, told, ticked off; nothing is carried twice, warm, or too late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.surplus.actions import drivers, handing, recalls, runs
from ibasho.rooms.surplus.models import Driver, Handover, Run, Share, Stop
from ibasho.rooms.surplus.queries import carrying
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.surplus import ground

pytestmark = pytest.mark.django_db
AT = make.AT
DAY = clock.day(AT)
LINK = Actor.public(Via.LINK)


@dataclass(frozen=True)
class Here:
    people: Cast
    aoi: Actor
    share: Share
    driver: Driver


@pytest.fixture
def here() -> Here:
    people = cast()
    found = ground.ground(people)
    farm, _mame = ground.farm(people)
    depot = ground.depot()
    share = ground.proposal(ground.offer(farm, depot=depot), found.receiver, state="agreed")
    return Here(people, people.by(people.aoi), share, ground.driver(email="hakobu@example.test"))


def plan(here: Here, **changed: Any) -> Run:
    given: dict[str, Any] = {
        "day": DAY, "driver": here.driver, "shares": [here.share], "starts": time(10), "by": here.aoi, "at": AT, **changed,
    }  # fmt: skip
    return runs.plan(**given)


def test_pick_up_first_then_the_door_with_the_minutes_along(here: Here) -> None:
    run = plan(here)
    stops = list(run.stops.order_by("order"))
    assert [one.kind for one in stops] == ["pick", "drop"]
    assert stops[0].due == time(10)
    assert stops[1].due is not None
    assert stops[1].due > time(10)
    halts = carrying.halts_of(run)
    assert halts[0].where == "JA 直売所"
    assert halts[0].what == ("大根 20kg（常温）",)
    assert halts[1].where == "みどり食堂"


def test_planned_again_the_second_way_takes_the_place_of_the_first(here: Here) -> None:
    first, second = plan(here), plan(here, starts=time(14))
    first.refresh_from_db()
    assert (first.state, second.state) == ("off", "planned")


def test_what_one_driver_has_no_second_one_takes(here: Here) -> None:
    plan(here)
    with pytest.raises(Conflict, match="ほかの人が 運ぶ"):
        plan(here, driver=ground.driver(name="二"))


def test_chilled_food_needs_a_cool_box(here: Here) -> None:
    here.share.proposal.offer.band = "chilled"
    here.share.proposal.offer.save()
    with pytest.raises(Invalid, match="保冷箱"):
        plan(here)
    assert plan(here, driver=ground.driver(name="冷", chilled=True)).stops.count() == 2


@pytest.mark.parametrize(
    ("days", "error"), [(-1, "すぎた日|これからの"), (6, "11月29日（日）まで"), (11, "もう 食べられません")]
)
def test_not_yesterday_and_not_after_it_is_spoilt(here: Here, days: int, error: str) -> None:
    with pytest.raises(Invalid, match=error):
        plan(here, day=DAY + timedelta(days=days))


def test_more_than_the_car_holds_says_so(here: Here) -> None:
    with pytest.raises(Invalid, match="のりきりません"):
        plan(here, driver=ground.driver(name="小", load_grams=10_000))


def test_the_driver_is_told_by_a_mail_with_the_link_that_opens_the_way(here: Here) -> None:
    run = plan(here)
    assert runs.tell(run=run, by=here.aoi, at=AT) is True
    mail = Message.objects.get(event_key__startswith="surplus.run:")
    assert mail.secret
    here.driver.refresh_from_db()
    token = carrying.LINK.token(here.driver)
    assert token in mail.body
    assert carrying.by_token(token) == here.driver
    assert here.driver.link_hash not in mail.body


def test_a_new_link_kills_the_old_and_who_stopped_has_none(here: Here) -> None:
    old = drivers.give_link(driver=here.driver, mail=False, by=here.aoi, at=AT)
    new = drivers.give_link(driver=here.driver, mail=True, by=here.aoi, at=AT + timedelta(hours=1))
    assert new.mailed
    assert carrying.by_token(old.token) is None
    assert carrying.by_token(new.token) == here.driver
    drivers.change(driver=here.driver, words={"is_active": False}, by=here.aoi, at=AT)
    assert carrying.by_token(new.token) is None


def test_the_door_ticks_the_drop_and_the_last_tick_ends_the_run(here: Here) -> None:
    run = plan(here)
    pick = run.stops.get(kind="pick")
    runs.stop_done(stop=pick, done=True, driver=here.driver, by=LINK, at=AT)
    handing.hand(share=here.share, words=handing.Words(20_000, crates=4), driver=here.driver, by=LINK, at=AT)
    run.refresh_from_db()
    assert run.state == "done"
    handing.take_back(share=here.share, driver=here.driver, by=LINK, at=AT + timedelta(minutes=5))
    run.refresh_from_db()
    assert run.state == "told"
    assert not Handover.objects.exists()


def test_another_drivers_link_does_nothing(here: Here) -> None:
    run = plan(here)
    other = ground.driver(name="二")
    with pytest.raises(Conflict):
        runs.stop_done(stop=run.stops.get(kind="pick"), done=True, driver=other, by=LINK, at=AT)
    with pytest.raises(Conflict, match="あなたの 予定に ありません"):
        handing.hand(share=here.share, words=handing.Words(20_000), driver=other, by=LINK, at=AT)


def test_a_cancelled_way_hands_nothing_and_its_shares_are_free(here: Here) -> None:
    run = plan(here)
    runs.cancel(run=run, by=here.aoi, at=AT)
    with pytest.raises(Conflict):
        handing.hand(share=here.share, words=handing.Words(20_000), driver=here.driver, by=LINK, at=AT)
    assert plan(here, driver=ground.driver(name="二")).stops.count() == 2


def test_crates_left_there_last_time_go_back(here: Here) -> None:
    handing.hand(share=here.share, words=handing.Words(20_000, crates=4), by=here.aoi, at=AT)
    again = ground.offer(
        here.share.proposal.offer.organisation, depot=here.share.proposal.offer.depot, name="ねぎ"
    )
    share = ground.proposal(again, here.share.receiver, state="agreed")
    run = plan(here, shares=[share])
    back = run.stops.get(kind="back")
    assert back.order == 3
    assert "箱 4こ" in carrying.halts_of(run)[2].what[0]
    runs.stop_done(stop=back, done=True, by=here.aoi, at=AT)
    assert Handover.objects.get().crates_back == 4
    runs.stop_done(stop=back, done=False, by=here.aoi, at=AT)
    assert Handover.objects.get().crates_back == 0


def test_the_drivers_page_says_stop_when_it_is_recalled(here: Here) -> None:
    run = plan(here)
    recalls.recall(offer=here.share.proposal.offer, words="虫が いました", by=here.aoi, at=AT)
    assert carrying.halts_of(run)[1].recalled
    with pytest.raises(Conflict):
        handing.hand(share=here.share, words=handing.Words(20_000), driver=here.driver, by=LINK, at=AT)


def test_who_manages_plans_and_nobody_else(here: Here) -> None:
    for person in (here.people.mado, here.people.hana, here.people.megumi, here.people.tamotsu):
        with pytest.raises(NotFound):
            plan(here, by=here.people.by(person))
    assert Stop.objects.count() == 0
    assert plan(here, by=here.people.by(here.people.tsubaki)).stops.count() == 2

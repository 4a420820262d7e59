"""Carried, handed over, recalled, used: axe finds nothing on any of it, and nothing scrolls sideways on a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.surplus.actions import drivers, handing, recalls, runs, uses
from ibasho.rooms.surplus.models import Driver, Handover, Share
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.surplus import ground
from tests.rooms.surplus.pages import url

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return cast()


def agreed(people: Cast, name: str) -> Share:
    """For Hana's place, to be fetched at the JA from now on."""
    found = ground.ground(people) if not hasattr(people.midori, "made") else people.midori.made
    people.midori.made = found  # type: ignore[attr-defined]
    found.place.lat, found.place.lng, found.place.phone = 34.75, 138.02, "051-000-0004"
    found.place.save()
    now = clock.now()
    offer = ground.offer(
        people.aozora, name=name, depot=ground.depot(address="みほん市 中央 1-2"), ready_from=now - timedelta(hours=1),
        ready_until=now + timedelta(days=3), use_until=clock.day(now) + timedelta(days=5), lot="L7",
    )  # fmt: skip
    return ground.proposal(offer, found.receiver, state="agreed")


@pytest.mark.long
def test_the_desk_the_drivers_phone_and_hanas_door(
    people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    aoi, at = people.by(people.aoi), clock.now()
    carried, handed, bad = (agreed(people, name) for name in ("大根", "にんじん", "もやし"))
    token = drivers.give_link(driver=ground.driver(), mail=False, by=aoi, at=at).token
    driver = Driver.objects.get()
    run = runs.plan(day=clock.day(at), driver=driver, shares=[carried], starts=time(10), by=aoi, at=at)
    for one in (handed, bad):
        handing.hand(share=one, words=handing.Words(20_000, crates=2), by=aoi, at=at)
    words = uses.Words(used=5_000, meals=30, thanks="おいしかったです")
    uses.tell(share=handed, day=clock.day(at), words=words, by=aoi, at=at)
    recalls.recall(offer=bad.proposal.offer, words="においが します。食べないでください。", by=aoi, at=at)
    place = handed.receiver.place.public_id
    desk = [
        url("desk_carrying"), url("desk_run_new"), url("desk_run", run.public_id), url("desk_carriers"),
        url("desk_depot_new"), url("desk_driver", driver.public_id), url("desk_driver_link", driver.public_id),
        url("desk_hand", carried.public_id), url("desk_hand", handed.public_id), url("desk_recalls"),
        url("desk_recall_new", carried.proposal.offer.public_id), url("desk_recall", bad.proposal.offer.public_id),
        url("desk_records"), url("desk_thanks"), url("desk_kitchen", place),
        url("desk_kitchen_day", place, clock.day(at).isoformat()), url("desk_driver_new"), url("desk_use", handed.public_id),
        url("desk_recall_answer", bad.public_id),
    ]  # fmt: skip
    page = open_page(desk[0], cookies=cookies_of(people.aoi))
    assert look(page, desk, axe_findings, sizes=BOTH) == {}
    page.context.clear_cookies()
    theirs = [url("run_link", token), url("run_hand", token, carried.public_id)]
    assert look(page, theirs, axe_findings, sizes=BOTH) == {}
    page.get_by_role("button", name="わたしました").click()
    page.get_by_text("すんだ").wait_for()
    assert Handover.objects.filter(share=carried).exists()
    ops = open_page(url("ops_handing"), cookies=cookies_of(people.hana))
    own = [
        "/ops/", url("ops_handing"), url("ops_hand", carried.public_id), url("ops_use", handed.public_id), url("ops_recalls"),
        url("ops_recall_answer", bad.public_id), url("ops_kitchens"), url("ops_kitchen", place),
        url("ops_kitchen_day", place, clock.day(at).isoformat()),
    ]  # fmt: skip
    assert look(ops, own, axe_findings, sizes=BOTH) == {}

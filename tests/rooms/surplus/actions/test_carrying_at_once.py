"""Two at the same second: one hand-over is written, one driver carries, and nothing slips past a recall."""

from __future__ import annotations

from datetime import time
from threading import Event
from time import sleep

import pytest
from django.db import transaction

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.surplus.actions import handing, recalls, runs
from ibasho.rooms.surplus.models import Handover, Offer, Recall, RecallAnswer, Run, Share
from tests import make
from tests.people import Cast, cast
from tests.rooms.surplus import ground
from tests.together import at_once, codes

pytestmark = pytest.mark.django_db(transaction=True)
AT = make.AT


@transaction.atomic
def scheme() -> tuple[Cast, Actor, Share]:
    people = cast()
    found = ground.ground(people)
    farm, _mame = ground.farm(people)
    return people, people.by(people.aoi), ground.proposal(ground.offer(farm), found.receiver, state="agreed")


def test_the_place_and_the_desk_note_the_same_hand_over() -> None:
    people, aoi, share = scheme()
    words = handing.Words(20_000)
    answers = at_once(
        lambda: handing.hand(share=share, words=words, by=people.by(people.hana), at=AT),
        lambda: handing.hand(share=share, words=words, by=aoi, at=AT),
    )
    assert codes(answers) == {"done": 1, "surplus.not_to_hand": 1}
    assert Handover.objects.count() == 1


def test_a_recall_and_a_hand_over_leave_nobody_unasked() -> None:
    """Whichever comes first: the receiver is asked, and it is handed over only if that was before."""
    people, aoi, share = scheme()
    at_once(
        lambda: handing.hand(share=share, words=handing.Words(20_000), by=people.by(people.hana), at=AT),
        lambda: recalls.recall(offer=share.proposal.offer, words="虫が いました", by=aoi, at=AT),
    )
    assert Recall.objects.count() == 1
    assert RecallAnswer.objects.get().share == share
    share.refresh_from_db()
    assert share.state == ("handed" if Handover.objects.exists() else "dropped")


def test_two_drivers_are_given_the_same_crate() -> None:
    _people, aoi, share = scheme()
    one, other = ground.driver(), ground.driver(name="二")
    answers = at_once(
        *[
            lambda who=who: runs.plan(
                day=clock.day(AT), driver=who, shares=[share], starts=time(10), by=aoi, at=AT
            )
            for who in (one, other)
        ]
    )
    assert codes(answers) == {"done": 1, "surplus.share_on_run": 1}
    assert Run.objects.count() == 1


def test_a_way_is_planned_while_the_offer_is_being_decided_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever says no, hands over or recalls locks the offer and then the share: the planner must not do it the other way."""
    _people, aoi, share = scheme()
    driver, held = ground.driver(), Event()
    check = runs._check
    monkeypatch.setattr(runs, "_check", lambda *given: (held.wait(1), check(*given)))

    @transaction.atomic
    def decided() -> None:
        sleep(0.3)
        Offer.objects.select_for_update().get(pk=share.proposal.offer_id)
        held.set()
        Share.objects.select_for_update().get(pk=share.pk)

    def plan() -> Run:
        return runs.plan(day=clock.day(AT), driver=driver, shares=[share], starts=time(10), by=aoi, at=AT)

    at_once(plan, decided)
    assert Run.objects.count() == 1


def test_a_way_is_planned_anew_while_its_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    _people, aoi, share = scheme()
    driver, told = ground.driver(email="hakobu@example.test"), Event()

    def plan(starts: int) -> Run:
        return runs.plan(day=clock.day(AT), driver=driver, shares=[share], starts=time(starts), by=aoi, at=AT)

    first = plan(10)
    lock, ahead = runs._locked_shares, runs._require_ahead
    monkeypatch.setattr(runs, "_locked_shares", lambda rows: (told.wait(1), lock(rows))[1])

    def looked(run: Run) -> None:
        told.set()
        ahead(run)

    def tell() -> bool:
        sleep(0.3)
        return runs.tell(run=first, by=aoi, at=AT)

    monkeypatch.setattr(runs, "_require_ahead", looked)
    answers = at_once(lambda: plan(11), tell)
    assert codes(answers) == {"done": 1, "surplus.run_over": 1}

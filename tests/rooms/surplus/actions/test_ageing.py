"""What is promised to go, goes: 運 a year after stopping, ways and wishes a year, food and who got it five years after."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.surplus.actions import ageing, drivers, handing
from ibasho.rooms.surplus.models import (
    Driver,
    Handover,
    NoShow,
    Offer,
    Proposal,
    Recall,
    RecallAnswer,
    Run,
    Share,
    StandingOffer,
    Stop,
    Use,
    Wish,
)
from ibasho.rooms.surplus.rules import ageing as rules
from tests import make
from tests.people import Cast, cast
from tests.rooms.surplus import ground
from tests.rooms.surplus.offers_objects import promise, with_photo

pytestmark = pytest.mark.django_db
AT = make.AT
DAY = clock.day(AT)
JOB = Actor.of_job("surplus.forget_old")


@pytest.fixture
def people() -> Cast:
    return cast()


def later(days: int) -> datetime:
    return AT + timedelta(days=days)


def stopped(people: Cast) -> Driver:
    found = ground.driver(email="hakobu@example.test", note="軽トラ")
    return drivers.change(driver=found, words={"is_active": False}, by=people.by(people.aoi), at=AT)


def test_the_years_are_whole_ones() -> None:
    day = DAY.replace(year=2026, month=3, day=31)
    assert rules.before(day, 1).isoformat() == "2024-04-01"
    assert rules.before(day + timedelta(days=1), 1).isoformat() == "2025-04-01"


def test_a_driver_who_stopped_is_forgotten_after_a_year(people: Cast) -> None:
    found = stopped(people)
    assert found.stopped_on == DAY
    ageing.forget_old(by=JOB, at=later(364))
    assert Driver.objects.filter(name="運").exists()
    assert ageing.forget_old(by=JOB, at=later(365))["drivers"] == 1
    assert not Driver.objects.exists()


def test_who_goes_on_after_all_stays_and_a_second_word_does_not_start_the_year_anew(people: Cast) -> None:
    found, aoi = stopped(people), people.by(people.aoi)
    drivers.change(driver=found, words={"note": "またね"}, by=aoi, at=later(20))
    found.refresh_from_db()
    assert found.stopped_on == DAY
    drivers.change(driver=found, words={"is_active": True}, by=aoi, at=later(40))
    ageing.forget_old(by=JOB, at=later(900))
    again = Driver.objects.get()
    assert again.name == "運" and again.stopped_on is None


def test_of_a_driver_with_ways_the_name_goes_first_and_the_row_with_the_last_way(people: Cast) -> None:
    found = stopped(people)
    run = Run.objects.create(day=DAY, driver=found, starts=clock.jst(AT).time(), state="done", made_at=AT)
    assert ageing.forget_old(by=JOB, at=later(366))["drivers"] == 1
    found.refresh_from_db()
    assert (found.phone, found.email, found.note) == ("", "", "")
    assert "運" not in found.name and Run.objects.filter(pk=run.pk).exists()
    assert ageing.forget_old(by=JOB, at=later(370))["drivers"] == 0
    assert ageing.forget_old(by=JOB, at=later(3 * 365)) == {
        "runs": 1, "wishes": 0, "no_shows": 0, "drivers": 1, "offers": 0, "promises": 0,
    }  # fmt: skip
    assert not Driver.objects.exists() and not Run.objects.exists()


def test_wishes_and_no_shows_go_a_year_after_their_nendo(people: Cast) -> None:
    here = ground.ground(people)
    Wish.objects.create(receiver=here.receiver, food="rice", words="お米", until=DAY, told_at=AT)
    share = ground.proposal(here.offer, here.receiver, state="no_show")
    NoShow.objects.create(share=share, noted_at=AT)
    assert ageing.forget_old(by=JOB, at=later(360))["wishes"] == 0
    found = ageing.forget_old(by=JOB, at=later(2 * 365))
    assert (found["wishes"], found["no_shows"]) == (1, 1)
    assert Share.objects.filter(pk=share.pk).exists()


def whole(people: Cast) -> Offer:
    """One offer with everything that may hang on it, ended today."""
    here = ground.ground(people)
    share = ground.proposal(with_photo(here.offer), here.receiver, state="agreed")
    hana = people.by(people.hana)
    handing.hand(share=share, words=handing.Words(20_000), by=hana, at=AT)
    Use.objects.create(share=share, day=DAY, grams_used=1_000, meals=3, told_at=AT)
    recall = Recall.objects.create(offer=here.offer, words="カビ", recalled_at=AT, closed_at=AT)
    RecallAnswer.objects.create(recall=recall, share=share)
    run = Run.objects.create(day=DAY, driver=ground.driver(), starts=clock.jst(AT).time(), made_at=AT)
    Stop.objects.create(run=run, order=1, kind="pick", offer=here.offer)
    Stop.objects.create(run=run, order=2, kind="drop", share=share)
    Offer.objects.filter(pk=here.offer.pk).update(state="done", ended_at=AT)
    return here.offer


def test_food_and_all_that_hangs_on_it_goes_five_years_after(
    people: Cast, django_capture_on_commit_callbacks: object
) -> None:
    offer = whole(people)
    offer.refresh_from_db()
    stored, name = offer.photo.storage, str(offer.photo.name)
    assert ageing.forget_old(by=JOB, at=later(5 * 365))["offers"] == 0
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert ageing.forget_old(by=JOB, at=later(6 * 365 + 2))["offers"] == 1
    for rows in (Offer, Proposal, Share, Handover, Use, Recall, RecallAnswer, Stop):
        assert not rows.objects.exists(), rows.__name__
    assert not stored.exists(name)


def test_what_is_not_over_and_a_recall_that_runs_stay(people: Cast) -> None:
    offer = whole(people)
    Recall.objects.update(closed_at=None)
    ground.offer(people.midori, name="かぶ")
    assert ageing.forget_old(by=JOB, at=later(20 * 365))["offers"] == 0
    assert Offer.objects.filter(pk=offer.pk).exists() and Offer.objects.count() == 2


def test_a_stopped_promise_goes_a_running_one_never(people: Cast) -> None:
    promise(people.midori, is_active=False, asked_on=DAY)
    promise(people.midori, name="ねぎ")
    assert ageing.forget_old(by=JOB, at=later(5 * 365))["promises"] == 0
    assert ageing.forget_old(by=JOB, at=later(6 * 365 + 2))["promises"] == 1
    assert [one.name for one in StandingOffer.objects.all()] == ["ねぎ"]


def test_only_the_server_forgets(people: Cast) -> None:
    with pytest.raises(NotFound):
        ageing.forget_old(by=people.by(people.fumi), at=AT)

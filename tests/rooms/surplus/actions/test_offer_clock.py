"""Past its day an offer is closed kindly; a citizen's name is forgotten 90 days after the end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.surplus.actions import offer_clock, offer_links
from ibasho.rooms.surplus.models import Offer
from ibasho.rooms.surplus.queries import offers as queries
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.surplus import ground
from tests.rooms.surplus.offers_objects import with_link

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("surplus.lapse")
LATER = make.AT + timedelta(days=11)


@pytest.fixture
def people() -> Cast:
    return cast()


def test_what_found_no_home_lapses_and_its_giver_is_told(people: Cast) -> None:
    offer = ground.offer(people.midori)
    assert offer_clock.lapse(by=JOB, at=make.AT) == 0
    assert offer_clock.lapse(by=JOB, at=LATER) == 1
    assert offer_clock.lapse(by=JOB, at=LATER) == 0
    offer.refresh_from_db()
    assert (offer.state, offer.ended_at) == ("lapsed", LATER)
    assert "見つかりませんでした" in Message.objects.get(address=people.hana.email).body


def test_one_that_cannot_be_fetched_any_more_lapses_before_its_last_day(people: Cast) -> None:
    offer = ground.offer(people.midori, ready_until=make.AT + timedelta(hours=2))
    assert offer_clock.lapse(by=JOB, at=make.AT + timedelta(hours=3)) == 1
    offer.refresh_from_db()
    assert offer.state == "lapsed"


def test_an_agreed_one_stays_a_week_so_that_the_hand_over_can_be_written_down(people: Cast) -> None:
    found = ground.ground(people)
    agreed, handed = found.offer, ground.offer(people.midori, name="かぶ")
    ground.proposal(agreed, found.receiver, state="agreed")
    ground.proposal(handed, found.receiver, grams=5_000, state="handed")
    assert offer_clock.lapse(by=JOB, at=LATER) == 0
    assert offer_clock.lapse(by=JOB, at=LATER + timedelta(days=7)) == 2
    assert dict(Offer.objects.values_list("name", "state")) == {"大根": "lapsed", "かぶ": "done"}


def test_a_citizens_name_is_forgotten_and_the_kilos_stay(people: Cast) -> None:
    offer = with_link(ground.offer(None, giver_name="山田", giver_email="yamada@example.test", told="public"))
    token, stored, name = offer_links.token(offer), offer.photo.storage, str(offer.photo.name)
    offer_clock.lapse(by=JOB, at=LATER)
    assert offer_clock.forget_givers(by=JOB, at=LATER + timedelta(days=89)) == 0
    assert offer_clock.forget_givers(by=JOB, at=LATER + timedelta(days=90)) == 1
    assert offer_clock.forget_givers(by=JOB, at=LATER + timedelta(days=91)) == 0
    offer.refresh_from_db()
    assert (offer.giver_name, offer.giver_email, offer.grams) == ("（消しました）", "", 20_000)
    assert (offer.photo.name, queries.by_token(token)) == ("", None)
    assert stored.exists(name), "the file goes with the commit"


def test_only_the_clock_does_it(people: Cast) -> None:
    for deed in (offer_clock.lapse, offer_clock.forget_givers):
        with pytest.raises(NotFound):
            deed(by=people.by(people.fumi), at=LATER)

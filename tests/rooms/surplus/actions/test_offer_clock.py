"""Past its day an offer is closed kindly; a citizen's name is forgotten 90 days after the end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.surplus.actions import handing, offer_clock, offer_links
from ibasho.rooms.surplus.models import Offer, Share
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
    wish = ground.wished(Share.objects.get(proposal__offer=agreed))
    assert offer_clock.lapse(by=JOB, at=LATER) == 1
    assert dict(Offer.objects.values_list("name", "state")) == {"大根": "agreed", "かぶ": "done"}
    assert offer_clock.lapse(by=JOB, at=LATER + timedelta(days=7)) == 1
    agreed.refresh_from_db()
    wish.refresh_from_db()
    assert (agreed.state, agreed.proposals.get().shares.get().state, wish.state) == ("lapsed", "gone", "open")
    assert not Message.objects.exists(), "a home was found: nobody is told that there was none"


def test_while_a_rest_is_proposed_what_is_agreed_stays_a_week_all_the_same(people: Cast) -> None:
    """One declined and the rest is proposed anew when its hours end: the other is on the way to fetch it."""
    found = ground.ground(people)
    share = ground.proposal(found.offer, found.receiver, grams=10_000, state="agreed")
    rest = ground.proposal(found.offer, ground.receiver(make.place("となり食堂")), grams=10_000)
    at = found.offer.ready_until + timedelta(minutes=10)
    assert offer_clock.lapse(by=JOB, at=at) == 0
    found.offer.refresh_from_db()
    assert (found.offer.state, found.offer.ended_at) == ("agreed", None)
    rest.refresh_from_db()
    assert (rest.state, rest.proposal.state) == ("dropped", "replaced")
    assert not Message.objects.exists()
    assert offer_clock.lapse(by=JOB, at=at + timedelta(hours=1)) == 0
    handing.hand(share=share, words=handing.Words(10_000), by=people.by(people.hana), at=at)
    found.offer.refresh_from_db()
    assert found.offer.state == "done", "the rest can be fetched by nobody any more"


def test_a_rest_without_a_home_keeps_no_offer_open_past_its_hours(people: Cast) -> None:
    """Rice that keeps for months: what was handed over may be thanked for."""
    found = ground.ground(people)
    rice = ground.offer(people.midori, name="米", use_until=make.AT.date() + timedelta(days=90))
    ground.proposal(rice, found.receiver, grams=10_000, state="handed")
    assert offer_clock.lapse(by=JOB, at=rice.ready_until - timedelta(minutes=1)) == 0
    offer_clock.lapse(by=JOB, at=rice.ready_until + timedelta(minutes=1))
    rice.refresh_from_db()
    assert rice.state == "done"


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

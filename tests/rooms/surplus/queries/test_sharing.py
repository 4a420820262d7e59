"""What waits for whom, what the board says, and how far it is to a kitchen."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.geo import Position
from ibasho.rooms.surplus.actions import proposing, runs
from ibasho.rooms.surplus.models import Proposal, Recall, Receiver
from ibasho.rooms.surplus.queries import (
    carrying_waiting,
    handing,
    receivers,
    receivers_waiting,
    sharing,
    sharing_waiting,
    takers,
)
from ibasho.town.outbox.models import Message
from ibasho.town.places.models import Place, Session
from tests import make
from tests.people import Cast, cast
from tests.rooms.surplus import ground, kitchens
from tests.rooms.surplus.kitchens import AT, DAY, TODAY, Kitchens, confirmed, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def three(people: Cast) -> Kitchens:
    return kitchens.kitchens(people)


def waits(people: Cast, name: str) -> list[tuple[str, int]]:
    by = people.by(getattr(people, name))
    found = [*sharing_waiting.waiting_for(by, AT), *receivers_waiting.waiting_for(by, AT)]
    return [(one.anchor, one.count) for one in found]


def test_each_sees_what_waits_for_them(people: Cast, three: Kitchens) -> None:
    assert waits(people, "tsubaki") == [] and waits(people, "hana") == []
    row = proposed(three)
    assert waits(people, "tsubaki") == waits(people, "aoi") == [("confirm", 1)]
    assert waits(people, "mado") == waits(people, "hana") == waits(people, "tamotsu") == []
    proposing.confirm(proposal=row, by=people.by(people.tsubaki), at=AT)
    assert waits(people, "tsubaki") == waits(people, "hana") == waits(people, "aoi") == []


def test_a_kitchen_without_a_day_hears_why_nothing_comes(people: Cast, three: Kitchens) -> None:
    Session.objects.filter(place=three.midori.place).delete()
    assert waits(people, "hana") == [("", 1)] and waits(people, "ken") == waits(people, "aoi") == []


def test_who_found_no_home_is_said_to_who_can_call_round(people: Cast, three: Kitchens) -> None:
    Receiver.objects.update(is_active=False)
    proposed(three)
    assert waits(people, "aoi") == [("homeless", 1)]
    [row] = sharing.board(AT)
    assert row.is_homeless and row.unplaced == 20_000 and row.newest_id == Proposal.objects.get().public_id


def test_the_board_leaves_out_what_is_over_or_recalled(people: Cast, three: Kitchens) -> None:
    ground.offer(people.midori, name="きのう", use_until=TODAY - DAY)
    ground.offer(people.midori, name="まだ", state="new")
    recalled = ground.offer(people.midori, name="あぶない")
    Recall.objects.create(offer=recalled, words="いたみ", recalled_at=AT)
    soon = ground.offer(people.midori, name="いちご", use_until=TODAY + DAY)
    assert [one.offer for one in sharing.board(AT)] == [soon, three.offer], "the soonest to spoil first"
    row = proposed(three)
    [_soon, one] = sharing.board(AT)
    assert one.open == row and one.left == 20_000 and one.unplaced == 0


def test_the_four_weeks_count_what_was_agreed_and_handed(people: Cast, three: Kitchens) -> None:
    row = confirmed(three)
    Proposal.objects.filter(pk=row.pk).update(confirmed_at=AT - 29 * DAY)
    assert takers.recent_grams([three.midori.pk], AT) == {}
    Proposal.objects.filter(pk=row.pk).update(confirmed_at=AT - 27 * DAY)
    got = takers.recent_grams([three.midori.pk], AT)[three.midori.pk]
    level = receivers.levels(AT, [three.midori])[0]
    assert level.grams == got and level.per_meal == pytest.approx(got / 60), "two openings of thirty meals"
    assert level.next_day == TODAY + 2 * DAY


def test_the_way_is_counted_from_where_it_is_fetched(people: Cast, three: Kitchens) -> None:
    near = make.place("ちかく食堂", lat=34.770, lng=138.010)
    assert takers.metres(Position(34.770, 138.0), near) == pytest.approx(1_188, abs=10)
    assert (
        takers.metres(None, near) is None
        and takers.metres(Position(34.77, 138.0), three.midori.place) is None
    )
    assert takers.position(three.offer) is None
    three.offer.depot = ground.depot()
    assert takers.position(three.offer) == Position(34.77, 138.0)


def test_a_driver_on_one_of_the_days_makes_the_way_short(people: Cast, three: Kitchens) -> None:
    assert takers.carried(three.offer, TODAY) is False
    ground.driver(weekdays=[(TODAY + 2 * DAY).weekday()])
    assert takers.carried(three.offer, TODAY) is True
    assert takers.carried(three.offer, TODAY + 3 * DAY) is False
    three.offer.ready_until = AT + timedelta(hours=2)
    assert takers.carried(three.offer, TODAY) is False


def test_milk_is_carried_in_a_cool_box_or_not_at_all(three: Kitchens) -> None:
    three.offer.band = "chilled"
    ground.driver()
    assert takers.carried(three.offer, TODAY) is False
    ground.driver(name="冷", chilled=True)
    assert takers.carried(three.offer, TODAY) is True


def test_a_driver_is_looked_for_until_somebody_carries_it(people: Cast, three: Kitchens) -> None:
    """Midori cannot fetch: 運 drives on that day, which promises nothing. It says so, and it waits at the desk."""
    Receiver.objects.filter(pk=three.midori.pk).update(collects=False)
    driver = ground.driver()
    row = confirmed(three)
    share = row.shares.get(receiver=three.midori)
    assert "driver" in [one["code"] for one in share.reasons]
    assert "comes" not in [one["code"] for other in row.shares.all() for one in other.reasons]
    (mail,) = Message.objects.filter(event_key=f"surplus.share.confirmed:{share.public_id}")
    assert "運ぶ人を さがしています" in mail.body and "うけとるところ" not in mail.body
    assert handing.without_driver(TODAY) == [share]
    by = people.by(people.tsubaki)
    assert "運ぶ人が きまっていない おすそわけ" in [one.label for one in carrying_waiting.waiting_for(by, AT)]
    day = clock.day(share.proposal.offer.ready_from)
    runs.plan(day=day, driver=driver, shares=[share], starts=time(10), by=by, at=AT)
    assert handing.without_driver(TODAY) == []


def test_why_not_is_kept_for_the_kitchen_that_got_nothing(people: Cast, three: Kitchens) -> None:
    Receiver.objects.filter(pk=three.midori.pk).update(refused=["vegetable"])
    confirmed(three)
    [why] = receivers.passed_of(three.midori, AT)
    assert why.name == "大根" and "うけとらないと 聞いています" in why.words[0]
    assert receivers.passed_of(three.aozora, AT) == []


def test_a_kitchen_that_called_off_its_days_since_is_pointed_at(people: Cast, three: Kitchens) -> None:
    confirmed(three)
    assert sharing.stranded(AT) == []
    Session.objects.filter(place=three.midori.place).update(state="cancelled", reason="heat")
    Place.objects.filter(pk=three.maruya.place_id).update(state="paused", paused_since=TODAY)
    assert [one.receiver for one in sharing.stranded(AT)] == [three.midori, three.maruya]
    assert waits(people, "tsubaki") == [("stranded", 2)]

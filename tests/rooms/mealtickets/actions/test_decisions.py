"""What needed a look: a person pays it or not, once, with the reason."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed
from ibasho.rooms.mealtickets.actions import decisions, syncing
from ibasho.rooms.mealtickets.models import Decision, LedgerEntry, Redemption
from ibasho.rooms.mealtickets.rules import wire
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from tests import make
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.till import Till, card, till

pytestmark = pytest.mark.django_db
WHY = "お店に 電話で 聞いた"


@pytest.fixture
def people() -> Cast:
    return cast()


def waiting(world: ground.Ground) -> Redemption:
    """Eaten with a number that nobody knows."""
    from_till(till(world.shop))
    return Redemption.objects.get(outcome="check")


def from_till(counter: Till) -> None:
    item = wire.read_item(counter.body(counter.scan("CDFHJKMNPQRT")))
    syncing.sync(items=[item], device=counter.device.public_id, token=counter.token, at=make.AT)


def test_paid_from_the_reserve_once(people: Cast) -> None:
    world = ground.ground(reserve_yen=2_000)
    row = waiting(world)
    decisions.decide(redemption=row, paid=True, why=WHY, by=people.by(people.aoi), at=make.AT)
    assert ground.balance(A.RESERVE, world.fund) == 1_600
    assert ground.balance(A.PAYABLE, world.fund, shop=world.shop) == 400
    with pytest.raises(Conflict):
        decisions.decide(redemption=row, paid=False, why=WHY, by=people.by(people.aoi), at=make.AT)


def test_with_an_empty_reserve_from_a_pool_and_else_it_waits(people: Cast) -> None:
    world = ground.ground(live_yen=400, reserve_yen=399)
    row = waiting(world)
    decisions.decide(redemption=row, paid=True, why=WHY, by=people.by(people.aoi), at=make.AT)
    assert ground.balance(A.LIVE, world.fund, pool=world.general) == 0
    again = waiting_anew(world)
    with pytest.raises(Conflict, match="のこしておきます"):
        decisions.decide(redemption=again, paid=True, why=WHY, by=people.by(people.aoi), at=make.AT)
    assert not Decision.objects.filter(redemption=again).exists()


def waiting_anew(world: ground.Ground) -> Redemption:
    counter = till(world.shop, ground.device(world.shop, "2台目"))
    from_till(counter)
    return Redemption.objects.latest("pk")


def test_not_paid_moves_no_yen(people: Cast) -> None:
    world = ground.ground()
    decided = decisions.decide(
        redemption=waiting(world), paid=False, why=WHY, by=people.by(people.aoi), at=make.AT
    )
    assert (decided.paid, decided.decided_by) == (False, people.aoi)
    assert not LedgerEntry.objects.filter(redemption__isnull=False).exists()


def test_a_reason_is_needed_and_a_meal_that_is_fine_needs_none(people: Cast) -> None:
    world = ground.ground()
    with pytest.raises(Invalid):
        decisions.decide(redemption=waiting(world), paid=True, why="", by=people.by(people.aoi), at=make.AT)
    till(world.shop, ground.device(world.shop, "2台目")).eat(card())
    fine = Redemption.objects.get(outcome="ok")
    with pytest.raises(Conflict):
        decisions.decide(redemption=fine, paid=True, why=WHY, by=people.by(people.aoi), at=make.AT)


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "ken", "tamotsu"])
def test_only_who_manages_decides(people: Cast, who: str) -> None:
    row = waiting(ground.ground())
    with pytest.raises(NotAllowed):
        decisions.decide(redemption=row, paid=True, why=WHY, by=people.by(getattr(people, who)), at=make.AT)
